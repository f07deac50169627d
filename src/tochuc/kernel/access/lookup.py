"""From what an address names to the thing itself, for pages and for the API alike.

What one may not see answers 404, as if it did not exist; what one sees but may not do, 403.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.models import User
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import UnknownRegister, get_register


def find_register(user: User, name: str) -> Register[Any]:
    """The register, where the user may view it at all; raises `Http404`."""
    try:
        register = get_register(name)
    except UnknownRegister as error:
        raise Http404 from error
    if not may(user, f"{register.name}.view"):
        raise Http404
    return register


def find_record(user: User, register: Register[Any], pk: int, verb: str = "view") -> Any:
    """The record that the user sees (else `Http404`) and may use `verb` on (else `PermissionDenied`)."""
    record = visible(user, register).filter(pk=pk).first()
    if record is None:
        raise Http404
    if verb != "view" and not visible(user, register, verb).filter(pk=pk).exists():
        raise PermissionDenied("Đồng chí xem được bản ghi này nhưng không được phân công làm việc này.")
    return record
