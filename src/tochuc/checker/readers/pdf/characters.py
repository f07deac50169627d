"""The characters and drawn lines of a PDF's pages, as PDFium finds them; lengths in points, y upwards."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from threading import Lock
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from tochuc.checker.readers.archive import broken
from tochuc.checker.readers.recognition import encrypted
from tochuc.checker.readers.unreadable import Unreadable

#: A report of 100 pages has 300,000 characters.
MOST_PAGES = 1_000
MOST_CHARACTERS = 3_000_000
MOST_DRAWINGS = 20_000
_THIN = 3.0
#: PDFium keeps a state of its own and may not be called by two threads.
_ONE_AT_A_TIME = Lock()
_SHORTEST_LINE = 6.0
#: What PDFium sets for hyphens at line ends and for characters that it does not know.
_NO_TEXT = frozenset((0, 2, 0xFFFE, 0xFFFF))


class Character(NamedTuple):
    """A character between `left` and `right`, on its baseline `y`; `size` is that of its font."""

    text: str
    left: float
    right: float
    y: float
    size: float


class Stroke(NamedTuple):
    """A thin drawn line, or the border of a shape."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left > self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the order in which it was written."""

    number: int
    characters: list[Character]
    strokes: list[Stroke]


def pages_of(content: bytes) -> list[Page]:
    """The pages. Raises Unreadable: broken, encrypted, too long, or only images."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            protected = any(word in str(error).lower() for word in ("password", "security"))
            raise (encrypted() if protected else broken()) from error
        try:
            pages = list(_pages(document))
        finally:
            document.close()
    if not any(page.characters for page in pages):
        raise _only_images()
    return pages


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    if len(document) > MOST_PAGES:
        raise _too_long()
    count = 0
    for number in range(len(document)):
        page = _page(document, number, MOST_CHARACTERS - count)
        count += len(page.characters)
        yield page


def _page(document: pypdfium2.PdfDocument, number: int, most: int) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise broken() from error
    try:
        if text.count_chars() > most:
            raise _too_long()
        return Page(number + 1, list(_characters(text.raw, text.count_chars())), list(_strokes(page.raw)))
    finally:
        text.close()
        page.close()


def _characters(text: pdfium.FPDF_TEXTPAGE, count: int) -> Iterator[Character]:
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _NO_TEXT or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * (hypot(matrix.c, matrix.d) or 1)
        yield Character(chr(code), box.left, box.right, y.value, size)


def _strokes(page: pdfium.FPDF_PAGE) -> Iterator[Stroke]:
    """Thin shapes, and the four sides of others: tables are drawn with either."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_DRAWINGS)):
        shape = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            continue
        stroke = Stroke(left.value, bottom.value, right.value, top.value)
        width, height = stroke.right - stroke.left, stroke.top - stroke.bottom
        if min(width, height) <= _THIN:
            if max(width, height) >= _SHORTEST_LINE:
                yield stroke
        elif _is_stroked(shape):
            yield stroke._replace(top=stroke.bottom)
            yield stroke._replace(bottom=stroke.top)
            yield stroke._replace(right=stroke.left)
            yield stroke._replace(left=stroke.right)


def _is_stroked(shape: pdfium.FPDF_PAGEOBJECT) -> bool:
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(shape, fill, stroked) and stroked.value)


def _too_long() -> Unreadable:
    return Unreadable(
        f"Tệp PDF quá dài (tối đa {MOST_PAGES} trang). Hãy tách thành nhiều tệp rồi kiểm tra từng tệp.",
        f"The PDF is too long (at most {MOST_PAGES} pages). Split it into several files and check each.",
    )


def _only_images() -> Unreadable:
    return Unreadable(
        "Tệp PDF này chỉ có ảnh chụp của văn bản, không có chữ để kiểm tra. Hãy nhận dạng chữ (OCR) "
        "và lưu thành .docx, hoặc dùng tệp Word gốc của văn bản.",
        "This PDF has only images of the text and no characters. Recognise its text (OCR) and save it as .docx, "
        "or use the document's original Word file.",
    )
