"""Imports on their way, and the log of who read protected data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tochuc.kernel.models.changes import ChangeSet
from tochuc.kernel.models.user import User


class ImportState(models.TextChoices):
    CHECKING = "checking", "Đang kiểm tra"
    REFUSED = "refused", "Có lỗi"
    READY = "ready", "Chờ ghi"
    COMMITTING = "committing", "Đang ghi"
    DONE = "done", "Đã ghi"
    FAILED = "failed", "Không ghi được"
    UNDONE = "undone", "Đã hoàn tác"
    CANCELLED = "cancelled", "Đã hủy"


class ImportJob(models.Model):
    """An uploaded file on its way through check, preview and commit; the file is deleted when the job ends."""

    register = models.CharField("sổ", max_length=60)
    user = models.ForeignKey(User, models.PROTECT, related_name="import_jobs", verbose_name="người nhập")
    file_name = models.CharField("tệp", max_length=255)
    stored_name = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        "trạng thái", max_length=12, choices=ImportState.choices, default=ImportState.CHECKING
    )
    started_at = models.DateTimeField("bắt đầu", default=timezone.now)
    heartbeat_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField("số dòng", default=0)
    created = models.PositiveIntegerField("thêm mới", default=0)
    changed = models.PositiveIntegerField("thay đổi", default=0)
    unchanged = models.PositiveIntegerField("giữ nguyên", default=0)
    errors = models.PositiveIntegerField("lỗi", default=0)
    fingerprint = models.CharField("dấu của kết quả kiểm tra", max_length=64, blank=True)
    message = models.TextField("thông báo", blank=True)
    change_set = models.OneToOneField(
        ChangeSet, models.PROTECT, null=True, related_name="import_job", verbose_name="lần ghi"
    )

    class Meta:
        verbose_name = "lượt nhập"
        ordering: ClassVar[list[str]] = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.register}: {self.file_name}"


class ReadingLog(models.Model):
    """One reading of protected data: who, what, when, through which page. Never the data itself."""

    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="readings")
    register = models.CharField("sổ", max_length=60)
    object_id = models.BigIntegerField("bản ghi", null=True)
    count = models.PositiveIntegerField("số bản ghi", default=1)
    what = models.CharField("việc", max_length=80)
    purpose = models.CharField("mục đích", max_length=200, blank=True)

    class Meta:
        verbose_name = "lượt đọc"

    def __str__(self) -> str:
        return f"{self.what} {self.register}"
