"""Word files (.docx): what the reader and whoever writes comments into the same file need of them."""

from tochuc.checker.document import Document
from tochuc.checker.readers.docx.package import Package, Range, open_package

__all__ = ["Package", "Range", "open_package", "read_docx"]


def read_docx(content: bytes, name: str) -> Document:
    """The document in the bytes of a Word file. Raises Unreadable."""
    return open_package(content, name).document
