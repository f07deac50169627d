"""The cells of a Word table: those that span columns and rows stand in each place (ECMA-376-1, 17.4)."""

from collections.abc import Callable, Iterator

from lxml import etree

from tochuc.checker.readers.docx.inline import local
from tochuc.checker.readers.docx.styles import Styles
from tochuc.checker.readers.drafts import Draft
from tochuc.checker.readers.office import MOST_COLUMNS

_NONE = ("none", "nil")


def rows_of(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The `w:tc` of each row, also within content controls; deleted rows are left out."""
    for row in _within(table, "tr"):
        w = _namespace(row)
        if row.find(f"{w}trPr/{w}del") is None and (cells := list(_within(row, "tc"))):
            yield cells


def grid(rows: list[list[etree._Element]], read: Callable[[etree._Element], Draft]) -> list[list[Draft]]:
    """Each cell read once, and put in all places that it spans."""
    above: list[Draft] = []
    found = []
    for cells in rows:
        places: list[Draft] = []
        for cell in cells:
            w = _namespace(cell)
            merged = cell.find(f"{w}tcPr/{w}vMerge")
            continued = merged is not None and merged.get(f"{w}val", "continue") == "continue"
            draft = above[len(places)] if continued and len(places) < len(above) else read(cell)
            places += [draft] * min(_span(cell, w), MOST_COLUMNS)
        found.append(places)
        above = places
    return found


def has_borders(table: etree._Element, rows: list[list[etree._Element]], styles: Styles) -> bool:
    """Whether any line of a table is to be seen."""
    w = _namespace(table)
    own = table.find(f"{w}tblPr/{w}tblBorders")
    style = table.find(f"{w}tblPr/{w}tblStyle")
    named = style.get(f"{w}val", "") if style is not None else ""
    if _visible(own, w) if own is not None else styles.of(named).borders:
        return True
    borders = (cell.find(f"{w}tcPr/{w}tcBorders") for cells in rows for cell in cells)
    return any(border is not None and _visible(border, w) for border in borders)


def _visible(borders: etree._Element, w: str) -> bool:
    return any(border.get(f"{w}val", "none") not in _NONE for border in borders)


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of a name, also those in content controls and in what was inserted."""
    for child in element:
        found = local(child)
        if found == name:
            yield child
        elif found in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(child, name)


def _span(cell: etree._Element, w: str) -> int:
    span = cell.find(f"{w}tcPr/{w}gridSpan")
    value = span.get(f"{w}val", "1") if span is not None else "1"
    return max(int(value), 1) if value.isascii() and value.isdecimal() and len(value) < 5 else 1


def _namespace(element: etree._Element) -> str:
    return element.tag[: element.tag.rfind("}") + 1]
