"""The numbers that Word gives to paragraphs of lists and headings (ECMA-376-1, 17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

LEVELS = 9
#: A list of more items than this is none; it bounds the length of a Roman number.
_LARGEST = 10_000
_PLACE = re.compile(r"%([1-9])")
_BULLETS = {"-": "-", "–": "-", "—": "-", "+": "+", "*": "*", "\uf02d": "-", "\uf02b": "+"}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """14 is `XIV`."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """1 is `A`; behind `Z` come `AA`, `BB`, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letter,
    "lowerLetter": lambda number: letter(number).lower(),
    "decimalZero": lambda number: f"{number:02}",
    "none": lambda _: "",
}


@dataclass(slots=True)
class Level:
    """How one level of a list is numbered; `restart` is the level (from 1) whose items begin it anew."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class List:
    """A `w:num`: the counters that it shares with others, its levels, and where it begins anew."""

    abstract: str
    levels: list[Level]
    overrides: dict[int, int]
    used: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document; counts as their paragraphs come."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of a list that a paragraph style is linked with."""
        found = self._lists.get(list_id)
        levels = found.levels if found else []
        return next((index for index, level in enumerate(levels) if level.style == style), 0)

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of a list; empty if it has none."""
        found = self._lists.get(list_id)
        if not found or not 0 <= level < LEVELS:
            return ""
        counters = self._count(found, level)
        own = found.levels[level]
        if own.format == "bullet":
            return _BULLETS.get(own.text, "•" if own.text.strip() else "")

        def shown(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            other = found.levels[index]
            value = counters[index]
            number = min(other.start if value is None else value, _LARGEST)
            format_ = "decimal" if own.legal else other.format
            return FORMATS.get(format_, str)(number)

        return _PLACE.sub(shown, own.text).strip()

    def _count(self, found: List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        current = counters[level]
        if level in found.overrides and level not in found.used:
            counters[level] = found.overrides[level]
        else:
            counters[level] = found.levels[level].start if current is None else current + 1
        found.used.add(level)
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                counters[deeper] = None
        return counters

    def _read(self, root: etree._Element) -> None:
        w = root.tag[: root.tag.rfind("}") + 1]
        abstracts = {one.get(f"{w}abstractNumId", ""): one for one in root.iterfind(f"{w}abstractNum")}
        by_style = {
            link.get(f"{w}val", ""): one
            for one in abstracts.values()
            if (link := one.find(f"{w}styleLink")) is not None
        }
        for num in root.iterfind(f"{w}num"):
            reference = num.find(f"{w}abstractNumId")
            abstract_id = reference.get(f"{w}val", "") if reference is not None else ""
            abstract = abstracts.get(abstract_id)
            if abstract is not None and (link := abstract.find(f"{w}numStyleLink")) is not None:
                abstract = by_style.get(link.get(f"{w}val", ""), abstract)
            levels = [Level() for _ in range(LEVELS)]
            if abstract is not None:
                _read_levels(abstract, levels, w)
            overrides = {}
            for override in num.iterfind(f"{w}lvlOverride"):
                _read_levels(override, levels, w)
                index = _whole(override, f"{w}ilvl")
                if (start := override.find(f"{w}startOverride")) is not None and 0 <= index < LEVELS:
                    overrides[index] = _whole(start, f"{w}val")
            self._lists[num.get(f"{w}numId", "")] = List(abstract_id, levels, overrides)


def _read_levels(parent: etree._Element, levels: list[Level], w: str) -> None:
    for element in parent.iterfind(f"{w}lvl"):
        index = _whole(element, f"{w}ilvl")
        if not 0 <= index < LEVELS:
            continue
        level = levels[index] = Level()
        for child in element:
            value = child.get(f"{w}val", "")
            match str(child.tag).removeprefix(w):
                case "start":
                    level.start = _whole(child, f"{w}val")
                case "numFmt":
                    level.format = value
                case "lvlText":
                    level.text = value
                case "lvlRestart":
                    level.restart = _whole(child, f"{w}val")
                case "isLgl":
                    level.legal = value not in ("0", "false")
                case "pStyle":
                    level.style = value


def _whole(element: etree._Element, attribute: str) -> int:
    """A number of an attribute, 0 if it is none."""
    value = element.get(attribute, "")
    return min(int(value), _LARGEST) if value.isascii() and value.isdigit() else 0
