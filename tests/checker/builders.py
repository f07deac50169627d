"""Documents of a few lines, and what the checker finds in them."""

from typing import Any

from tochuc.checker.document import Document
from tochuc.checker.readers import read_bytes


def document(text: str, name: str = "bao-cao.txt") -> Document:
    """The document that a text file with this text is read as; a line break after the opening quotes is left out."""
    return read_bytes(text.removeprefix("\n").encode(), name)


def codes(text: str, **options: Any) -> list[str]:
    """The codes of what is found in a text, in its order; `options` are the fields of `Options`."""
    # Not at the top: tests of the readers alone do not need the rules.
    from tochuc.checker.engine import Options, check

    return [finding.code for finding in check(document(text), Options(**options))]
