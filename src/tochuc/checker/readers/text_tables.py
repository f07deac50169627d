"""Tables in text: with `|`, with drawn lines, with tabs, or in columns set with blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tochuc.checker.readers.rows import Row
from tochuc.checker.readers.shapes import enumerated

_BORDER = re.compile(r"[-+|=:─━═│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫ ]{3,}")
_BAR = re.compile("[|│┃║]")
_GAP = re.compile(r" {0,2}\t {0,2}| {3,}")
#: Fewer rows in columns are chance; two columns behind tabs may be a list and its numbers.
_LEAST_ROWS = 3
_LEAST_COLUMNS = 3

#: What stands in a cell: the parts of one or several lines.
Cell = list[Row]


@dataclass(frozen=True, slots=True)
class TextTable:
    """The cells of a table, row by row."""

    rows: list[list[Cell]]


def tables_of(rows: list[Row]) -> Iterator[list[Row] | TextTable]:
    """A group divided into rows of text and tables."""
    for (kind, count), found in groupby(rows, key=_kind_of):
        part = list(found)
        table = None
        if kind == "barred":
            table = _barred(part)
        elif kind == "columned":
            table = _columned(part, count)
        yield table or part


def _kind_of(row: Row) -> tuple[str, int]:
    """Of what kind of table a row may be, and (where columns are only gaps) with how many columns."""
    text = row.text
    if _is_border(text) or len(_BAR.findall(text)) >= 2:
        return "barred", 0
    if "\t" in text or "   " in text:
        return "columned", len(_GAP.findall(text)) + 1
    return "", 0


def _is_border(text: str) -> bool:
    """A drawn line between rows: with corners or bars, for dashes alone are no table's."""
    return bool(_BORDER.fullmatch(text)) and not set(text) <= set("-=: ")


def _barred(part: list[Row]) -> TextTable | None:
    bands: list[list[list[Row]]] = [[]]
    for row in part:
        if _is_border(row.text):
            bands.append([])
        else:
            bands[-1].append(_cells(row))
    bands = [band for band in bands if band]
    content = [cells for band in bands for cells in band]
    if len(content) < 2 or (len(content) == len(part) and len({len(cells) for cells in content}) > 1):
        return None
    # Lines drawn between all rows tell where a row of several lines ends; one line only parts the head.
    merged = bands if len(bands) > 2 else bands[:1] if len(bands) == 2 else []
    single = [cells for band in bands[len(merged) :] for cells in band]
    return TextTable([_stacked(band) for band in merged] + [[[cell] for cell in cells] for cells in single])


def _stacked(band: list[list[Row]]) -> list[Cell]:
    """The lines of one row, cell by cell."""
    width = max(len(cells) for cells in band)
    return [[cells[index] for cells in band if index < len(cells)] for index in range(width)]


def _columned(part: list[Row], count: int) -> TextTable | None:
    if len(part) < _LEAST_ROWS and not (len(part) > 1 and count >= _LEAST_COLUMNS and "\t" in part[0].text):
        return None
    if count < _LEAST_COLUMNS and any("\t" not in row.text or enumerated(row.text) for row in part):
        return None
    return TextTable([[[cell] for cell in _split(row, _GAP)] for row in part])


def _cells(row: Row) -> list[Row]:
    """What stands between the bars; the outer bars bound the table and part nothing."""
    cells = _split(row, _BAR)
    if _BAR.match(row.text):
        cells = cells[1:]
    return cells[:-1] if _BAR.match(row.text[-1:]) else cells


def _split(row: Row, at: re.Pattern[str]) -> list[Row]:
    cells = []
    start = 0
    for end, behind in [found.span() for found in at.finditer(row.text)] + [(len(row.text), 0)]:
        piece = row.text[start:end]
        text = piece.strip()
        cells.append(Row(row.number, row.column + start + (piece.find(text[0]) if text else 0), text))
        start = behind
    return cells
