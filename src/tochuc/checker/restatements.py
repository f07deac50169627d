"""Quantities that the document states more than once: the same action and noun, of the same bodies and time.

Only what is plainly the same is compared. Two statements that name different places, dates, periods or
groups are two quantities; so are the parts of a list and what stands in a table.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tochuc.checker.document import Kind, Span
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.vi.fold import fold

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

_STOP = re.compile(r"[.;:!?](?=\s|$)")
_TOTAL = re.compile(
    r"\b(?:tổng số|tổng cộng|toàn \w+(?: \w+)? (?:hiện )?có)\s*(?:có|là|:)?\s*$", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-ZĐÀ-ỸÂĂÊÔƠƯ][\w-]*(?:\s[A-ZĐÀ-ỸÂĂÊÔƠƯ][\w-]*)*")
_TIME = re.compile(
    r"\b(?:đợt|quý|tháng|lần|kỳ|cùng kỳ|năm trước|năm sau|đầu năm|cuối năm|đầu nhiệm kỳ|lũy kế|luỹ kế|kế hoạch|chỉ tiêu|dự kiến|phấn đấu"
    r"|thêm|tiếp|nữa|còn lại|khác|mỗi|từng|bình quân|trong đó|riêng|đang)\b(?:\s(?:[IVX]+|[0-9]{1,2})\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_RESTRICTION = re.compile(r"\s*\([^()]{1,40}\)")
#: Names that every sentence of a report may hold, told by their syllables.
_EVERYWHERE = frozenset(
    {"dang", "bo", "tinh", "uy", "huyen", "thanh", "thi", "ban", "to", "chuc", "thuong", "vu", "chap", "hanh"}
    | {"trung", "uong", "bi", "thu", "vien", "nganh", "viet", "nam", "truc", "hoi", "dong"}
)
_HOLLOW = frozenset({"moi", "duoc", "la", "cua", "cac", "da"})
_INEXACT = frozenset({Qualifier.INCREASE, Qualifier.DECREASE, Qualifier.EXCEEDED})
#: Below it, numbers are too common for two equal phrases to be one quantity.
_SMALLEST = 5

Key = tuple[str, str, frozenset[str]]


def restated(reading: "Reading") -> Iterator[list[Quantity]]:
    """Groups of at least two quantities that speak of one thing, in different blocks of running text."""
    parts = {part.quantity for relation in reading.relations for part in relation.parts if part.quantity}
    period = reading.front.period
    own_years = {str(period[1].year)} if period else set()
    groups: defaultdict[Key, list[Quantity]] = defaultdict(list)
    for quantity in reading.quantities:
        if _usable(quantity) and quantity not in parts and (key := _key(quantity, own_years)):
            groups[key].append(quantity)
    for same in groups.values():
        if len({quantity.number.span.block.number for quantity in same}) > 1:
            yield same


def _usable(quantity: Quantity) -> bool:
    number = quantity.number
    return (
        number.form is Form.COUNT
        and number.value >= _SMALLEST
        and number.span.block.kind not in (Kind.CELL, Kind.FOOTNOTE)
        and quantity.exact
        and not quantity.qualifiers & _INEXACT
    )


def _key(quantity: Quantity, own_years: set[str]) -> Key | None:
    """Action, what is counted to its last word, and what restricts it; None where the text says too little."""
    span = quantity.number.span
    text = span.block.text
    lead = text[max(0, span.start - 40) : span.start]
    verb = "tong so" if _TOTAL.search(lead) else quantity.verb
    noun = _noun(quantity)
    if not verb or len(noun.split()) < 2:
        return None
    return verb, noun, _restrictions(quantity, own_years)


def _noun(quantity: Quantity) -> str:
    """All words of the counted phrase but the hollow ones, folded."""
    named = quantity.noun.text
    return " ".join(word for word in fold(named).split() if word not in _HOLLOW)


def _restrictions(quantity: Quantity, own_years: set[str]) -> frozenset[str]:
    """The places, bodies and times that the clause names, and a parenthesis behind the noun (`(đợt 1)`)."""
    clause = _clause(quantity.number.span)
    found = {fold(match.group()) for match in _TIME.finditer(clause)}
    found |= set(_YEAR.findall(clause)) - own_years
    for match in _NAME.finditer(clause):
        # The first word of a sentence has its capital from there.
        name = fold(match.group()).split()[0 if match.start() else 1 :]
        if not set(name) <= _EVERYWHERE:
            found.add(" ".join(name))
    behind = _RESTRICTION.match(quantity.noun.block.text, max(quantity.noun.end, quantity.number.span.end))
    if behind and not _digits_only(behind.group()):
        found.add(fold(behind.group()))
    return frozenset(found)


def _digits_only(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def _clause(span: Span) -> str:
    text = span.block.text
    start, end = max(0, span.start - 250), min(len(text), span.end + 120)
    before = [match.end() for match in _STOP.finditer(text, start, span.start)]
    behind = _STOP.search(text, span.end, end)
    return text[before[-1] if before else start : behind.start() if behind else end].strip()
