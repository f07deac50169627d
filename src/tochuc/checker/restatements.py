"""Quantities that the document states more than once: the same action and noun, of the same bodies and time.

Only what is plainly the same is compared. Two statements that name different places, dates, periods or
groups are two quantities; so are the parts of a list and what stands in a table.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tochuc.checker.document import Kind, Span
from tochuc.checker.numbers import Form
from tochuc.checker.outline import Item
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.vi.fold import fold

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

_STOP = re.compile(r"[.;:!?](?=\s|$)")
_TOTAL = re.compile(
    r"[tT](?<!\w.)(?i:(?:ổng số|ổng cộng|oàn \w+(?: \w+){0,3} (?:hiện )?có)\s*(?:có|là|:)?\s*$)"
)
_TIME = re.compile(
    r"\b(?:đợt|quý|tháng|lần|kỳ|cùng kỳ|năm trước|năm sau|đầu năm|cuối năm|đầu nhiệm kỳ|lũy kế|luỹ kế|kế hoạch|chỉ tiêu|dự kiến|phấn đấu"
    r"|thêm|tiếp|nữa|còn lại|khác|mỗi|từng|bình quân|trong đó|riêng|đang)\b(?:\s(?:[IVX]+|[0-9]{1,2})\b)?",
    re.IGNORECASE,
)
_NAMED_BODY = re.compile(
    r"\b(?:xã|phường|huyện|thị xã|thị trấn|thành phố|cụm|khối|đợt|tổ|nhóm|chi bộ|đảng bộ) (?:số )?(?:[IVX]{1,4}\b|\w+(?: \w+)?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_RESTRICTION = re.compile(r"\s{0,3}\([^()]{1,40}\)")
#: Names that every sentence of a report may hold, told by their syllables.
_EVERYWHERE = frozenset(
    {"dang", "bo", "tinh", "uy", "huyen", "thanh", "thi", "ban", "to", "chuc", "thuong", "vu", "chap", "hanh"}
    | {"trung", "uong", "bi", "thu", "vien", "nganh", "viet", "nam", "truc", "hoi", "dong"}
)
_HOLLOW = frozenset({"moi", "duoc", "la", "cua", "cac", "da"})
_INEXACT = frozenset({Qualifier.INCREASE, Qualifier.DECREASE, Qualifier.EXCEEDED})
#: Below it, numbers are too common for two equal phrases to be one quantity.
_SMALLEST = 5


def restated(reading: "Reading") -> Iterator[list[Quantity]]:
    """Groups of quantities that speak of one thing, in different blocks of running text, with several values."""
    parts = {part.quantity for relation in reading.relations for part in relation.parts if part.quantity}
    alike: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for quantity in reading.quantities:
        if _usable(quantity) and quantity not in parts and (key := _key(quantity)):
            alike[key].append(quantity)
    groups = [same for same in alike.values() if _differ(same)]
    period = reading.front.period
    own_years = {str(period[1].year)} if period else set()
    for group in groups:
        yield from _of_one_thing(group, reading.scopes, own_years)


def _of_one_thing(
    group: list[Quantity], scopes: dict[int, frozenset[str]], own_years: set[str]
) -> Iterator[list[Quantity]]:
    """The quantities of one phrase, parted by what restricts them."""
    parted: defaultdict[frozenset[str], list[Quantity]] = defaultdict(list)
    for quantity in group:
        scope = scopes.get(quantity.number.span.block.number, frozenset())
        parted[_restrictions(quantity, own_years) | scope].append(quantity)
    yield from (same for same in parted.values() if _differ(same))


def _differ(same: list[Quantity]) -> bool:
    values = {quantity.number.value for quantity in same}
    return len(values) > 1 and len({quantity.number.span.block.number for quantity in same}) > 1


def find_scopes(reading: "Reading") -> dict[int, frozenset[str]]:
    """By block number: what the headings over a block name (`2. Đảng bộ xã Vân Sơn`, `CỤM SỐ 1`)."""
    found: dict[int, frozenset[str]] = {}

    def visit(items: Iterable[Item], above: frozenset[str]) -> None:
        for item in items:
            block = item.text.block
            here = above | _names_of_heading(item.text.text) if block.kind is Kind.HEADING else above
            found.update(dict.fromkeys((inside.number for inside in item.blocks), here))
            visit(item.items, here)

    visit(reading.outline.items, frozenset())
    return found


def _names_of_heading(text: str) -> frozenset[str]:
    if text.isupper():
        return frozenset(fold(match.group()) for match in _NAMED_BODY.finditer(text))
    return _names_in(text) | {fold(match.group()) for match in _NAMED_BODY.finditer(text)}


def _usable(quantity: Quantity) -> bool:
    number = quantity.number
    return (
        number.form is Form.COUNT
        and number.value >= _SMALLEST
        and number.span.block.kind not in (Kind.CELL, Kind.FOOTNOTE)
        and quantity.exact
        and not quantity.qualifiers & _INEXACT
    )


def _key(quantity: Quantity) -> tuple[str, str] | None:
    """Action, and what is counted to its last word; None where the text says too little."""
    span = quantity.number.span
    text = span.block.text
    lead = text[max(0, span.start - 40) : span.start]
    verb = "tong so" if _TOTAL.search(lead) else quantity.verb
    noun = _noun(quantity)
    if not verb or len(noun.split()) < 2:
        return None
    return verb, noun


def _noun(quantity: Quantity) -> str:
    """All words of the counted phrase but the hollow ones, folded."""
    named = quantity.noun.text
    return " ".join(word for word in _folded(named).split() if word not in _HOLLOW)


def _restrictions(quantity: Quantity, own_years: set[str]) -> frozenset[str]:
    """The places, bodies and times that the clause names, and a parenthesis behind the noun (`(đợt 1)`)."""
    clause = _clause(quantity.number.span)
    found = {fold(match.group()) for match in _TIME.finditer(clause)}
    found |= set(_YEAR.findall(clause)) - own_years
    found |= _names_in(clause)
    behind = _RESTRICTION.match(quantity.noun.block.text, max(quantity.noun.end, quantity.number.span.end))
    if behind and not _digits_only(behind.group()):
        found.add(fold(behind.group()))
    return frozenset(found)


def _names_in(text: str) -> frozenset[str]:
    """The names in a sentence that do not stand in every one; its first word has its capital from there."""
    found: list[list[str]] = [[]]
    for word in text.split()[1:]:
        bare = word.strip('“”"(),;:')
        if bare[:1].isupper():
            found[-1].append(_folded(bare))
        if not bare[:1].isupper() or not word[-1].isalnum():
            found.append([])
    return frozenset(" ".join(name) for name in found if not set(name) <= _EVERYWHERE)


#: The same names and nouns come again and again.
_folded = lru_cache(maxsize=20_000)(fold)


def _digits_only(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def _clause(span: Span) -> str:
    text = span.block.text
    start, end = max(0, span.start - 250), min(len(text), span.end + 120)
    before = [match.end() for match in _STOP.finditer(text, start, span.start)]
    behind = _STOP.search(text, span.end, end)
    return text[before[-1] if before else start : behind.start() if behind else end].strip()
