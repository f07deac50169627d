"""Dates as Vietnamese tables and Party documents write them, and as people type them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tochuc.vi.fold import normalise
from tochuc.vi.quoting import quote

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years outside are taken for slips of the hand."""

_EXCEL_EPOCH = date(1899, 12, 30)
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{1,4})" + _TIME)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_LONG = re.compile(r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{1,4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_YEAR = re.compile(r"[0-9]{4}")
# Four digits are a year; of the serial numbers of Excel only five digits (from 18/5/1927) can be told apart.
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which perhaps only the year, or month and year, is known; ValueError if it does not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("Có ngày mà không có tháng: hãy ghi đủ tháng.")
        _checked(self.year, self.month or 1, self.day or 1)

    @property
    def first(self) -> date:
        """The earliest day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """`2023`, `2023-12` or `2023-12-31`; `parse_date` reads it back."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def __str__(self) -> str:
        """`2023`, `12/2023` or `31/12/2023`."""
        parts = [*(f"{part:02}" for part in (self.day, self.month) if part is not None), f"{self.year:04}"]
        return "/".join(parts)


def format_date(value: date) -> str:
    """`31/12/2023`, `05/09/2023`: as in tables."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def format_date_document(value: date) -> str:
    """`09/8/2023`, `26/01/2022`: as Party documents cite dates; months 3 to 9 without zero (05-HD/VPTW)."""
    return f"{value.day:02}/{_month(value)}/{value.year}"


def format_date_long(value: date) -> str:
    """`ngày 05 tháng 9 năm 2023`: as in the head of a document."""
    return f"ngày {value.day:02} tháng {_month(value)} năm {value.year}"


def parse_date(text: str) -> PartialDate | date:
    """The date that `text` writes; a PartialDate if only the year, or month and year, is given.

    Reads day-first and ISO dates (a time of day is dropped), `12/2023`, `2023`, the long form, and
    Excel's serial numbers. Raises ValueError with a Vietnamese sentence that says what is wrong.
    """
    cleaned = re.sub(r"\s*([-/.])\s*", r"\1", normalise(text).lstrip("'’‘ʼ").strip())
    if not cleaned:
        raise ValueError("Chưa có ngày: hãy nhập theo dạng ngày/tháng/năm, ví dụ 31/12/2023.")
    found = _full(cleaned) or _partial(cleaned)
    if found is None:
        raise ValueError(
            f"{quote(cleaned)} không phải là ngày: hãy nhập theo dạng ngày/tháng/năm, ví dụ 31/12/2023."
        )
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(
            f"{quote(cleaned)}: năm {found.year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}; hãy xem lại năm."
        )
    return found


def parse_full_date(text: str) -> date:
    """Like `parse_date`, but the day must be known: raises ValueError for `12/2023` and `2023`."""
    found = parse_date(text)
    if isinstance(found, date):
        return found
    known = "chỉ có năm" if found.month is None else "chỉ có tháng và năm"
    raise ValueError(f"“{found}” {known}: hãy ghi đủ ngày/tháng/năm, ví dụ 31/12/2023.")


def _month(value: date) -> str:
    return f"{value.month:02}" if value.month < 3 else str(value.month)


def _full(text: str) -> date | None:
    if match := _DAY_FIRST.fullmatch(text):
        day, _, month, year = match.groups()
        return _checked(_four_digits(text, year), int(month), int(day))
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _checked(int(year), int(month), int(day))
    if match := _LONG.fullmatch(text):
        day, month, year = match.groups()
        return _checked(_four_digits(text, year), int(month), int(day))
    if match := _SERIAL.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(match[1]))
    return None


def _partial(text: str) -> PartialDate | None:
    if match := _YEAR_MONTH.fullmatch(text):
        return PartialDate(int(match[1]), int(match[2]))
    if match := _MONTH_FIRST.fullmatch(text):
        return PartialDate(_four_digits(text, match[2]), int(match[1]))
    return PartialDate(int(text)) if _YEAR.fullmatch(text) else None


def _four_digits(text: str, year: str) -> int:
    if len(year) != 4:
        raise ValueError(f"{quote(text)}: năm phải viết đủ bốn chữ số, ví dụ 31/12/2023.")
    return int(year)


def _checked(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise ValueError(f"Không có năm {year}: hãy kiểm tra lại năm.")
    if not 1 <= month <= 12:
        raise ValueError(
            f"Không có tháng {month}: ngày phải viết theo thứ tự ngày/tháng/năm, ví dụ 31/12/2023."
        )
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(
            f"Không có ngày {day}/{month}/{year}: tháng {month} năm {year} có các ngày từ 1 đến {days}."
        )
    return date(year, month, day)
