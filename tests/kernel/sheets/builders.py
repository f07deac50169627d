"""Real spreadsheet files for the tests, made by the programs' own libraries."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[str]]


def xlsx(path: Path, rows: Rows, sheet: str = "Đảng viên") -> Path:
    """An Excel file of texts."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                page.write_string(row, column, text)
    return path


def xls(path: Path, rows: Rows, sheet: str = "Đảng viên") -> Path:
    """An Excel 97 file of texts."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            page.write(row, column, text)
    book.save(str(path))
    return path


def ods(path: Path, rows: Rows, sheet: str = "Đảng viên") -> Path:
    """A LibreOffice file of texts."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    for cells in rows:
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def csv(path: Path, rows: Rows, encoding: str = "utf-8", separator: str = ",") -> Path:
    """A text file with separators; the texts hold none of them."""
    path.write_bytes("\r\n".join(separator.join(cells) for cells in rows).encode(encoding))
    return path


def with_parts(path: Path, parts: dict[str, bytes], *, drop: Sequence[str] = ()) -> Path:
    """The archive `path` with parts put in or replaced, and others left out."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name not in drop}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (kept | parts).items():
            archive.writestr(name, content)
    return path


def part(path: Path, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def opened(content: io.BytesIO) -> openpyxl.Workbook:
    """A written workbook as openpyxl sees it."""
    content.seek(0)
    return openpyxl.load_workbook(content)


def saved(path: Path, content: io.BytesIO) -> Path:
    """A written stream as a file, as if downloaded."""
    path.write_bytes(content.getvalue())
    return path
