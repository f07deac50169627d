"""A report template as a tree of values: what `reading.py` makes of a YAML file, and `assembly.py` fills in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from tochuc.figures.period import Period


class Format(StrEnum):
    """How a figure's value is printed."""

    NUMBER = "number"
    """`07`, `1.967`, `3%`."""
    ABSOLUTE = "absolute"
    """The same without its sign, where the words around it say whether it is more or less."""
    FRACTION = "fraction"
    """Both numbers that a ratio is computed from: `51.602/57.012`."""


class State(StrEnum):
    """What a condition can ask of a figure's value."""

    MISSING = "missing"
    NEGATIVE = "negative"
    ZERO = "zero"
    POSITIVE = "positive"


class Word(Enum):
    """What a text can say of the unit and the period that the report is for."""

    UNIT = "unit"
    COMMITTEE = "committee"
    SCOPE = "scope"
    PERIOD = "period"
    LAST_DAY = "last_day"


@dataclass(frozen=True)
class Day:
    """A day of the year by which a figure is taken where that is not the period's last."""

    month: int
    day: int

    def __post_init__(self) -> None:
        """Raises ValueError for a day that some year does not have."""
        dt.date(2001, self.month, self.day)

    def within(self, period: Period) -> Period:
        """From New Year to that day of the period's last year, but not beyond the period."""
        return Period.until(min(dt.date(period.last.year, self.month, self.day), period.last))


@dataclass(frozen=True)
class FigureNode:
    """A figure in the text: its value, or its parts by a dimension, or the names of its records."""

    figure: str
    format: Format = Format.NUMBER
    on: Day | None = None
    by: str = ""
    names: bool = False

    def period(self, period: Period) -> Period:
        return self.on.within(period) if self.on else period


@dataclass(frozen=True)
class FigureMark:
    """The place of a figure node in a text; with `day`, of the last day of its period."""

    node: str
    day: bool = False


@dataclass(frozen=True)
class NoteMark:
    note: str


Piece = str | Word | FigureMark | NoteMark


@dataclass(frozen=True)
class Condition:
    """Holds where the value of every node is in one of the states that are asked of it."""

    states: Mapping[str, tuple[State, ...]]


ALWAYS = Condition({})


@dataclass(frozen=True)
class Part:
    """A run of text that stands only where its condition holds."""

    pieces: tuple[Piece, ...]
    when: Condition = ALWAYS
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class BlockNode:
    """A heading of that level, or with level 0 a paragraph."""

    level: int
    parts: tuple[Part, ...]
    when: Condition = ALWAYS


@dataclass(frozen=True)
class Template:
    """`figures` and `notes` are named; `places` has the line of each figure node, for messages about it."""

    code: str
    file: str
    title: str
    type: str
    abbreviation: str
    subject: tuple[tuple[Piece, ...], ...]
    recipients: tuple[tuple[Piece, ...], ...]
    figures: Mapping[str, FigureNode]
    notes: Mapping[str, tuple[Part, ...]]
    blocks: tuple[BlockNode, ...]
    places: Mapping[str, int]
