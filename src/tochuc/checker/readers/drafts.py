"""What readers make of a file before it is a `Document`: blocks that still grow, in the order of the source."""

from dataclasses import dataclass, field

from tochuc.checker.document import Kind, Piece
from tochuc.checker.readers.shapes import ends_in_joint

_TAIL = 80


@dataclass(slots=True, eq=False)
class DraftMark:
    """A footnote's mark, as in `document.Mark`."""

    label: str
    offset: int
    line: int
    column: int
    end_column: int


@dataclass(slots=True, eq=False)
class Draft:
    """A block that is being read. `label` and `mark` are a footnote's; `after_break`: a page ends before it."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    label: str = ""
    mark: DraftMark | None = None
    after_break: bool = False
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    #: The end of the text, long enough to tell whether a sentence ends there.
    tail: str = ""
    marks: list[DraftMark] = field(default_factory=list)
    #: (code, reason) of the remarks in the file that silence a finding here.
    silences: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def add(self, text: str, line: int, column: int) -> None:
        """Append characters that stand in `line` from `column` on; no block begins with a blank."""
        if not self.length:
            bare = text.lstrip()
            column += len(text) - len(bare)
            text = bare
        if text:
            self.pieces.append(Piece(self.length, line, column))
            self.parts.append(text)
            self.length += len(text)
            self.tail = (self.tail + text)[-_TAIL:]

    def add_mark(self, label: str, line: int, column: int, end_column: int) -> None:
        """A mark hangs on the last character; blanks that only kept it from its word are no text."""
        self.marks.append(DraftMark(label, self.length, line, column, end_column))

    def trim(self) -> None:
        """Take blanks from the end, and marks with them to the last word."""
        self.tail = self.tail.rstrip()
        while self.parts:
            kept = self.parts[-1].rstrip()
            self.length -= len(self.parts[-1]) - len(kept)
            if kept:
                self.parts[-1] = kept
                break
            self.parts.pop()
        while self.pieces and self.pieces[-1].offset >= self.length:
            self.pieces.pop()
        for mark in reversed(self.marks):
            if mark.offset <= self.length:
                break
            mark.offset = self.length

    def join(self) -> None:
        """Make ready for the text of the next line: a blank stands for the line break, which has its place."""
        self.trim()
        if self.length and not ends_in_joint(self.tail):
            if self.marks and self.marks[-1].offset == self.length:
                # The blank stands behind the mark, not in its place.
                self.pieces.append(Piece(self.length, self.marks[-1].line, self.marks[-1].end_column))
            self.parts.append(" ")
            self.length += 1
            self.tail += " "

    def take(self, other: "Draft") -> None:
        """Append a draft that is this one's continuation."""
        self.join()
        base = self.length
        self.parts += other.parts
        self.pieces += [piece._replace(offset=piece.offset + base) for piece in other.pieces]
        self.length += other.length
        self.tail = (self.tail + other.tail)[-_TAIL:]
        for mark in other.marks:
            mark.offset += base
        self.marks += other.marks
        self.silences += other.silences
        self.trim()


@dataclass(slots=True, eq=False)
class TableDraft:
    """A table's rows; a cell that spans several places stands in each of them."""

    rows: list[list[Draft]]
    after_break: bool = False

    @property
    def cells(self) -> list[Draft]:
        """Each cell once, row by row."""
        return list(dict.fromkeys(cell for row in self.rows for cell in row))


Flow = list[Draft | TableDraft]
