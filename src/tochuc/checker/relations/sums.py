"""A number and the numbers that make it up, in one sentence, in brackets behind it, or around "trong đó"."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.kinds import can_be_total, exclusive, kinship, overlap
from tochuc.checker.relations.lists import (
    CUE,
    OPEN_END,
    Entry,
    entries,
    percentages,
    readings,
    sum_of,
)
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.text import Text

#: A part that lacks so little of its whole is thought to have been meant to be complete.
_NEARLY = 10
#: How far the total may stand before a colon or a bracket, in characters.
_NEAR = 120
_FAR = 200


def sums_in(text: Text) -> Iterator[Relation]:
    """The sums that a block holds."""
    if len(text.all_quantities) < 2:
        return
    for start, end in text.sentences:
        yield from _introduced(text, start, end)
    yield from _bracketed(text)


def _introduced(text: Text, start: int, end: int) -> Iterator[Relation]:
    if len(text.between(start, end)) < 1:
        return
    for cue in CUE.finditer(text.flat, start, end):
        listed = entries(text, cue.end(), end)
        if not listed:
            return
        totals = _totals_before(text, start, cue.start(), bool(cue["colon"]))
        if relation := relate(
            totals, listed, some=bool(cue["some"]), weak=bool(cue["colon"]), where=Where.SENTENCE
        ):
            yield relation


def _totals_before(text: Text, start: int, position: int, colon: bool) -> list[Quantity]:
    """What a list may itemise, the nearest first; "Trong đó, …" looks back into the sentence before."""
    found = [one for one in text.between(start, position) if can_be_total(one)]
    if colon:
        found = [one for one in found if position - one.end < _NEAR]
        found = [one for one in found if ";" not in text.flat[one.end : position]]
    elif not found and not text.flat[start:position].strip() and start:
        before = text.sentence_at(start - 1)[0]
        found = [one for one in text.between(before, start) if can_be_total(one)]
    clause = text.flat.rfind(";", start, position)
    near = [one for one in found if one.number.span.start > clause]
    return list(reversed(near or found))


def _bracketed(text: Text) -> Iterator[Relation]:
    for start, end in text.remarks:
        inside = [one for one in text.within(start, end) if not _deeper(text, one, start, end)]
        if not inside:
            continue
        before = [one for one in text.within(max(0, start - _FAR), start - 1) if _hangs_on(text, one, start)]
        totals = [one for one in reversed(before) if can_be_total(one)][:1]
        if not totals:
            continue
        cue = CUE.match(text.block.text, start, end)
        listed = entries(text, cue.end() if cue else start, end, inside)
        relation = relate(totals, listed, some=bool(cue and cue["some"]), weak=not cue, where=Where.BRACKETS)
        if relation:
            yield relation


def _deeper(text: Text, one: Quantity, start: int, end: int) -> bool:
    """Whether a quantity stands in brackets within these brackets."""
    at = one.number.span.start
    return any(start < inner <= at < stop < end for inner, stop in text.remarks)


def _hangs_on(text: Text, one: Quantity, bracket: int) -> bool:
    """Whether nothing but words stand between a quantity and the bracket behind it."""
    between = text.block.text[one.number.span.end : bracket - 1]
    return not any(sign in between for sign in ";:.()")


def relate(
    totals: Sequence[Quantity],
    listed: Sequence[Entry],
    *,
    some: bool,
    weak: bool,
    where: Where,
    along: Callable[[Quantity], Sequence[Quantity]] | None = None,
) -> Relation | None:
    """The relation between one of the numbers before a list and the list.

    Among several totals and ways to read the list the first that adds up is taken for what was meant: a
    list that adds up is hardly chance. `some` is "trong đó"; `weak` what only may introduce parts.
    """
    for total in totals:
        for parts in readings([one for one in listed if not one.part or kinship(total, one.quantity)]):
            if len(parts) > 1 and _agrees(total, parts, along):
                return _relation(total, parts, where, Confidence.SURE, True, along)
    return _unequal(totals, listed, some=some, weak=weak, where=where)


def _agrees(
    total: Quantity, parts: Sequence[Entry], along: Callable[[Quantity], Sequence[Quantity]] | None
) -> bool:
    made = sum_of(parts)
    if abs(made - total.number.value) <= tolerance_of(parts):
        return True
    several = along(total) if along else ()
    return bool(several) and made == total.number.value + sum(one.number.value for one in several)


def _unequal(
    totals: Sequence[Quantity], listed: Sequence[Entry], *, some: bool, weak: bool, where: Where
) -> Relation | None:
    for total in totals:
        several = readings(_while_kin(total, listed))
        if not several or not total.exact:
            continue
        parts = several[0]
        if some and total is not totals[-1]:
            parts = _smaller(total, parts)
        if len(parts) == 1:
            return _relation(total, parts, where, Confidence.LIKELY, False) if some and not weak else None
        return _judged(total, parts, some=some, weak=weak, where=where)
    return None


def _smaller(total: Quantity, parts: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The parts before one that is greater: in "gồm 06 …, trong đó 02 nữ và 09 …" the last belongs to another."""
    greater = (i for i, one in enumerate(parts) if i and one.quantity.number.value > total.number.value)
    return parts[: next(greater, len(parts))]


def _while_kin(total: Quantity, listed: Sequence[Entry]) -> list[Entry]:
    """The entries up to the first that counts something else."""
    kin: list[Entry] = []
    for entry in listed:
        if entry.part and not kinship(total, entry.quantity):
            break
        kin.append(entry)
    return kin


def _judged(total: Quantity, parts: Sequence[Entry], *, some: bool, weak: bool, where: Where) -> Relation:
    words = [entry.words for entry in parts]
    closest = min(kinship(total, entry.quantity) for entry in parts)
    confidence = Confidence.SURE if closest == 2 and not weak else Confidence.LIKELY
    divided = exclusive(words)
    if overlap(words):
        return _relation(total, parts, where, confidence, False)
    if parts[0].acts and not divided:
        return _relation(total, parts, where, Confidence.MAYBE, False)
    if some and not divided:
        complete = _nearly(total, parts) and closest == 2
        return _relation(total, parts, where, Confidence.LIKELY, complete)
    if closest < 2 and weak:
        confidence = Confidence.MAYBE
    elif some:
        confidence = Confidence.LIKELY
    return _relation(total, parts, where, confidence, True)


def _nearly(total: Quantity, parts: Sequence[Entry]) -> bool:
    """Whether the parts exceed the total, or lack less of it than the smallest of them counts."""
    missing = total.number.value - sum_of(parts)
    smallest = min(entry.quantity.number.value for entry in parts)
    return missing < 0 or (missing * _NEARLY <= total.number.value and missing < smallest)


def _relation(
    total: Quantity,
    parts: Sequence[Entry],
    where: Where,
    confidence: Confidence,
    complete: bool,
    along: Callable[[Quantity], Sequence[Quantity]] | None = None,
) -> Relation:
    several = tuple(along(total)) if along and sum_of(parts) != total.number.value else ()
    return Relation(
        How.PARTS,
        total,
        tuple(part_of(entry) for entry in parts),
        confidence,
        open=_is_open(parts[-1]),
        where=where,
        complete=complete,
        along=several,
        tolerance=tolerance_of(parts),
    )


def part_of(entry: Entry) -> Part:
    return Part(entry.quantity.span, entry.quantity.number.value, entry.quantity)


def tolerance_of(parts: Sequence[Entry]) -> Decimal:
    """Half of the last digit of each rounded part, and of their total; whole numbers are exact."""
    if not percentages(parts) and all(entry.quantity.number.form is Form.COUNT for entry in parts):
        return Decimal(0)
    if not percentages(parts):
        return Decimal(0)
    return sum((Decimal(5).scaleb(-entry.quantity.number.places - 1) for entry in parts), Decimal(0))


def _is_open(last: Entry) -> bool:
    """Whether an ellipsis or "v.v." follows the last part."""
    span: Span = last.quantity.number.span
    rest = span.block.text[span.end : span.end + _NEAR]
    match = OPEN_END.search(rest)
    return bool(match) and ";" not in rest[: match.start()] if match else False
