"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "tochuc.kernel"
    label = "kernel"
    verbose_name = "Nền tảng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tochuc.kernel import checks  # noqa: F401  (registers Django's system checks)
        from tochuc.kernel.register import registry

        registry.discover()

        from tochuc.kernel.access import roles  # noqa: F401  (declares its verb)
        from tochuc.kernel.changes import shred, undo  # noqa: F401  (declare their verbs)
        from tochuc.kernel.importing import verbs

        verbs.declare_all()
