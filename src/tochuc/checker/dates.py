"""Dates and periods as documents write them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tochuc.checker.date_forms import DateForm, Written, day_of, month_of, written_dates
from tochuc.checker.document import Block, Document, Span


@dataclass(frozen=True, slots=True, eq=False)
class DateMention:
    """`15/02/2023`, `ngày 15 tháng 02 năm 2023`, `tháng 5/2023`, `giai đoạn 2020-2025`.

    `first` and `last` bound it, both included; both None where no such day exists (31/4, từ 20/5 đến 10/5;
    then it is not `possible`), or where the year is not given. `day`, `month` and `year` are as written.
    The `ngày` before `15/02/2023` is not in the span. A period of two dates holds them as `parts`.
    """

    span: Span
    first: date | None
    last: date | None
    form: DateForm = DateForm.DAY
    day: int | None = None
    month: int | None = None
    year: int | None = None
    possible: bool = True
    parts: tuple["DateMention", ...] = ()

    @property
    def exact(self) -> date | None:
        """The day, where one single day is named."""
        return self.first if self.form is DateForm.DAY else None


def find_dates(document: Document) -> tuple[DateMention, ...]:
    """All dates and periods in reading order; none lies within another one."""
    return tuple(mention for block in document.blocks for mention in dates_in(block))


def each_date(mentions: Iterable[DateMention]) -> Iterator[DateMention]:
    """The mentions, with the dates that a period is made of instead of the period."""
    for mention in mentions:
        if mention.parts:
            yield from mention.parts
        else:
            yield mention


def dates_in(block: Block) -> list[DateMention]:
    """The dates of one block."""
    text = lowered(block.text)
    return _periods(block, text, _without_overlaps(written_dates(text)))


def lowered(text: str) -> str:
    """The text in lower case with each character in its place (`İ` would become two)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


# What stands between the two ends of a period, and before it.
_TO = re.compile(
    r"\s{0,2}(?P<dash>[-\u2010-\u2015\u2212])\s{0,2}(?:ngày\s{1,2})?"
    r"|\s{0,2},?\s{0,2}(?:cho\s{1,2})?(?:đến|tới)\s{1,2}(?:hết\s{1,2}|cuối\s{1,2}|trước\s{1,2})?(?:ngày\s{1,2})?"
)
_PERIOD_WORD = re.compile(
    r"(?P<term>nhiệm\s{1,2}kỳ|khóa|khoá)\s{1,3}$"
    r"|(?:giai\s{1,2}đoạn|thời\s{1,2}kỳ|năm\s{1,2}học|các\s{1,2}năm)\s{0,2}:?\s{0,3}(?P<from>từ\s{1,2})?$"
)
_FROM = re.compile(r"từ\s{1,3}(?:đầu\s{1,2}|cuối\s{1,2})?(?:ngày\s{1,3})?$")
_LONGEST_GAP = 22


def _without_overlaps(found: Iterable[Written]) -> list[Written]:
    kept: list[Written] = []
    for written in sorted(found, key=lambda written: (written.start, -written.end)):
        if not kept or written.start >= kept[-1].end:
            kept.append(written)
    return kept


def _periods(block: Block, text: str, leaves: list[Written]) -> list[DateMention]:
    """The leaves, with each two that make a period joined."""
    found: list[DateMention] = []
    position = 0
    while position < len(leaves):
        both = leaves[position : position + 2]
        period = _period(block, text, *both) if len(both) == 2 else None
        if period:
            found.append(period)
        else:
            found.append(_mention(block, both[0]))
        position += 2 if period else 1
    return found


def _mention(block: Block, written: Written) -> DateMention:
    start, end, form, first, last, day, month, year, possible = written
    return DateMention(Span(block, start, end), first, last, form, day, month, year, possible)


def _period(block: Block, text: str, first: Written, last: Written) -> DateMention | None:
    """The period from one date to the other, if that is what the words between them say.

    One that runs backwards is a period where its words leave no doubt (`từ … đến …`, `giai đoạn …`).
    """
    if last.start - first.end > _LONGEST_GAP:
        return None
    gap = _TO.fullmatch(text, first.end, last.start)
    if gap is None:
        return None
    before = text[max(0, first.start - 24) : first.start]
    word = _PERIOD_WORD.search(before)
    named = bool(word or _FROM.search(before))
    if not (named or gap["dash"]):
        return None
    return _joined(block, _completed(first, last), last, word, named)


def _joined(
    block: Block, first: Written, last: Written, word: re.Match[str] | None, named: bool
) -> DateMention | None:
    parts = _mention(block, first), _mention(block, last)
    begin, end = first.first, last.last
    backwards = begin is not None and end is not None and begin > end
    if backwards and not named:
        return None
    start = first.start
    if word:
        start -= len(word[0])
    possible = first.possible and last.possible and not backwards
    if begin is None or end is None or not possible:
        begin = end = None
    form = DateForm.TERM if word and word["term"] else DateForm.PERIOD
    return DateMention(Span(block, start, last.end), begin, end, form, possible=possible, parts=parts)


def _completed(first: Written, last: Written) -> Written:
    """The first date with the month and year that it leaves to the last one to say (`10 đến 12/9/2025`)."""
    if first.year is not None or last.year is None or not (first.possible and last.possible):
        return first
    found = _in_year(first, last, last.year)
    if first.month is None or found.first is None or last.last is None or found.first <= last.last:
        return found
    before = _in_year(first, last, last.year - 1)
    over_new_year = before.first is not None and (last.last - before.first).days <= _OVER_NEW_YEAR
    return before if over_new_year else found


#: `từ 15/12 đến 20/01/2024` began the year before; `từ 20/5 đến 10/5/2023` runs backwards.
_OVER_NEW_YEAR = 300


def _in_year(first: Written, last: Written, year: int) -> Written:
    if first.form is DateForm.DAY and first.day is not None:
        return day_of(first.start, first.end, first.day, first.month or last.month, year)
    if first.form is DateForm.MONTH and first.month is not None:
        return month_of(first.start, first.end, first.month, year)
    return first
