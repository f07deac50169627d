"""How documents are shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.register.declaration import Column, Filter, Operation, Register, Related, Section
from tochuc.kernel.register.registry import register
from tochuc.registers.documents.actions import attach_file, create_document, edit_document
from tochuc.registers.documents.forms import AttachForm, DocumentForm
from tochuc.registers.documents.models import Document
from tochuc.rules import document_number


def by_number(query: str) -> dict[str, Q]:
    """A number and symbol as printed, or the bare number."""
    if query.isdecimal():
        return {"number_and_symbol": Q(number=int(query))}
    try:
        parsed = document_number.parse(query)
    except ValueError:
        return {}
    symbol = parsed.format().lstrip("0123456789")[1:]
    return {"number_and_symbol": Q(number=parsed.number, symbol=symbol)}


def run_attach(acting: Acting, record: Document, data: dict[str, Any]) -> None:
    attach_file(acting, document=record, file=data["file"])


documents = register(
    Register(
        name="documents",
        model=Document,
        label="Văn bản",
        area="Văn bản",
        icon="file-text",
        position=50,
        unit="kept_by",
        level_field="confidentiality",
        columns=(
            Column("number_and_symbol", label="Số và ký hiệu", sort="number", width=18),
            Column("issued_on"),
            Column("type", width=16),
            Column("subject", sort="folded", width=70),
            Column("issued_by", label="Cơ quan ban hành", width=32),
            Column("issuing_body", width=22),
            Column("confidentiality"),
            Column("kept_by__name", label="Đơn vị lưu", sort="kept_by__first", shown=False, width=32),
        ),
        filters=(
            Filter("type"),
            Filter("issued_on"),
            Filter("issuer"),
            Filter("issuing_body"),
            Filter("confidentiality"),
            Filter("kept_by"),
        ),
        sections=(
            Section("Văn bản", ("number_and_symbol", "type", "issued_on", "subject")),
            Section("Ban hành và lưu", ("issued_by", "issuing_body", "confidentiality", "kept_by")),
        ),
        form=DocumentForm,
        form_fields=(
            "type",
            "issued_on",
            "issuer",
            "issuer_name",
            "issuing_body",
            "subject",
            "confidentiality",
            "kept_by",
        ),
        related=(
            Related("Sắp xếp tổ chức theo văn bản này", "reorganisations", "document"),
            Related("Kết nạp theo văn bản này", "admissions", "document"),
        ),
        operations=(Operation(attach_file, AttachForm, run_attach, icon="paperclip"),),
        create=create_document,
        edit=edit_document,
        joins=("issuer",),
        search=("folded",),
        exact=by_number,
        order=("-issued_on", "-number", "-pk"),
    )
)
