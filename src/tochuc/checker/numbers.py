"""Numbers as Vietnamese administrative text writes them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from tochuc.checker.document import Span

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading


class Form(StrEnum):
    """How a number is written, and so what it can be."""

    COUNT = "count"  # 05, 1.967, hai mươi
    DECIMAL = "decimal"  # 3,5
    PERCENT = "percent"  # 90,5%
    SHARE = "share"  # 51.602/57.012: value of whole
    RANGE = "range"  # 3 - 5, từ 3 đến 5: value to upper
    ORDINAL = "ordinal"  # thứ XX, lần thứ I, khóa XIII, quý II
    YEAR = "year"  # năm 2023, 2020-2025


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number that is not part of a date, of a document's symbol, or of an enumerator."""

    span: Span
    form: Form
    value: Decimal
    #: The denominator of a SHARE.
    whole: Decimal | None = None
    #: The other end of a RANGE or of a span of years.
    upper: Decimal | None = None


def find_numbers(reading: "Reading") -> tuple[Number, ...]:
    """All numbers in reading order."""
    del reading
    return ()
