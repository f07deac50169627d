"""Every decision or document: type, number and symbol, issuer, date, subject, attachments."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tochuc.kernel.fields import FoldedField
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Record, Unit
from tochuc.rules.document_number import document_types


class IssuingBody(models.TextChoices):
    """In whose name a unit of the tree issues a document.

    The bodies of one committee sign with one symbol and share one run of numbers: 202-KH/TU is the provincial
    committee's, 203-KH/TU of the same day its standing committee's. So unit, symbol and term number a document,
    and the body is told beside them.
    """

    COMMITTEE = "committee", "Cấp ủy"
    STANDING_COMMITTEE = "standing_committee", "Ban thường vụ"
    PERMANENT_MEMBERS = "permanent_members", "Thường trực cấp ủy"
    OFFICE = "office", "Cơ quan tham mưu, giúp việc"


class Document(Record):
    """`issuer` is a unit of the tree; where it is none of ours (the Politburo), `issuer_name` says who.

    `issuing_body` tells which body of the unit it was, and is empty where that was not recorded.

    `number` and `symbol` are the two halves of "1263-QĐ/TU" (1263 and "QĐ/TU") or "135/2020/NĐ-CP". A document
    without a number is a draft or one whose number was not recorded.
    """

    derived_fields: ClassVar[frozenset[str]] = frozenset({"folded"})

    type = models.CharField(
        "loại văn bản", max_length=40, choices=[(kind.code, kind.name) for kind in document_types().values()]
    )
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=40, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True, db_index=True)
    issuer = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_issued",
        verbose_name="cơ quan ban hành",
    )
    issuer_name = models.CharField("cơ quan ban hành (ghi tên)", max_length=200, blank=True)
    issuing_body = models.CharField(
        "thẩm quyền ban hành", max_length=20, choices=IssuingBody.choices, blank=True
    )
    subject = models.CharField("trích yếu", max_length=500)
    confidentiality = models.PositiveSmallIntegerField(
        "độ mật", choices=Level.choices, default=Level.INTERNAL, db_index=True
    )
    kept_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="documents_kept", verbose_name="đơn vị lưu văn bản"
    )
    folded = FoldedField(source="subject")

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["type", "issued_on"], name="documents_type_issued")
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.get_type_display(), self.number_and_symbol) if part)

    @property
    def number_and_symbol(self) -> str:
        """As printed: "1263-QĐ/TU", "135/2020/NĐ-CP"; numbers below ten are padded."""
        if self.number is None:
            return ""
        if not self.symbol:
            return f"{self.number:02d}"
        party_style = "/" in self.symbol and not self.symbol[0].isdigit()
        return f"{self.number:02d}{'-' if party_style else '/'}{self.symbol}"

    @property
    def issued_by(self) -> str:
        return self.issuer.name if self.issuer else self.issuer_name


class Attachment(Record):
    """A file of a document. The content is stored once under its SHA-256, whatever it is called."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments", verbose_name="văn bản")
    name = models.CharField("tên tệp", max_length=255)
    media_type = models.CharField("kiểu tệp", max_length=100)
    size = models.PositiveBigIntegerField("kích thước")
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)

    class Meta:
        verbose_name = "tệp đính kèm"

    def __str__(self) -> str:
        return self.name
