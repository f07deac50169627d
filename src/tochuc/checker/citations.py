"""Documents that the text cites: type, number and symbol, date, issuer, subject."""

from dataclasses import dataclass

from tochuc.checker.dates import DateMention
from tochuc.checker.document import Document, Span
from tochuc.rules.document_number import DocumentNumber


@dataclass(frozen=True, slots=True, eq=False)
class DocumentCitation:
    """`Kế hoạch số 203-KH/TU ngày 24/5/2023 của Ban Thường vụ Tỉnh ủy về …`; what is not given is None.

    `span` covers type to issuer, `type_name` is as written ("Kế hoạch"; None for `số 71-QĐ/TW` behind another).
    """

    span: Span
    type_name: Span | None
    number: DocumentNumber | None
    number_span: Span | None
    date: DateMention | None
    issuer: Span | None
    subject: Span | None


def find_citations(document: Document, dates: tuple[DateMention, ...]) -> tuple[DocumentCitation, ...]:
    """All citations in reading order."""
    del document, dates
    return ()
