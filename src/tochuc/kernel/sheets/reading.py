"""Reading an uploaded file into text, whatever spreadsheet format it is; refusing what must not be read.

What bounds a hostile file: its bytes (`file_bytes`) are counted first; an archive is inflated once in small
steps and counted (`archive`); then a separate process opens it under hard limits of memory,
processor time and clock (`reading_process`). The server itself never runs a spreadsheet parser, so the worst
that a file does
to it is to make it wait.
"""

import marshal
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tochuc.kernel.sheets import errors
from tochuc.kernel.sheets.archive import check_archive
from tochuc.kernel.sheets.delimited import read_csv
from tochuc.kernel.sheets.limits import DEFAULT, MEBIBYTE, Limits
from tochuc.kernel.sheets.recognition import OLE_SIGNATURE, ZIP_SIGNATURE, check_ole, refuse_foreign
from tochuc.kernel.sheets.workbook import LISTS_SHEET, Format, Range, Sheet, Workbook

HEAD = 4096
SOURCES = Path(__file__).parents[3]


def read_workbook(path: Path, *, name: str, limits: Limits = DEFAULT) -> Workbook:
    """Read XLSX, XLS, ODS or CSV, told apart by content; `name` is what the user calls the file.

    Raises a subclass of SheetError for every file that cannot be used.
    """
    workbook = _read(path, name, limits)
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden and sheet.name != LISTS_SHEET]
    if hidden:
        names = ", ".join(f"“{sheet}”" for sheet in hidden)
        workbook.warnings.append(
            f"Tệp “{name}” có trang tính ẩn không được đọc: {names}. "
            "Nếu cần dữ liệu ở đó, hãy bỏ ẩn trang rồi tải lên lại."
        )
    if not workbook.data_sheets():
        raise errors.NoDataError(
            f"Tệp “{name}” không có trang tính nào đang hiện mà có dữ liệu. "
            "Hãy kiểm tra lại tệp, bỏ ẩn trang cần nhập nếu có, rồi tải lên."
        )
    return workbook


def _read(path: Path, name: str, limits: Limits) -> Workbook:
    size = path.stat().st_size
    if size == 0:
        raise errors.EmptyFileError(f"Tệp “{name}” rỗng (0 byte). Hãy kiểm tra rồi tải lên tệp có dữ liệu.")
    if size > limits.file_bytes:
        raise errors.FileTooLargeError(
            f"Tệp “{name}” nặng {size / MEBIBYTE:.1f} MB, quá {limits.file_bytes / MEBIBYTE:.0f} MB. "
            "Hãy bỏ hình ảnh, trang thừa hoặc chia thành nhiều tệp."
        )
    with path.open("rb") as file:
        head = file.read(HEAD)
    refuse_foreign(head, name)
    if head.startswith(ZIP_SIGNATURE):
        archive = check_archive(path, name, limits)
        return _in_process(path, name, limits, archive.format, archive.parts_to_search)
    if head.startswith(OLE_SIGNATURE):
        check_ole(path, name)
        return _in_process(path, name, limits, Format.XLS, ())
    return read_csv(path, name, limits)


def _in_process(path: Path, name: str, limits: Limits, kind: Format, parts: tuple[str, ...]) -> Workbook:
    """Have the reading process open the file, and turn its answer into a workbook or a refusal."""
    order = {
        "path": str(path.resolve()),
        "name": name,
        "format": str(kind),
        "parts": list(parts),
        "sheets": limits.sheets,
        "rows": limits.rows,
        "columns": limits.columns,
        "cells": limits.cells,
        "memory": limits.process_memory,
        "seconds": limits.process_seconds,
    }
    answer = _ask(order, name, limits)
    if "refused" in answer:
        raise _refusal(answer["refused"], answer["sentence"], name)
    return Workbook(kind, [_sheet(read) for read in answer["sheets"]])


def _ask(order: dict[str, Any], name: str, limits: Limits) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tochuc.kernel.sheets.reading_process"],
            input=marshal.dumps(order),
            capture_output=True,
            timeout=limits.process_seconds * 2,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(SOURCES)},
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal(errors.TooExpensiveError.__name__, "", name) from error
    if done.returncode == 0:
        answer: dict[str, Any] = marshal.loads(done.stdout)  # noqa: S302 - written by our own process
        return answer
    expensive = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT)
    reason = errors.TooExpensiveError if expensive else errors.CorruptError
    raise _refusal(reason.__name__, "", name)


def _refusal(reason: str, sentence: str, name: str) -> errors.SheetError:
    default = {
        errors.TooExpensiveError.__name__: (
            f"Tệp “{name}” cần quá nhiều bộ nhớ hoặc thời gian để đọc. "
            "Hãy chép phần dữ liệu sang một sổ làm việc mới, lưu thành .xlsx, hoặc chia thành nhiều tệp."
        ),
        errors.CorruptError.__name__: (
            f"Tệp “{name}” bị hỏng, không đọc được nội dung. Hãy mở bằng Excel, lưu lại rồi tải lên lần nữa."
        ),
    }
    return errors.REASONS[reason](sentence or default[reason])


def _sheet(read: dict[str, Any]) -> Sheet:
    merged = [Range(*area) for area in read.pop("merged", [])]
    return Sheet(**read, merged=merged)
