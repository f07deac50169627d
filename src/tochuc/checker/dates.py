"""Dates and periods as documents write them."""

from dataclasses import dataclass
from datetime import date

from tochuc.checker.document import Document, Span


@dataclass(frozen=True, slots=True, eq=False)
class DateMention:
    """`15/02/2023`, `ngày 15 tháng 02 năm 2023`, `tháng 5/2023`, `giai đoạn 2020-2025`.

    `first` and `last` bound it, both included; both None where no such day exists (31/4).
    """

    span: Span
    first: date | None
    last: date | None


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """All dates and periods in reading order."""
    del document
    return ()
