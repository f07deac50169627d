"""A number whose parts stand in the lines below it, and a count of the numbered points that follow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tochuc.checker.document import Block, Document, Kind, Span
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.adding import part_of, relate, relate_each_kind
from tochuc.checker.relations.kinds import can_be_total
from tochuc.checker.relations.lists import CUE, Entry, entries, one_list, sum_of
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.segments import is_open, strong_segments
from tochuc.checker.relations.text import Text
from tochuc.checker.word_lists import section_of

_LABEL = re.compile(
    r"\s{0,4}(?:(?P<dash>[-–+•*])|(?P<letter>[a-zđ])[.)]|(?P<dotted>(?:[0-9]{1,2}\.){1,3}[0-9]{1,2})\.?|\(?(?P<number>[0-9]{1,2})[.)]|(?P<roman>[IVX]{1,5})\.)\s"
)
_INLINE = re.compile(r"(?<!\w)\((?P<number>[0-9]{1,2})\)\s(?=[^\W\d_])")
_IN_ORDER = re.compile(r"(?<!\w)(?P<word>Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là(?!\w)", re.IGNORECASE)
_ORDER = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ANNOUNCED = re.compile(
    r"(?:sau(?: đây)?|dưới đây|như sau|cụ thể(?: là| như sau)?|gồm(?: có)?|là|trong đó)?\s?:\s*$",
    re.IGNORECASE,
)
_ORDER_OF_STYLES = ("", "roman", "number", "dotted", "letter", "-", "–", "•", "*", "+")
_TOTAL_LINE = re.compile(r"[-–+•*\s]{0,4}Tổng (?:số|cộng)", re.IGNORECASE)
_COUNT_AT_END = re.compile(r"^[^;]{2,80}\([0-9]{1,3} [^\W\d_][^()]{1,30}\)[\s*:]{0,4}$")
_NO_POINT = re.compile(
    r"(?:đồng thời|qua đó|trong đó|từ đó|ngoài ra|bên cạnh|nhờ đó|đến nay)(?!\w)", re.IGNORECASE
)
_NEAR = 100
_MOST_LINES = 60


def line_relations(document: Document, texts: dict[int, Text]) -> Iterator[Relation]:
    """Relations between a block that announces a list and the list items below it."""
    blocks = [block for block in document.blocks if block.kind not in (Kind.FOOTNOTE, Kind.CELL)]
    for position, block in enumerate(blocks):
        text = texts.get(block.number)
        if not text or not (_announces(text) or _COUNT_AT_END.search(block.text)):
            continue
        items = _items_below(block, blocks[position + 1 : position + 1 + _MOST_LINES])
        if len(items) > 1 and _announces(text):
            yield from _announced(text, items, texts)
        elif len(items) > 1 and (relation := _numbered(text, items)):
            yield relation


def point_relations(texts: dict[int, Text]) -> Iterator[Relation]:
    """ "03 nhiệm vụ trọng tâm: (1) …; (2) …; (3) …" within a block."""
    for text in texts.values():
        for total in text.quantities:
            if _is_point(total) and _countable(total) and (relation := _points(text, total)):
                yield relation


def _announces(text: Text) -> bool:
    return bool(_ANNOUNCED.search(text.flat, max(0, len(text.flat) - 40)) or _TOTAL_LINE.match(text.flat))


def _items_below(block: Block, following: Sequence[Block]) -> list[Block]:
    """The blocks of one level of list below a block; deeper levels are left out."""
    own, level = _style(block), ""
    found: list[Block] = []
    for item in following:
        style = _style(item)
        level = level or style
        if not style or style == own or _ORDER_OF_STYLES.index(style) < _ORDER_OF_STYLES.index(level):
            break
        if style == level:
            found.append(item)
    return found


def _style(block: Block) -> str:
    match = _LABEL.match(block.text)
    return (match["dash"] or match.lastgroup or "") if match else ""


def _announced(text: Text, items: Sequence[Block], texts: dict[int, Text]) -> Iterator[Relation]:
    totals: list[Quantity] = []
    for start, end in reversed(text.sentences[-2:]):
        totals = totals or [one for one in reversed(text.between(start, end)) if can_be_total(one)]
    if not totals:
        return
    listed = [_entries_of(texts.get(item.number)) for item in items]
    cues = [cue for cue in CUE.finditer(text.flat, text.sentences[-1][0]) if not cue["colon"]]
    some = bool(cues and cues[-1]["some"])
    if alone := list(_each_alone(totals, listed)):
        yield from alone
    elif all(own and own[0].part and not own[0].nested for own in listed):
        yield from _sums(totals, listed, some=some)
    elif _is_point(totals[0]) and _countable(totals[0]) and len(text.flat) - totals[0].end < _NEAR:
        points = tuple(Part(Span(item, 0, len(item.text)), Decimal(1)) for item in items)
        yield Relation(How.ITEMS, totals[0], points, Confidence.LIKELY, where=Where.LINES)


def _entries_of(text: Text | None) -> list[Entry]:
    if not text:
        return []
    label = _LABEL.match(text.flat)
    return entries(text, label.end() if label else 0, len(text.flat))


def _each_alone(totals: Sequence[Quantity], listed: Sequence[Sequence[Entry]]) -> Iterator[Relation]:
    """Lines that each divide the whole total anew: by sex, by age, by occupation."""
    relations = [relate(totals, own, some=True, weak=False, where=Where.LINES) for own in listed]
    whole = [one for one in relations if one and one.complete and len(one.parts) > 1]
    if not any(one.holds for one in whole):
        return
    yield from whole
    for own, relation in zip(listed, relations, strict=True):
        if (
            relation
            and relation not in whole
            and len(parts := one_list(own)) > 1
            and _close(totals[0], parts)
        ):
            yield replace(relation, parts=tuple(part_of(one) for one in parts), complete=True)


def _close(total: Quantity, parts: Sequence[Entry]) -> bool:
    return abs(sum_of(parts) - total.number.value) * 3 <= total.number.value


def _sums(totals: Sequence[Quantity], listed: Sequence[Sequence[Entry]], *, some: bool) -> Iterator[Relation]:
    """One number of each line, for each kind of thing that the total and the lines count."""
    together = [replace(own[0], separator=";" if position else "") for position, own in enumerate(listed)]
    mixed = len({total.unit for total in totals}) > 1 and all(len(own) > 1 for own in listed)
    if mixed:
        together = [
            replace(one, separator=";" if position and not at else one.separator)
            for position, own in enumerate(listed)
            for at, one in enumerate(own)
        ]
    for relation in relate_each_kind(totals, together, some=some, weak=False, where=Where.LINES):
        if not relation.holds and (len(relation.parts) < len(listed) or any(one.acts for one in together)):
            yield replace(relation, confidence=Confidence.MAYBE)
        else:
            yield relation


def _points(text: Text, total: Quantity) -> Relation | None:
    """The numbered points that follow a count in its own paragraph, or what semicolons part."""
    colon = text.flat.find(":", total.end, total.end + _NEAR)
    if colon < 0 or any(sign in text.flat[total.end : colon] for sign in ".;"):
        return None
    for pattern in (_INLINE, _IN_ORDER):
        found: list[Part] = []
        last = 0
        for match in pattern.finditer(text.flat, colon):
            if _place_of(match) <= last:
                break
            last = _place_of(match)
            found.append(Part(Span(text.block, *match.span()), Decimal(1)))
        if len(found) > 1:
            return Relation(How.ITEMS, total, tuple(found), Confidence.LIKELY, where=Where.LINES)
    return _between_semicolons(text, total, colon)


def _between_semicolons(text: Text, total: Quantity, colon: int) -> Relation | None:
    shown = text.only(colon + 1, text.sentence_at(total.number.span.start)[1])
    segments = strong_segments(text.block, shown)
    if len(segments) < 3 or any(_NO_POINT.match(segment.words) or segment.counted for segment in segments):
        return None
    parts = tuple(Part(segment.span, Decimal(1)) for segment in segments)
    return Relation(How.ITEMS, total, parts, Confidence.LIKELY, open=is_open(shown))


def _place_of(match: "re.Match[str]") -> int:
    named = match.groupdict()
    return int(named["number"]) if "number" in named else _ORDER.index(named["word"].casefold()) + 1


def _numbered(text: Text, items: Sequence[Block]) -> Relation | None:
    """ "TẬP THỂ (09 tập thể)" over items numbered from 1."""
    total = text.all_quantities[-1]
    labels = [_LABEL.match(item.text) for item in items]
    numbers = [int(label["number"]) for label in labels if label and label["number"]]
    if not _countable(total) or total.labelled or len(numbers) != len(items) or numbers[0] != 1:
        return None
    parts = tuple(Part(Span(item, 0, len(item.text)), Decimal(1)) for item in items)
    return Relation(How.ITEMS, total, parts, Confidence.LIKELY, where=Where.LINES)


def _is_point(total: Quantity) -> bool:
    words = total.noun.text.casefold().split()
    points = section_of("listed-points")
    return any(" ".join(words[:length]) in points for length in (1, 2, 3))


def _countable(total: Quantity) -> bool:
    return can_be_total(total) and total.exact and total.number.form is Form.COUNT
