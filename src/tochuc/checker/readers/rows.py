"""The lines of a text file in groups: page numbers and rules are left out, page breaks are remembered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_RULE = re.compile(r"[-–—_=~* ]{2,}|\*")
_PAGE_NUMBER = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]|Trang:?\s\d{1,4}(?:\s?/\s?\d{1,4})?|Page\s\d{1,4}(?:\sof\s\d{1,4})?",
    re.IGNORECASE,
)
_LONE_NUMBER = re.compile(r"\d{1,4}")
#: The first number is seldom that of the first page: those are not numbered.
_FIRST_PAGE_NUMBERED = 3


class Row(NamedTuple):
    """A stretch of a line without the blanks around it; `column` is where it begins."""

    number: int
    column: int
    text: str


class Group(NamedTuple):
    """Rows that follow each other without an empty line; `after_break`: a page ends before them."""

    rows: list[Row]
    after_break: bool


def groups_of(lines: Sequence[str]) -> list[Group]:
    """The groups of a text in order; none is empty."""
    grouping = _Grouping()
    for number, line in enumerate(lines):
        for index, (column, text) in enumerate(_segments(line)):
            if index:
                grouping.turn_page()
            if text and not _RULE.fullmatch(text):
                grouping.rows.append(Row(number, column, text))
            elif "\f" not in line:
                grouping.close()
    grouping.close()
    return grouping.groups


def _segments(line: str) -> Iterator[tuple[int, str]]:
    """Column and text of a line's parts between form feeds."""
    start = 0
    for part in line.split("\f"):
        text = part.strip()
        yield start + (part.find(text[0]) if text else 0), text
        start += len(part) + 1


@dataclass(slots=True)
class _Grouping:
    groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    turned: bool = False
    page_number: int = 0

    def close(self) -> None:
        """End the group; a number that stands alone between two groups may be that of a page."""
        if len(self.rows) == 1 and self._is_page_number(self.rows[0].text, at_edge=self.turned):
            self.rows = []
            self.turned = True
        if self.rows:
            if self.turned and self._is_page_number(self.rows[0].text, at_edge=True):
                del self.rows[0]
            self.groups.append(Group(self.rows, self.turned))
            self.rows = []
            self.turned = False

    def turn_page(self) -> None:
        """A form feed: what stands last before it may be the page's number."""
        if self.rows and self._is_page_number(self.rows[-1].text, at_edge=True):
            self.rows.pop()
        self.close()
        self.turned = True

    def _is_page_number(self, text: str, *, at_edge: bool) -> bool:
        if _PAGE_NUMBER.fullmatch(text):
            return True
        if not _LONE_NUMBER.fullmatch(text):
            return False
        number = int(text)
        expected = number == self.page_number + 1 or (not self.page_number and number <= _FIRST_PAGE_NUMBERED)
        if number and (expected or (at_edge and not self.page_number)):
            self.page_number = number
            return True
        return False
