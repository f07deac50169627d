"""The process that opens XLSX, XLS and ODS files: `python -m tochuc.kernel.sheets.reading_process`.

Whatever a hostile file makes the library do, it happens here, under a hard bound of memory and of processor
time that the process sets on itself first. It reads the order (marshal) from standard
input and writes the answer (marshal) to standard output: either
`{"refused": class name, "sentence": …}` or `{"sheets": […]}`.
"""

import gc
import marshal
import resource
import sys
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from tochuc.kernel.sheets import errors
from tochuc.kernel.sheets.cells import CellValue, canonical, clean
from tochuc.kernel.sheets.lost_cells import LostCells, find_lost_cells
from tochuc.kernel.sheets.recognition import encrypted

Address = tuple[int, int]
Originals = dict[Address, str]


def main() -> None:
    """Read the order, bound the process, read the file, write the answer."""
    order = marshal.load(sys.stdin.buffer)  # noqa: S302 - written by our own parent process
    _bound(order["memory"], order["seconds"])
    gc.disable()  # the process lives for one file; collecting among a million cells only costs time
    sys.stdout.buffer.write(marshal.dumps(answer(order)))


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """The sheets of the file, or the reason why it is refused."""
    try:
        return {"sheets": _read(order)}
    except errors.SheetError as refusal:
        return {"refused": type(refusal).__name__, "sentence": refusal.sentence}
    except MemoryError:
        return {"refused": errors.TooExpensiveError.__name__, "sentence": ""}
    except PasswordError:
        return {"refused": errors.EncryptedError.__name__, "sentence": encrypted(order["name"]).sentence}
    except (CalamineError, OSError, ValueError, LookupError, OverflowError, SyntaxError):
        return {"refused": errors.CorruptError.__name__, "sentence": ""}


def _bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(order: dict[str, Any]) -> list[dict[str, Any]]:
    with load_workbook(order["path"]) as workbook:
        metadata = workbook.sheets_metadata
        if len(metadata) > order["sheets"]:
            raise errors.TooManySheetsError(
                f"Tệp “{order['name']}” có {len(metadata)} trang tính, quá {order['sheets']} trang cho phép. "
                "Hãy chỉ giữ lại trang có dữ liệu rồi tải lên."
            )
        visible = [
            sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            for sheet in metadata
        ]
        lost = find_lost_cells(order["format"], order["path"], order["parts"])
        cells_left = order["cells"]
        sheets = []
        for index, sheet in enumerate(metadata):
            read: dict[str, Any] = {"name": sheet.name, "hidden": not visible[index]}
            if visible[index]:
                read |= _read_sheet(workbook, index, lost.get(sheet.name, LostCells()), order, cells_left)
                cells_left -= sum(len(cells) for cells in read["rows"])
            sheets.append(read)
        return sheets


def _read_sheet(
    workbook: CalamineWorkbook, index: int, lost: LostCells, order: dict[str, Any], cells_left: int
) -> dict[str, Any]:
    sheet = workbook.get_sheet_by_index(index)
    merged = [
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]
    if sheet.start is None or sheet.end is None:
        if not lost.errors:
            return {"rows": [], "first_row": 1, "originals": {}, "merged": merged + lost.merged}
        rows: list[list[str]] = []
        first_row = 1
        originals: Originals = {}
    else:
        _check_extent(sheet, order, cells_left)
        first_row = sheet.start[0] + 1
        rows, originals = _rows(sheet, first_row, sheet.start[1])
    first_row = _put_errors(rows, first_row, lost)
    return {"rows": rows, "first_row": first_row, "originals": originals, "merged": merged + lost.merged}


def _check_extent(sheet: CalamineSheet, order: dict[str, Any], cells_left: int) -> None:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= order["rows"]:
        raise errors.TooManyRowsError(
            f"Trang “{sheet.name}” của tệp “{order['name']}” có dữ liệu đến dòng {last_row + 1}, quá "
            f"{order['rows']} dòng cho phép. Hãy xóa các dòng thừa ở cuối trang hoặc chia thành nhiều tệp."
        )
    if last_column >= order["columns"]:
        raise errors.TooManyColumnsError(
            f"Trang “{sheet.name}” của tệp “{order['name']}” có dữ liệu đến cột thứ {last_column + 1}, quá "
            f"{order['columns']} cột cho phép. Hãy xóa các cột thừa ở bên phải rồi lưu lại."
        )
    if sheet.height * (last_column + 1) > cells_left:
        raise errors.TooExpensiveError(
            f"Tệp “{order['name']}” có quá {order['cells']} ô. Hãy chia thành nhiều tệp rồi tải lên từng tệp."
        )


class KnownTexts(dict[CellValue, str]):
    """The canonical text of each value met so far: a register repeats its values (dates, names of units).

    `changed` holds the texts that cleaning altered. 0 and 1 are not remembered, since they equal False and
    True.
    """

    def __init__(self) -> None:
        super().__init__({"": ""})
        self.changed: set[CellValue] = set()

    def __missing__(self, value: CellValue) -> str:
        text = clean(canonical(value))
        if value not in (0, 1):
            self[value] = text
        if isinstance(value, str) and text != value:
            self.changed.add(value)
        return text


def _rows(sheet: CalamineSheet, first_row: int, first_column: int) -> tuple[list[list[str]], Originals]:
    """The used rectangle in canonical text, from column A on, and what cleaning changed."""
    known = KnownTexts()
    text_of = known.__getitem__
    originals: Originals = {}
    blank = [""] * first_column
    rows = []
    for number, values in enumerate(sheet.to_python(), first_row):
        rows.append([*blank, *map(text_of, values)])
        if known.changed and not known.changed.isdisjoint(values):
            for column, value in enumerate(values, first_column):
                if value in known.changed:
                    originals[number, column] = str(value)
    return rows, originals


def _put_errors(rows: list[list[str]], first_row: int, lost: LostCells) -> int:
    """Put formula errors back, which the library hands out as empty cells; returns the first row."""
    for (row, column), text in lost.errors.items():
        if not rows:
            first_row = row
        while row < first_row:
            rows.insert(0, [])
            first_row -= 1
        while row - first_row >= len(rows):
            rows.append([])
        cells = rows[row - first_row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
    return first_row


if __name__ == "__main__":
    main()
