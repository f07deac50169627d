"""Party members: admission, membership, the cells they belonged to, handbook accounts and yearly targets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tochuc.kernel.models import Dated, Record, Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.people.models import Person


class LeavingKind(models.TextChoices):
    """Why a membership in this province's organisation ended."""

    DECEASED = "deceased", "Từ trần"
    TRANSFERRED_OUT = "transferred_out", "Chuyển sinh hoạt ra ngoài tỉnh"
    REMOVED = "removed", "Xóa tên"
    EXPELLED = "expelled", "Khai trừ"
    LEFT = "left", "Xin ra khỏi Đảng"


class JoiningKind(models.TextChoices):
    ADMITTED = "admitted", "Kết nạp tại tỉnh"
    TRANSFERRED_IN = "transferred_in", "Chuyển đến từ ngoài tỉnh"


class Admission(Record):
    """The decision to admit a person, and the ceremony that follows it.

    Party age counts from `decided_on`, membership from `ceremony_on` (REGULATIONS: Charter guidance); the yearly
    figure counts decisions. `cell` is the one that admitted.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="admissions", verbose_name="người được kết nạp"
    )
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="admissions", verbose_name="chi bộ")
    decided_on = models.DateField("ngày quyết định", db_index=True)
    ceremony_on = models.DateField("ngày làm lễ kết nạp", null=True, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="admissions",
        verbose_name="quyết định kết nạp",
    )
    is_student = models.BooleanField("là học sinh, sinh viên", default=False)
    is_again = models.BooleanField("kết nạp lại", default=False)
    introducers = models.CharField("người giới thiệu", max_length=250, blank=True)

    class Meta:
        verbose_name = "kết nạp đảng viên"
        verbose_name_plural = "kết nạp đảng viên"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["decided_on", "cell"], name="members_admission_day_cell")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ceremony_on__isnull=True) | Q(ceremony_on__gte=F("decided_on")),
                name="members_ceremony_after_decision",
                violation_error_message="Lễ kết nạp không thể trước ngày ký quyết định kết nạp.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class Member(Record):
    """One membership, from joining (the ceremony, or the arrival from elsewhere) until leaving.

    `cell` is the last cell: today's while the membership lasts. It repeats the open `CellMembership` so that
    lists need no history; both are written by the same actions and `tochuc members check` compares them.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="người")
    admission = models.OneToOneField(
        Admission, models.PROTECT, null=True, blank=True, related_name="member", verbose_name="việc kết nạp"
    )
    joined_how = models.CharField(
        "vào danh sách do", max_length=16, choices=JoiningKind.choices, default=JoiningKind.ADMITTED
    )
    joined_on = models.DateField("ngày vào Đảng", db_index=True)
    decided_on = models.DateField("ngày quyết định kết nạp", null=True, blank=True)
    arrived_on = models.DateField("ngày vào danh sách của tỉnh", db_index=True)
    official_on = models.DateField("ngày chính thức", null=True, blank=True)
    left_on = models.DateField("ngày ra khỏi danh sách", null=True, blank=True, db_index=True)
    left_how = models.CharField("lý do ra", max_length=16, choices=LeavingKind.choices, blank=True)
    leaving_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quyết định cho ra"
    )
    card_number = models.CharField("số thẻ đảng viên", max_length=8, blank=True, db_index=True)
    record_number = models.CharField("số lý lịch", max_length=12, blank=True)
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="chi bộ")

    class Meta:
        verbose_name = "đảng viên"
        verbose_name_plural = "đảng viên"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left_on__isnull=True),
                name="members_one_membership_at_a_time",
                violation_error_message="Người này đang là đảng viên trong danh sách.",
            ),
            models.UniqueConstraint(
                fields=["card_number"],
                condition=~Q(card_number="") & Q(left_on__isnull=True),
                name="members_card_number_once",
                violation_error_message="Số thẻ đảng viên này đã có người khác dùng.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_how="") | (Q(left_on__isnull=False) & ~Q(left_how="")),
                name="members_leaving_has_kind",
                violation_error_message="Ngày ra khỏi danh sách và lý do phải đi cùng nhau.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}"


class CellMembership(Dated):
    """The cell that a member belonged to for a while; one at a time."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="cells", verbose_name="đảng viên")
    cell = models.ForeignKey(Unit, models.PROTECT, related_name="cell_memberships", verbose_name="chi bộ")
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quyết định, giấy giới thiệu",
    )

    class Meta(Dated.Meta):
        verbose_name = "sinh hoạt đảng"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["cell", "since", "until"], name="members_cell_dates")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["member"], condition=Q(until__isnull=True), name="members_one_cell_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}"


class HandbookAccount(Dated):
    """A member's account in the electronic member handbook (Sổ tay đảng viên điện tử), from its registration."""

    member = models.OneToOneField(
        Member, models.CASCADE, related_name="handbook_account", verbose_name="đảng viên"
    )

    class Meta(Dated.Meta):
        verbose_name = "tài khoản Sổ tay đảng viên điện tử"
        verbose_name_plural = "tài khoản Sổ tay đảng viên điện tử"

    def __str__(self) -> str:
        return f"{self.member}"


class AdmissionTarget(Record):
    """How many members a unit is to admit in a year. Given to each unit by itself: never added up."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="admission_targets", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("chỉ tiêu")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản giao"
    )

    class Meta:
        verbose_name = "chỉ tiêu kết nạp"
        verbose_name_plural = "chỉ tiêu kết nạp"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="members_target_once_a_year",
                violation_error_message="Đơn vị này đã được giao chỉ tiêu cho năm đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"
