"""A workbook as read: text in rows, with the addresses under which an officer finds the cells again."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

LISTS_SHEET = "_danh_muc"
"""The hidden sheet in which our own templates keep the lists behind their drop-downs."""
GUIDE_SHEET = "Hướng dẫn"
"""The sheet of our own templates that explains the columns; it never holds data."""
ERRORS_SHEET = "Lỗi"
"""The sheet that a marked copy puts in front; the officer uploads the mended copy with it still in."""


class Format(StrEnum):
    """What the content of the file is, whatever its name ends in."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@lru_cache(maxsize=1024)
def column_letter(index: int) -> str:
    """The letters of a column counted from 0: 0 is "A", 27 is "AB"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column, counted from 0, of its letters: "A" is 0, "AB" is 27."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells; rows as in the file (from 1), columns counted from 0, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def cells(self) -> int:
        """How many cells belong to it."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def __str__(self) -> str:
        """The address as Excel shows it: "B12:C14"."""
        start = f"{column_letter(self.first_column)}{self.first_row}"
        return f"{start}:{column_letter(self.last_column)}{self.last_row}"


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[i][j]` is the text of row `first_row + i` and column `j` (column A is 0).

    `originals` holds, under (row as in the file, column from 0), the text of those cells that
    normalising changed.
    The rows of a hidden sheet are not read.
    """

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    first_row: int = 1
    merged: list[Range] = field(default_factory=list)
    originals: dict[tuple[int, int], str] = field(default_factory=dict)

    def value(self, row: int, column: int) -> str:
        """The text of a cell (row as in the file, column from 0); "" outside the used rectangle."""
        index = row - self.first_row
        if not 0 <= index < len(self.rows) or not 0 <= column < len(self.rows[index]):
            return ""
        return self.rows[index][column]

    def original(self, row: int, column: int) -> str:
        """The text as the file has it, before normalising: for messages that quote the cell."""
        return self.originals.get((row, column)) or self.value(row, column)


@dataclass(slots=True)
class Workbook:
    """What an uploaded file holds. `warnings` are Vietnamese sentences about things left aside."""

    format: Format
    sheets: list[Sheet]
    warnings: list[str] = field(default_factory=list)

    def data_sheets(self) -> list[Sheet]:
        """The visible sheets that have values, without the help sheets that we put into our own files."""
        helpers = {GUIDE_SHEET, ERRORS_SHEET}
        return [
            sheet for sheet in self.sheets if not sheet.hidden and sheet.rows and sheet.name not in helpers
        ]
