"""Exports: rows as an Excel sheet or as CSV, streamed, with nothing in them that would be executed."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tochuc.kernel.sheets.cells import canonical, neutralise
from tochuc.vi.dates import format_date

FONT = "Times New Roman"
LONGEST_TEXT = 32_767
"""Characters that Excel keeps in a cell."""
EXACT_DIGITS = 15
"""Digits that Excel keeps of a number; longer ones are written as text."""
FIRST_EXCEL_YEAR = 1900
A4 = 9
SHEET_NAME_LENGTH = 31
FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
HEADER_COLOUR = "#E9E4DC"


class Kind(Enum):
    """What a column holds, as its number format shows it."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATE_PARTIAL = "date_partial"
    BOOLEAN = "boolean"


NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.##",
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATE_PARTIAL: "@",
    Kind.BOOLEAN: "@",
}


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """A column of an export; `width` in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 18


class Look:
    """How a cell looks, with the variant for text that would otherwise begin a formula."""

    def __init__(self, book: xlsxwriter.Workbook, properties: dict[str, object]) -> None:
        look = {"font_name": FONT, "font_size": 11, **properties}
        self.plain: Format = book.add_format(look)
        self.quoted: Format = book.add_format(look | {"quote_prefix": True})


class CellWriter:
    """Writes single values into an xlsxwriter sheet, each as what it is and text always as text."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self.plain = self.look()
        value = {kind: {"num_format": code, "valign": "top"} for kind, code in NUMBER_FORMATS.items()}
        self._values = {kind: self.look(**look) for kind, look in value.items()}
        self._texts = {kind: self.look(**look, text_wrap=True) for kind, look in value.items()}
        self._crosses = self.look(align="center", valign="top")

    def look(self, **properties: object) -> Look:
        """A look with these xlsxwriter properties; make it once and use it for many cells."""
        return Look(self._book, properties)

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
        """Write text that is never a formula, not even after the officer edits the cell (quote prefix).

        A text that begins with an apostrophe gets a second one, since reading takes one away.
        """
        if text.startswith("'"):
            text = neutralise(text)
        form = look.quoted if text.startswith(FORMULA_STARTS) else look.plain
        sheet.write_string(row, column, text[:LONGEST_TEXT], form)

    def value(self, sheet: Worksheet, row: int, column: int, value: object, kind: Kind) -> None:
        """Write a value: numbers and dates as such, everything else as text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._values[kind].plain)
        elif isinstance(value, str):
            self.text(sheet, row, column, value, self._texts[kind])
        elif isinstance(value, bool):
            self.text(sheet, row, column, shown_boolean(value), self._crosses)
        elif isinstance(value, int | float | Decimal) and _fits_excel(value):
            sheet.write_number(row, column, float(value), self._values[kind].plain)
        elif isinstance(value, date) and value.year > FIRST_EXCEL_YEAR:
            moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            sheet.write_datetime(row, column, moment, self._values[kind].plain)
        else:
            shown = format_date(value) if isinstance(value, date) else str(value)
            self.text(sheet, row, column, shown, self._texts[kind])


def shown_boolean(value: bool) -> str:
    """A cross for yes, nothing for no: as lists on paper have it."""
    return "x" if value else ""


def _fits_excel(value: int | float | Decimal) -> bool:
    if not math.isfinite(value):
        return False
    digits = Decimal(str(value)).normalize().as_tuple().digits
    return len(digits) <= EXACT_DIGITS or isinstance(value, float)


def sheet_name(title: str) -> str:
    """A title cut and cleaned to what Excel takes as the name of a sheet."""
    name = FORBIDDEN_IN_SHEET_NAME.sub(" ", title).strip().strip("'")[:SHEET_NAME_LENGTH].strip()
    return name or "Dữ liệu"


def write_xlsx(
    stream: BinaryIO,
    columns: Sequence[ColumnFormat],
    rows: Iterable[Sequence[object]],
    *,
    title: str,
    subtitle_lines: Sequence[str] = (),
) -> int:
    """Write rows as an Excel sheet below a title block, ready for printing on A4; returns the number of rows.

    Streams: memory does not grow with the rows.
    """
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet(sheet_name(title))
    writer = CellWriter(book)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    header = _write_title_block(sheet, writer, title, subtitle_lines)
    heading = writer.look(**header_properties())
    for index, column in enumerate(columns):
        writer.text(sheet, header, index, column.title, heading)
    kinds = [column.kind for column in columns]
    count = 0
    for values in rows:
        count += 1
        for index, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            writer.value(sheet, header + count, index, value, kind)
    sheet.freeze_panes(header + 1, 0)
    sheet.autofilter(header, 0, header + count, max(len(columns) - 1, 0))
    _set_up_print(sheet, header)
    book.close()
    return count


def header_properties() -> dict[str, object]:
    """The look of a header cell."""
    return {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "bg_color": HEADER_COLOUR,
    }


def _write_title_block(sheet: Worksheet, writer: CellWriter, title: str, lines: Sequence[str]) -> int:
    """Write title and lines; returns the row of the header, counted from 0, with an empty row before it."""
    writer.text(sheet, 0, 0, title, writer.look(bold=True, font_size=14))
    slanted = writer.look(italic=True)
    for row, line in enumerate(lines, 1):
        writer.text(sheet, row, 0, line, slanted)
    return len(lines) + 2


def _set_up_print(sheet: Worksheet, header: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(header)
    sheet.set_footer("&L&A&RTrang &P/&N")


def write_csv(stream: BinaryIO, columns: Sequence[ColumnFormat], rows: Iterable[Sequence[object]]) -> int:
    """Write rows as CSV; returns their number.

    UTF-8 with a byte order mark, without which Excel garbles Vietnamese; separated by commas as RFC 4180
    and every program that reads CSV expect (a semicolon is only what some language settings of Excel
    write). Dates are ISO and numbers have a decimal comma, as reading takes them back without guessing.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow([neutralise(column.title) for column in columns])
        count = 0
        for values in rows:
            count += 1
            writer.writerow([_csv_text(value) for value in values])
        return count
    finally:
        text.detach()


def _csv_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return shown_boolean(value)
    if isinstance(value, int | float | Decimal | date) and (isinstance(value, date) or math.isfinite(value)):
        return canonical(value)
    return neutralise(str(value))
