"""Documents that the text cites: type, number and symbol, date, issuer, subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tochuc.checker.citation_forms import (
    BEFORE_DATE,
    FOLLOWS_ANOTHER,
    ISSUED_BY,
    LONGEST_ISSUER,
    LONGEST_SUBJECT,
    NAME_BEHIND,
    NUMBER,
    OF,
    OTHER_ISSUER_END,
    OWN_NUMBER,
    PLENUM,
    SUBJECT,
    SUBJECT_END,
    WORD_DAY,
    WORD_NUMBER,
    last_words,
    type_names,
)
from tochuc.checker.date_forms import DateForm
from tochuc.checker.dates import DateMention, each_date, lowered
from tochuc.checker.document import Block, Document, Span
from tochuc.checker.issuers import Issuer, issuer_at, issuer_ending
from tochuc.rules.document_number import DocumentNumber, parse


@dataclass(frozen=True, slots=True, eq=False)
class DocumentCitation:
    """`Kế hoạch số 203-KH/TU ngày 24/5/2023 của Ban Thường vụ Tỉnh ủy về …`; what is not given is None.

    `span` covers type to issuer, `type_name` is as written ("Kế hoạch"; None for `số 71-QĐ/TW` behind another).
    `type_code` is the type's code in `tochuc.rules.document_types`, also where it is said once for several
    numbers; empty where none is said. `body` is the issuer, where it is a known one; `body_before` where it is
    named before (`Bộ Chính trị ban hành Quy định số …`) instead of behind.
    """

    span: Span
    type_name: Span | None
    number: DocumentNumber | None
    number_span: Span | None
    date: DateMention | None
    issuer: Span | None
    subject: Span | None
    type_code: str = ""
    body: Issuer | None = None
    body_before: bool = False

    @property
    def shown(self) -> str:
        """Number and symbol as written; where there is none, the words."""
        return (self.number_span or self.span).text


def find_citations(document: Document, dates: tuple[DateMention, ...]) -> tuple[DocumentCitation, ...]:
    """All citations in reading order, without the document's own number in its head."""
    by_block: dict[int, list[DateMention]] = {}
    for mention in each_date(dates):
        by_block.setdefault(mention.span.block.number, []).append(mention)
    return tuple(
        citation
        for block in document.blocks
        if _DIGIT.search(block.text)
        for citation in _BlockReader(block, by_block.get(block.number, [])).citations()
    )


_DIGIT = re.compile("[0-9]")

_Kind = tuple[Span, str]
"""A type as written, and its code."""


class _BlockReader:
    """Reads the citations of one block from left to right."""

    def __init__(self, block: Block, dates: list[DateMention]) -> None:
        self.block = block
        self.low = lowered(block.text).replace("uỷ", "ủy")
        self.dates = {mention.span.start: mention for mention in dates}
        self.numbers = list(NUMBER.finditer(block.text)) if "/" in block.text else []

    def citations(self) -> list[DocumentCitation]:
        found: list[DocumentCitation] = []
        for match in self.numbers:
            if citation := self._numbered(match, found[-1] if found else None):
                found.append(citation)
        others = [*self._dated(), *self._of_plenums()]
        if not others:
            return found
        found = sorted((*found, *others), key=lambda citation: (citation.span.start, citation.number is None))
        return [
            citation
            for previous, citation in zip((None, *found), found, strict=False)
            if previous is None or previous.span.end <= citation.span.start
        ]

    def _span(self, start: int, end: int) -> Span:
        return Span(self.block, start, end)

    def _numbered(self, match: re.Match[str], previous: DocumentCitation | None) -> DocumentCitation | None:
        try:
            number = parse(match[0])
        except ValueError:
            return None
        start, end = match.span()
        before = self._without_word_number(start)
        kind, owner = self._type_ending(before)
        type_code = kind[1] if kind else self._inherited(before, number, previous)
        if kind is None and not type_code and self._is_own(start):
            return None
        date, body, issuer, last = self._behind(end)
        begin = kind[0].start if kind else start
        body_before = False
        if issuer is None and owner:
            body, issuer = owner
        elif issuer is None and kind and (found := self._issuer_before(kind[0].start)):
            body, body_before = found, True
        return DocumentCitation(
            self._span(begin, last),
            kind[0] if kind else None,
            number,
            self._span(start, end),
            date,
            issuer,
            self._subject(last),
            type_code,
            body,
            body_before,
        )

    def _is_own(self, position: int) -> bool:
        """Whether this is the number of the document itself, not of one that it cites."""
        if self.block.number < _FIRST_BLOCKS:
            return True
        at_beginning = self.block.number < _HEAD_BLOCKS and position < _LONGEST_LEAD
        return at_beginning and bool(OWN_NUMBER.search(self.low[:position]))

    def _without_word_number(self, position: int) -> int:
        """Where the words before `số` end."""
        window = max(0, position - 16)
        if word := WORD_NUMBER.search(self.low[window:position]):
            position = window + word.start()
        return self._stripped(position)

    def _type_ending(self, position: int) -> tuple[_Kind | None, tuple[Issuer, Span] | None]:
        """The type whose name ends there, and the issuer between (`Quyết định của Bộ Chính trị số …`)."""
        if found := self._name_ending(position):
            return found, None
        if named := issuer_ending(self.low, position):
            start = self._stripped(named[1])
            if self.low.endswith(" của", 0, start) and (found := self._name_ending(start - len(" của"))):
                return found, (named[0], self._span(named[1], position))
        return None, None

    def _stripped(self, position: int) -> int:
        """The position behind the last character before it that is no blank, comma or bracket."""
        while position and self.low[position - 1] in " ,(\u00a0":
            position -= 1
        return position

    def _name_ending(self, position: int) -> _Kind | None:
        words = self.low[max(0, position - 26) : position].split()
        if not words or words[-1] not in last_words():
            return None
        for name, code in type_names():
            start = position - len(name)
            if self.low.endswith(name, 0, position) and not self.low[start - 1 : start].isalnum():
                return self._span(start, position), code
        return None

    def _inherited(self, before: int, number: DocumentNumber, previous: DocumentCitation | None) -> str:
        """The type of the number before, if this is another of the same kind (`70-QĐ/TW về … và số 71-QĐ/TW`)."""
        if previous is None or previous.number is None or previous.number.type_abbr != number.type_abbr:
            return ""
        between = self.low[previous.span.end : before + 1]
        if len(between) > LONGEST_SUBJECT or ". " in between or not FOLLOWS_ANOTHER.search(between):
            return ""
        return previous.type_code

    def _behind(self, position: int) -> tuple[DateMention | None, Issuer | None, Span | None, int]:
        """Date, issuer (known, and as written) and where they end, in either order."""
        date: DateMention | None = None
        body: Issuer | None = None
        issuer: Span | None = None
        for _ in range(3):
            if date is None and (mention := self._date_at(position)):
                date, position = mention, mention.span.end
            elif issuer is None and (of := OF.match(self.low, position)):
                body, issuer = self._issuer_at(of.end())
                position = issuer.end if issuer else position
        return date, body, issuer, position

    def _date_at(self, position: int) -> DateMention | None:
        gap = BEFORE_DATE.match(self.low, position)
        start = gap.end() if gap else position
        if mention := self.dates.get(start):
            return mention
        day = WORD_DAY.match(self.low, start)
        return self.dates.get(day.end()) if day else None

    def _issuer_at(self, start: int) -> tuple[Issuer | None, Span | None]:
        """The issuer behind `của`: a known name with what belongs to it, else what goes on to the next stop."""
        if found := issuer_at(self.low, start):
            rest = NAME_BEHIND.match(self.block.text, found[1])
            return found[0], self._span(start, rest.end() if rest else found[1])
        stop = OTHER_ISSUER_END.search(self.low, start, start + LONGEST_ISSUER)
        end = stop.start() if stop else min(start + LONGEST_ISSUER, len(self.low))
        if end > start and self.block.text[start].isupper():
            return None, self._span(start, end)
        return None, None

    def _issuer_before(self, start: int) -> Issuer | None:
        window = max(0, start - 30)
        issued = ISSUED_BY.search(self.low[window:start])
        found = issuer_ending(self.low, window + issued.start()) if issued else None
        return found[0] if found else None

    def _subject(self, position: int) -> Span | None:
        begin = SUBJECT.match(self.low, position)
        if begin is None:
            return None
        limit = min(begin.end() + LONGEST_SUBJECT, len(self.low))
        stop = SUBJECT_END.search(self.low, begin.end(), limit)
        end = stop.start() if stop else limit
        return self._span(begin.end(), end) if end > begin.end() else None

    def _dated(self) -> Iterator[DocumentCitation]:
        """Without a number: `Hướng dẫn ngày 05/8/2022 của …`."""
        for mention in self.dates.values():
            if mention.form is not DateForm.DAY:
                continue
            position = self._stripped(mention.span.start)
            if self.low.endswith("ngày", 0, position):
                position = self._stripped(position - len("ngày"))
            elif mention.span.text[0] not in "nN":
                continue
            kind = self._name_ending(position)
            if kind and kind[1] and kind[0].text[0].isupper():
                date, body, issuer, end = self._behind(kind[0].end)
                span = self._span(kind[0].start, end)
                yield DocumentCitation(
                    span, kind[0], None, None, date, issuer, self._subject(end), kind[1], body
                )

    def _of_plenums(self) -> Iterator[DocumentCitation]:
        """`Nghị quyết Trung ương 4 khóa XII`, `Kết luận Hội nghị Trung ương 4 khóa XIII`."""
        for name, code in (("nghị quyết", "resolution"), ("kết luận", "conclusion")):
            start = self.low.find(name)
            while start >= 0:
                end = start + len(name)
                if plenum := PLENUM.match(self.low, end):
                    issuer = self._span(*plenum.span(1))
                    yield DocumentCitation(
                        self._span(start, issuer.end),
                        self._span(start, end),
                        None,
                        None,
                        None,
                        issuer,
                        None,
                        code,
                    )
                start = self.low.find(name, end)


#: The document's own number stands anywhere in its first blocks, or at the beginning of one of the head.
_FIRST_BLOCKS = 6
_HEAD_BLOCKS = 24
_LONGEST_LEAD = 20
