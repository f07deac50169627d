"""Numbers as Vietnamese administrative text writes them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from tochuc.checker.document import Block, Span
from tochuc.checker.number_words import NUMBER_WORDS, value_of_roman, value_of_words
from tochuc.checker.word_lists import section_of

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading


class Form(StrEnum):
    """How a number is written, and so what it can be."""

    COUNT = "count"  # 05, 1.967, hai mươi
    DECIMAL = "decimal"  # 3,5; 2,5 triệu
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
    #: Digits behind the comma as written, by which it may have been rounded.
    places: int = 0
    #: Whether a RANGE is one of percentages (`3 - 5%`).
    percent: bool = False


_NUMERAL = r"[0-9]{1,3}(?:\.[0-9]{3}){1,5}(?:,[0-9]{1,6})?(?![0-9])|[0-9]{1,15}(?:,[0-9]{1,6})?"
#: A digit first, and only then what must not stand before it: so the search can skip ahead.
_FIRST_DIGIT = re.compile(r"[0-9](?<![\w%].)(?<!\w[-/].)(?<![0-9][.,].)")
_DIGITS = re.compile(rf"(?:{_NUMERAL})(?![0-9])")
_SECOND = re.compile(
    rf"(?:\s?%)?(?:(?P<slash>/)|\s?(?P<dash>[-–—])\s?|\s(?P<to>đến)\s)(?P<number>{_NUMERAL})(?![\w])"
)
_PERCENT = re.compile(r"\s?%|\sphần trăm(?!\w)")
_SCALE = re.compile(r"\s(nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)(?:\s(tỷ)(?!\w))?")
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
#: What goes on with letters, digits or a symbol behind the number is no number: 21-KL/TW, 14h30, 3/4/2023.
_GOES_ON = re.compile(r"[^\W_]|[-/.,][0-9]|-[A-ZĐ]{1,2}|/[^\W\d_]{1,3}(?:[-/0-9]|$)")
#: Behind a number that none of the patterns above goes on from, as behind nearly all.
_STANDS_ALONE = re.compile(r" (?!đến|phần|nghìn|ngàn|triệu|tỷ|tỉ|[%–—-])")
#: The two words before a number, read backwards: a pattern that ends at a place would be tried from everywhere.
_BEFORE = re.compile(r"\s([^\W\d_]{1,12})(?:\s([^\W\d_]{1,12}))?")
_LOOK_BACK = 28
_BETWEEN_SEVERAL = re.compile(r"(?:, ?| và |-|; ?| & )")
_ENUMERATOR_END = re.compile(r"[.)/]\s{1,3}[\"“*]{0,3}([^\W_])|[.)]$|\.[0-9]")
_ENUMERATOR_START = re.compile(r"(?:^|[.;…]\s|\*\*)$")
_BRACKET_COUNTS = re.compile(r"\)\s?(?:[,;.:…)]|$|và\s|[^\W\d_])")
_YEARS = range(1900, 2101)
_BEFORE_YEAR = frozenset(("năm", "khóa", "kỳ", "đoạn", "từ", "đến", "tới", "giữa", "cuối", "đầu", "thời"))
_NAMING, _COUNTING = "naming", "counting"
_ALWAYS_NAMED = frozenset(("ngày", "tháng", "điều", "khoản"))
_COUNTED_AFTER = frozenset(("số", "lượng"))
_IN_NUMBER_OF = frozenset(("tổng", "dân", "quân", "trong", "với", "sĩ", "con", "có"))
_IN_DATE = re.compile(r"tháng [0-9]{1,2}(?:/| năm )$|(?:ngày|từ|đến|tháng) $", re.IGNORECASE)
_ORDINAL = re.compile(
    r"[ltkqĐ](?<!\w.)(?:(?<=l)ần thứ|(?<=t)hứ|(?<=l)ần|(?<=k)h(?:óa|oá)|(?<=q)uý|(?<=Đ)ại hội)\s"
    r"([IVXLC]{1,7}|[0-9]{1,3}|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai| ba)?)(?![\w])(?![.,/][0-9]|-[A-ZĐ])"
)
_ORDINAL_WORDS = {"nhất": 1, "nhì": 2, "tư": 4}
#: "năm" is both five and year, "ba" and "hai" are also names; alone, words count only what is surely counted.
_NO_COUNT_BEFORE = frozenset(
    ("trong", "của", "các", "mỗi", "từng", "hằng", "hàng", "cả", "đầu", "cuối", "giữa", "là")
)


def find_numbers(reading: "Reading") -> tuple[Number, ...]:
    """All numbers in reading order."""
    masked = _masked(reading)
    found: list[Number] = []
    for block in reading.document.blocks:
        taken = masked.get(block.number, [])
        numbers = [*_Scan(block, taken).numbers(), *_ordinals(block)]
        seen = {number.span.start for number in numbers}
        numbers += (number for number in _in_words(block) if number.span.start not in seen)
        found += sorted(numbers, key=lambda number: number.span.start)
    return tuple(found)


def _masked(reading: "Reading") -> dict[int, list[tuple[int, int]]]:
    """Stretches that hold no numbers, by block: dates with a day or month, symbols, enumerators."""
    spans = [date.span for date in reading.dates if "/" in date.span.text or "tháng" in date.span.text]
    spans += [citation.number_span for citation in reading.citations if citation.number_span]
    spans += [
        label.span
        for label in reading.enumerators
        if not _BRACKET_COUNTS.match(label.span.block.text, label.span.end - 1) or not label.inline
    ]
    found: dict[int, list[tuple[int, int]]] = {}
    for span in spans:
        found.setdefault(span.block.number, []).append((span.start, span.end))
    for stretches in found.values():
        stretches.sort()
    return found


class _Scan:
    """The numbers of one block that are written in digits."""

    def __init__(self, block: Block, masked: list[tuple[int, int]]) -> None:
        self.block, self.text, self.masked = block, block.text, masked
        self.naming_until = -1

    def numbers(self) -> Iterator[Number]:
        position = 0
        while first := _FIRST_DIGIT.search(self.text, position):
            position = first.end()
            match = _DIGITS.match(self.text, first.start())
            if match and (number := self._number(match)):
                position = number.span.end
                yield number

    def _number(self, match: "re.Match[str]") -> Number | None:
        start, end = match.span()
        if self._is_masked(start) or self._is_enumerator(start, end):
            return None
        if _STANDS_ALONE.match(self.text, end):
            number = self._alone(match)
        else:
            second = _SECOND.match(self.text, end)
            number = (self._pair(match, second) if second else None) or self._scaled(match)
            if number and _GOES_ON.match(self.text, number.span.end):
                return None
        if number is None:
            return None
        if number.form is Form.YEAR:
            return number
        return None if self._names(start, number.span.end) else number

    def _is_masked(self, start: int) -> bool:
        index = bisect_right(self.masked, (start, len(self.text))) - 1
        return index >= 0 and start < self.masked[index][1]

    def _is_enumerator(self, start: int, end: int) -> bool:
        """`1.`, `2)`, `(3)` before what they enumerate; `A (3), B (4)` count."""
        if self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")":
            first = start - 1
            while first and self.text[first - 1] in " \u00a0":
                first -= 1
            if not first or self.text[first - 1] in ".;:…)":
                return True
            following = self.text[end + 1 : end + 3].strip()
            return following[:1].isupper() or not _BRACKET_COUNTS.match(self.text, end)
        before = self.text[max(0, start - 3) : start]
        if end - start > 2 or not _ENUMERATOR_START.search(before):
            return False
        ending = _ENUMERATOR_END.match(self.text, end)
        return ending is not None and not (ending[1] and ending[1].islower())

    def _alone(self, match: "re.Match[str]") -> Number | None:
        digits = match[0]
        if _is_code(digits):
            return None
        start, end = match.span()
        value, places = _value(digits)
        if self._is_year(digits, start, end):
            return Number(Span(self.block, start, end), Form.YEAR, value)
        form = Form.DECIMAL if "," in digits else Form.COUNT
        return Number(Span(self.block, start, end), form, value, places=places)

    def _scaled(self, match: "re.Match[str]") -> Number | None:
        """`90%`, `2,5 triệu`, or the number alone."""
        if _is_code(match[0]):
            return None
        start, end = match.span()
        value, places = _value(match[0])
        if percent := _PERCENT.match(self.text, end):
            return Number(Span(self.block, start, percent.end()), Form.PERCENT, value, places=places)
        if scale := _SCALE.match(self.text, end):
            value *= _SCALES[scale[1]] * (_SCALES[scale[2]] if scale[2] else 1)
            return Number(Span(self.block, start, scale.end()), Form.DECIMAL, value, places=places)
        return self._alone(match)

    def _pair(self, match: "re.Match[str]", second: "re.Match[str]") -> Number | None:
        """`7/8`, `3 - 5%`, `2020-2025`; None where the second number belongs to something else."""
        start, (value, places) = match.start(), _value(match[0])
        other = _value(second["number"])[0]
        span = Span(self.block, start, second.end())
        if second["slash"]:
            if not other or self._is_date(start, second.end(), value, other, second["number"]):
                return None
            return Number(span, Form.SHARE, value, whole=other, places=places)
        if value in _YEARS and other in _YEARS and "." not in match[0]:
            return Number(span, Form.YEAR, value, upper=other) if value <= other else None
        percent = _PERCENT.match(self.text, second.end())
        if value >= other or (_PERCENT.match(self.text, match.end()) and not percent):
            return None
        if second["to"] and not self.text[:start].endswith("từ ") and not percent and other > value * 3:
            return None
        if percent:
            span = span.of(start, percent.end())
        return Number(span, Form.RANGE, value, upper=other, places=places, percent=bool(percent))

    def _is_date(self, start: int, end: int, first: Decimal, second: Decimal, digits: str) -> bool:
        """`5/2023`, `ngày 27/7`, `(27/7)`."""
        if _IN_DATE.search(self.text, max(0, start - 12), start):
            return True
        if first <= 12 and second in _YEARS and "." not in digits:
            return not _PERCENT.match(self.text, end)
        a_day = first <= 31 and second <= 12 and not _counted_at(self.text, end)
        return a_day and (first > second or self.text[start - 1 : start] == "(")

    def _is_year(self, digits: str, start: int, end: int) -> bool:
        if len(digits) != 4 or not digits.isdigit() or int(digits) not in _YEARS:
            return False
        if _words_before(self.text, start)[1] in _BEFORE_YEAR:
            return True
        return not _counted_at(self.text, end)

    def _names(self, start: int, end: int) -> bool:
        """Whether the number tells which one ("Điều 5", "Trung ương 4, 5, 6", "số 12") and not how many."""
        several = self.naming_until >= 0 and _BETWEEN_SEVERAL.fullmatch(self.text, self.naming_until, start)
        if several and not _counted_at(self.text, end):
            self.naming_until = end
            return True
        first, last = _words_before(self.text, start)
        if not last or "." in self.text[start:end]:
            return False
        if last in _COUNTED_AFTER:
            names = last == "số" and first not in _IN_NUMBER_OF
        else:
            identifiers = section_of("identifier-words")
            both = identifiers.get(f"{first} {last}")
            names = both == _NAMING or (both != _COUNTING and identifiers.get(last) == _NAMING)
            names = names and (last in _ALWAYS_NAMED or not _counted_at(self.text, end))
        if names:
            self.naming_until = end
        return names


def _is_code(digits: str) -> bool:
    """`0123` is no count."""
    return digits[0] == "0" and len(digits) > 3 and "," not in digits


def _words_before(text: str, end: int) -> tuple[str, str]:
    """The last two words before a place, in lower case; empty where there are none."""
    match = _BEFORE.match(text[max(0, end - _LOOK_BACK) : end][::-1])
    if not match:
        return "", ""
    return (match[2] or "")[::-1].casefold(), match[1][::-1].casefold()


@lru_cache(maxsize=10_000)
def _value(digits: str) -> tuple[Decimal, int]:
    """The number that the digits write, and how many of them stand behind the comma."""
    whole, _, fraction = digits.replace(".", "").partition(",")
    return Decimal(f"{whole}.{fraction}" if fraction else whole), len(fraction)


_COUNTED = re.compile(r"\s([^\W\d_]{1,12})(?:\s([^\W\d_]{1,12}))?")
#: "Trung ương 4 khóa XIII": what has a number of its own is not counted.
_NAMED_ITSELF = re.compile(r"\skhóa [IVX0-9]")


def _counted_at(text: str, position: int) -> bool:
    """Whether a noun that is counted in reports begins behind `position`."""
    match = _COUNTED.match(text, position)
    if not match or _NAMED_ITSELF.match(text, position):
        return False
    nouns = section_of("counted-nouns")
    return (match[1] in nouns and not match[1][0].isupper()) or f"{match[1]} {match[2]}".casefold() in nouns


def _ordinals(block: Block) -> Iterator[Number]:
    for match in _ORDINAL.finditer(block.text):
        word = match[1]
        if word.isdigit():
            value: int | None = int(word)
        else:
            value = (
                value_of_roman(word) if word.isupper() else _ORDINAL_WORDS.get(word) or value_of_words(word)
            )
        if value:
            yield Number(Span(block, *match.span(1)), Form.ORDINAL, Decimal(value))


def _in_words(block: Block) -> Iterator[Number]:
    for match in NUMBER_WORDS.finditer(block.text):
        start, end = match.span()
        value = value_of_words(match[0])
        if value is None or block.text.startswith(" số", end) or not _counted_at(block.text, end):
            continue
        before = block.text[max(0, start - _LOOK_BACK) : start].rstrip()
        previous = before.rpartition(" ")[2].casefold()
        if (
            (previous in _NO_COUNT_BEFORE and match[0].casefold() == "năm")
            or before[-1:].isdigit()
            or previous == "thứ"
        ):
            continue
        yield Number(Span(block, start, end), Form.COUNT, Decimal(value))
