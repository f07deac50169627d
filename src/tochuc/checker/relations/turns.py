"""Turns of phrase that divide a total without "gồm" or "trong đó"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.adding import relate, relation_of
from tochuc.checker.relations.kinds import can_be_part, can_be_total, kinship
from tochuc.checker.relations.lists import BREAKDOWN, CUE, Entry, entries, readings, sum_of
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.text import Text

_NEAR = 120
_ALL = Decimal(100)
_NEAR_ALL = Decimal(12)
#: A breakdown may be off by a third of the total that it is thought to be one of.
_CLOSE = 3
_OF_SO_MANY = re.compile(r"\W{0,4}Tr(?:ong|ên)\s(?:(?:tổng )?số\s)?")
_HAS = re.compile(r"(?<!\w)(?:thì )?có\s")
_OF_THOSE = re.compile(
    r"[Tt](?<!\w.)rong (?:tổng )?số ([^\W\d_][^,;:.()0-9]{2,60}?)(?: nêu trên| này| đó)? có\s"
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_UNDONE = re.compile(r"(?<!\w)(?:đang|chưa|sẽ)(?!\w)")
_SUMMED_UP = re.compile(r"(?<!\w)(?:tổng số|tổng cộng|cộng)(?:\s(?:là|có|được))?\s$", re.IGNORECASE)


def breakdown_before(text: Text, start: int, cue: "re.Match[str]") -> int | None:
    """Where the label of a breakdown that ends with this colon begins ("; theo nghề nghiệp:")."""
    for match in BREAKDOWN.finditer(text.flat, max(start, cue.start() - _NEAR), cue.end()):
        if match.end() == cue.end():
            return match.start()
    opening = BREAKDOWN.match(text.flat[start : cue.end()])
    return start if opening and opening.end() == cue.end() - start else None


def broken_down(text: Text, label: int, listed: Sequence[Entry]) -> Relation | None:
    """A further breakdown of a total some sentences back: the one it makes, or comes closest to."""
    before = [one for one in text.between(0, label) if can_be_total(one) and one.exact]
    taken = [one for one in listed if one.part]
    if not before or not taken:
        return None
    relation = relate(list(reversed(before)), listed, some=True, weak=False, where=Where.SENTENCE)
    if relation and relation.complete and relation.holds:
        return relation
    kin = [
        one
        for one in before
        if _opens_sentence(text, one) and all(kinship(one, part.quantity) == 2 for part in taken)
    ]
    for total in sorted(kin, key=lambda one: abs(one.number.value - sum_of(taken))):
        for parts in readings(taken):
            off = abs(sum_of(parts) - total.number.value)
            if len(parts) > 1 and (len(kin) == 1 or off * _CLOSE <= total.number.value):
                return relation_of(total, parts, Where.SENTENCE, Confidence.LIKELY, True)
    return None


def _opens_sentence(text: Text, one: Quantity) -> bool:
    """Whether a quantity is the first of its sentence, and that names no parts of another."""
    start, end = text.sentence_at(one.number.span.start)
    first = next(other for other in text.between(start, end) if other.unit != "time")
    cues = CUE.finditer(text.flat, start, one.number.span.start)
    return first is one and all(cue["colon"] for cue in cues)


def of_so_many(text: Text, start: int, end: int) -> Iterator[Relation]:
    """ "Trong 41 đảng viên mới kết nạp có 22 nữ, 19 nam"."""
    opening = _OF_SO_MANY.match(text.flat, start, end)
    quantities = text.between(start, end)
    if not opening or not quantities or quantities[0].number.span.start != opening.end():
        return
    if has := _HAS.search(text.flat, quantities[0].number.span.end, end):
        listed = entries(text, has.end(), end)
        if can_be_total(quantities[0]) and listed:
            relation = relate(quantities[:1], listed, some=True, weak=False, where=Where.SENTENCE)
            if relation:
                yield relation


def of_those(text: Text, start: int, end: int) -> Iterator[Relation]:
    """ "trong số giảng viên chuyên trách có 03 thạc sĩ, 02 đại học": the total is named, not numbered."""
    for match in _OF_THOSE.finditer(text.flat, start, end):
        named = match[1].casefold()
        before = text.between(0, match.start())
        totals = [one for one in before if one.noun.text.casefold() == named and can_be_total(one)]
        listed = entries(text, match.end(), end)
        if totals and listed:
            relation = relate(totals[-1:], listed, some=True, weak=False, where=Where.SENTENCE)
            if relation:
                yield relation


def states(text: Text, start: int, end: int) -> Iterator[Relation]:
    """ "12 hộ …, đến nay 9 hộ đã làm xong, 3 hộ đang làm"."""
    quantities = text.between(start, end)
    if (
        len(quantities) != 3
        or len({one.head for one in quantities}) != 1
        or not all(map(can_be_part, quantities))
    ):
        return
    total, done, undone = quantities
    behind = (
        text.flat[done.number.span.end : undone.number.span.start],
        text.flat[undone.number.span.end : end],
    )
    if _DONE.search(behind[0]) and _UNDONE.search(behind[1]) and not total.labelled:
        parts = [one for one in entries(text, total.number.span.end, end) if one.part]
        if len(parts) == 2:
            yield relation_of(total, parts, Where.SENTENCE, Confidence.LIKELY, True)


def summed_up(text: Text, start: int, end: int) -> Iterator[Relation]:
    """ "05 giảng viên chuyên trách và 22 giảng viên kiêm nhiệm, tổng số 27 giảng viên"."""
    quantities = text.between(start, end)
    for position, total in enumerate(quantities):
        if position < 2 or not _SUMMED_UP.search(
            text.flat, max(start, total.number.span.start - 24), total.number.span.start
        ):
            continue
        listed = entries(text, start, total.number.span.start)
        kin = [one for one in listed if one.part and kinship(total, one.quantity)]
        if can_be_total(total) and total.exact and (parts := _since(text, kin, total)):
            yield relation_of(total, parts, Where.SENTENCE, Confidence.LIKELY, True)


def _since(text: Text, kin: Sequence[Entry], total: Quantity) -> Sequence[Entry]:
    """The entries that are summed up: those since the last semicolon, or all of the sentence."""
    end = text.flat.rfind(";", 0, total.number.span.start)
    nearest = [one for one in kin if one.quantity.number.span.start > end]
    choices = [several for several in (nearest, kin) if len(several) > 1]
    right = [several for several in choices if sum_of(several) == total.number.value]
    return [*right, *choices, []][0]


def shares_in_percent(text: Text, start: int, end: int) -> Iterator[Relation]:
    """ "hoàn thành xuất sắc 15%, hoàn thành tốt 70%, …": classes that together are everybody."""
    several = [one for one in text.between(start, end) if one.number.form is Form.PERCENT]
    if len(several) < 3:
        return
    listed = [
        one for one in entries(text, start, end) if one.part and one.quantity.number.form is Form.PERCENT
    ]
    if len(listed) < 3 or not _classes([one.words for one in listed]):
        return
    made = sum_of(listed)
    if abs(made - _ALL) <= _NEAR_ALL:
        relation = relation_of(listed[-1].quantity, listed, Where.SENTENCE, Confidence.LIKELY, True)
        yield replace(relation, target=_ALL)


def _classes(words: Sequence[str]) -> bool:
    """Whether the labels begin alike, but for "không": classes of one scale."""
    first = {one.casefold().strip().removeprefix("không ").partition(" ")[0] for one in words}
    return len(first) == 1 and "" not in first
