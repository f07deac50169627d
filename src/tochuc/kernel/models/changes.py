"""Who wrote what, when, through what and why: change sets, chained by hashes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from tochuc.kernel.models.user import User


class Via(models.TextChoices):
    FORM = "form", "biểu mẫu"
    IMPORT = "import", "nhập từ tệp"
    API = "api", "API"
    ACTION = "action", "thao tác"
    COMMAND = "command", "lệnh quản trị"
    UNDO = "undo", "hoàn tác"


class Operation(models.TextChoices):
    CREATE = "c", "thêm"
    UPDATE = "u", "sửa"
    DELETE = "d", "xóa"


class ChangeSet(models.Model):
    """One write. Append-only: `number` rises without gaps, `digest` covers the previous one's.

    `rows_digest` is the SHA-256 of its rows' digests in order; `digest` that of the canonical header, which
    holds `previous` and `rows_digest` (see `kernel.changes.chain`).
    """

    number = models.PositiveBigIntegerField("số", unique=True)
    at = models.DateTimeField("lúc", default=timezone.now)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="change_sets")
    actor_name = models.CharField("người ghi", max_length=150)
    via = models.CharField("qua", max_length=10, choices=Via.choices)
    verb = models.CharField("thao tác", max_length=80, db_index=True)
    params = models.TextField("tham số", default="{}")
    reason = models.TextField("lý do", blank=True)
    document_id = models.BigIntegerField("văn bản", null=True)
    under = models.CharField("căn cứ", max_length=300, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    count = models.PositiveIntegerField("số dòng")
    rows_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "lần ghi"
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"#{self.number}"


class Change(models.Model):
    """One object's before and after within a change set.

    `before` and `after` are canonical JSON (for an update, of the changed fields). Values of sealed fields stand
    only in `sealed`, encrypted; the row's digest covers `sealed_digest`, so `sealed` may be shredded.
    """

    change_set = models.ForeignKey(ChangeSet, models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField("thứ tự")
    model = models.CharField("loại", max_length=80)
    object_id = models.BigIntegerField("đối tượng")
    operation = models.CharField("việc", max_length=1, choices=Operation.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    sealed_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "thay đổi"
        ordering: ClassVar[list[str]] = ["change_set", "position"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["model", "object_id"], name="kernel_change_object"),
            # The few deletions among many rows, which a history looks through for parts that are gone.
            models.Index(fields=["operation", "model"], name="kernel_change_operation"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change_set", "position"], name="kernel_change_position"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.model}:{self.object_id}"


class ChainHead(models.Model):
    """The one row that holds the chain's end; writers lock it to take the next number."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"#{self.number}"
