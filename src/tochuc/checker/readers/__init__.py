"""From a file to a `Document`."""

import unicodedata
from pathlib import Path

from tochuc.checker.document import Block, Document, Format, Kind, Line, Piece


class Unreadable(ValueError):
    """The file cannot be read; `str()` is a sentence in Vietnamese that says why and what to do."""


def read(path: Path) -> Document:
    """The document in a file. Raises Unreadable."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(content: bytes, name: str) -> Document:
    """The document in the bytes of a file called `name`; its format is told by its content. Raises Unreadable."""
    text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    lines = tuple(Line(line.rstrip()) for line in text.split("\n"))
    filled = [(number, line.text) for number, line in enumerate(lines) if line.text]
    blocks = tuple(
        Block(position, Kind.PARAGRAPH, text, (Piece(0, number, 0),))
        for position, (number, text) in enumerate(filled)
    )
    return Document(name, Format.TEXT, lines, blocks)
