"""What every reader makes of its file: lines as they stand in it, and blocks of text as they are meant.

A paragraph that a page break has torn in two is one block, and a footnote's mark is no character of the
sentence it hangs on; each character of a block still knows the line and column it came from.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    FOOTNOTE = "footnote"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, in NFC: of a text file, of a PDF's page; in Word and ODT one paragraph.

    What Word shows but does not store as text (the number of a list item, the mark of a footnote) stands
    in it as it is shown. `page` counts from 1 and is 0 where the format has none.
    """

    text: str
    page: int = 0


class Piece(NamedTuple):
    """From `offset` of a block's text on, the characters stand in `line` from `column` on (both from 0)."""

    offset: int
    line: int
    column: int


class Place(NamedTuple):
    """Where a span stands in the source: lines and columns from 1, the end column behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int
    page: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph, heading, footnote or table cell; `text` has no footnote marks and no line breaks.

    `level` is a heading's depth where the format tells it (Word's styles, Markdown's `#`), else 0.
    A footnote's text does not hold its own mark. `pieces` has at least one, the first at offset 0.
    """

    number: int
    kind: Kind
    text: str
    pieces: tuple[Piece, ...]
    level: int = 0

    def place_of(self, offset: int) -> tuple[int, int]:
        """Line and column (from 0) of the character at `offset`."""
        piece = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.offset) - 1]
        return piece.line, piece.column + offset - piece.offset


class Span(NamedTuple):
    """The characters `start` to `end` (half-open) of a block's text."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    def of(self, start: int, end: int) -> "Span":
        """Another stretch of the same block."""
        return Span(self.block, start, end)


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A footnote's mark in the text: it hangs on the character before `offset` of `block`.

    `line`, `column` and `end_column` (from 0) say where the mark itself stands in the source.
    """

    label: str
    block: Block
    offset: int
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True, eq=False)
class Footnote:
    """A footnote's text, and the mark that it hangs on; None where no mark was found for it.

    Where a label is used twice, each mark belongs to the footnote nearest after it.
    """

    label: str
    block: Block
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table's rows; a cell that spans several places stands in each of them. Rows may differ in length."""

    rows: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A file as it was read. `blocks` are in reading order, each footnote behind the block that it hangs on.

    What hangs on a cell stands behind its table, so that a table's cells are one stretch of blocks.
    """

    name: str
    format: Format
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    tables: tuple[Table, ...] = ()
    #: Word's own comments that silence a finding, and other remarks of the format: (code, span, reason).
    silences: tuple["Silence", ...] = field(default=())

    @property
    def text_blocks(self) -> Iterator[Block]:
        """Blocks of running text: all but table cells."""
        return (block for block in self.blocks if block.kind is not Kind.CELL)

    @cached_property
    def footnote_of_block(self) -> dict[int, Footnote]:
        """Footnotes by the number of their own block."""
        return {footnote.block.number: footnote for footnote in self.footnotes}

    @cached_property
    def footnotes_in_block(self) -> dict[int, list[Footnote]]:
        """Footnotes by the number of the block that their mark stands in, in the order of the marks."""
        found: dict[int, list[Footnote]] = {}
        for footnote in self.footnotes:
            if footnote.mark:
                found.setdefault(footnote.mark.block.number, []).append(footnote)
        for several in found.values():
            several.sort(key=lambda footnote: footnote.mark.offset if footnote.mark else 0)
        return found

    def locate(self, span: Span) -> Place:
        """Where a span stands in the source; an empty span stands on one place."""
        line, column = span.block.place_of(span.start)
        end_line, end_column = line, column
        if span.end > span.start:
            end_line, end_column = span.block.place_of(span.end - 1)
            end_column += 1
        page = self.lines[line].page if line < len(self.lines) else 0
        return Place(line + 1, column + 1, end_line + 1, end_column + 1, page)


@dataclass(frozen=True, slots=True)
class Silence:
    """A remark in the file itself that a finding of `code` on this block is known and right as it is."""

    code: str
    block: int
    reason: str
