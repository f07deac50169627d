"""A Word file that was read, and still knows from which runs each character came."""

from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from tochuc.checker.document import Document
from tochuc.checker.readers.docx.parts import Parts
from tochuc.checker.readers.docx.story import Story


class Range(NamedTuple):
    """The runs that hold a stretch of a line, as live elements of `Package.parts.roots[part]`.

    `part` is `document`, `footnotes` or `endnotes`; `paragraph` the `w:p`, its `ordinal` counted from 0 over all
    `w:p` of the part in document order. The stretch begins in the run `first` after `first_offset` characters
    and ends in `last` after `last_offset` (for the counting see `Stretch`; -1: at the end of the run, which
    cannot be split there). Both are None where all of it is virtual (a list's number): then it lies at the
    beginning of the paragraph.
    """

    part: str
    paragraph: etree._Element
    ordinal: int
    first: etree._Element | None = None
    first_offset: int = 0
    last: etree._Element | None = None
    last_offset: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file: its document, its parts (`parts.names` tells the names in the archive)."""

    document: Document
    parts: Parts
    _story: Story

    def range_of(self, line: int, column: int, end_column: int) -> Range:
        """The runs of the characters `column` to `end_column` of a line (all from 0, as in `Piece` and `Mark`).

        What begins with virtual characters begins at the first real one behind them.
        """
        source = self._story.sources[line]
        found = [
            stretch
            for stretch in source.stretches
            if stretch.column < end_column and stretch.column + stretch.length > column
        ]
        place = Range(source.part, source.element, self._story.ordinal_of(source))
        if not found:
            return place
        first, last = found[0], found[-1]
        begins = first.offset + max(column - first.column, 0) if first.exact else 0
        ends = last.offset + min(end_column - last.column, last.length) if last.exact else -1
        return place._replace(first=first.run, first_offset=begins, last=last.run, last_offset=ends)


def open_package(content: bytes, name: str = "") -> Package:
    """Read a Word file. Raises Unreadable."""
    parts = Parts(content)
    story = Story(parts)
    return Package(story.read(name), parts, story)
