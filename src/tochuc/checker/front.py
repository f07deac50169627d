"""What a document says of itself: its number, date, type, title and the period it reports on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tochuc.checker.citation_forms import NUMBER, type_names
from tochuc.checker.citations import DocumentCitation
from tochuc.checker.date_forms import DateForm, month_of
from tochuc.checker.dates import DateMention, lowered
from tochuc.checker.document import Block, Document, Kind, Span
from tochuc.rules.document_number import DocumentNumber, parse


@dataclass(frozen=True, slots=True)
class Front:
    """What is not found is None; `latest` is the last day of which the report can speak as past.

    `dated` is the day it was signed, `signed_by` the last day on which it can have been (the end of the month
    where the day was left open). `type_code` is empty where no type stands in the head.
    """

    number: DocumentNumber | None = None
    dated: date | None = None
    period: tuple[date, date] | None = None
    latest: date | None = None
    number_span: Span | None = None
    dated_span: Span | None = None
    signed_by: date | None = None
    type_code: str = ""
    type_span: Span | None = None
    title: Span | None = None

    @property
    def reports(self) -> bool:
        """Whether it tells of what was done: not a plan, whose period lies ahead."""
        return self.type_code == "report"


def read_front(
    document: Document, dates: tuple[DateMention, ...], citations: tuple[DocumentCitation, ...]
) -> Front:
    """The document's own particulars, read from its head and title."""
    head = [block for block in document.blocks[:_HEAD_BLOCKS] if block.kind is not Kind.FOOTNOTE]
    number, number_span = _own_number(head, {citation.span.block.number for citation in citations})
    kind = next(_types(head), None)
    in_head = [mention for mention in dates if mention.span.block.number <= (head[-1].number if head else -1)]
    dated_span, dated, signed_by = _signed(
        head, in_head, kind[1].block.number if kind else _HEAD_BLOCKS, number_span
    )
    titles = list(_title(head, kind[1])) if kind else []
    period = _period(titles, in_head)
    known = [day for day in (signed_by, period[1] if period else None) if day]
    return Front(
        number,
        dated,
        period,
        max(known, default=None),
        number_span,
        dated_span,
        signed_by,
        kind[0] if kind else "",
        kind[1] if kind else None,
        titles[0] if titles else None,
    )


#: Number, place and date, type and title stand within the first blocks (of Word, within the cells of its head).
_HEAD_BLOCKS = 24
_LONGEST_TITLE_BLOCK = 300
_MOST_TITLE_BLOCKS = 3
#: Brackets, stars or a stop behind the date.
_CLOSING = 4

_WORD_NUMBER = re.compile(r"(?<![^\W_])[Ss]ố\s{0,2}:?\s{0,2}")
_PLACE = re.compile(r"(?:^|[\s*_]{1,4})[^\W\d_][^\d,;:.]{1,40},\s{0,3}$")
_OPEN_DAY = re.compile(
    r",\s{0,3}ngày[\s._…/]{0,30}tháng\s{0,3}(?:(?P<month>[0-9]{1,2})|[\s._…/]{0,30})\s{0,3}năm\s{1,3}(?P<year>[12][0-9]{3})"
)
_TITLE_ENDS = re.compile(r"^(?:kính\s|căn cứ|thực hiện|phần\s|[ivx]{1,4}\s?[.\-)]|[0-9a-z]{1,2}[.)]\s|-{3,})")
_AHEAD = re.compile(r"phương hướng|nhiệm vụ|kế hoạch|chương trình|giải pháp|dự kiến")
_ABOUT = (DateForm.PART, DateForm.QUARTER, DateForm.MONTH, DateForm.YEAR, DateForm.PERIOD, DateForm.TERM)


def _own_number(head: list[Block], citing: set[int]) -> tuple[DocumentNumber | None, Span | None]:
    for block in head:
        if "/" not in block.text or block.number in citing:
            continue
        for word in _WORD_NUMBER.finditer(block.text):
            if match := NUMBER.match(block.text, word.end()):
                try:
                    return parse(match[0]), Span(block, *match.span())
                except ValueError:
                    continue
    return None, None


def _types(head: list[Block]) -> Iterator[tuple[str, Span]]:
    """The type in capitals in a line of its own, or before the title."""
    for block in head:
        text = block.text.strip(" *_#")
        if not text[:4].isupper():
            continue
        begin = block.text.find(text)
        low = lowered(text)
        for name, code in type_names():
            if (
                low.startswith(name)
                and text[: len(name)].isupper()
                and not text[len(name) : len(name) + 1].isalnum()
            ):
                yield code, Span(block, begin, begin + len(name))
                break


def _title(head: list[Block], kind: Span) -> Iterator[Span]:
    """The words behind the type and the blocks after it, until the text begins."""
    if kind.end < len(kind.block.text.rstrip(" *_")):
        yield kind.of(kind.end, len(kind.block.text))
    for block in [block for block in head if block.number > kind.block.number][:_MOST_TITLE_BLOCKS]:
        low = lowered(block.text).strip(" *_#")
        if len(low) > _LONGEST_TITLE_BLOCK or _TITLE_ENDS.match(low) or low.endswith((".", ":", ";")):
            return
        yield Span(block, 0, len(block.text))


def _signed(
    head: list[Block], dates: list[DateMention], until: int, number: Span | None
) -> tuple[Span | None, date | None, date | None]:
    """Place and date: where they stand, the day, and the last day that it can be where the day was left open."""
    for mention in dates:
        if mention.form is DateForm.DAY and (
            _behind_number(mention, number) or (mention.span.block.number <= until + 1 and _at_place(mention))
        ):
            return mention.span, mention.first, mention.first
    for block in head:
        match = _OPEN_DAY.search(lowered(block.text))
        if match and len(block.text) - match.end() <= _CLOSING:
            last = month_of(0, 0, int(match["month"] or 12), int(match["year"])).last
            return Span(block, *match.span()), None, last
    return None, None, None


def _behind_number(mention: DateMention, number: Span | None) -> bool:
    """`số 77-BC/ĐUK ngày 16/3/2023`."""
    if number is None or mention.span.block is not number.block:
        return False
    return 0 < mention.span.start - number.end <= len(", ngày  ")


def _at_place(mention: DateMention) -> bool:
    """`Bình Sơn, ngày 20 tháng 12 năm 2023`, with nothing behind it."""
    text = mention.span.block.text
    before = text[max(0, mention.span.start - 60) : mention.span.start]
    before = before.removesuffix("ngày ").removesuffix("Ngày ")
    return bool(_PLACE.search(before)) and len(text) - mention.span.end <= _CLOSING


def _period(titles: list[Span], dates: list[DateMention]) -> tuple[date, date] | None:
    """The first period that the title names, before it turns to what lies ahead."""
    for title in titles:
        low = lowered(title.block.text)
        ahead = _AHEAD.search(low, title.start)
        limit = ahead.start() if ahead else len(low)
        for mention in dates:
            inside = mention.span.block is title.block and title.start <= mention.span.start < limit
            if inside and mention.form in _ABOUT and mention.first and mention.last:
                return mention.first, mention.last
        if ahead:
            return None
    return None
