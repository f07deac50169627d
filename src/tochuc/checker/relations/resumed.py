"""A list that takes up again what was counted before: "kết nạp 11 đảng viên …. Các chi bộ kết nạp: A (3), B (8)"."""

import re
from collections.abc import Iterator, Sequence

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.adding import relation_of
from tochuc.checker.relations.kinds import can_be_total
from tochuc.checker.relations.lists import OPEN_END, Entry, entries, sum_of
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.text import Text
from tochuc.checker.word_lists import section_of
from tochuc.vi.fold import fold

#: Who did what was counted before, up to the colon: all units, not the best of them.
_OPENING = re.compile(r"(?:Các|Những)\s([^\W\d_][^,;:.()0-9]{2,80}):\s")
_PICKED = re.compile(
    r"(?<!\w)(?:nhiều|ít|tiêu biểu|điển hình|vượt|cao|thấp|tốt|như|nhất|chưa|không|một số)(?!\w)"
)
_IN_BRACKETS = re.compile(r"\(\s?0{0,2}$")
_END = re.compile(r"\s?\)[\s.;]{0,3}$")


def resumed(text: Text) -> Iterator[Relation]:
    """The lists of units, each with its number in brackets, that divide what an earlier sentence counts."""
    for start, end in text.sentences[1:]:
        opening = _OPENING.match(text.flat, start, end)
        if not opening or _PICKED.search(opening[1].casefold()):
            continue
        listed = entries(text, opening.end(), end)
        totals = _done_before(text, start, _verb(opening[1]))
        if len(listed) < 2 or not totals or not _is_bare_list(text, listed, end):
            continue
        right = [one for one in totals if one.number.value == sum_of(listed)]
        if right or len(totals) == 1:
            yield relation_of([*right, *totals][0], listed, Where.SENTENCE, Confidence.LIKELY, True)


def _verb(words: str) -> str:
    """The action that ends the words before the colon, folded; "" where none does."""
    found = words.casefold().split()
    verbs = section_of("action-verbs")
    return next((fold(verb) for n in (4, 3, 2, 1) if (verb := " ".join(found[-n:])) in verbs), "")


def _done_before(text: Text, start: int, verb: str) -> list[Quantity]:
    """The numbers before a sentence that tell what was done so, the first of each sentence."""
    found: list[Quantity] = []
    for begin, end in text.sentences:
        if not verb or begin >= start:
            break
        own = [one for one in text.between(begin, min(end, start)) if one.unit != "time"]
        found += [one for one in own[:1] if one.verb == verb and can_be_total(one) and one.exact]
    return [one for one in found if one.number.form is Form.COUNT]


def _is_bare_list(text: Text, listed: Sequence[Entry], end: int) -> bool:
    """Whether nothing but names with a number in brackets behind each stand there."""
    last = listed[-1].quantity.number.span
    return (
        all(one.part and one.label and one.quantity.labelled for one in listed)
        and all(
            _IN_BRACKETS.search(text.flat, max(0, at - 4), at)
            for at in (one.quantity.number.span.start for one in listed)
        )
        and bool(_END.match(text.flat[last.end : end]))
        and not OPEN_END.search(text.flat, last.end, end)
    )
