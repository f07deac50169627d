"""A number and the numbers that make it up, in one sentence, in brackets behind it, or around "trong đó"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.adding import relate_each_kind
from tochuc.checker.relations.divisions import divided
from tochuc.checker.relations.kinds import can_be_total, kinship
from tochuc.checker.relations.lists import CUE, entries
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.resumed import resumed
from tochuc.checker.relations.text import HIDDEN, Text
from tochuc.checker.relations.turns import (
    breakdown_before,
    broken_down,
    of_so_many,
    of_those,
    shares_in_percent,
    states,
    summed_up,
)

#: How far the total may stand before a colon or a bracket, in characters.
_NEAR = 120
_FAR = 200
_SIGN = re.compile(r"[,;:.]")
_ITEM = re.compile(r"(?:[^;,:]|,(?=[0-9])){1,200}[;,](?![0-9])")
_DIGIT = re.compile(r"[0-9]")


def sums_in(text: Text) -> Iterator[Relation]:
    """The sums that a block holds."""
    if len(text.all_quantities) < 2:
        return
    introduced = (one for start, end in text.sentences for one in _introduced(text, start, end))
    found = [
        one
        for one in introduced
        if one.holds or not (_has_inexact_part(text, one) or _has_unread_part(text, one))
    ]
    found += _bracketed(text)
    yield from found
    parted = {part.span.start for one in found if one.complete for part in one.parts}
    yield from (one for one in divided(text) if parted.isdisjoint(part.span.start for part in one.parts))
    yield from resumed(text)


def _introduced(text: Text, start: int, end: int) -> Iterator[Relation]:
    if not text.between(start, end):
        return
    for cue in CUE.finditer(text.flat, start, end):
        if not text.between(cue.end(), end):
            return
        totals = _totals_before(text, start, cue.start(), bool(cue["colon"]))
        if not totals and not cue["colon"]:
            continue
        listed = entries(text, cue.end(), end)
        if not listed:
            return
        if cue["colon"] and (label := breakdown_before(text, start, cue)) is not None:
            if relation := broken_down(text, label, listed):
                yield relation
            continue
        yield from _as_complete_as_another(
            relate_each_kind(
                totals, listed, some=bool(cue["some"]), weak=bool(cue["colon"]), where=Where.SENTENCE
            )
        )
    yield from of_so_many(text, start, end)
    yield from of_those(text, start, end)
    yield from states(text, start, end)
    yield from summed_up(text, start, end)
    yield from shares_in_percent(text, start, end)


def _has_unread_part(text: Text, relation: Relation) -> bool:
    """Whether an item of the list holds a number that was not taken for one that counts ("thôn 40; …")."""
    start, end = relation.total.end, max(part.span.start for part in relation.parts)
    for item in _ITEM.finditer(text.flat, start, max(start, end)):
        if item.start() > start and not text.between(item.start(), item.end()) and _DIGIT.search(item[0]):
            return True
    return False


def _has_inexact_part(text: Text, relation: Relation) -> bool:
    """Whether a number that cannot be added stands among the parts, or behind them after the sign that parts them."""
    starts = [part.span.start for part in relation.parts]
    ends = [part.span.end for part in relation.parts]
    end = max(starts[-1], relation.total.number.span.start)
    signs = {text.flat[at:].lstrip(HIDDEN + " ")[:1] for at in ends[:-1]}
    for one in text.between(starts[0], text.sentence_at(starts[0])[1]):
        start = one.number.span.start
        if (
            one.exact
            or one.unit == "time"
            or one.number.form is Form.PERCENT
            or not kinship(relation.total, one)
        ):
            continue
        gap = text.flat[ends[-1] : start].lstrip(HIDDEN + " ")
        if start < end or ((gap[:1] in signs or gap.startswith("và ")) and not _SIGN.search(gap, 1)):
            return True
    return False


def _as_complete_as_another(found: Iterable[Relation]) -> Iterator[Relation]:
    """Of "520 suất quà, 260 triệu đồng; trong đó …" the parts of one that add up are those of the other."""
    several = list(found)
    whole = {len(one.parts) for one in several if one.complete and one.holds}
    for one in several:
        yield one if one.complete or len(one.parts) not in whole else replace(one, complete=True)


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
    if not (near or found or colon):
        # "giảm 12 đầu mối, gồm …": what is divided may be the change itself.
        found = [one for one in text.between(start, position) if can_be_total(one, change=True)]
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
        some = bool(cue and cue["some"])
        yield from relate_each_kind(totals, listed, some=some, weak=not cue, where=Where.BRACKETS)


def _deeper(text: Text, one: Quantity, start: int, end: int) -> bool:
    """Whether a quantity stands in brackets within these brackets."""
    at = one.number.span.start
    return any(inner <= at < stop < end for inner, stop in text.remarks_between(start + 1, at))


def _hangs_on(text: Text, one: Quantity, bracket: int) -> bool:
    """Whether nothing but words stand between a quantity and the bracket behind it."""
    between = text.block.text[one.number.span.end : bracket - 1]
    return not any(sign in between for sign in ";:.()")
