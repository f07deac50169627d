"""Who may do what, where, up to which confidentiality, and for how long."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tochuc.kernel.levels import Level
from tochuc.kernel.models.base import Dated, Record
from tochuc.kernel.models.tree import Unit
from tochuc.kernel.models.user import User


class Role(Record):
    """A kind of user, such as an officer of the province's department; what it may do are its grants."""

    code = models.SlugField("mã", unique=True)
    name = models.CharField("tên vai trò", max_length=100)
    description = models.TextField("mô tả", blank=True)

    class Meta:
        verbose_name = "vai trò"
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.name


class Grant(Record):
    """A role may use one permission ("members.view") on records up to a confidentiality level."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    permission = models.CharField("quyền", max_length=80)
    level = models.PositiveSmallIntegerField("đến mức", choices=Level.choices, default=Level.INTERNAL)

    class Meta:
        verbose_name = "quyền của vai trò"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["role", "permission"], name="kernel_grant_once")
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission} ({Level(self.level).label})"


class Assignment(Dated):
    """A user has a role over a unit's subtree from one day until another."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name="người dùng")
    role = models.ForeignKey(Role, models.PROTECT, related_name="assignments", verbose_name="vai trò")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="trên đơn vị")

    class Meta(Dated.Meta):
        verbose_name = "phân công"

    def __str__(self) -> str:
        return f"{self.user}: {self.role}, {self.unit}"
