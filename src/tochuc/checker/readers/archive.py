"""The parts of a ZIP archive (DOCX, ODT) and their XML, with bounds on what they unpack to.

Parts are inflated in small steps and counted, so the bounds hold for what an archive really unpacks to and
not for the sizes it declares. XML is parsed without entities, without DTD, without network.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from tochuc.checker.readers.recognition import encrypted
from tochuc.checker.readers.unreadable import Unreadable

#: A report with pictures has a hundred parts and some megabytes; its text is a small share of that.
LARGEST_ARCHIVE = 128 << 20
LARGEST_PART = 64 << 20
LARGEST_TOTAL = 96 << 20
MOST_PARTS = 5_000
HIGHEST_RATIO = 200
#: Below this size a high ratio is harmless, and common in well-formed XML.
RATIO_FROM = 16 << 20

_STEP = 1 << 16
_ENCRYPTED_FLAG = 0x1


class Archive:
    """An archive whose listing is within the bounds."""

    def __init__(self, content: bytes) -> None:
        """Raises Unreadable for what is broken, hostile or encrypted."""
        if len(content) > LARGEST_ARCHIVE:
            raise hostile(f"lớn hơn {LARGEST_ARCHIVE >> 20} MB", f"is larger than {LARGEST_ARCHIVE >> 20} MB")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            UnicodeDecodeError,
        ) as error:
            raise broken() from error
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise hostile(f"có {len(parts)} phần", f"has {len(parts)} parts")
        if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
            raise encrypted()
        self._parts = {part.filename: part for part in parts}
        self._left = LARGEST_TOTAL

    @property
    def names(self) -> Iterable[str]:
        return self._parts.keys()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises Unreadable if it is broken or too large."""
        part = self._parts[name]
        most = min(LARGEST_PART, self._left)
        unpacked = bytearray()
        try:
            with self._zip.open(part) as stream:
                while step := stream.read(_STEP):
                    unpacked += step
                    if len(unpacked) > most or self._explodes(part, len(unpacked)):
                        raise hostile(
                            f"có phần {name} giải nén ra quá lớn",
                            f"has a part {name} that unpacks to too much",
                        )
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
            if isinstance(error, Unreadable):
                raise
            raise broken() from error
        self._left -= len(unpacked)
        return bytes(unpacked)

    def xml(self, name: str) -> etree._Element:
        """The root element of a part. Raises Unreadable if it is no XML, has a DTD or is nested too deep."""
        return parse_xml(self.read(name))

    @staticmethod
    def _explodes(part: zipfile.ZipInfo, size: int) -> bool:
        return size > RATIO_FROM and size > HIGHEST_RATIO * max(part.compress_size, 1)


def parse_xml(content: bytes) -> etree._Element:
    """The root element. Raises Unreadable; libxml2 itself refuses what is nested more than 256 deep."""
    if b"<!DOCTYPE" in content:
        raise _declares_types()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_types()
    return root


def _declares_types() -> Unreadable:
    return hostile("có khai báo DTD trong XML", "declares a DTD in its XML")


def broken() -> Unreadable:
    return Unreadable(
        "Tệp bị hỏng hoặc tải về chưa trọn vẹn. Hãy mở thử bằng Word, lưu lại thành .docx rồi kiểm tra.",
        "The file is damaged or incomplete. Try to open it with Word, save it as .docx and check again.",
    )


def hostile(vi: str, en: str) -> Unreadable:
    return Unreadable(
        f"Tệp {vi}, không giống một văn bản bình thường nên không được mở. "
        "Hãy chép nội dung sang một tệp Word mới, lưu thành .docx rồi kiểm tra.",
        f"The file {en}, unlike an ordinary document, and is not opened. "
        "Copy its content into a new Word file, save it as .docx and check again.",
    )
