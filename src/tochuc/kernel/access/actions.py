"""Accounts and what they are assigned to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from tochuc.kernel.access.reach import reaches
from tochuc.kernel.actions import OutOfReach, action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, User


@action("users.create", label="Thêm tài khoản", sentence="thêm tài khoản")
def create_user(w: Writer, /, *, password: str, **values: Any) -> User:
    user = User(**values)
    user.set_password(_checked(password, user))
    return w.create(user)


@action("users.edit", label="Sửa tài khoản", sentence="sửa tài khoản")
def edit_user(w: Writer, /, user: User, *, password: str = "", **values: Any) -> User:
    """An empty password leaves the old one; a new one is logged by its time. Nobody locks themselves out."""
    _require_reach_over(w, user)
    if w.acting.user == user and values.get("is_active") is False:
        raise ValidationError(
            {"is_active": "Không thể tự khóa tài khoản của mình: hãy nhờ quản trị viên khác."}
        )
    if password:
        user.set_password(_checked(password, user))
        user.save(update_fields=["password"])
        values["password_set_at"] = timezone.now()
    return w.update(user, **values)


@action("assignments.create", label="Thêm phân công", sentence="thêm phân công")
def assign(w: Writer, /, **values: Any) -> Assignment:
    _require_another(w, values["user"])
    return w.create(Assignment(**values))


@action("assignments.edit", label="Sửa phân công", sentence="sửa phân công")
def edit_assignment(w: Writer, /, assignment: Assignment, **values: Any) -> Assignment:
    _require_another(w, assignment.user)
    _require_another(w, values.get("user", assignment.user))
    return w.update(assignment, **values)


def _require_another(w: Writer, user: User) -> None:
    """Whoever assigns gives nothing to themselves: an administrator stays without personal data."""
    if w.acting.user == user:
        raise ValidationError(
            {"user": "Không thể tự phân công cho mình: hãy nhờ quản trị viên khác thực hiện."}
        )


def _require_reach_over(w: Writer, user: User) -> None:
    """Whoever sets an account's password or address can enter as its owner: so the administrator of a district
    leaves the accounts alone that have a role anywhere else. Raises `OutOfReach`.
    """
    if w.acting.user is None:
        return
    lasting = Q(until__isnull=True) | Q(until__gt=timezone.localdate())
    positions = Assignment.objects.filter(lasting, user=user).values_list("unit__first", flat=True)
    if not all(reaches(w.acting.user, w.verb, position, Level.OPEN) for position in positions):
        raise OutOfReach(
            "Tài khoản này được phân công cả ở đơn vị ngoài phạm vi của đồng chí; chưa có gì được ghi. "
            "Hãy đề nghị quản trị cấp trên thực hiện."
        )


def _checked(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    return password
