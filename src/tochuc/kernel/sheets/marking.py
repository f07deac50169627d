"""The uploaded file given back with its errors: cells coloured and commented, and a list with links in front.

A small XLSX keeps its own formatting (openpyxl); every other file is written anew with its
values (streaming).
"""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tochuc.kernel.sheets.archive import check_archive
from tochuc.kernel.sheets.cell_error import CellError
from tochuc.kernel.sheets.cells import neutralise
from tochuc.kernel.sheets.errors import SheetError
from tochuc.kernel.sheets.limits import MEBIBYTE, Limits
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.workbook import ERRORS_SHEET, Format, Sheet, Workbook, column_index, column_letter
from tochuc.kernel.sheets.writing import CellWriter, header_properties

SMALL = Limits(file_bytes=5 * MEBIBYTE, unpacked_bytes=30 * MEBIBYTE)
"""What openpyxl may open in the server: it needs some twelve times the unpacked size."""
MERGED_CELLS_MOST = 100_000
"""Merged cells in a sheet that openpyxl may open: it makes an object of each."""
MARKED_MOST = 2_000
LISTED_MOST = 10_000
AUTHOR = "tochuc"
COLOUR = "FFC7CE"
COMMENT_LENGTH = 1_000
COLUMNS = (
    ("STT", 6.0),
    ("Trang", 22.0),
    ("Ô", 9.0),
    ("Cột", 26.0),
    ("Giá trị trong tệp", 30.0),
    ("Lỗi", 90.0),
)

Marks = dict[str, dict[tuple[int, int], str]]
"""Sheet → (row from 1, column from 0) → the sentences of the cell."""


def mark_errors(source: Path, errors: Sequence[CellError], stream: BinaryIO) -> None:
    """Write a copy of `source` with the errors marked: the first MARKED_MOST cells, the first LISTED_MOST
    in the list.

    Raises the SheetError of `read_workbook` when the file cannot be read at all.
    """
    workbook = read_workbook(source, name=source.name)
    marks = _marks(errors)
    if not (_is_small(source, workbook) and _mark_in_place(source, errors, marks, stream)):
        _write_anew(workbook, errors, marks, stream)


def _marks(errors: Sequence[CellError]) -> Marks:
    marks: Marks = {}
    count = 0
    for error in errors:
        cell = (error.row, column_index(error.column_letter or "A"))
        of_sheet = marks.setdefault(error.sheet, {})
        if cell in of_sheet:
            of_sheet[cell] = f"{of_sheet[cell]}\n{error.sentence}"[:COMMENT_LENGTH]
        elif count < MARKED_MOST:
            of_sheet[cell] = error.sentence[:COMMENT_LENGTH]
            count += 1
    return marks


def _is_small(source: Path, workbook: Workbook) -> bool:
    """Whether openpyxl can open the file within bounds."""
    if workbook.format is not Format.XLSX or source.stat().st_size > SMALL.file_bytes:
        return False
    merged = sum(area.cells for sheet in workbook.sheets for area in sheet.merged)
    try:
        check_archive(source, source.name, SMALL)
    except SheetError:
        return False
    return merged <= MERGED_CELLS_MOST


def _mark_in_place(source: Path, errors: Sequence[CellError], marks: Marks, stream: BinaryIO) -> bool:
    """Mark the file itself; False, with nothing written, when openpyxl cannot make sense of it."""
    try:
        with source.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of each feature that it does not keep
            book = openpyxl.load_workbook(file)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError):
        return False
    if ERRORS_SHEET in book.sheetnames:
        del book[ERRORS_SHEET]
    for sheet in book.worksheets:
        _unmark(sheet)
        for (row, column), sentence in marks.get(sheet.title, {}).items():
            _mark(sheet.cell(row, column + 1), sentence)
    _list_in_place(book.create_sheet(ERRORS_SHEET, 0), errors, set(book.sheetnames))
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    book.save(stream)
    return True


def _unmark(sheet: Worksheet) -> None:
    """Take away the marks of an earlier copy, which the officer has mended and uploaded again."""
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.comment is not None and cell.comment.author == AUTHOR and isinstance(cell, Cell):
                cell.comment = None
                cell.fill = PatternFill()


def _mark(cell: Cell | MergedCell, sentence: str) -> None:
    if isinstance(cell, MergedCell):
        return
    cell.fill = PatternFill("solid", start_color=COLOUR)
    cell.comment = Comment(sentence, AUTHOR, height=120, width=320)


def _list_in_place(sheet: Worksheet, errors: Sequence[CellError], names: set[str]) -> None:
    for column, (title, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[column_letter(column - 1)].width = width
        sheet.cell(3, column, title).font = Font(bold=True)
    sheet.cell(1, 1, _summary(errors)).font = Font(bold=True, size=14)
    for index, error in enumerate(errors[:LISTED_MOST], 1):
        for column, text in enumerate(_listed(index, error), 1):
            cell = sheet.cell(index + 3, column, neutralise(text))
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=column == len(COLUMNS))
        if error.sheet in names:
            sheet.cell(index + 3, 3).hyperlink = f"#{_target(error)}"
            sheet.cell(index + 3, 3).style = "Hyperlink"
    sheet.freeze_panes = "A4"


def _write_anew(workbook: Workbook, errors: Sequence[CellError], marks: Marks, stream: BinaryIO) -> None:
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    writer = CellWriter(book)
    sheets = workbook.data_sheets()
    _list_anew(book.add_worksheet(ERRORS_SHEET), writer, errors, {sheet.name for sheet in sheets})
    for sheet in sheets:
        _copy_sheet(book, writer, sheet, marks.get(sheet.name, {}))
    book.close()


def _copy_sheet(
    book: xlsxwriter.Workbook, writer: CellWriter, sheet: Sheet, marks: dict[tuple[int, int], str]
) -> None:
    copy = book.add_worksheet(sheet.name)
    width = max((len(cells) for cells in sheet.rows), default=0)
    copy.set_column(0, max(width - 1, 0), 18)
    right, wrong = writer.look(num_format="@"), writer.look(num_format="@", bg_color=f"#{COLOUR}")
    marked_in: dict[int, list[int]] = {}
    for row, column in marks:
        marked_in.setdefault(row, []).append(column)
    last = max([sheet.first_row + len(sheet.rows) - 1, *marked_in])
    for row in range(1, last + 1):
        index = row - sheet.first_row
        cells = sheet.rows[index] if 0 <= index < len(sheet.rows) else []
        marked = marked_in.get(row, [])
        for column in sorted({*marked, *(column for column, text in enumerate(cells) if text)}):
            text = sheet.original(row, column)
            writer.text(copy, row - 1, column, text, wrong if column in marked else right)
        for column in marked:  # now, since a row that was streamed out takes no more comments
            note = {"author": AUTHOR, "x_scale": 2}
            copy.write_comment(row - 1, column, marks[row, column], note)


def _list_anew(
    sheet: xlsxwriter.worksheet.Worksheet, writer: CellWriter, errors: Sequence[CellError], names: set[str]
) -> None:
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    writer.text(sheet, 0, 0, _summary(errors), writer.look(bold=True, font_size=14))
    titled, wrapped = writer.look(**header_properties()), writer.look(valign="top", text_wrap=True)
    for column, (title, _) in enumerate(COLUMNS):
        writer.text(sheet, 2, column, title, titled)
    for index, error in enumerate(errors[:LISTED_MOST], 1):
        for column, text in enumerate(_listed(index, error)):
            writer.text(sheet, index + 2, column, text, wrapped)
        if error.sheet in names:
            sheet.write_url(index + 2, 2, f"internal:{_target(error)}", string=error.address)
    sheet.freeze_panes(3, 0)


def _summary(errors: Sequence[CellError]) -> str:
    rest = len(errors) - LISTED_MOST
    more = f" Dưới đây là {LISTED_MOST} lỗi đầu, còn {rest} lỗi nữa chưa liệt kê." if rest > 0 else ""
    cells = len({(error.sheet, error.address) for error in errors})
    unmarked = f" Chỉ {MARKED_MOST} ô đầu được tô màu." if cells > MARKED_MOST else ""
    advice = "Bấm vào địa chỉ ô để đến chỗ cần sửa, sửa xong tải lên lại."
    return f"Tệp có {len(errors)} lỗi. {advice}{more}{unmarked}"


def _listed(index: int, error: CellError) -> tuple[str, ...]:
    return (str(index), error.sheet, error.address, error.header, error.value, error.sentence)


def _target(error: CellError) -> str:
    quoted = error.sheet.replace("'", "''")
    return f"'{quoted}'!{error.column_letter or 'A'}{error.row}"
