"""A table's cells as numbers, its header, and how its rows are numbered."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tochuc.checker.document import Block, Table
from tochuc.checker.number_words import value_of_roman

_NUMBER = re.compile(r"[*\s]{0,4}(-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,5}|[0-9]{1,12})(?:,[0-9]{1,4})?)[*\s]{0,4}")
_NONE = re.compile(r"[*\s]{0,4}[-–—]{1,2}[*\s]{0,4}")
_TOTAL = re.compile(
    r"[\s*_]{0,4}(?:tổng(?!\shợp|\skết|\squát)|cộng(?!\shòa|\stác|\sđồng)|toàn (?:tỉnh|huyện|thành phố|thị xã|xã|phường|đảng bộ|khối|ngành|trường|cơ quan)"
    r"|tất cả|tổng cộng|chung)(?!\w)",
    re.IGNORECASE,
)
_TOTAL_HEADER = re.compile(
    r"(?:^|[\s*/])(?:tổng|tổng số|tổng cộng|cộng|tổng chung)(?:\s|$|[*:(])", re.IGNORECASE
)
_SOME = re.compile(r"[\s*+-]{0,5}(?:trong đó|riêng)(?!\w)", re.IGNORECASE)
_NOT_ADDED = re.compile(
    r"%|tỷ lệ|tỉ lệ|bình quân|trung bình|so với|so sánh|tăng|giảm|^(?:tt|stt|số tt)$|năm sinh|ghi chú|lũy kế",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|tỷ lệ|tỉ lệ", re.IGNORECASE)
_COME = re.compile(
    r"tăng|kết nạp|chuyển đến|tiếp nhận|nhận|đến|bổ sung|thêm|tuyển|thu|phát sinh|phục hồi", re.IGNORECASE
)
_GONE = re.compile(
    r"giảm|chuyển đi|từ trần|ra khỏi|xóa tên|khai trừ|nghỉ|thôi|chi(?!\w)|hủy|giải thể|sáp nhập|mất|chuyển ra|xin ra",
    re.IGNORECASE,
)
_LEVELS = (
    re.compile(r"[\s*]{0,4}(?:[IVX]{1,5}|[A-Z])[.)*\s]{0,3}$"),
    re.compile(r"[\s*]{0,4}[0-9]{1,3}[.)*\s]{0,3}$"),
    re.compile(r"[\s*]{0,4}(?:[0-9]{1,2}\.[0-9]{1,2}|[a-zđ])[.)*\s]{0,3}$"),
    re.compile(r"[\s*]{0,4}[-–•*]\s?$"),
    re.compile(r"[\s*]{0,4}\+\s?$"),
)
_LABEL_START = re.compile(
    r"[\s*]{0,4}([IVX]{1,5}\.|[A-Z]\.|[0-9]{1,2}\.[0-9]{1,2}\.?|[0-9]{1,2}[.)]|[a-zđ]\)|[-–•+])\s"
)
_UNNUMBERED = 1
_DASH_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header: its label, its level (0 for I, 1 for 1, 2 for a, 3 for a dash), its numbers."""

    label: str
    level: int
    cells: tuple[Block, ...]
    values: dict[int, Decimal]
    is_total: bool
    some: bool

    @property
    def is_group(self) -> bool:
        return not self.is_total and self.level < _DASH_LEVEL


class Grid:
    """A table understood. `columns` are those whose numbers may be added."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.first = self._first_row()

    def _first_row(self) -> int:
        """The first row below the header: it has a number that is not the number of a column."""
        for position, row in enumerate(self.table.rows):
            numbers = [number for cell in row if (number := self.value_of(cell)) is not None]
            if numbers and not _numbers_columns(row):
                return position
        return len(self.table.rows)

    def value_of(self, cell: Block) -> Decimal | None:
        """The number that a cell holds alone; a dash is nought."""
        if _NONE.fullmatch(cell.text):
            return Decimal(0)
        match = _NUMBER.fullmatch(cell.text)
        return Decimal(match[1].replace(".", "").replace(",", ".")) if match else None

    @cached_property
    def headers(self) -> dict[int, str]:
        """The words over each column, all header rows together."""
        found: dict[int, list[str]] = {}
        for row in self.table.rows[: self.first]:
            if _numbers_columns(row):
                continue
            for column, cell in enumerate(row):
                words = cell.text.strip(" *")
                if words and words not in found.setdefault(column, []):
                    found[column].append(words)
        return {column: " / ".join(words) for column, words in found.items()}

    @cached_property
    def label_column(self) -> int:
        """The first column that mostly holds words."""
        body = self.table.rows[self.first :]
        for column in range(max((len(row) for row in body), default=0)):
            texts = [row[column].text for row in body if column < len(row)]
            words = [text for text in texts if sum(letter.isalpha() for letter in text) > 2]
            if len(words) * 2 > len(texts):
                return column
        return 0

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        found: list[Row] = []
        inside = False
        for cells in self.table.rows[self.first :]:
            row = self._row(cells)
            if _NOT_ADDED.search(row.label) and not row.is_total:
                continue
            some = bool(_SOME.match(row.label))
            inside = some or (inside and row.level >= _DASH_LEVEL)
            found.append(Row(row.label, row.level, row.cells, row.values, row.is_total, some or inside))
        return tuple(found)

    def _row(self, cells: tuple[Block, ...]) -> Row:
        at = self.label_column
        values = {
            column: value
            for column, cell in enumerate(cells)
            if column > at and (value := self.value_of(cell)) is not None
        }
        label = cells[at].text.strip(" *") if at < len(cells) else ""
        names = [cell.text for cell in cells[: at + 1]]
        return Row(
            label, _level(names, label), cells, values, any(_TOTAL.match(name) for name in names), False
        )

    @cached_property
    def all_columns(self) -> tuple[int, ...]:
        """Columns of numbers but for percentages."""
        wide = sorted({column for row in self.rows for column in row.values})
        return tuple(column for column in wide if not _PERCENT.search(self.headers.get(column, "")))

    def direction(self, column: int) -> int:
        """1 where a column tells what has come, -1 where what has gone, else 0."""
        header = self.headers.get(column, "")
        return -1 if _GONE.search(header) else 1 if _COME.search(header) else 0

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Columns of numbers that may be added: not of averages, differences, years of birth."""
        return tuple(
            column for column in self.all_columns if not _NOT_ADDED.search(self.headers.get(column, ""))
        )

    @cached_property
    def total_columns(self) -> tuple[int, ...]:
        return tuple(column for column in self.columns if _TOTAL_HEADER.search(self._own_header(column)))

    def _own_header(self, column: int) -> str:
        """The lowest words over a column; where these are over several, the column is not told by them."""
        return self.headers.get(column, "").rpartition(" / ")[2]


def _numbers_columns(row: tuple[Block, ...]) -> bool:
    """`(1) (2) (3)`, `A B 1 2 3=1+2`: a row that numbers the columns."""
    texts = [cell.text.strip(" *()") for cell in row]
    filled = [text for text in texts if text]
    if len(filled) < 3 or any(len(text) > 12 for text in filled):
        return False
    numbers = [int(text) for text in filled if text.isdigit() and len(text) < 3]
    letters = [text for text in filled if not text[0].isdigit()]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return rising and len(numbers) > 1 and numbers[0] in (1, 2, 3) and all(len(text) == 1 for text in letters)


def _level(names: list[str], label: str) -> int:
    for name in names:
        for level, pattern in enumerate(_LEVELS):
            if pattern.match(name) and (
                level or name.strip(" *.)") in "ABCDEGH" or value_of_roman(name.strip(" *.)"))
            ):
                return level
    start = _LABEL_START.match(label)
    if not start:
        return _UNNUMBERED
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(start[1])), _UNNUMBERED)
