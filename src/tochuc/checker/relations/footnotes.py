"""A footnote that itemises the number its mark hangs on."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tochuc.checker.document import Footnote, Mark
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.items import named_items
from tochuc.checker.relations.kinds import can_be_total, kinship
from tochuc.checker.relations.lists import CUE, Entry, entries
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.sums import relate
from tochuc.checker.relations.text import Text

_CLAUSE_SIGN = re.compile(r"[;.]\s")
_PHRASE_SIGN = re.compile(r"[;.,]\s")
_JOINED = re.compile(r"\s?(?:,|và|,\s?và)\s")
_SEGMENT = re.compile(r"[;.](?:\s|$)")


def footnote_relations(footnotes: Sequence[Footnote], texts: dict[int, Text]) -> Iterator[Relation]:
    """Relations between the numbers that footnotes hang on and what the footnotes list."""
    for footnote in footnotes:
        mark = footnote.mark
        if not mark or mark.block.number not in texts:
            continue
        host = texts[mark.block.number]
        totals = totals_at(host, mark, _marks_before(mark, footnotes))
        note = texts.get(footnote.block.number) or Text(footnote.block)
        relation = _numbers(totals, note, host, mark) if totals else None
        if relation:
            yield relation
        else:
            yield from named_items(totals, note, host, mark)


def _marks_before(mark: Mark, footnotes: Sequence[Footnote]) -> int:
    """Where the mark before this one stands in its block."""
    offsets = (other.mark.offset for other in footnotes if other.mark and other.mark.block is mark.block)
    return max((offset for offset in offsets if offset < mark.offset), default=0)


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


def _numbers(totals: Sequence[Quantity], note: Text, host: Text, mark: Mark) -> Relation | None:
    """The footnote as numbers that add up: each of its segments must carry one."""
    cue = CUE.match(note.flat)
    start = cue.end() if cue else 0
    listed = entries(note, start, len(note.flat))
    if len([one for one in listed if one.part]) < 2 or not _is_list(note, start, listed):
        return None

    def along(total: Quantity) -> Sequence[Quantity]:
        return joined_before(host, total, 0) if total.number.span.end <= mark.offset else ()

    return relate(
        totals, listed, some=bool(cue and cue["some"]), weak=False, where=Where.FOOTNOTE, along=along
    )


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


def difference(share: Quantity) -> Decimal:
    """What is left of the whole: 4 of 42/46."""
    return (share.number.whole or share.number.value) - share.number.value
