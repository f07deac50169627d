"""Reads the text of an ODT file: paragraphs, lists, tables, notes and text boxes in the order of reading."""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from tochuc.checker.document import Document, Format, Kind
from tochuc.checker.readers.drafts import Draft, TableDraft
from tochuc.checker.readers.marks import Gap
from tochuc.checker.readers.odt.inline import Inline
from tochuc.checker.readers.odt.styles import (
    LEVELS,
    OFFICE,
    TABLE,
    TEXT,
    Counters,
    Level,
    Styles,
    label,
    whole,
)
from tochuc.checker.readers.office import MOST_COLUMNS, Note, OfficeText, is_layout, raised
from tochuc.checker.readers.rows import Row

#: Elements that only group others; contents and indexes repeat headings and are left out.
_THROUGH = frozenset(("section", "text-box", "custom-shape", "frame", "g", "rect", "numbered-paragraph"))
_ROWS = frozenset(("table-rows", "table-header-rows", "table-row-group"))
_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: A file may claim any number of equal rows, and cells that span any number of them.
_MOST_REPEATED_ROWS = 100
_MOST_ROWS = 20_000
_MOST_PLACES = 200_000


class Story:
    """Walks through the text once."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self._root = root
        self._styles = styles
        self._text = OfficeText()
        self._outline = Counters()
        self._lists: dict[str, Counters] = {}
        self._last_of_style: dict[str, Counters] = {}

    def read(self, name: str) -> Document:
        body = self._root.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            self._blocks(body)
        return self._text.finish(name, Format.ODT)

    def _blocks(self, parent: etree._Element) -> None:
        for child in parent:
            name = _local(child)
            if name in ("p", "h"):
                self._paragraph(child, self._outline_label(child) if name == "h" else "")
            elif name == "list":
                self._list(child)
            elif name == "table":
                self._table(child)
            elif name in _THROUGH:
                self._blocks(child)

    def _paragraph(self, element: etree._Element, prefix: str) -> None:
        inline, paragraphs = self._line(element, prefix)
        heading = _local(element) == "h"
        for rows in paragraphs:
            draft = Draft(Kind.HEADING if heading else Kind.PARAGRAPH)
            draft.level = whole(element, f"{TEXT}outline-level", 1) if heading else 0
            draft.silences += inline.silences
            self._text.give(draft, rows)
            self._text.flow.append(draft)
        self._hanging(inline)

    def _line(
        self, element: etree._Element, prefix: str, gaps: list[Gap] | None = None
    ) -> tuple[Inline, list[list[Row]]]:
        """Keep a paragraph's line; the paragraphs that it holds."""
        inline = Inline(self._styles, prefix)
        inline.walk(element)
        return inline, self._text.add_line(inline.text, [*(gaps or ()), *inline.gaps])

    def _hanging(self, inline: Inline) -> None:
        """The notes of a paragraph that was just kept, and its text boxes."""
        line = self._text.next_line - 1
        for note, body in inline.notes:
            self._note(note, body, line)
        for box in inline.boxes:
            self._blocks(box)

    def _note(self, note: Note, body: etree._Element, line: int) -> None:
        self._text.add_note(note, line)
        shown = raised(note.label)
        for number, element in enumerate(_paragraphs(body)):
            own = [] if number else [Gap(0, len(shown))]
            inline, paragraphs = self._line(element, "" if number else shown, own)
            note.draft.silences += inline.silences
            for rows in paragraphs:
                self._text.give(note.draft, rows)

    def _outline_label(self, element: etree._Element) -> str:
        """The number of a heading, with the blank behind it."""
        level = min(max(whole(element, f"{TEXT}outline-level", 1), 1), LEVELS) - 1
        own = self._styles.outline[level]
        if not own.format or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        self._outline.count(level, own.start, None)
        return _with_blank(label(self._styles.outline, self._outline, level))

    def _list(self, element: etree._Element) -> None:
        style = element.get(f"{TEXT}style-name", "")
        continued = element.get(f"{TEXT}continue-list", "")
        counters = self._lists.get(continued) if continued else None
        if counters is None and element.get(f"{TEXT}continue-numbering") == "true":
            counters = self._last_of_style.get(style)
        counters = counters or Counters()
        self._lists[element.get(_ID, "")] = self._last_of_style[style] = counters
        self._items(element, style, counters, 0)

    def _items(self, element: etree._Element, style: str, counters: Counters, level: int) -> None:
        levels = self._styles.lists.get(style, [Level()] * LEVELS)
        for item in element:
            name = _local(item)
            if name not in ("list-item", "list-header"):
                continue
            numbered = name == "list-item"
            for child in item:
                kind = _local(child)
                if kind in ("p", "h"):
                    prefix = self._item_label(item, levels, counters, level) if numbered else ""
                    self._paragraph(child, prefix)
                    numbered = False
                elif kind == "list":
                    deeper = min(level + 1, LEVELS - 1)
                    self._items(child, child.get(f"{TEXT}style-name", style), counters, deeper)

    def _item_label(self, item: etree._Element, levels: list[Level], counters: Counters, level: int) -> str:
        start = whole(item, f"{TEXT}start-value", -1)
        counters.count(level, levels[level].start, None if start < 0 else start)
        return _with_blank(label(levels, counters, level))

    def _table(self, element: etree._Element) -> None:
        rows = list(islice((row for row in _rows(element) for _ in range(_repeated(row))), _MOST_ROWS))
        cells = [list(_cells(row)) for row in rows]
        borders = any(
            cell.get(f"{TABLE}style-name", "") in self._styles.bordered for found in cells for cell in found
        )
        if is_layout(len(rows), max(map(len, cells), default=0), borders=borders):
            for cell in (cell for found in cells for cell in found):
                self._blocks(cell)
            return
        table = TableDraft([])
        self._text.flow.append(table)
        behind: list[etree._Element] = []
        spanned: dict[tuple[int, int], Draft] = {}
        for number, found in enumerate(cells):
            places: list[Draft] = []
            for cell in found:
                draft = spanned.pop((number, len(places)), None)
                if draft is None or _local(cell) == "table-cell":
                    draft = self._cell(cell, behind)
                    if len(spanned) < _MOST_PLACES:
                        spanned.update(dict.fromkeys(_spanned(cell, number, len(places)), draft))
                places.append(draft)
            if places:
                table.rows.append(places)
        for nested in behind:
            self._blocks(nested)

    def _cell(self, cell: etree._Element, behind: list[etree._Element]) -> Draft:
        """A cell's text in one; its notes follow the table, and so do its tables and text boxes."""
        draft = Draft(Kind.CELL)
        behind += (nested for nested in cell if _local(nested) == "table")
        for element in _paragraphs(cell):
            inline, paragraphs = self._line(element, "")
            draft.silences += inline.silences
            for rows in paragraphs:
                self._text.give(draft, rows)
            line = self._text.next_line - 1
            for note, body in inline.notes:
                self._note(note, body, line)
            behind += inline.boxes
        return draft


def _paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs of a cell or note, also of its lists."""
    for child in parent:
        name = _local(child)
        if name in ("p", "h"):
            yield child
        elif name in ("list", "list-item", "list-header", "section"):
            yield from _paragraphs(child)


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = _local(child)
        if name == "table-row":
            yield child
        elif name in _ROWS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, those that others cover too; what is repeated as often as it is."""
    count = 0
    for cell in row:
        if _local(cell) in ("table-cell", "covered-table-cell"):
            for _ in range(min(whole(cell, f"{TABLE}number-columns-repeated", 1), MOST_COLUMNS - count)):
                count += 1
                yield cell


def _spanned(cell: etree._Element, row: int, column: int) -> Iterator[tuple[int, int]]:
    """The other places of a cell."""
    rows = whole(cell, f"{TABLE}number-rows-spanned", 1, _MOST_REPEATED_ROWS)
    columns = whole(cell, f"{TABLE}number-columns-spanned", 1, MOST_COLUMNS)
    for below in range(rows):
        for beside in range(columns):
            if below or beside:
                yield row + below, column + beside


def _repeated(row: etree._Element) -> int:
    return whole(row, f"{TABLE}number-rows-repeated", 1, _MOST_REPEATED_ROWS)


def _with_blank(number: str) -> str:
    return f"{number} " if number else ""


def _local(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]
