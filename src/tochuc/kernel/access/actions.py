"""Accounts and what they are assigned to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Assignment, User
from tochuc.kernel.register.standard import create_action, edit_action


@action("users.create", label="Thêm tài khoản", sentence="thêm tài khoản")
def create_user(w: Writer, *, password: str, **values: Any) -> User:
    user = User(**values)
    user.set_password(_checked(password, user))
    return w.create(user)


@action("users.edit", label="Sửa tài khoản", sentence="sửa tài khoản")
def edit_user(w: Writer, user: User, *, password: str = "", **values: Any) -> User:
    """An empty password leaves the old one. Nobody locks their own account."""
    if w.acting.user == user and values.get("is_active") is False:
        raise ValidationError(
            {"is_active": "Không thể tự khóa tài khoản của mình: hãy nhờ quản trị viên khác."}
        )
    updated = w.update(user, **values)
    if password:
        user.set_password(_checked(password, user))
        user.save(update_fields=["password"])
    return updated


assign = create_action("assignments", Assignment, "phân công")
edit_assignment = edit_action("assignments", Assignment, "phân công")


def _checked(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    return password
