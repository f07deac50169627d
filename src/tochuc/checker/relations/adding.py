"""Whether a list of numbers makes a total, and what to think of it where it does not."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.kinds import exclusive, kinship, overlap
from tochuc.checker.relations.lists import OPEN_END, Entry, percentages, readings, regular, sum_of
from tochuc.checker.relations.model import How, Part, Relation, Where

#: A part that lacks so little of its whole is thought to have been meant to be complete.
_NEARLY = 10
#: How far behind a number its percentage, or the ellipsis that ends the list, may stand.
_NEAR = 120
_PERCENTAGE = re.compile(r"(?<![0-9,])([0-9]{1,3}(?:,[0-9]{1,2})?)\s?%")


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
        for parts in _readings(total, listed):
            if len(parts) > 1 and _agrees(total, parts, along):
                return relation_of(total, parts, where, Confidence.SURE, True, along)
    return _unequal(totals, listed, some=some, weak=weak, where=where)


def relate_each_kind(
    totals: Sequence[Quantity],
    listed: Sequence[Entry],
    *,
    some: bool,
    weak: bool,
    where: Where,
    along: Callable[[Quantity], Sequence[Quantity]] | None = None,
) -> Iterator[Relation]:
    """Like `relate`, for each kind of thing that is counted: "26 lớp với 2.318 học viên", and both in the list."""
    kinds = _kinds(totals)
    mixed = len(kinds) > 1 and len({one.quantity.unit for one in listed if one.part and not one.bare}) > 1
    if not mixed:
        if relation := relate(totals, listed, some=some, weak=weak, where=where, along=along):
            yield relation
        return
    for kind in kinds:
        own = [one for one in listed if one.part and not one.bare and kinship(kind[0], one.quantity) == 2]
        if relation := relate(
            kind, regular(listed, own) or own, some=some, weak=weak, where=where, along=along
        ):
            yield relation


def _kinds(totals: Sequence[Quantity]) -> list[list[Quantity]]:
    found: list[list[Quantity]] = []
    for total in totals:
        own = next((kind for kind in found if kinship(kind[0], total) == 2), None)
        if own is None:
            found.append([total])
        else:
            own.append(total)
    return found


def _readings(total: Quantity, listed: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    kin = [one for one in listed if not one.part or kinship(total, one.quantity)]
    found = readings(kin)
    one_each = regular(listed, [one for one in kin if one.part])
    return [*found, tuple(one_each)] if one_each else found


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
        kin = [one for one in listed if one.part and kinship(total, one.quantity)]
        several = readings(regular(listed, kin) or _while_kin(total, listed))
        if not several or not total.exact:
            continue
        parts = several[0]
        if some and total is not totals[-1]:
            parts = _smaller(total, parts)
        if len(parts) == 1:
            return relation_of(total, parts, where, Confidence.LIKELY, False) if some and not weak else None
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
            if entry.quantity.number.form is Form.PERCENT:
                continue
            break
        kin.append(entry)
    return kin


def _judged(total: Quantity, parts: Sequence[Entry], *, some: bool, weak: bool, where: Where) -> Relation:
    """What to think of parts that do not add up: whether they were meant to be all there are."""
    words = [entry.words for entry in parts]
    closest = min(kinship(total, entry.quantity) for entry in parts)
    whole = exclusive(words) or _percentages_make_hundred(parts)
    if overlap(words, some=some) and not whole and not _itemised(parts):
        return relation_of(total, parts, where, Confidence.LIKELY, False)
    if weak and parts[0].acts and not whole and not all(entry.bare for entry in parts):
        return relation_of(total, parts, where, Confidence.MAYBE, False)
    if some and not whole:
        complete = closest == 2 and (_nearly(total, parts) or _itemised(parts) or _parallel(parts))
        return relation_of(total, parts, where, Confidence.LIKELY, complete)
    if closest < 2 and weak and not whole:
        return relation_of(total, parts, where, Confidence.MAYBE, True)
    confidence = Confidence.LIKELY if some or weak or closest < 2 else Confidence.SURE
    return relation_of(total, parts, where, confidence, True)


def _nearly(total: Quantity, parts: Sequence[Entry]) -> bool:
    """Whether the parts exceed the total, or lack less of it than the smallest of them counts."""
    missing = total.number.value - sum_of(parts)
    smallest = min(entry.quantity.number.value for entry in parts)
    return missing < 0 or (missing * _NEARLY <= total.number.value and missing < smallest)


def _itemised(parts: Sequence[Entry]) -> bool:
    """Whether several labelled parts stand between semicolons, as one lists all there are."""
    return len(parts) > 2 and all(entry.separator == ";" and entry.label for entry in parts[1:])


def _parallel(parts: Sequence[Entry]) -> bool:
    """Whether the labels begin alike: "nghỉ đúng tuổi 09, nghỉ trước tuổi 02"."""
    first = {entry.label.casefold().partition(" ")[0] for entry in parts}
    return len(first) == 1 and "" not in first


def _percentages_make_hundred(parts: Sequence[Entry]) -> bool:
    """Whether each part is followed by its percentage, and these make 100."""
    percentages: list[Decimal] = []
    for entry, following in zip_longest(parts, parts[1:]):
        span = entry.quantity.number.span
        end = following.quantity.number.span.start if following else span.end + _NEAR
        match = _PERCENTAGE.search(span.block.text, span.end, end)
        if not match:
            return False
        percentages.append(Decimal(match[1].replace(",", ".")))
    return len(parts) > 1 and abs(sum(percentages, Decimal(-100))) <= Decimal("0.3")


def relation_of(
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
    """How far percentages may miss their total by rounding: less than half a last digit each; counts are exact."""
    if not percentages(parts):
        return Decimal(0)
    coarsest = min(entry.quantity.number.places for entry in parts)
    return Decimal(max(1, (len(parts) - 1) // 2)).scaleb(-coarsest)


def _is_open(last: Entry) -> bool:
    """Whether an ellipsis or "v.v." follows the last part."""
    span = last.quantity.number.span
    rest = span.block.text[span.end : span.end + _NEAR]
    match = OPEN_END.search(rest)
    return bool(match) and ";" not in rest[: match.start()] if match else False
