"""PDF files with a text layer."""

from collections.abc import Iterator, Sequence

from tochuc.checker.document import Document, Format, Kind, Line
from tochuc.checker.readers.assembly import assemble, pair
from tochuc.checker.readers.decoding import refuse_legacy
from tochuc.checker.readers.drafts import Draft, Flow, TableDraft
from tochuc.checker.readers.headings import tell_headings
from tochuc.checker.readers.marks import Marks, fill
from tochuc.checker.readers.pdf.characters import pages_of
from tochuc.checker.readers.pdf.lines import TextLine, lines_of
from tochuc.checker.readers.pdf.pages import PageText, label_of, leave_out_furniture, part_notes, usual_size
from tochuc.checker.readers.pdf.paragraphs import Setting, paragraphs_of, setting_of
from tochuc.checker.readers.pdf.tables import FilledTable, filled, take_tables
from tochuc.checker.readers.rejoining import rejoin


def read_pdf(content: bytes, name: str) -> Document:
    """The document in the bytes of a PDF file. Raises Unreadable."""
    return _Reader(content).read(name)


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._pages: list[PageText] = []
        self._tables: dict[int, list[FilledTable]] = {}
        for page in pages_of(content):
            grids, outside = take_tables(page)
            self._pages.append(PageText(page.number, list(lines_of(outside, page.number)), page.strokes))
            self._tables[page.number] = [filled(grid, page.number) for grid in grids]
        self._lines: list[TextLine] = []
        self._numbers: dict[int, int] = {}
        self._note: Draft | None = None

    def read(self, name: str) -> Document:
        leave_out_furniture(self._pages)
        size = usual_size(self._pages)
        had_notes = False
        for page in self._pages:
            part_notes(page, size, goes_on=had_notes)
            had_notes = bool(page.notes)
            self._number(page)
        refuse_legacy(" ".join(line.text for line in self._lines[:2000]))
        self._marks = Marks("\n".join(line.text for line in self._lines))
        flow: Flow = []
        for page in self._pages:
            flow += self._flow(page)
        tell_headings(flow)
        flow = rejoin(flow)
        pair(flow)
        lines = (Line(line.text, line.page) for line in self._lines)
        return assemble(name, Format.PDF, lines, flow)

    def _number(self, page: PageText) -> None:
        """Give the lines of a page their numbers, in the order of reading."""
        in_tables = [line for table in self._tables[page.number] for line in table.lines]
        for line in [*page.body, *in_tables, *page.notes]:
            self._numbers[id(line)] = len(self._lines)
            self._lines.append(line)

    def _flow(self, page: PageText) -> Flow:
        """What stands on a page: its text with the tables in their place, then its footnotes."""
        flow: Flow = []
        setting = setting_of(page.body)
        rest = page.body
        for table in sorted(self._tables[page.number], key=lambda table: -table.top):
            above = next((at for at, line in enumerate(rest) if line.y < table.top), len(rest))
            flow += self._paragraphs(rest[:above], setting)
            cells = {id(lines): self._cell(lines) for row in table.rows for lines in row}
            flow.append(TableDraft([[cells[id(lines)] for lines in row] for row in table.rows]))
            rest = rest[above:]
        flow += self._paragraphs(rest, setting)
        if flow:
            flow[0].after_break = True
        return [*flow, *self._footnotes(page)]

    def _paragraphs(self, lines: Sequence[TextLine], setting: Setting) -> Iterator[Draft]:
        for paragraph in paragraphs_of(lines, setting):
            draft = Draft()
            for line in paragraph:
                self._fill(draft, line)
            yield draft

    def _footnotes(self, page: PageText) -> Iterator[Draft]:
        expected = self._labels_on(page)
        for line in page.notes:
            start = 0
            if found := label_of(line, expected):
                self._note = Draft(Kind.FOOTNOTE, label=found[0])
                expected.discard(found[0])
                start = found[1]
                yield self._note
            if self._note:
                self._fill(self._note, line, start)

    def _labels_on(self, page: PageText) -> set[str]:
        """The marks in the text and the tables of a page."""
        in_tables = [line for table in self._tables[page.number] for line in table.lines]
        numbers = (self._numbers[id(line)] for line in [*page.body, *in_tables])
        return {gap.label for number in numbers for gap in self._marks.of(number) if gap.label}

    def _cell(self, lines: Sequence[TextLine]) -> Draft:
        draft = Draft(Kind.CELL)
        for line in lines:
            self._fill(draft, line)
        return draft

    def _fill(self, draft: Draft, line: TextLine, start: int = 0) -> None:
        number = self._numbers[id(line)]
        draft.join()
        fill(draft, number, line.text, start, len(line.text), sorted(self._marks.of(number)))
        draft.trim()
