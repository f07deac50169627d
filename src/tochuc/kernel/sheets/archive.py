"""The checks on an XLSX or ODS archive before a spreadsheet library sees it.

Every part is inflated once in small steps and counted, so the bounds hold for what the archive really
unpacks to and not for the sizes it declares. Nested archives are never opened; outside the place where
Excel keeps embedded documents they are refused.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tochuc.kernel.sheets.errors import ArchiveBombError, CorruptError, ForbiddenXmlError
from tochuc.kernel.sheets.limits import Limits
from tochuc.kernel.sheets.recognition import ZIP_SIGNATURE, archive_format, encrypted
from tochuc.kernel.sheets.workbook import Format

STEP = 1 << 18
LOCAL_HEADER = 30
NAME_LENGTHS = (slice(26, 28), slice(28, 30))
ENCRYPTED_FLAG = 0x1
OVERLAP = 16
"""Bytes kept between two steps, so that a mark on the border is not missed."""
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
ERROR_MARKS = (b't="e"', b'value-type="error"')
"""How a cell with a formula error is written in XLSX and in ODS."""
SPANNED_MARK = b"-spanned="
EMBEDDED = "xl/embeddings/"
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".jar", ".xlsx", ".xlsm", ".ods", ".docx")


@dataclass(frozen=True, slots=True)
class Archive:
    """A checked archive: its format, and the parts whose error or merged cells must be looked for."""

    format: Format
    parts_to_search: tuple[str, ...]


def check_archive(path: Path, name: str, limits: Limits) -> Archive:
    """Check an archive against the limits; raises the SheetError that fits, or tells what it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise _corrupt(name) from error
    _check_listing(parts, path.stat().st_size, name, limits)
    with path.open("rb") as file:
        return _check_parts(file, parts, name, limits)


def _check_listing(parts: list[zipfile.ZipInfo], packed: int, name: str, limits: Limits) -> None:
    """What the list of contents alone gives away, before a byte is inflated."""
    if len(parts) > limits.parts:
        raise _bomb(name, f"chứa {len(parts)} phần, quá {limits.parts} phần cho phép")
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise _bomb(name, "chứa hai phần trùng tên")
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise encrypted(name)
    for part in parts:
        inside = part.filename.lower()
        if inside.endswith(ARCHIVES) and not inside.startswith(EMBEDDED):
            raise _bomb(name, f"chứa một tệp nén khác bên trong ({part.filename})")
    _check_volume(sum(part.file_size for part in parts), packed, name, limits)
    if sum(part.compress_size for part in parts) > packed:
        raise _bomb(name, "có các phần chồng lên nhau")


def _check_volume(unpacked: int, packed: int, name: str, limits: Limits) -> None:
    if unpacked > limits.unpacked_bytes:
        raise _bomb(name, f"giải nén ra hơn {limits.unpacked_bytes >> 20} MB")
    if unpacked > limits.ratio_from and unpacked > packed * limits.unpacked_ratio:
        raise _bomb(name, f"giải nén ra gấp hơn {limits.unpacked_ratio} lần dung lượng của nó")


def _check_parts(file: BinaryIO, parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> Archive:
    packed = file.seek(0, 2)
    unpacked = 0
    mimetype = b""
    to_search: list[str] = []
    for part in parts:
        size, interesting = 0, False
        tail = b""
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        for chunk in inflate(file, part, name):
            size += len(chunk)
            _check_volume(unpacked + size, packed, name, limits)
            if part.filename == "mimetype":
                mimetype = chunk[:100]
            if is_xml:
                seen = tail + chunk
                _check_markup(seen, name, first=size == len(chunk))
                interesting = interesting or _is_interesting(seen, part.filename)
                tail = chunk[-OVERLAP:]
        if size != part.file_size:
            raise _bomb(name, f"khai sai dung lượng của phần {part.filename}")
        if part.filename == "META-INF/manifest.xml" and b"encryption-data" in _whole(file, part, name):
            raise encrypted(name)
        unpacked += size
        if interesting:
            to_search.append(part.filename)
    names = {part.filename for part in parts}
    return Archive(archive_format(names, mimetype, name), tuple(to_search))


def _whole(file: BinaryIO, part: zipfile.ZipInfo, name: str) -> bytes:
    return b"".join(inflate(file, part, name))


def _check_markup(seen: bytes, name: str, *, first: bool) -> None:
    """Spreadsheet programs write UTF-8 without DTD; anything else is refused rather than understood."""
    if any(mark in seen for mark in FORBIDDEN) or (first and seen.startswith(UTF16_MARKS)):
        raise ForbiddenXmlError(
            f"Tệp “{name}” chứa khai báo XML (DTD, ENTITY hoặc mã UTF-16) mà Excel và LibreOffice "
            "không bao giờ ghi ra; vì an toàn hệ thống không đọc tệp này. "
            "Hãy mở tệp bằng Excel, lưu thành tệp .xlsx mới rồi tải lên."
        )


def _is_interesting(seen: bytes, part: str) -> bool:
    if part == "content.xml":
        return SPANNED_MARK in seen or ERROR_MARKS[1] in seen
    return part.startswith("xl/worksheets/") and ERROR_MARKS[0] in seen


def inflate(file: BinaryIO, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The bytes of a part in steps of at most STEP, to the end of its stream whatever size it declares."""
    file.seek(part.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or not header.startswith(ZIP_SIGNATURE):
        raise _corrupt(name)
    file.seek(sum(int.from_bytes(header[length], "little") for length in NAME_LENGTHS), 1)
    if part.compress_type == zipfile.ZIP_STORED:
        yield from _stored(file, part.compress_size)
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _deflated(file, part.compress_size, name)
    else:
        raise _corrupt(name)


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (chunk := file.read(min(STEP, left))):
        left -= len(chunk)
        yield chunk


def _deflated(file: BinaryIO, left: int, name: str) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = b""
    while not stream.eof:
        if not packed:
            packed = file.read(min(STEP, left))
            left -= len(packed)
        try:
            chunk = stream.decompress(packed, STEP)
        except zlib.error as error:
            raise _corrupt(name) from error
        if not chunk and not packed and not stream.eof:
            raise _corrupt(name)
        packed = stream.unconsumed_tail
        if chunk:
            yield chunk


def _bomb(name: str, why: str) -> ArchiveBombError:
    return ArchiveBombError(
        f"Tệp “{name}” {why}, không giống một bảng tính bình thường nên không được mở. "
        "Hãy chép phần dữ liệu sang một sổ làm việc mới, lưu thành .xlsx rồi tải lên."
    )


def _corrupt(name: str) -> CorruptError:
    return CorruptError(
        f"Tệp “{name}” bị hỏng hoặc tải lên chưa trọn vẹn. Hãy mở thử trên máy, lưu lại rồi tải lên lần nữa."
    )
