"""How single dates are written: every form a pattern, and what it says.

The patterns read text in lower case; what must stand before a date is looked at afterwards.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class DateForm(StrEnum):
    """What a mention names."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    PART = "part"  # 6 tháng đầu năm 2023
    YEAR = "year"
    PERIOD = "period"  # giai đoạn 2020-2025, từ ngày … đến ngày …
    TERM = "term"  # nhiệm kỳ 2020-2025


class Written(NamedTuple):
    """A date at `start` to `end` of a text; what is not written is None.

    `first` and `last` are None where the year is missing, or where no such day exists; then not `possible`.
    """

    start: int
    end: int
    form: DateForm
    first: date | None = None
    last: date | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    possible: bool = True


def written_dates(text: str) -> Iterator[Written]:
    """All dates in a text in lower case, in no order. They may overlap: the first and longest is meant."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            yield from read(text, match)


def day_of(start: int, end: int, day: int, month: int | None, year: int | None) -> Written:
    """The day written there. Without a month or a year it is only asked whether some year has it."""
    days = _days_in(month, 2024 if year is None else year)
    if not (1 <= day <= days and (year is None or 1 <= year <= 9999)):
        return Written(start, end, DateForm.DAY, None, None, day, month, year, possible=False)
    exact = date(year, month, day) if year is not None and month is not None else None
    return Written(start, end, DateForm.DAY, exact, exact, day, month, year)


def month_of(start: int, end: int, month: int, year: int | None) -> Written:
    if not (1 <= month <= 12 and (year is None or 1 <= year <= 9999)):
        return Written(start, end, DateForm.MONTH, None, None, None, month, year, possible=False)
    if year is None:
        return Written(start, end, DateForm.MONTH, month=month)
    return Written(start, end, DateForm.MONTH, *_months(year, month, month), None, month, year)


def year_of(start: int, end: int, year: int) -> Written:
    return Written(start, end, DateForm.YEAR, date(year, 1, 1), date(year, 12, 31), None, None, year)


def _days_in(month: int | None, year: int) -> int:
    """The days of a month; 31 where no month is given, 0 where there is none of this number."""
    if month is None:
        return 31
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return 0
    return calendar.monthrange(year, month)[1]


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, _days_in(last, year))


_DASH = "[-\u2010-\u2015\u2212]"
_SEPARATOR = rf"(?:\s?/\s?|\s?{_DASH}\s?|\.)"
# A year of three or five digits is a slip of the hand; what has dots within is another number.
_YEAR = r"([0-9]{2,5})(?![0-9/])(?![.,][0-9])"
_AND_YEAR = rf"(?:[\s,]{{1,3}}năm\s{{1,3}}|{_SEPARATOR}){_YEAR}"
_CENTURY = "(?:1[89]|20)[0-9]{2}"
_ALONE = rf"(?![0-9/%]|[.,][0-9]|{_DASH}[^\W_])"

_NUMBER = re.compile("[0-9]+")
_EVERY = re.compile(r"(?:mỗi|hằng|hàng|[0-9])\s{1,3}$")
_PART_COUNT = re.compile(r"(?<![\w.,/])([0-9]{1,2}|ba|sáu|tám|chín|mười)\s{1,3}$")
_NUMBERED = re.compile(r"(?:số|khóa|khoá|lần thứ)\s{0,3}:?\s{0,3}$")
_COUNTS = {"ba": 3, "sáu": 6, "tám": 8, "chín": 9, "mười": 10}
_MONTHS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}


def _before(text: str, position: int) -> str:
    return text[max(0, position - 12) : position]


def _full_year(written: str | None) -> int | None:
    """`2023` and `23` are 2023; 0, which is no year, for one of three or five digits."""
    if written is None:
        return None
    return {4: int(written), 2: 2000 + int(written)}.get(len(written), 0)


def _numeric(text: str, match: re.Match[str]) -> Iterator[Written]:
    """What begins with digits: a day, a month with its year, or the first day of several."""
    start, end = match.span()
    first, *others = map(int, _NUMBER.findall(match[0]))
    match match.lastgroup:
        case "day":
            yield day_of(start, end, first, others[0], others[1])
        case "day_of_month":
            yield day_of(start, end, first, others[0], None)
        case "lone":
            yield day_of(start, end, first, None, None)
        case _ if 1 <= first <= 12 and not _NUMBERED.search(_before(text, start)):
            yield month_of(start, end, first, others[0])


def _word_day(_text: str, match: re.Match[str]) -> Iterator[Written]:
    """`ngày 15 tháng 02 năm 2023` with its first word; of `ngày 15/02` only the numbers."""
    day, slashed, slashed_year, month, year = match.groups()
    start = match.start(1) if slashed else match.start()
    yield day_of(start, match.end(), int(day), int(slashed or month), _full_year(slashed_year or year))


def _lone_day(_text: str, match: re.Match[str]) -> Iterator[Written]:
    yield day_of(match.start(1), match.end(1), int(match[1]), None, None)


def _month(text: str, match: re.Match[str]) -> Iterator[Written]:
    number, year = int(match[1]), _full_year(match[2])
    if year is not None or (1 <= number <= 12 and not _EVERY.search(_before(text, match.start()))):
        yield month_of(match.start(), match.end(), number, year)


def _named_month(_text: str, match: re.Match[str]) -> Iterator[Written]:
    yield month_of(match.start(), match.end(), _MONTHS[" ".join(match[1].split())], int(match[2]))


def _quarter(_text: str, match: re.Match[str]) -> Iterator[Written]:
    number, year = _QUARTERS.get(match[1], 0), int(match[2]) if match[2] else None
    start, end = match.span()
    if number and year is None:
        yield Written(start, end, DateForm.QUARTER)
    elif number and year:
        first, last = _months(year, 3 * number - 2, 3 * number)
        yield Written(start, end, DateForm.QUARTER, first, last, year=year)
    elif year is not None:
        # Without a year, `quý v…` may be the beginning of some word.
        yield Written(start, end, DateForm.QUARTER, year=year, possible=False)


def _part_of_year(text: str, match: re.Match[str]) -> Iterator[Written]:
    count = _PART_COUNT.search(_before(text, match.start()))
    months = (_COUNTS.get(count[1]) or int(count[1])) if count else 0
    if not count or not 1 <= months <= 12:
        return
    start, end, year = match.start() - len(count[0]), match.end(), int(match[2] or 0)
    span = (1, months) if match[1] == "đầu" else (13 - months, 12)
    first, last = _months(year, *span) if year else (None, None)
    yield Written(start, end, DateForm.PART, first, last, year=year or None)


def _years(_text: str, match: re.Match[str]) -> Iterator[Written]:
    """`năm 2023`, `năm 2021, 2022 và 2023`: the word belongs to the first of them."""
    start = match.start()
    for number in _NUMBER.finditer(match[0]):
        yield year_of(start, match.start() + number.end(), int(number[0]))
        following = _NUMBER.search(match[0], number.end())
        start = match.start() + following.start() if following else start


def _bracketed_year(_text: str, match: re.Match[str]) -> Iterator[Written]:
    yield year_of(match.start() + 1, match.end() - 1, int(match[0][1:-1]))


# Behind the first of several days of one month: `10-12/9/2025`, `ngày 10 và 11 tháng 9 năm 2025`.
_AND_DAY = (
    rf"(?=\s{{0,2}}(?:{_DASH}|,|và|đến|tới)\s{{0,2}}(?:ngày\s{{1,2}})?"
    r"[0-9]{1,2}(?:\s?/\s?|\s{1,3}tháng\s{1,3})[0-9]{1,2}(?:\s?/\s?|\s{1,3}năm\s{1,3})[12][0-9]{3})"
)
_TO_DATE = (
    rf"(?=\s{{0,2}}(?:{_DASH}|đến|tới)\s{{0,2}}(?:hết\s{{1,2}})?(?:ngày\s{{1,2}})?"
    r"[0-9]{1,2}\s?/\s?[0-9]{1,2}\s?/\s?[12][0-9]{3})"
)

# Each begins with a literal or with digits: the search then leaps over all other text.
_FORMS = (
    (
        re.compile(
            r"[0-9](?<![0-9.,/][0-9])[0-9]?(?:"
            rf"(?P<day>{_SEPARATOR}[0-9]{{1,2}}{_SEPARATOR}[12][0-9]{{3}}(?![0-9])"
            rf"|\s{{1,3}}tháng\s{{1,3}}[0-9]{{1,2}}(?:\s{{1,3}}năm\s{{1,3}}|\s?/\s?){_CENTURY}(?![0-9]))"
            rf"|(?P<day_of_month>\s?/\s?[0-9]{{1,2}}(?![0-9]){_TO_DATE})"
            rf"|(?P<month>\s?/\s?{_CENTURY}(?![0-9/])(?![.,][0-9]|\s?-?[^\W\d_]{{1,6}}/))"
            rf"|(?P<lone>{_AND_DAY}))"
        ),
        _numeric,
    ),
    (
        re.compile(
            rf"ngày\s{{1,3}}([0-9]{{1,2}})(?:(?:{_SEPARATOR}(?=[0-9]{{1,2}}{_SEPARATOR}[0-9])|\s?/\s?)"
            rf"([0-9]{{1,2}})(?![0-9])(?:{_AND_YEAR}|{_ALONE})"
            rf"|[\s,]{{1,3}}tháng\s{{1,3}}([0-9]{{1,2}})(?![0-9])(?:{_AND_YEAR})?)"
        ),
        _word_day,
    ),
    (
        re.compile(
            rf"ngày\s{{1,3}}([0-9]{{1,2}})(?:{_AND_DAY}|(?=\s{{1,3}}(?:hằng|hàng|của)\s{{1,3}}tháng))"
        ),
        _lone_day,
    ),
    (re.compile(rf"tháng\s{{1,3}}([0-9]{{1,2}})(?![0-9])(?:{_AND_YEAR}|(?![.,][0-9]|\s?%))"), _month),
    (
        re.compile(
            r"tháng\s{1,3}(giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười\s{1,2}một|mười\s{1,2}hai|mười|chạp)"
            rf"(?:[\s,]{{1,3}}năm\s{{1,3}}|/)({_CENTURY})(?![0-9])"
        ),
        _named_month,
    ),
    (
        re.compile(
            r"quý\s{1,3}(i{1,3}|iv|vi{0,3}|[0-9]|một|hai|ba|tư)(?![^\W_])"
            rf"(?:(?:\s?[/,-]\s?|\s{{1,3}})(?:năm\s{{1,3}})?({_CENTURY})(?![0-9]|[.,][0-9]))?"
        ),
        _quarter,
    ),
    (
        re.compile(r"tháng\s{1,3}(đầu|cuối)\s{1,3}năm(?:\s{1,3}([12][0-9]{3})(?![0-9]|[.,][0-9]))?"),
        _part_of_year,
    ),
    (
        re.compile(
            r"năm\s{1,3}[12][0-9]{3}(?![0-9]|[.,][0-9])"
            rf"(?:\s?(?:,|;|và)\s?{_CENTURY}(?![0-9]|[.,][0-9])){{0,12}}"
        ),
        _years,
    ),
    (
        re.compile(
            rf"(?:1[89]|20)(?<![0-9.,/][0-9][0-9])[0-9]{{2}}\s{{0,2}}(?:{_DASH}|đến|tới)\s{{0,2}}"
            rf"(?:năm\s{{1,3}})?{_CENTURY}(?![0-9/]|[.,][0-9])"
        ),
        _years,
    ),
    (re.compile(rf"\({_CENTURY}\)"), _bracketed_year),
)
