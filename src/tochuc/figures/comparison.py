"""A report's printed figures against what the registers give.

The list of printed figures is one file; a mapping, another file that holds no values, says by which figure,
which line of a breakdown, which part of a ratio and as of which day each of them is answered, and why one
may differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from tochuc.figures.breakdowns import Part, breakdown, dimension_of
from tochuc.figures.declaration import Composite
from tochuc.figures.evaluation import evaluate
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.figures.values import Value
from tochuc.kernel.models import Unit

Number = float | int
Answer = Number | dict[str, Number]
"""A number, or numerator and denominator as "num" and "den"."""
_SHOWN_PLACES = 3


class BadFile(ValueError):
    """A list or a mapping that cannot be read; the sentence names the file and the entry."""


class Status(StrEnum):
    EQUAL = "equal"
    DIFFERING = "differing"
    MISSING = "missing"


class Qualifier(StrEnum):
    """What the words before a printed number claim of it."""

    EXACT = "exact"
    OVER = "over"


class Side(StrEnum):
    """The part of a ratio or comparison that is printed by itself."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class Printed:
    """One entry of the list: `text` as the report prints it, `value` as a number."""

    id: str
    text: str
    value: Answer

    @property
    def places(self) -> int:
        """How many digits are printed after the comma."""
        _, _, fraction = self.text.partition(",")
        return sum(letter.isdigit() for letter in fraction)


@dataclass(frozen=True)
class Source:
    """How an entry is answered. `day` is the one of which the report speaks where that is not the year's end;
    `reason` why the values differ, where that is known.
    """

    figure: str
    by: str = ""
    key: str = ""
    part: Side | None = None
    day: dt.date | None = None
    qualifier: Qualifier = Qualifier.EXACT
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One entry compared. `figure` and `value` are None where no register answers it."""

    id: str
    printed: str
    expected: Answer
    figure: str | None
    value: Answer | None
    status: Status
    reason: str

    @property
    def explained(self) -> bool:
        return self.status is not Status.DIFFERING or bool(self.reason)


def read_printed(path: Path) -> list[Printed]:
    """The list's entries in their order; raises `BadFile`."""
    entries = _read(path).get("figures")
    if not isinstance(entries, list):
        raise BadFile(f"{path}: has no list of figures")
    found = []
    for number, entry in enumerate(entries, start=1):
        try:
            found.append(Printed(str(entry["id"]), str(entry["printed"]), _answer(entry["value"])))
        except (LookupError, TypeError, ValueError) as error:
            raise BadFile(f"{path}: figure {number} cannot be read: {error!r}") from error
    return found


def read_mapping(path: Path) -> dict[str, Source]:
    """Sources by the ids of the list; raises `BadFile`."""
    found = {}
    for name, entry in _read(path).items():
        try:
            found[str(name)] = _source(entry)
        except (LookupError, TypeError, ValueError) as error:
            raise BadFile(f"{path}: {name} cannot be read: {error}") from error
    return found


def compare(printed: list[Printed], mapping: Mapping[str, Source], unit: Unit, year: int) -> list[Line]:
    """Every printed figure for the unit and year; raises `BadFile` where the mapping names what the list
    has not.
    """
    if strange := mapping.keys() - {entry.id for entry in printed}:
        raise BadFile(f"the mapping names figures that the list has not: {', '.join(sorted(strange))}")
    answers = _Answers(unit, Period.year(year), mapping)
    return [_line(entry, mapping.get(entry.id), answers) for entry in printed]


@dataclass
class _Answers:
    """Computes what the mapping asks for, each period and each breakdown once."""

    unit: Unit
    year: Period
    mapping: Mapping[str, Source]
    values: dict[Period, dict[str, Value]] = field(default_factory=dict)
    parts: dict[tuple[str, Period, str], tuple[Part, ...]] = field(default_factory=dict)

    def value(self, source: Source) -> Value | None:
        """None for a line that the breakdown does not have."""
        period = self.period(source)
        if not source.by:
            return self._all(period)[source.figure]
        asked = (source.figure, period, source.by)
        if asked not in self.parts:
            self.parts[asked] = breakdown(get_figure(source.figure), self.unit, period, source.by)
        return next((part.value for part in self.parts[asked] if part.key == source.key), None)

    def period(self, source: Source) -> Period:
        if source.day is None:
            return self.year
        if source.day.year != self.year.last.year:
            raise BadFile(f"the mapping speaks of {source.day}, which is not in {self.year.last.year}")
        return Period.until(source.day)

    def _all(self, period: Period) -> dict[str, Value]:
        if period not in self.values:
            asked = {one.figure for one in self.mapping.values() if self.period(one) == period and not one.by}
            self.values[period] = evaluate([get_figure(name) for name in sorted(asked)], self.unit, period)
        return self.values[period]


def _line(entry: Printed, source: Source | None, answers: _Answers) -> Line:
    if source is None:
        return Line(
            entry.id, entry.text, entry.value, None, None, Status.MISSING, "Chưa có sổ nào ghi việc này."
        )
    value = answers.value(source)
    found = _found(value, entry, source) if value is not None else None
    if found is None:
        why = (
            value.missing.value if value is not None and value.missing else "Không có dòng này trong số liệu."
        )
        return Line(entry.id, entry.text, entry.value, source.figure, None, Status.MISSING, why)
    status = Status.EQUAL if _equal(entry, found, source.qualifier) else Status.DIFFERING
    reason = source.reason if status is Status.DIFFERING else ""
    shown = found if isinstance(found, dict) else round(found, entry.places + _SHOWN_PLACES)
    return Line(entry.id, entry.text, entry.value, source.figure, shown, status, reason)


def _found(value: Value, entry: Printed, source: Source) -> Answer | None:
    """The value in the shape in which the entry is printed; None where there is none."""
    if isinstance(entry.value, dict):
        numbers = [part.number for part in value.parts]
        if len(numbers) != 2 or None in numbers:
            return None
        return {
            side: number for side, number in zip(("num", "den"), numbers, strict=True) if number is not None
        }
    if source.part is not None:
        value = value.parts[list(Side).index(source.part)]
    return value.number


def _equal(entry: Printed, found: Answer, qualifier: Qualifier) -> bool:
    """Whether the printed number, at its precision, is the value, and what the words claim is true."""
    if isinstance(entry.value, dict) or isinstance(found, dict):
        return entry.value == found
    exact, expected, step = Decimal(str(found)), Decimal(str(entry.value)), Decimal(1).scaleb(-entry.places)
    if qualifier is Qualifier.OVER:
        return exact > expected and exact.quantize(step, ROUND_DOWN) == expected
    return exact.quantize(step, ROUND_HALF_UP) == expected


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise BadFile(f"{path} is no mapping of names")
    return content


def _answer(value: Any) -> Answer:
    if isinstance(value, dict):
        return {"num": _number(value["num"]), "den": _number(value["den"])}
    return _number(value)


def _number(value: Any) -> Number:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return value


def _source(entry: dict[str, Any]) -> Source:
    source = Source(**entry)
    figure = get_figure(source.figure)
    if source.by:
        dimension_of(figure, source.by)
    if source.part and not isinstance(figure, Composite):
        raise ValueError(f"{figure.name} is not computed from parts")
    part = Side(source.part) if source.part else None
    return replace(source, part=part, qualifier=Qualifier(source.qualifier))
