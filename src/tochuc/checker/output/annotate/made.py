"""A Word file made of a document in another format: its paragraphs, headings, tables, real footnotes, and comments."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tochuc.checker.document import Block, Kind, Mark, Table
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Found, Outcome
from tochuc.checker.output.annotate.comments import comment_xml, comments_xml, legal, said

_PARTS = Path(__file__).with_name("parts")
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_DEEPEST_HEADING = 6


def made(outcome: Outcome, language: Language) -> bytes:
    """The Word file. The same outcome gives the same bytes."""
    word = _Word(outcome, language)
    body = "".join(word.body())
    contents = {
        "[Content_Types].xml": _part("content-types.xml"),
        "_rels/.rels": _part("package-rels.xml"),
        "word/document.xml": _part("document.xml").replace("<!-- body -->", body),
        "word/_rels/document.xml.rels": _part("document-rels.xml"),
        "word/styles.xml": _part("styles.xml"),
        "word/footnotes.xml": _part("footnotes.xml").replace("<!-- footnotes -->", "".join(word.footnotes)),
        "word/comments.xml": comments_xml(word.comments),
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in contents.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return stream.getvalue()


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


class _Word:
    """The parts as they grow while the blocks are written one after the other."""

    def __init__(self, outcome: Outcome, language: Language) -> None:
        self.document = outcome.document
        self.language = language
        self.comments: list[str] = []
        self.footnotes: list[str] = []
        self.found: defaultdict[int, list[Found]] = defaultdict(list)
        for found in outcome.found:
            self.found[found.finding.span.block.number].append(found)
        self.marks: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in self.document.marks:
            self.marks[mark.block.number].append(mark)
        self.tables = {table.rows[0][0].number: table for table in self.document.tables if any(table.rows)}
        # Word has no footnotes within footnotes: these stay paragraphs.
        self.of_mark = {
            id(footnote.mark): footnote
            for footnote in self.document.footnotes
            if footnote.mark and footnote.mark.block.kind is not Kind.FOOTNOTE
        }
        self.real = {footnote.block.number for footnote in self.of_mark.values()}
        labels = [self.of_mark[id(mark)].label for mark in self.document.marks if id(mark) in self.of_mark]
        #: Whether Word's own numbers give the labels that the document has.
        self.counted = labels == [str(number) for number in range(1, len(labels) + 1)]

    def body(self) -> Iterator[str]:
        in_table: set[int] = set()
        for block in self.document.blocks:
            if table := self.tables.get(block.number):
                in_table.update(cell.number for row in table.rows for cell in row)
                yield self._table(table)
            elif block.number not in in_table and block.number not in self.real:
                yield self._paragraph(block)

    def _paragraph(self, block: Block) -> str:
        style = label = ""
        if block.kind is Kind.HEADING:
            level = min(max(block.level, 1), _DEEPEST_HEADING)
            style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>'
        if footnote := self.document.footnote_of_block.get(block.number):
            label = _run(f"{footnote.label} ", _RAISED)
        return f"<w:p>{style}{label}{''.join(self._runs(block))}</w:p>"

    def _runs(self, block: Block) -> Iterator[str]:
        """The text cut where a comment begins or ends and where a footnote's mark stands."""
        ending: defaultdict[int, list[str]] = defaultdict(list)
        standing: defaultdict[int, list[str]] = defaultdict(list)
        for mark in self.marks.get(block.number, ()):
            standing[mark.offset].append(self._mark(mark))
        for found in self.found.get(block.number, ()):
            start, end = self._comment(found)
            span = found.finding.span
            standing[span.start].append(start if span.end > span.start else start + end)
            if span.end > span.start:
                ending[span.end].append(end)
        edges = sorted({0, len(block.text), *ending, *standing})
        for edge, following in zip(edges, [*edges[1:], len(block.text)], strict=True):
            yield from ending[edge]
            yield from standing[edge]
            yield _run(block.text[edge:following])

    def _mark(self, mark: Mark) -> str:
        """A footnote's reference, around it the comments on the footnote: Word has none within footnotes."""
        footnote = self.of_mark.get(id(mark))
        if footnote is None:
            return _run(mark.label, _RAISED)
        number = len(self.footnotes) + 1
        label = "<w:footnoteRef/>" if self.counted else _text(footnote.label)
        text = "".join(
            _run(text) if raised is None else _run(raised, _RAISED)
            for text, raised in self._with_inner_marks(footnote.block)
        )
        self.footnotes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{_RAISED}{label}</w:r>{_run(' ')}{text}</w:p></w:footnote>"
        )
        follows, shown = ("", "") if self.counted else (' w:customMarkFollows="1"', _text(mark.label))
        reference = f'<w:r>{_RAISED}<w:footnoteReference{follows} w:id="{number}"/>{shown}</w:r>'
        around = [self._comment(found) for found in self.found.get(footnote.block.number, ())]
        return "".join([*(start for start, _ in around), reference, *(end for _, end in around)])

    def _with_inner_marks(self, block: Block) -> Iterator[tuple[str, str | None]]:
        """The text of a footnote, and between it the labels of marks within it."""
        position = 0
        for mark in sorted(self.marks.get(block.number, ()), key=lambda mark: mark.offset):
            yield block.text[position : mark.offset], None
            yield "", mark.label
            position = mark.offset
        yield block.text[position:], None

    def _comment(self, found: Found) -> tuple[str, str]:
        """What stands before and behind the words of a comment; the comment itself is kept."""
        number = len(self.comments)
        self.comments.append(comment_xml(number, said(self.document, found, self.language)))
        end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>', end

    def _table(self, table: Table) -> str:
        """The table, and behind it a paragraph: without one, Word joins it with the next."""
        width = max(len(row) for row in table.rows)
        grid = "<w:gridCol/>" * width
        rows = []
        above: Sequence[Block] = ()
        for row in table.rows:
            rows.append(f"<w:tr>{''.join(self._cells(row, above, width))}</w:tr>")
            above = row
        head = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"

    def _cells(self, row: Sequence[Block], above: Sequence[Block], width: int) -> Iterator[str]:
        position = 0
        while position < len(row):
            cell, first = row[position], position
            while position < len(row) and row[position] is cell:
                position += 1
            continued = first < len(above) and above[first] is cell
            merged = "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
            content = "<w:p/>" if continued else self._paragraph(cell)
            span = f'<w:gridSpan w:val="{position - first}"/>'
            yield f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{content}</w:tc>"
        yield from ["<w:tc><w:p/></w:tc>"] * (width - len(row))


def _run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}{_text(text)}</w:r>" if text else ""


def _text(text: str) -> str:
    """Text as Word keeps it: tabs and line breaks are elements of their own."""
    words = f'<w:t xml:space="preserve">{escape(legal(text))}</w:t>'
    for character, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        words = words.replace(character, f'</w:t>{element}<w:t xml:space="preserve">')
    return words.replace('<w:t xml:space="preserve"></w:t>', "")
