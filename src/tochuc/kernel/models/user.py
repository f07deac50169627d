"""People who sign in. What they may do is said by assignments, not by Django's own permissions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone

from tochuc.kernel.fields import FoldedField
from tochuc.kernel.models.base import Record


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Record):
    """Made and changed through actions like every record; password, last login and preferences are not logged."""

    derived_fields: ClassVar[frozenset[str]] = frozenset(
        {"password", "last_login", "preferences", "date_joined"}
    )

    username = models.CharField(
        "tên đăng nhập", max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    date_joined = models.DateTimeField("ngày lập tài khoản", default=timezone.now)
    password_set_at = models.DateTimeField("quản trị đặt mật khẩu lúc", null=True, blank=True)
    folded = FoldedField(source="full_name")
    preferences = models.JSONField("tùy chọn", default=dict, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)
