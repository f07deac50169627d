"""From a file to a `Document`."""

from pathlib import Path

from tochuc.checker.document import Document
from tochuc.checker.readers.recognition import Container, recognise
from tochuc.checker.readers.text import read_text
from tochuc.checker.readers.unreadable import Unreadable

__all__ = ["Unreadable", "read", "read_bytes"]


def read(path: Path) -> Document:
    """The document in a file. Raises Unreadable."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(content: bytes, name: str) -> Document:
    """The document in the bytes of a file called `name`; its format is told by its content. Raises Unreadable."""
    match recognise(content):
        case Container.ZIP:
            from tochuc.checker.readers.zipped import read_zip

            return read_zip(content, name)
        case Container.PDF:
            from tochuc.checker.readers.pdf import read_pdf

            return read_pdf(content, name)
        case Container.TEXT:
            return read_text(content, name)
