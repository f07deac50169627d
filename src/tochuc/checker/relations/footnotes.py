"""A footnote that itemises the number its mark hangs on."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tochuc.checker.document import Footnote, Mark
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.adding import relate, relate_each_kind
from tochuc.checker.relations.items import listed_items
from tochuc.checker.relations.kinds import can_be_total, kinship
from tochuc.checker.relations.lists import CUE, Entry, entries
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.text import Text
from tochuc.vi.fold import fold

_CLAUSE_SIGN = re.compile(r"[;.]\s")
_PHRASE_SIGN = re.compile(r"[;.,]\s")
_JOINED = re.compile(r"\s?(?:,|và|,\s?và)\s")
_HEADING = re.compile(r"(?:^|[.;]\s)\s{0,3}([^\W\d_][^,;:.()]{1,30}):\s")
_SEGMENT = re.compile(r"[;.](?:\s|$)")


def footnote_relations(footnotes: Sequence[Footnote], texts: dict[int, Text]) -> Iterator[Relation]:
    """Relations between the numbers that footnotes hang on and what the footnotes list."""
    marks_before = _marks_before(footnotes)
    for footnote in footnotes:
        mark = footnote.mark
        if not mark or mark.block.number not in texts:
            continue
        host = texts[mark.block.number]
        totals = totals_at(host, mark, marks_before[mark])
        if not totals:
            continue
        note = texts.get(footnote.block.number) or Text(footnote.block)
        named = _stated_with(host, totals, mark)
        relations = list(_headed([*named, *totals], note)) or list(_numbers(totals, note, host, mark))
        yield from relations
        if not relations:
            yield from listed_items(named, note.block, note.flat, Where.FOOTNOTE)


def _marks_before(footnotes: Sequence[Footnote]) -> dict[Mark, int]:
    """Where the mark before each stands in its block; 0 where it is the first."""
    marks = [footnote.mark for footnote in footnotes if footnote.mark]
    marks.sort(key=lambda mark: (mark.block.number, mark.offset))
    found: dict[Mark, int] = {}
    for before, mark in zip([None, *marks], marks, strict=False):
        beside = before if before and before.block is mark.block else None
        # Two marks on one place have the same mark before them.
        same = beside and beside.offset == mark.offset
        found[mark] = 0 if not beside else found[beside] if same else beside.offset
    return found


def totals_at(host: Text, mark: Mark, after: int) -> list[Quantity]:
    """The numbers that a mark may hang on, the likeliest first.

    In its phrase the last one before it, else the first behind it ("bổ nhiệm ngạch²⁴ cho 78 trường hợp"),
    else the last before it in its clause ("89 cán bộ tham gia các lớp đào tạo, bồi dưỡng²²").
    """
    start, end = host.sentence_at(max(0, mark.offset - 1))
    signs = [match.end() for match in _PHRASE_SIGN.finditer(host.flat, start, mark.offset)]
    clauses = [match.end() for match in _CLAUSE_SIGN.finditer(host.flat, start, mark.offset)]
    phrase = signs[-1] if signs else start
    clause = max(clauses[-1] if clauses else start, after if after < mark.offset else start)
    behind = _PHRASE_SIGN.search(host.flat, mark.offset, end)
    found = [
        *reversed(host.between(phrase, mark.offset)),
        *host.between(mark.offset, behind.start() if behind else end)[:1],
        *reversed(host.between(clause, phrase)),
    ]
    return [one for one in found if can_be_total(one)]


def joined_before(host: Text, total: Quantity, after: int) -> list[Quantity]:
    """The numbers stated in one breath with `total`: "06 cấp trưởng, 09 cấp phó"."""
    found: list[Quantity] = []
    following = total
    for one in reversed(host.between(after, total.number.span.start)):
        between = host.flat[one.end : following.number.span.start]
        if not _JOINED.fullmatch(between) or not kinship(total, one) or not can_be_total(one):
            break
        found.insert(0, one)
        following = one
    return found


def _stated_with(host: Text, totals: Sequence[Quantity], mark: Mark) -> list[Quantity]:
    """The number of a mark with all that are stated in one breath with it; documents in the whole clause."""
    total = totals[0]
    if total.unit != "documents":
        return [total, *joined_before(host, total, 0)]
    start, end = host.sentence_at(max(0, mark.offset - 1))
    clauses = [match.end() for match in _CLAUSE_SIGN.finditer(host.flat, start, mark.offset)]
    following = _CLAUSE_SIGN.search(host.flat, mark.offset, end)
    clause = host.between(clauses[-1] if clauses else start, following.start() if following else end)
    return [total, *(one for one in clause if one is not total and one.unit == total.unit)]


def _numbers(totals: Sequence[Quantity], note: Text, host: Text, mark: Mark) -> Iterator[Relation]:
    """The footnote as numbers that add up: each of its segments must carry one."""
    cue = CUE.match(note.flat)
    start = cue.end() if cue else 0
    listed = entries(note, start, len(note.flat))
    if len([one for one in listed if one.part]) < 2 or not _is_list(note, start, listed):
        return

    def along(total: Quantity) -> Sequence[Quantity]:
        return joined_before(host, total, 0) if total.number.span.end <= mark.offset else ()

    some = bool(cue and cue["some"])
    yield from relate_each_kind(totals, listed, some=some, weak=False, where=Where.FOOTNOTE, along=along)


def _headed(totals: Sequence[Quantity], note: Text) -> Iterator[Relation]:
    """Stretches of a footnote headed by what they itemise: "Tập thể: …. Cá nhân: …."."""
    heads = [(match, fold(match[1])) for match in _HEADING.finditer(note.flat)]
    for (match, head), following in zip_longest(heads, heads[1:]):
        own = next((total for total in totals if total.head == head), None)
        end = following[0].start() if following else len(note.flat)
        listed = entries(note, match.end(), end)
        if own and len([one for one in listed if one.part]) > 1:
            relation = relate([own], listed, some=False, weak=False, where=Where.FOOTNOTE)
            if relation:
                yield relation


def _is_list(note: Text, start: int, listed: Sequence[Entry]) -> bool:
    """Whether each stretch between semicolons holds a part: prose with numbers in it is no itemisation."""
    starts = [one.quantity.number.span.start for one in listed if one.part]
    position = start
    for match in [*_SEGMENT.finditer(note.flat, start), None]:
        end = match.start() if match else len(note.flat)
        if note.flat[position:end].strip() and not any(position <= at < end for at in starts):
            return False
        position = match.end() if match else end
    return True
