"""What a file is, told from its first bytes and its parts, never from its name."""

from pathlib import Path

from tochuc.kernel.sheets.errors import CorruptError, EncryptedError, WrongTypeError
from tochuc.kernel.sheets.workbook import Format

ZIP_SIGNATURE = b"PK\x03\x04"
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_SECTOR = 512
DIRECTORY_START = slice(48, 52)
"""Where the header of an OLE file names the sector of its directory."""

ADVICE = "Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại thành “Excel Workbook (.xlsx)” rồi tải lên."

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "tệp PDF"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
    (b"GIF8", "ảnh GIF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"{\\rtf", "văn bản RTF"),
    (b"PK\x05\x06", "tệp nén ZIP rỗng"),
    (b"\x09\x00\x04\x00", "bảng tính Excel 2 quá cũ"),
    (b"\x09\x02\x06\x00", "bảng tính Excel 3 quá cũ"),
    (b"\x09\x04\x06\x00", "bảng tính Excel 4 quá cũ"),
)
"""Contents that people upload by mistake, with the words under which they know them."""

PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "văn bản Word"),
    ("ppt/presentation.xml", "bản trình chiếu PowerPoint"),
    ("xl/workbook.bin", "bảng tính Excel nhị phân (.xlsb)"),
)
"""Office archives that are not the kind we read, by the part that gives them away."""


def wrong_type(name: str, what: str) -> WrongTypeError:
    """The refusal of a file that is something else; `what` is that something in Vietnamese."""
    return WrongTypeError(
        f"Tệp “{name}” thực ra là {what}, không phải bảng tính XLSX, XLS, ODS hay CSV. {ADVICE}"
    )


def refuse_foreign(head: bytes, name: str) -> None:
    """Refuse what the first bytes show to be no spreadsheet; raises WrongTypeError."""
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise wrong_type(name, what)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"progid=" in start and b"excel.sheet" in start:
        raise wrong_type(name, "bảng tính Excel 2003 dạng XML")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<div")):
        raise wrong_type(name, "trang web (HTML) đổi tên")
    if start.startswith((b"<?xml", b"<!doctype", b"<!--")):
        raise wrong_type(name, "tệp XML hoặc trang web")


def archive_format(parts: set[str], mimetype: bytes, name: str) -> Format:
    """XLSX or ODS, from the names of the archive's parts; raises WrongTypeError for any other archive."""
    for part, what in PARTS:
        if part in parts:
            raise wrong_type(name, what)
    if "xl/workbook.xml" in parts:
        return Format.XLSX
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        if b"opendocument.spreadsheet" in mimetype and "content.xml" in parts:
            return Format.ODS
        raise wrong_type(name, "văn bản OpenDocument, không phải loại bảng tính")
    raise wrong_type(name, "tệp nén ZIP")


def check_ole(path: Path, name: str) -> None:
    """Accept an OLE file only when it is an unencrypted XLS; raises Encrypted-, Corrupt- or WrongTypeError.

    The names of the streams are looked for as bytes: no structure of an untrusted file is followed here.
    """
    content = path.read_bytes()
    directory = (int.from_bytes(content[DIRECTORY_START], "little") + 1) * OLE_SECTOR
    if directory >= len(content):
        raise CorruptError(f"Tệp “{name}” bị cắt cụt: phần cuối của tệp không còn. Hãy tải lại từ bản gốc.")
    if _utf16("EncryptedPackage") in content:
        raise encrypted(name)
    if _utf16("WordDocument") in content:
        raise wrong_type(name, "văn bản Word")
    if _utf16("Workbook") not in content and _utf16("Book") not in content:
        raise wrong_type(name, "tệp của chương trình khác")


def encrypted(name: str) -> EncryptedError:
    """The refusal of a workbook with a password."""
    return EncryptedError(
        f"Tệp “{name}” được đặt mật khẩu nên không đọc được. "
        "Hãy mở tệp, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi tải lên."
    )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
