"""Formula errors of an old Excel file (BIFF8, [MS-XLS]): the records that hold them, and nothing else."""

import struct
from collections.abc import Iterator
from typing import IO

import olefile  # type: ignore[import-untyped]

BOUND_SHEET, BEGIN, BOOLEAN_OR_ERROR, FORMULA = 0x0085, 0x0809, 0x0205, 0x0006
ERROR_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""[MS-XLS] 2.5.10, BErr."""

Position = tuple[int, int]


def biff_errors(path: str) -> dict[str, dict[Position, str]]:
    """Formula errors by sheet, under (row from 1, column from 0); empty for files older than BIFF8."""
    with olefile.OleFileIO(path) as container:
        if not container.exists("Workbook"):
            return {}
        stream = container.openstream("Workbook")
        starts = dict(_sheets(stream))
        errors: dict[str, dict[Position, str]] = {}
        current = ""
        for offset, kind, body in _records(stream):
            if kind == BEGIN:
                current = starts.get(offset, current)
            elif found := _error(kind, body):
                position, text = found
                errors.setdefault(current, {})[position] = text
        return errors


def _records(stream: IO[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """(offset, kind, body) of every record from the start of the stream."""
    content = memoryview(stream.read())
    stream.seek(0)
    offset = 0
    while offset + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, offset)
        yield offset, kind, bytes(content[offset + 4 : offset + 4 + length])
        offset += 4 + length


def _sheets(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    """(offset of the sheet's first record, its name) from the list in the workbook's head."""
    for _, kind, body in _records(stream):
        if kind == BOUND_SHEET:
            start, _, length, wide = struct.unpack_from("<IHBB", body)
            raw = body[8 : 8 + length * (1 + (wide & 1))]
            yield start, raw.decode("utf-16-le" if wide & 1 else "latin-1")


def _error(kind: int, body: bytes) -> tuple[Position, str] | None:
    if kind == BOOLEAN_OR_ERROR and len(body) >= 8 and body[7] == 1:
        code = body[6]
    elif kind == FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        code = body[8]
    else:
        return None
    row, column = struct.unpack_from("<HH", body)
    return (row + 1, column), ERROR_CODES.get(code, "#N/A")
