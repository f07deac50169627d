"""Text files and Markdown: also what was extracted from scans or wrapped by a converter."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from tochuc.checker.document import Document, Format, Kind, Line, Piece
from tochuc.checker.readers.assembly import assemble, pair
from tochuc.checker.readers.decoding import decode
from tochuc.checker.readers.drafts import Draft, Flow, TableDraft
from tochuc.checker.readers.emphasis import emphasis, syntax
from tochuc.checker.readers.headings import tell_headings
from tochuc.checker.readers.marks import Gap, Marks, fill
from tochuc.checker.readers.rejoining import rejoin
from tochuc.checker.readers.rows import Group, Row, groups_of
from tochuc.checker.readers.text_tables import Cell, TextTable, tables_of
from tochuc.checker.readers.unreadable import Unreadable
from tochuc.checker.readers.wrapping import paragraphs, width_of

#: A report of 100 pages has about 300 KB.
LARGEST_TEXT = 32 << 20
MOST_LINES = 300_000

_MARKDOWN = re.compile(
    r"^(?:#{1,6} {1,4}\S|\[\^[^\]\s]{1,40}\]:|\|? {0,4}:?-{3,200}:? {0,4}\|)", re.MULTILINE
)
_MARKDOWN_NAMES = (".md", ".markdown")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]#{1,20}$")
_QUOTE = re.compile(r"(?:> ?){1,20}")
#: Controls and the line breaks of other systems; an editor does not end a line there, so they are blanks.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def read_text(content: bytes, name: str) -> Document:
    """The document in the bytes of a text file. Raises Unreadable."""
    if len(content) > LARGEST_TEXT or content.count(b"\n") > MOST_LINES:
        raise Unreadable(
            f"Tệp văn bản quá lớn (tối đa {LARGEST_TEXT >> 20} MB và {MOST_LINES} dòng). "
            "Hãy tách thành nhiều tệp rồi kiểm tra từng tệp.",
            f"The text file is too large (at most {LARGEST_TEXT >> 20} MB and {MOST_LINES} lines). "
            "Split it into several files and check each.",
        )
    text = _CONTROLS.sub(" ", decode(content).replace("\r\n", "\n").replace("\r", "\n"))
    markdown = name.lower().endswith(_MARKDOWN_NAMES) or bool(_MARKDOWN.search(text))
    return _Reader(text, name, markdown=markdown).read()


class _Reader:
    def __init__(self, text: str, name: str, *, markdown: bool) -> None:
        self._name = name
        self._lines = text.split("\n")
        self._marks = Marks(text)
        self._markdown = markdown
        #: What is layout in each line, from its own group.
        self._layout: dict[int, list[Gap]] = {}
        #: The last line whose gaps were asked for, and these.
        self._gaps: tuple[int, list[Gap]] = (-1, [])

    def read(self) -> Document:
        groups = groups_of(self._lines)
        width = width_of(groups)
        flow: Flow = []
        for group in groups:
            self._find_layout(group)
            flow += self._drafts(group, width)
        tell_headings(flow)
        flow = rejoin(flow)
        pair(flow, anywhere=self._marks.unique)
        format_ = Format.MARKDOWN if self._markdown else Format.TEXT
        return assemble(self._name, format_, self._pages(), flow)

    def _pages(self) -> Iterator[Line]:
        """The lines; where form feeds part pages, these are counted."""
        if not any("\f" in line for line in self._lines):
            yield from (Line(line.rstrip()) for line in self._lines)
            return
        page = 1
        for line in self._lines:
            page += line.startswith("\f")
            yield Line(line.replace("\f", " ").rstrip(), page)
            page += line.count("\f", 1)

    def _find_layout(self, group: Group) -> None:
        self._layout = {}
        lines = [(row.number, self._lines[row.number]) for row in group.rows]
        if self._markdown or any("*" in text for _, text in lines):
            for number, gap in emphasis(lines, markdown=self._markdown):
                self._layout.setdefault(number, []).append(gap)
        if self._markdown:
            for number, text in lines:
                self._layout.setdefault(number, []).extend(syntax(text))

    def _drafts(self, group: Group, width: float) -> Flow:
        """The paragraphs, headings, footnotes and tables of a group."""
        found: Flow = []
        for part in tables_of(group.rows):
            if isinstance(part, TextTable):
                found.append(TableDraft([[self._cell(cell) for cell in row] for row in part.rows]))
            else:
                found += (draft for piece in self._pieces(part) for draft in self._texts(piece, width))
        if found:
            found[0].after_break = group.after_break
        return found

    def _pieces(self, rows: list[Row]) -> Iterator[list[Row]]:
        """Rows, divided where a heading or a footnote begins."""
        piece: list[Row] = []
        for given in rows:
            row = self._unquoted(given) if self._markdown else given
            heading = self._markdown and _HASHES.match(row.text)
            if piece and (heading or self._marks.note_start(row.number, row.text)):
                yield piece
                piece = []
            piece.append(row)
            if heading:
                yield piece
                piece = []
        if piece:
            yield piece

    def _texts(self, rows: list[Row], width: float) -> Iterator[Draft]:
        """The paragraphs of rows; the first may be a heading or a footnote."""
        first = rows[0]
        draft = Draft()
        if start := self._marks.note_start(first.number, first.text):
            draft.kind, draft.label = Kind.FOOTNOTE, start.label
            rows[0] = _without(first, start.end)
        elif self._markdown and (found := _HASHES.match(first.text)):
            draft.kind, draft.level = Kind.HEADING, len(found[1])
            rows[0] = _without(first._replace(text=_CLOSING_HASHES.sub("", first.text)), found.end())
        for paragraph in paragraphs(rows, width):
            self._fill(draft, paragraph)
            if draft.length or draft.kind is Kind.FOOTNOTE:
                yield draft
            draft = Draft()

    def _cell(self, cell: Cell) -> Draft:
        draft = Draft(Kind.CELL)
        self._fill(draft, cell)
        return draft

    def _fill(self, draft: Draft, rows: list[Row]) -> None:
        for row in rows:
            draft.join()
            gaps = self._gaps_of(row.number)
            begin = bisect_left(gaps, (row.column, 0))
            end = row.column + len(row.text)
            fill(draft, row.number, self._lines[row.number], row.column, end, islice(gaps, begin, None))
        draft.trim()
        if not draft.pieces:
            draft.pieces.append(Piece(0, rows[0].number, rows[0].column))

    def _gaps_of(self, number: int) -> list[Gap]:
        """The gaps of a line in order."""
        if self._gaps[0] != number:
            gaps = [*self._layout.get(number, ()), *self._marks.of(number)]
            self._gaps = (number, sorted(gaps))
        return self._gaps[1]

    @staticmethod
    def _unquoted(row: Row) -> Row:
        found = _QUOTE.match(row.text)
        return _without(row, found.end()) if found else row


def _without(row: Row, start: int) -> Row:
    """A row from one of its columns on."""
    return Row(row.number, row.column + start, row.text[start:])
