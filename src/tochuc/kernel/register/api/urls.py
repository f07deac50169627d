"""The addresses: `<register>/`, `<register>/<pk>/` and, for each operation, `<register>/<pk>/<verb>/`."""

from __future__ import annotations

from rest_framework.routers import SimpleRouter

from tochuc.kernel.register.api.views import viewset
from tochuc.kernel.register.registry import all_registers


def router() -> SimpleRouter:
    made = SimpleRouter(use_regex_path=False)
    for register in all_registers():
        made.register(register.name, viewset(register), basename=f"api-{register.name}")
    return made


urlpatterns = router().urls
