"""The Excel template of an import: drop-downs, checks while typing, notes, and a guide to the columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tochuc.kernel.sheets.workbook import GUIDE_SHEET, LISTS_SHEET, column_letter
from tochuc.kernel.sheets.writing import NUMBER_FORMATS, CellWriter, Kind, header_properties, sheet_name
from tochuc.vi.dates import FIRST_YEAR, LAST_YEAR

LAST_ROW = 100_000
"""How far down the checks and drop-downs reach."""
INLINE_LIST = 255
"""Characters of a drop-down written into the rule itself; longer lists stand on the hidden sheet."""
MESSAGE_LENGTH = 255
TITLE_LENGTH = 32
REQUIRED_COLOUR = "#F6D5D5"
LISTED_IN_GUIDE = 20
REQUIRED_MARK = " (*)"
LARGEST_INTEGER = 10**15


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill in; `note` says what belongs there, `example` how it looks; `width` in characters."""

    key: str
    title: str
    required: bool = False
    width: float = 18
    note: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""
    kind: Kind = Kind.TEXT

    @property
    def heading(self) -> str:
        """The title as printed, with the mark of required columns."""
        return self.title + (REQUIRED_MARK if self.required else "")


def write_template(
    stream: BinaryIO, columns: Sequence[TemplateColumn], *, sheet: str, instructions: Sequence[str] = ()
) -> None:
    """Write the template: the sheet to fill in (only the header row), the guide, and the hidden lists."""
    book = xlsxwriter.Workbook(stream)
    writer = CellWriter(book)
    data = book.add_worksheet(sheet_name(sheet))
    _write_guide(book.add_worksheet(GUIDE_SHEET), writer, columns, instructions)
    lists = _Lists(book, writer)
    for index, column in enumerate(columns):
        _write_column(data, writer, index, column, lists)
    data.freeze_panes(1, 0)
    data.set_row(0, 34)
    data.activate()
    book.close()


class _Lists:
    """The hidden sheet of long lists, made when the first one is needed."""

    def __init__(self, book: xlsxwriter.Workbook, writer: CellWriter) -> None:
        self._book = book
        self._writer = writer
        self._sheet: Worksheet | None = None
        self._count = 0

    def source(self, choices: Sequence[str]) -> list[str] | str:
        """What a drop-down names as its source: the labels themselves, or a named range."""
        if len(",".join(choices)) <= INLINE_LIST and not any("," in label for label in choices):
            return list(choices)
        if self._sheet is None:
            self._sheet = self._book.add_worksheet(LISTS_SHEET)
            self._sheet.hide()
        for row, label in enumerate(choices):
            self._writer.text(self._sheet, row, self._count, label, self._writer.plain)
        letter = column_letter(self._count)
        name = f"danh_muc_{self._count + 1}"
        self._book.define_name(name, f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}")
        self._count += 1
        return f"={name}"


def _write_column(
    sheet: Worksheet, writer: CellWriter, index: int, column: TemplateColumn, lists: _Lists
) -> None:
    sheet.set_column(index, index, column.width, writer.look(num_format=NUMBER_FORMATS[column.kind]).plain)
    look = header_properties() | ({"bg_color": REQUIRED_COLOUR} if column.required else {})
    writer.text(sheet, 0, index, column.heading, writer.look(**look))
    if column.note:
        sheet.write_comment(0, index, column.note, {"x_scale": 2, "y_scale": 1.2})
    rule = _validation(column, lists)
    if rule:
        sheet.data_validation(1, index, LAST_ROW, index, rule | _messages(column))


def _validation(column: TemplateColumn, lists: _Lists) -> dict[str, object]:
    """The check while typing. Lists refuse; dates and numbers only warn: pasted text is interpreted later."""
    if column.choices:
        return {"validate": "list", "source": lists.source(column.choices), "error_type": "stop"}
    if column.kind is Kind.BOOLEAN:
        return {"validate": "list", "source": ["x"], "error_type": "warning"}
    bounds: dict[Kind, tuple[str, object, object]] = {
        Kind.DATE: ("date", date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
        Kind.INTEGER: ("integer", -LARGEST_INTEGER, LARGEST_INTEGER),
        Kind.DECIMAL: ("decimal", -LARGEST_INTEGER, LARGEST_INTEGER),
    }
    if column.kind not in bounds:
        return {}
    what, least, most = bounds[column.kind]
    return {
        "validate": what,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_type": "warning",
    }


def _messages(column: TemplateColumn) -> dict[str, object]:
    expected = {
        Kind.DATE: "một ngày dạng ngày/tháng/năm, ví dụ 31/12/2023",
        Kind.INTEGER: "một số nguyên",
        Kind.DECIMAL: "một số",
        Kind.BOOLEAN: "“x” nếu có, để trống nếu không",
    }.get(column.kind, "")
    if column.choices:
        expected = "một giá trị trong danh sách thả xuống"
    return {
        "error_title": column.title[:TITLE_LENGTH],
        "error_message": f"Ô này cần {expected}."[:MESSAGE_LENGTH],
    }


def _write_guide(
    sheet: Worksheet, writer: CellWriter, columns: Sequence[TemplateColumn], instructions: Sequence[str]
) -> None:
    for index, width in enumerate((28, 12, 60, 44, 28)):
        sheet.set_column(index, index, width)
    writer.text(sheet, 0, 0, "Hướng dẫn nhập liệu", writer.look(bold=True, font_size=14))
    row = 1
    for line in (*instructions, f"Cột có dấu{REQUIRED_MARK} là bắt buộc. Không đổi tên cột, không gộp ô."):
        writer.text(sheet, row, 0, line, writer.plain)
        row += 1
    row += 1
    titled, framed = writer.look(**header_properties()), writer.look(text_wrap=True, valign="top", border=1)
    for index, heading in enumerate(("Cột", "Bắt buộc", "Nội dung", "Giá trị được chọn", "Ví dụ")):
        writer.text(sheet, row, index, heading, titled)
    for column in columns:
        row += 1
        texts = (
            column.title,
            "có" if column.required else "",
            column.note,
            _listed(column.choices),
            column.example,
        )
        for index, text in enumerate(texts):
            writer.text(sheet, row, index, text, framed)


def _listed(choices: Sequence[str]) -> str:
    shown = "; ".join(choices[:LISTED_IN_GUIDE])
    rest = len(choices) - LISTED_IN_GUIDE
    return f"{shown}; … và {rest} giá trị khác trong danh sách thả xuống" if rest > 0 else shown
