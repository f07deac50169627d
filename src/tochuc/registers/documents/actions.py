"""What can be done to a document and its attachments."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.findings import refuse_errors
from tochuc.kernel.models import UnitKind
from tochuc.registers.documents import storage
from tochuc.registers.documents.models import Attachment, Document, IssuingBody
from tochuc.rules import document_number
from tochuc.vi.fold import normalise


@action("documents.create", label="Thêm văn bản", sentence="thêm văn bản")
def create_document(w: Writer, /, *, number_text: str = "", **values: Any) -> Document:
    document = Document(**values, **_numbered(values["type"], number_text))
    document.subject = normalise(document.subject)
    _check(document)
    return w.create(document)


@action("documents.edit", label="Sửa văn bản", sentence="sửa văn bản")
def edit_document(
    w: Writer, /, document: Document, *, number_text: str | None = None, **values: Any
) -> Document:
    """Without `number_text` the number stays; with an empty one it is taken away."""
    typed = document.number_and_symbol if number_text is None else number_text
    changed = {**values, **_numbered(values.get("type", document.type), typed)}
    if "subject" in changed:
        changed["subject"] = normalise(changed["subject"])
    for name, value in changed.items():
        setattr(document, name, value)
    _check(document)
    return w.update(document, **changed)


@action("documents.attach", label="Đính kèm tệp", sentence="đính kèm tệp vào văn bản")
def attach_file(w: Writer, *, document: Document, file: UploadedFile[bytes]) -> Attachment:
    """Keeps the file under its hash; the same content twice on one document is refused."""
    w.guard(Document, {document.pk})
    kept = storage.keep(file)
    if document.attachments.filter(sha256=kept.sha256).exists():
        raise ValidationError({"file": "Tệp này đã được đính kèm vào văn bản."})
    return w.create(
        Attachment(
            document=document,
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
        )
    )


def _numbered(type_code: str, text: str) -> dict[str, Any]:
    """`number` and `symbol` from what was typed; refuses what contradicts the type (DOC-001 to DOC-005)."""
    typed = normalise(text)
    if not typed:
        return {"number": None, "symbol": ""}
    refuse_errors(document_number.check(type_code, typed), "number_text")
    parsed = document_number.parse(typed)
    if parsed.suffix:
        raise ValidationError(
            {
                "number_text": f"Số {typed} có chữ kèm theo số: hãy ghi số không kèm chữ và nêu chữ đó "
                "ở trích yếu."
            }
        )
    written = parsed.format()
    return {"number": parsed.number, "symbol": written[len(f"{parsed.number:02}") + 1 :]}


def _check(document: Document) -> None:
    if document.issuer is None and not document.issuer_name:
        raise ValidationError(
            {"issuer": "Chưa có cơ quan ban hành: hãy chọn một đơn vị, hoặc ghi tên cơ quan ở ô bên cạnh."}
        )
    _check_body(document)
    same = Document.objects.filter(
        type=document.type,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        issuer=document.issuer,
        issuer_name=document.issuer_name,
    )
    if document.number is not None and same.exclude(pk=document.pk).exists():
        raise ValidationError(
            {
                "number_text": f"{document} ngày này, của cơ quan này đã có trong sổ: "
                "hãy tìm và dùng văn bản đó."
            }
        )


def _check_body(document: Document) -> None:
    """A body belongs to a unit of the tree; an agency has none but itself."""
    if document.issuing_body and document.issuer is None:
        raise ValidationError(
            {
                "issuing_body": "Thẩm quyền ban hành chỉ ghi khi cơ quan ban hành là một đơn vị trong danh sách: "
                "hãy chọn đơn vị, hoặc để trống ô này."
            }
        )
    agency = document.issuer is not None and document.issuer.kind == UnitKind.AGENCY
    if agency and document.issuing_body not in ("", IssuingBody.OFFICE):
        raise ValidationError(
            {
                "issuing_body": f"{document.issued_by} là cơ quan tham mưu, giúp việc, không phải cấp ủy: "
                f"hãy chọn “{IssuingBody.OFFICE.label}”, hoặc chọn đảng bộ ở ô cơ quan ban hành."
            }
        )
