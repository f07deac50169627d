"""Of what format a file is, told by its first bytes and never by its name."""

from enum import Enum, auto

from tochuc.checker.readers.unreadable import Unreadable


class Container(Enum):
    TEXT = auto()
    ZIP = auto()
    PDF = auto()


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF, _PDF_END = b"%PDF-", b"%%EOF"
#: Programs read a PDF with some bytes of another kind before it.
_PDF_WITHIN = 1024
_IMAGES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"RIFF",
)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = (b"<!doctype html", b"<html", b"<?xml")


def recognise(content: bytes) -> Container:
    """The kind of file. Raises Unreadable for what is known and cannot be read, and for empty files."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(
            "Tệp rỗng, không có nội dung để kiểm tra. Hãy chọn đúng tệp văn bản.",
            "The file is empty: there is nothing to check. Choose the right file.",
        )
    if content.startswith(_ZIP):
        return Container.ZIP
    if content[:_PDF_WITHIN].lstrip().startswith(_PDF) or (
        _PDF in content[:_PDF_WITHIN] and _PDF_END in content[-_PDF_WITHIN:]
    ):
        return Container.PDF
    _refuse_known(content)
    return Container.TEXT


def _refuse_known(content: bytes) -> None:
    if content.startswith(_OLE):
        raise ole(content)
    if content.startswith(b"{\\rtf"):
        raise _save_as_docx("Tệp dạng RTF chưa đọc được.", "RTF files cannot be read.")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        raise _save_as_docx(
            "Tệp là trang web hoặc XML, không phải văn bản Word.",
            "The file is a web page or XML, no Word document.",
        )
    if content.startswith(_ARCHIVES):
        raise Unreadable(
            "Tệp là tệp nén. Hãy giải nén rồi kiểm tra từng văn bản trong đó.",
            "The file is an archive. Unpack it and check each document in it.",
        )
    if content.startswith(_IMAGES) and not _is_text(content[:64]):
        raise image()


def ole(content: bytes) -> Unreadable:
    """Why a container of the old Office cannot be read: its streams have UTF-16 names in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return encrypted()
    if "WordDocument".encode("utf-16-le") in content:
        return _save_as_docx(
            "Tệp Word 97-2003 (.doc) chưa đọc được.", "Files of Word 97-2003 (.doc) cannot be read."
        )
    return _save_as_docx(
        "Tệp thuộc định dạng Office cũ, không phải văn bản Word (.docx).",
        "The file has an old Office format and is no Word document (.docx).",
    )


def encrypted() -> Unreadable:
    return Unreadable(
        "Tệp được bảo vệ bằng mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi kiểm tra.",
        "The file is protected by a password. Open it, remove the password, save it and check again.",
    )


def image() -> Unreadable:
    return Unreadable(
        "Tệp là ảnh, không có chữ để kiểm tra. Hãy nhận dạng chữ (OCR) và lưu thành .docx, "
        "hoặc dùng tệp Word gốc của văn bản.",
        "The file is an image without text. Recognise its text (OCR) and save it as .docx, "
        "or use the document's original Word file.",
    )


def _save_as_docx(vi: str, en: str) -> Unreadable:
    return Unreadable(
        f"{vi} Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại thành .docx rồi kiểm tra.",
        f"{en} Open the file with Word or LibreOffice, save it as .docx and check again.",
    )


def _is_text(start: bytes) -> bool:
    """Whether the first bytes are printable after all: `BM` and `RIFF` may begin a text."""
    return all(byte >= 32 or byte in b"\t\r\n" for byte in start)
