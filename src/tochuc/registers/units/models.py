"""What changed the organisation tree: each reorganisation with its day and its decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tochuc.kernel.models import Record, Unit


class ReorganisationKind(models.TextChoices):
    ESTABLISH = "establish", "Thành lập"
    RENAME = "rename", "Đổi tên"
    MOVE = "move", "Chuyển giao"
    MERGE = "merge", "Hợp nhất, sáp nhập"
    SPLIT = "split", "Chia, tách"
    DISSOLVE = "dissolve", "Giải thể"


class Reorganisation(Record):
    """One event in a unit's life.

    `source` and `target`: the parents of a move; the parent below which a unit was established (target) or
    dissolved (source); where a merged unit went (target); what a unit was split from (source). A unit that a
    merger or a split founds is not recorded as established.
    """

    kind = models.CharField("việc", max_length=12, choices=ReorganisationKind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reorganisations", verbose_name="tổ chức")
    on = models.DateField("ngày có hiệu lực", db_index=True)
    source = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="từ"
    )
    target = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đến"
    )
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reorganisations",
        verbose_name="quyết định",
    )
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "sắp xếp tổ chức"
        verbose_name_plural = "sắp xếp tổ chức"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "on"], name="units_reorg_kind_on")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.unit}"
