"""What is kept of checks: a document with its versions and what was decided. Of its text nothing, unless asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tochuc.kernel.models import Record, Unit, User


class CheckedDocument(Record):
    """One document through all its versions. Its owner sees it, and whom they share it with: those assigned to `unit`."""

    sealed_fields: ClassVar[frozenset[str]] = frozenset({"name"})

    name = models.CharField("tên văn bản", max_length=200)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="checked_documents", verbose_name="người kiểm tra"
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checked_documents",
        verbose_name="chia sẻ trong đơn vị",
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "văn bản được kiểm tra"

    def __str__(self) -> str:
        return self.name


class CheckedVersion(Record):
    """A file that was checked. `sha256` knows it again; the content is kept under it only if `kept`.

    The counts are of what is found at the usual confidence, whatever was decided.
    """

    sealed_fields: ClassVar[frozenset[str]] = frozenset({"file_name"})

    document = models.ForeignKey(
        CheckedDocument, models.CASCADE, related_name="versions", verbose_name="văn bản"
    )
    number = models.PositiveIntegerField("bản thứ")
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)
    kept = models.BooleanField("giữ lại tệp", default=False)
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="checked_versions", verbose_name="người kiểm tra"
    )
    checked_at = models.DateTimeField("lúc", default=timezone.now)
    errors = models.PositiveIntegerField("lỗi", default=0)
    warnings = models.PositiveIntegerField("cảnh báo", default=0)
    notes = models.PositiveIntegerField("lưu ý", default=0)

    class Meta:
        verbose_name = "bản được kiểm tra"
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "number"], name="checking_version_number_once")
        ]

    def __str__(self) -> str:
        return f"bản {self.number}"


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", "Cần sửa"
    DISMISSED = "dismissed", "Bỏ qua"


class CheckDecision(Record):
    """What was decided of a finding, which every version of the document knows again by its fingerprint."""

    sealed_fields: ClassVar[frozenset[str]] = frozenset({"reason"})

    document = models.ForeignKey(
        CheckedDocument, models.CASCADE, related_name="decisions", verbose_name="văn bản"
    )
    fingerprint = models.CharField("dấu nhận biết", max_length=40)
    code = models.CharField("quy tắc", max_length=10)
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict.choices)
    reason = models.TextField("lý do", max_length=500, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="check_decisions", verbose_name="người kết luận"
    )
    decided_at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "kết luận về phát hiện"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "fingerprint"], name="checking_decision_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_verdict_display()}"
