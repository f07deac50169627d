"""CSV files: their encoding, their separator, their rows."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tochuc.kernel.sheets.cells import clean
from tochuc.kernel.sheets.errors import CorruptError, TooManyColumnsError, TooManyRowsError, WrongTypeError
from tochuc.kernel.sheets.limits import Limits
from tochuc.kernel.sheets.recognition import wrong_type
from tochuc.kernel.sheets.workbook import Format, Sheet, Workbook

SEPARATORS = (",", ";", "\t", "|")
SAMPLE_RECORDS = 50
LONGEST_LINE = 1_000_000
"""Characters; a longer line would build a huge row before its columns could be counted."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
LEGACY = "cp1258"
SEPARATOR_LINE = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
"""The first line by which Excel is told the separator; not data."""


def read_csv(path: Path, name: str, limits: Limits) -> Workbook:
    """A CSV file as a workbook of one sheet named like the file; raises the SheetError that fits.

    Bounds: `limits.file_bytes` (checked before), one line of at most LONGEST_LINE, the rows and
    columns of `limits`.
    """
    text, encoding = _decode(path.read_bytes(), name)
    warnings = []
    if encoding == LEGACY:
        warnings.append(
            f"Tệp “{name}” không ghi bằng Unicode (UTF-8); hệ thống đọc theo bảng mã Windows-1258. "
            "Hãy xem kỹ các chữ có dấu; nếu sai, lưu lại thành “CSV UTF-8” rồi tải lên."
        )
    sheet = Sheet(name=Path(name).stem)
    first = text[: text.find("\n") + 1] or text
    declared = SEPARATOR_LINE.match(first)
    separator = declared[1] if declared else _separator(text)
    if declared:
        text = text[len(first) :]
        sheet.first_row = 2
    known: dict[str, str] = {}
    for row in _records(text, separator, name):
        _check_size(len(sheet.rows) + sheet.first_row, len(row), name, limits)
        sheet.rows.append(_cleaned(row, sheet, known))
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    return Workbook(Format.CSV, [sheet], warnings)


def _decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding in which it was read; raises WrongTypeError for bytes that are no text."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text):
            return text, encoding
    raise _not_text(name)


def _candidates(content: bytes) -> Iterator[str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            yield encoding
            return
    sample = content[:2000]
    if sample.count(0) * 4 > len(sample):
        yield "utf-16-le" if sample[1:2] == b"\x00" else "utf-16-be"
        return
    yield "utf-8"
    yield LEGACY


def _not_text(name: str) -> WrongTypeError:
    return wrong_type(name, "tệp nhị phân không rõ loại")


def _separator(text: str) -> str:
    """The separator with which most records of the sample have the same number of fields, at least two."""
    sample = "".join(io.StringIO(text, newline="").readlines(LONGEST_LINE)[: SAMPLE_RECORDS * 2])
    return max(SEPARATORS, key=lambda separator: _regularity(sample, separator))


def _regularity(sample: str, separator: str) -> tuple[int, int]:
    """(records with the commonest number of fields, that number); (0, 0) where nothing is separated."""
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            if number == SAMPLE_RECORDS:
                break
            if len(row) > 1:
                widths[len(row)] += 1
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, records = widths.most_common(1)[0]
    return records, width


def _records(text: str, separator: str, name: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(_lines(text, name), delimiter=separator)
    except csv.Error as error:
        raise CorruptError(
            f"Tệp “{name}” có một ô dài bất thường, thường do thiếu dấu ngoặc kép đóng. "
            "Hãy mở tệp bằng Excel, kiểm tra rồi lưu lại thành .xlsx."
        ) from error


def _lines(text: str, name: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > LONGEST_LINE:
            raise CorruptError(
                f"Tệp “{name}” có một dòng dài hơn {LONGEST_LINE:,} ký tự, không phải bảng dữ liệu. "
                "Hãy kiểm tra lại tệp.".replace(",", ".", 1)
            )
        yield line


def _check_size(row: int, columns: int, name: str, limits: Limits) -> None:
    if row > limits.rows:
        raise TooManyRowsError(
            f"Tệp “{name}” có hơn {limits.rows} dòng. Hãy chia thành nhiều tệp rồi tải lên từng tệp."
        )
    if columns > limits.columns:
        raise TooManyColumnsError(
            f"Tệp “{name}” có dòng {row} gồm {columns} cột, quá {limits.columns} cột cho phép. "
            "Hãy xóa các cột thừa hoặc kiểm tra dấu phân cách."
        )


def _cleaned(row: list[str], sheet: Sheet, known: dict[str, str]) -> list[str]:
    """The row in canonical text; cells that changed are noted in the sheet's originals."""
    number = len(sheet.rows) + sheet.first_row
    cells = []
    for column, raw in enumerate(row):
        text = known.get(raw)
        if text is None:
            text = known[raw] = clean(raw)
        if text != raw:
            sheet.originals[number, column] = raw
        cells.append(text)
    return cells
