"""What styles of an ODT file say: raised characters, borders, and how lists are numbered (ODF 1.3, part 3, 16)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from tochuc.checker.readers.docx.numbering import letter, roman

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
LEVELS = 10

_FORMATS: dict[str, Callable[[int], str]] = {
    "1": str,
    "I": roman,
    "i": lambda number: roman(number).lower(),
    "A": letter,
    "a": lambda number: letter(number).lower(),
}
#: LibreOffice's own extension: `%1%.%2%.` names the levels in the label.
_LIST_FORMAT = "num-list-format"
_PLACE = re.compile(r"%(\d{1,2})%")
_BULLETS = ("-", "–", "+", "*")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `format` is empty where it has no number."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass(slots=True)
class Counters:
    """The numbers of a list that its items have reached, by level from 0."""

    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def count(self, level: int, first: int, start: int | None) -> None:
        """One more item of a level; `start` is its number where the item says so."""
        current = self.values[level]
        self.values[level] = start if start is not None else first if current is None else current + 1
        self.values[level + 1 :] = [None] * (LEVELS - level - 1)


class Styles:
    """The styles of both parts of a file, those of the text last."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self.raised: set[str] = set()
        self.bordered: set[str] = set()
        self.lists: dict[str, list[Level]] = {}
        self.outline: list[Level] = [Level()] * LEVELS
        for root in roots:
            for element in root.iter(f"{STYLE}style"):
                self._read_style(element)
            for element in root.iter(f"{TEXT}list-style"):
                self.lists[element.get(f"{STYLE}name", "")] = _levels(element)
            for element in root.iter(f"{TEXT}outline-style"):
                self.outline = _levels(element)

    def _read_style(self, element: etree._Element) -> None:
        name = element.get(f"{STYLE}name", "")
        text = element.find(f"{STYLE}text-properties")
        if text is not None and text.get(f"{STYLE}text-position", "").startswith(("super", "33%")):
            self.raised.add(name)
        cell = element.find(f"{STYLE}table-cell-properties")
        if cell is not None and any(
            value != "none" for key, value in cell.attrib.items() if str(key).startswith(f"{FO}border")
        ):
            self.bordered.add(name)


def label(levels: list[Level], counters: Counters, level: int) -> str:
    """The label of an item that was just counted."""
    own = levels[level]
    if own.bullet:
        return own.bullet if own.bullet in _BULLETS else "•"
    if own.format not in _FORMATS:
        return ""

    def number(index: int) -> str:
        value = counters.values[index]
        return _FORMATS.get(levels[index].format, str)(levels[index].start if value is None else value)

    if own.pattern:
        return _PLACE.sub(lambda place: number(min(max(int(place[1]), 1), LEVELS) - 1), own.pattern).strip()
    shown = [number(index) for index in range(max(level + 1 - own.shown, 0), level + 1)]
    return f"{own.prefix}{'.'.join(shown)}{own.suffix}".strip()


def whole(element: etree._Element, attribute: str, default: int, most: int = 10_000) -> int:
    """A number of an attribute."""
    value = element.get(attribute, "")
    return min(int(value), most) if value.isascii() and value.isdecimal() and len(value) < 10 else default


def _levels(element: etree._Element) -> list[Level]:
    levels = [Level()] * LEVELS
    for child in element:
        index = whole(child, f"{TEXT}level", 0) - 1
        if not 0 <= index < LEVELS:
            continue
        pattern = next((value for key, value in child.attrib.items() if str(key).endswith(_LIST_FORMAT)), "")
        levels[index] = Level(
            child.get(f"{STYLE}num-format", ""),
            child.get(f"{STYLE}num-prefix", ""),
            child.get(f"{STYLE}num-suffix", ""),
            child.get(f"{TEXT}bullet-char", ""),
            whole(child, f"{TEXT}start-value", 1),
            whole(child, f"{TEXT}display-levels", 1),
            str(pattern),
        )
    return levels
