"""The organisation tree: units, where they stood and how they were called, each with its dates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tochuc.kernel.models.base import Dated, Record


class UnitKind(models.TextChoices):
    PROVINCE = "province", "Đảng bộ tỉnh"
    UPPER = "upper", "Đảng bộ cấp trên trực tiếp cơ sở"
    BASE = "base", "Đảng bộ cơ sở"
    INTERMEDIATE = "intermediate", "Đảng bộ bộ phận"
    BASE_CELL = "base_cell", "Chi bộ cơ sở"
    CELL = "cell", "Chi bộ trực thuộc"
    GROUP = "group", "Tổ đảng"
    AGENCY = "agency", "Cơ quan"

    @property
    def is_base_organisation(self) -> bool:
        """Whether it is a tổ chức cơ sở đảng."""
        return self in BASE_ORGANISATIONS

    @property
    def has_members(self) -> bool:
        """Whether members belong to it directly."""
        return self in CELLS


BASE_ORGANISATIONS = (UnitKind.BASE, UnitKind.BASE_CELL)
CELLS = (UnitKind.BASE_CELL, UnitKind.CELL)


class Sector(models.TextChoices):
    """Where a base organisation works; "non_state" is the khu vực ngoài nhà nước."""

    COMMUNE = "commune", "Xã, phường, thị trấn"
    OFFICE = "office", "Cơ quan"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp công lập"
    STATE_ENTERPRISE = "state_enterprise", "Doanh nghiệp nhà nước"
    NON_STATE = "non_state", "Khu vực ngoài nhà nước"
    ARMED_FORCES = "armed_forces", "Lực lượng vũ trang"


class Unit(Record):
    """A Party organisation or an agency, from its foundation to its end.

    Names and parents are dated facts (`UnitName`, `Placement`). `name`, `parent`, `depth`, `first` and `last` are
    today's, written by the reorganisation actions only and proven by `tochuc units check`: in pre-order, the
    subtree of a unit is every unit whose `first` lies from its `first` to its `last`. A unit that has ended stays
    in the order, below its successor or else its last parent, so that its past counts where it belongs.
    """

    derived_fields: ClassVar[frozenset[str]] = frozenset({"first", "last", "depth", "folded", "sort_key"})

    code = models.CharField("mã đơn vị", max_length=40, unique=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    sector = models.CharField("khu vực", max_length=20, choices=Sector.choices, blank=True)
    rank = models.PositiveIntegerField("thứ tự", default=1000)
    founded_on = models.DateField("ngày thành lập")
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="đơn vị kế thừa",
    )

    name = models.CharField("tên đơn vị", max_length=300)
    short_name = models.CharField("tên gọn", max_length=150, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    first = models.PositiveIntegerField("vị trí đầu", default=0, db_index=True)
    last = models.PositiveIntegerField("vị trí cuối", default=0)
    depth = models.PositiveSmallIntegerField("cấp", default=0)
    folded = models.CharField("khóa tìm", max_length=320, default="", db_index=True)
    sort_key = models.CharField("khóa sắp xếp", max_length=700, default="")

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tổ chức"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "first"], name="kernel_unit_kind")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class UnitName(Dated):
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField("tên đơn vị", max_length=300)
    short_name = models.CharField("tên gọn", max_length=150, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "tên gọi"

    def __str__(self) -> str:
        return self.name


class Placement(Dated):
    """The unit stands directly below `parent`; the root's parent is empty."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="placements_below")

    class Meta(Dated.Meta):
        verbose_name = "vị trí trong hệ thống"

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class TreeVersion(models.Model):
    """The one row whose random `token` changes with every write to the tree; those who write lock it first."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
