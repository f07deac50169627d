"""A finished document: what a template has become for a unit and a period, before it is Word or HTML.

Knows neither Django nor a file format. Texts are plain; whoever writes them out escapes them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tochuc.figures.period import Period
from tochuc.vi.dates import format_date_long

_TO_FILL_IN = " " * 6


@dataclass(frozen=True)
class FigureRef:
    """Where a printed number comes from: a figure of a unit in a period, or the line `key` of its breakdown `by`.

    `title` and `definition` say what is counted, `time` and `unit_name` when and where, all in words.
    """

    figure: str
    unit: str
    period: Period
    title: str
    definition: str
    time: str
    unit_name: str
    by: str = ""
    key: str = ""


@dataclass(frozen=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Number:
    """A value as it is printed, such as `1.967`, with its proof."""

    text: str
    ref: FigureRef
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True)
class Footnote:
    inlines: tuple[Text | Number | Link, ...]


Inline = Text | Number | Link | Footnote


@dataclass(frozen=True)
class Heading:
    """`level` is 1 to 3."""

    level: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    inlines: tuple[Inline, ...]


Block = Heading | Paragraph


@dataclass(frozen=True)
class Head:
    """What stands above the text. Until a document is issued, its number and day are empty, to be filled in by hand."""

    above: str
    issuer: str
    symbol: str
    place: str
    type: str
    subject: tuple[str, ...]
    number: int | None = None
    day: dt.date | None = None

    @property
    def number_line(self) -> str:
        """`Số 07-BC/BTCTU`: no colon, and below 10 with a zero (HD 05-HD/VPTW)."""
        return f"Số {_TO_FILL_IN if self.number is None else f'{self.number:02}'}-{self.symbol}"

    @property
    def place_line(self) -> str:
        """`Quảng Ngãi, ngày 05 tháng 9 năm 2023`."""
        blank = f"ngày{_TO_FILL_IN}tháng{_TO_FILL_IN}năm{_TO_FILL_IN}".rstrip()
        return f"{self.place}, {format_date_long(self.day) if self.day else blank}"


@dataclass(frozen=True)
class Foot:
    """What stands below the text: who receives it, and who signs by which authority (`K/T TRƯỞNG BAN`)."""

    recipients: tuple[str, ...]
    authority: str
    post: str
    signer: str = ""


@dataclass(frozen=True)
class Document:
    head: Head
    blocks: tuple[Block, ...]
    foot: Foot
