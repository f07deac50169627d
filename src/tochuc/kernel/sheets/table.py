"""Finding the table in a sheet: its header row below a title block, its columns, rows, and errors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tochuc.kernel.sheets.cell_error import CellError
from tochuc.kernel.sheets.headers import HeaderIndex, HeaderSpec, is_ordinal
from tochuc.kernel.sheets.workbook import Range, Sheet, Workbook, column_letter
from tochuc.vi.fold import fold
from tochuc.vi.quoting import quote

HEADER_ROWS = 30
"""How many rows from the top may be title block before the header row."""

COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?")
COLUMN_NUMBERS_LEAST = 3
TOTALS = frozenset({"tổng", "tổng cộng", "tổng số", "cộng", "tổng số:", "tổng cộng:", "cộng:", "tổng:"})


@dataclass(slots=True)
class Table:
    """The table of a sheet. With `errors` the file must be mended first, though the rows can be read."""

    sheet: Sheet
    header_row: int = 0
    """As in the file; 0 when no header row was found."""
    columns: dict[str, int] = field(default_factory=dict)
    """The column (from 0) of each key that was found."""
    titles: dict[str, str] = field(default_factory=dict)
    """The title of each key as our own form prints it."""
    row_numbers: list[int] = field(default_factory=list)
    """The rows of data, as in the file."""
    errors: list[CellError] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(row as in the file, text by key) of every row of data."""
        columns = list(self.columns.items())
        for number in self.row_numbers:
            cells = self.sheet.rows[number - self.sheet.first_row]
            width = len(cells)
            yield number, {key: cells[column] if column < width else "" for key, column in columns}

    def column(self, key: str) -> list[str]:
        """The texts of one column, one for each of `row_numbers`; all "" when the file lacks the column."""
        column = self.columns.get(key)
        if column is None:
            return [""] * len(self.row_numbers)
        found = (self.sheet.rows[number - self.sheet.first_row] for number in self.row_numbers)
        return [cells[column] if column < len(cells) else "" for cells in found]

    def error(self, row: int, key: str, sentence: str) -> CellError:
        """The error of a cell of this table, with the text as the officer sees it in the file."""
        column = self.columns.get(key)
        letter = "" if column is None else column_letter(column)
        value = "" if column is None else self.sheet.original(row, column)
        return CellError(self.sheet.name, row, letter, self.titles.get(key, key), value, sentence)


def find_table(sheet: Sheet, headers: Sequence[HeaderSpec]) -> Table:
    """Find the table by its titles; everything wrong with its shape is in `errors`, all at once."""
    index = HeaderIndex(headers)
    table = Table(sheet, titles={spec.key: spec.title for spec in headers})
    row = _header_row(sheet, index)
    if row is None:
        table.errors.append(_no_header(sheet, headers))
        return table
    table.header_row = row
    _find_columns(table, index)
    _find_rows(table, index)
    _refuse_merged(table)
    table.errors.sort(key=lambda error: error.row)
    return table


def choose_sheet(workbook: Workbook, headers: Sequence[HeaderSpec]) -> Sheet:
    """The visible sheet whose header row names the most expected columns; the first of them if several do.

    The workbook has a sheet with data: `read_workbook` refuses it otherwise.
    """
    index = HeaderIndex(headers)

    def names(sheet: Sheet) -> int:
        row = _header_row(sheet, index)
        return 0 if row is None else index.matches(sheet.rows[row - sheet.first_row])

    return max(workbook.data_sheets(), key=names)


def _header_row(sheet: Sheet, index: HeaderIndex) -> int | None:
    """The row (as in the file) that names the most columns, and at least two where two are expected."""
    found, most = None, min(2, len(index.specs)) - 1
    for offset, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        count = index.matches(cells)
        if count > most:
            found, most = sheet.first_row + offset, count
    return found


def _no_header(sheet: Sheet, headers: Sequence[HeaderSpec]) -> CellError:
    wanted = ", ".join(f"“{spec.title}”" for spec in headers if spec.required or len(headers) < 5)
    sentence = (
        f"không tìm thấy dòng tiêu đề trong {HEADER_ROWS} dòng đầu. "
        f"Dòng tiêu đề phải có các cột: {wanted or 'như trong tệp mẫu'}. "
        "Hãy tải tệp mẫu và chép dữ liệu vào đó."
    )
    return CellError(sheet.name, sheet.first_row, "", "", "", sentence)


def _find_columns(table: Table, index: HeaderIndex) -> None:
    sheet, row = table.sheet, table.header_row
    filled = _filled_columns(sheet, row)
    for column in range(max(len(cells) for cells in sheet.rows)):
        title = sheet.value(row, column)
        key = index.find(title) if title else None
        if key is None:
            if column in filled and not is_ordinal(title):
                table.errors.append(_unknown(sheet, row, column, title, index))
        elif key in table.columns:
            first = column_letter(table.columns[key])
            sentence = (
                f"cột này trùng với cột {first}: cả hai đều là “{table.titles[key]}”. Hãy giữ lại một cột."
            )
            table.errors.append(_header_error(sheet, row, column, title, sentence))
        else:
            table.columns[key] = column
    for spec in index.specs.values():
        if spec.required and spec.key not in table.columns:
            sentence = (
                f"thiếu cột bắt buộc “{spec.title}”. Hãy thêm cột này vào dòng tiêu đề, đúng tên như tệp mẫu."
            )
            table.errors.append(CellError(sheet.name, row, "", spec.title, "", sentence))


def _filled_columns(sheet: Sheet, row: int) -> set[int]:
    """The columns that have a value in the header row or below it."""
    columns = set(range(max(len(cells) for cells in sheet.rows)))
    empty = set(columns)
    for cells in sheet.rows[row - sheet.first_row :]:
        empty -= {column for column in empty if column < len(cells) and cells[column]}
        if not empty:
            break
    return columns - empty


def _unknown(sheet: Sheet, row: int, column: int, title: str, index: HeaderIndex) -> CellError:
    if not title:
        sentence = "cột có dữ liệu nhưng không có tiêu đề. Hãy ghi tiêu đề hoặc xóa cột này."
    elif nearest := index.nearest(title):
        sentence = (
            f"không có cột nào tên {quote(title)}. Có phải là “{nearest}”? Hãy sửa tiêu đề hoặc xóa cột này."
        )
    else:
        sentence = f"không có cột nào tên {quote(title)}. Hãy sửa tiêu đề theo tệp mẫu hoặc xóa cột này."
    return _header_error(sheet, row, column, title, sentence)


def _header_error(sheet: Sheet, row: int, column: int, title: str, sentence: str) -> CellError:
    return CellError(sheet.name, row, column_letter(column), title, sheet.original(row, column), sentence)


def _find_rows(table: Table, index: HeaderIndex) -> None:
    """Every row below the header that holds anything: data, or an error if it is a total or a note."""
    sheet = table.sheet
    known = list(table.columns.values())
    required = [
        table.columns[key] for key, spec in index.specs.items() if spec.required and key in table.columns
    ]
    start = table.header_row - sheet.first_row + 1
    for number, cells in enumerate(sheet.rows[start:], table.header_row + 1):
        if not any(cells) or (number == table.header_row + 1 and _numbers_columns(cells)):
            continue
        if required and _all_filled(cells, required):
            table.row_numbers.append(number)
        elif foreign := _foreign(cells, known, required):
            column, sentence = foreign
            table.errors.append(
                CellError(
                    sheet.name, number, column_letter(column), "", sheet.original(number, column), sentence
                )
            )
        elif any(cells[column] for column in known if column < len(cells)):
            table.row_numbers.append(number)


def _all_filled(cells: Sequence[str], columns: Sequence[int]) -> bool:
    return len(cells) > max(columns) and all(cells[column] for column in columns)


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns, (1) (2) (3), as printed forms do below the header."""
    found = [COLUMN_NUMBER.fullmatch(text) for text in cells if text]
    numbers = [int(match[1]) for match in found if match]
    return len(numbers) >= COLUMN_NUMBERS_LEAST and numbers == list(range(1, len(found) + 1))


def _foreign(cells: Sequence[str], known: Sequence[int], required: Sequence[int]) -> tuple[int, str] | None:
    """(column, sentence) when a row is a total or a note and no record; None for a record."""
    first = next(column for column, text in enumerate(cells) if text)
    missing = [column for column in required if column >= len(cells) or not cells[column]]
    text = cells[first]
    if _is_total(text) and (missing or not required):
        return first, f"dòng này là dòng cộng ({quote(text)}), không phải dữ liệu. Hãy xóa dòng này."
    if required and len(missing) == len(required):
        if first in known:
            return first, "dòng này bỏ trống mọi cột bắt buộc. Hãy ghi đủ, hoặc xóa dòng nếu là ghi chú."
        if not _only_number(cells):
            return (
                first,
                f"dòng này là ghi chú hay chữ ký ({quote(text)}), không phải dữ liệu. Hãy xóa dòng này.",
            )
    return None


def _is_total(text: str) -> bool:
    """ "Tổng cộng", with diacritics as written: "Tống Công" is a name."""
    lowered = text.casefold()
    return lowered in TOTALS or (text.isascii() and lowered in {fold(total) for total in TOTALS})


def _only_number(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but its running number: a form filled in only so far."""
    texts = [text for text in cells if text]
    return len(texts) == 1 and texts[0].isdigit()


def _refuse_merged(table: Table) -> None:
    """Merged cells hide values in all but one of their cells: refused from the header row down."""
    last = table.row_numbers[-1] if table.row_numbers else table.header_row
    for area in table.sheet.merged:
        if area.last_row >= table.header_row and area.first_row <= last and _within(area, table):
            letter = column_letter(area.first_column)
            value = table.sheet.original(area.first_row, area.first_column)
            sentence = f"các ô {area} bị gộp. Hãy bỏ gộp ô (Merge & Center) và ghi giá trị vào từng ô."
            table.errors.append(CellError(table.sheet.name, area.first_row, letter, "", value, sentence))


def _within(area: Range, table: Table) -> bool:
    return any(area.first_column <= column <= area.last_column for column in table.columns.values())
