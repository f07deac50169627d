"""What Word and ODT files have in common: a line for each paragraph, footnotes that know their marks, tables."""

import unicodedata
from dataclasses import dataclass, field

from tochuc.checker.document import Document, Format, Kind, Line, Piece
from tochuc.checker.readers.assembly import assemble, pair
from tochuc.checker.readers.decoding import refuse_legacy
from tochuc.checker.readers.drafts import Draft, Flow, TableDraft
from tochuc.checker.readers.headings import tell_headings
from tochuc.checker.readers.marks import Gap, Marks, fill
from tochuc.checker.readers.rows import Row
from tochuc.checker.readers.wrapping import paragraphs

#: Stands in a line where the author broke it by hand, until the line is kept.
BREAK = "\n"
#: Word itself has no more columns.
MOST_COLUMNS = 63
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 4, 2
_RAISED = {ord(plain): raised for plain, raised in zip("0123456789ivxlc", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜ", strict=True)}


def raised(label: str) -> str:
    """A footnote's label as it is shown: `12` is `¹²`, `iv` is `ⁱᵛ`."""
    return label.translate(_RAISED)


def composed(text: str) -> str:
    """NFC, which nearly all text is in already."""
    return (
        text
        if text.isascii() or unicodedata.is_normalized("NFC", text)
        else unicodedata.normalize("NFC", text)
    )


def is_layout(rows: int, columns: int, *, borders: bool) -> bool:
    """Whether a table only sets text side by side: of one row or column, or small and without lines to be seen.

    Of the second kind are the head of a document (names, number, date) and its recipients and signature.
    """
    if rows <= 1 or columns <= 1:
        return True
    return rows <= _LAYOUT_ROWS and columns <= _LAYOUT_COLUMNS and not borders


@dataclass(slots=True)
class Note:
    """A footnote or endnote that a paragraph refers to; its mark begins at `column` of the paragraph's line."""

    label: str
    column: int
    draft: Draft = field(default_factory=lambda: Draft(Kind.FOOTNOTE))


class OfficeText:
    """The lines and drafts of a document, filled with text when all of it is known."""

    def __init__(self) -> None:
        self.flow: Flow = []
        self._lines: list[str] = []
        self._gaps: dict[int, list[Gap]] = {}
        self._rows: dict[Draft, list[Row]] = {}
        self._notes: list[tuple[Note, int]] = []

    @property
    def next_line(self) -> int:
        return len(self._lines)

    def add_line(self, text: str, gaps: list[Gap]) -> list[list[Row]]:
        """Keep a paragraph's line; the paragraphs that it holds, since authors also break lines by hand."""
        number = len(self._lines)
        self._lines.append(text.replace(BREAK, " "))
        if gaps:
            self._gaps[number] = gaps
        rows: list[Row] = []
        start = 0
        for part in text.split(BREAK):
            bare = part.strip()
            if bare:
                rows.append(Row(number, start + part.find(bare[0]), bare))
            start += len(part) + 1
        return list(paragraphs(rows, 0))

    def give(self, draft: Draft, rows: list[Row]) -> None:
        """Let a draft have these rows, behind those that it has."""
        self._rows.setdefault(draft, []).extend(rows)

    def add_note(self, note: Note, line: int) -> None:
        """A note whose mark stands in a line; the note's own lines follow."""
        note.draft.label = note.label
        self._notes.append((note, line))
        self.flow.append(note.draft)

    def finish(self, name: str, format_: Format) -> Document:
        """The document. Raises Unreadable if its text is not Unicode."""
        refuse_legacy(" ".join(self._lines[:2000]))
        self._tell_typed_notes()
        for draft, rows in self._rows.items():
            self._fill(draft, rows)
        self.flow = [item for item in self.flow if isinstance(item, TableDraft) or item.length or item.label]
        self._tie_notes()
        tell_headings(self.flow)
        pair(self.flow)
        return assemble(name, format_, map(Line, self._lines), self.flow)

    def _tell_typed_notes(self) -> None:
        """Marks and footnotes that were typed as raised digits, not set as notes."""
        marks = Marks("\n".join(self._without_notes(number) for number in range(len(self._lines))))
        for draft, rows in self._rows.items():
            first = rows[0] if rows else None
            if (
                first
                and draft.kind is Kind.PARAGRAPH
                and (start := marks.note_start(first.number, first.text))
            ):
                draft.kind, draft.label = Kind.FOOTNOTE, start.label
                rows[0] = Row(first.number, first.column + start.end, first.text[start.end :])
        for number in range(len(self._lines)):
            if typed := marks.of(number):
                self._gaps[number] = sorted([*self._gaps.get(number, ()), *typed])

    def _without_notes(self, number: int) -> str:
        """A line with blanks where marks stand that are known."""
        line = self._lines[number]
        gaps = self._gaps.get(number)
        if not gaps:
            return line
        parts, column = [], 0
        for gap in gaps:
            parts += [line[column : gap.start], " " * (gap.end - gap.start)]
            column = gap.end
        return "".join([*parts, line[column:]])

    def _fill(self, draft: Draft, rows: list[Row]) -> None:
        for row in rows:
            draft.join()
            gaps = self._gaps.get(row.number, [])
            fill(draft, row.number, self._lines[row.number], row.column, row.column + len(row.text), gaps)
        draft.trim()
        if not draft.pieces and rows:
            draft.pieces.append(Piece(0, rows[0].number, rows[0].column))

    def _tie_notes(self) -> None:
        marks = {
            (mark.line, mark.column): mark
            for item in self.flow
            for draft in (item.cells if isinstance(item, TableDraft) else (item,))
            for mark in draft.marks
        }
        for note, line in self._notes:
            note.draft.mark = marks.get((line, note.column))
