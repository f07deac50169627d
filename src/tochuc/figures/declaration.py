"""Figures: named values over registers, each declared once.

    admitted = declare(
        Flow("members.admitted", "đảng viên được kết nạp", noun="đảng viên", description="…",
             of=Admission, on="decided_on", unit="cell", by={"gender": Dim("giới tính", "person__gender")})
    )

A declaration stands in a register package's `figures.py`, in Django's query language. From it come the
value for one unit, the values for all units, breakdowns, and the records behind each of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from django.db import models
from django.db.models import Q

from tochuc.figures.dimensions import BELOW, UNIT, AnyDimension
from tochuc.figures.period import Period
from tochuc.kernel.levels import Level

Where = Q | Callable[[dt.date], Q]
Numbers = npt.NDArray[np.float64]
"""Values of one figure, one for each unit or part; NaN where there is none."""


class Format(StrEnum):
    COUNT = "count"
    PERCENT = "percent"


@dataclass(frozen=True, eq=False)
class Figure:
    """What every figure has. `label` names it in lower case, `noun` is what is counted, as printed after
    the number, `description` says in one Vietnamese sentence what is counted and which day decides. Whoever
    is to see values needs `figures.view` up to `level`.
    """

    name: str
    label: str
    _: KW_ONLY
    noun: str
    description: str
    level: Level = Level.OPEN

    format: ClassVar[Format] = Format.COUNT

    def parts(self, period: Period) -> tuple[tuple[Figure, Period], ...]:
        """The figures it is computed from, each with its period; none for one that is read from records."""
        return ()

    @property
    def dimensions(self) -> Mapping[str, AnyDimension]:
        """By what it can be broken down, "unit" among them."""
        return {UNIT: BELOW}

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False, kw_only=True)
class Counted(Figure):
    """Counts records of the model `of`, each at the unit to which the path `unit` leads ("" for units
    themselves).

    Paths in `unit`, `where` and `by` may lead over single-valued relations only, so that no record is
    counted twice. `where` is a condition, or a function of the period's last day that gives one. `shown` is
    the path to the record of a register that a reader opens ("member" for a cell membership), "" for the
    counted record itself; `reveals` the confidentiality of what being counted says of a record: it can be
    opened only up to that level.
    """

    of: type[models.Model]
    unit: str
    where: Where = field(default_factory=Q)
    by: Mapping[str, AnyDimension] = field(default_factory=dict)
    shown: str = ""
    reveals: Level = Level.OPEN

    def dated(self, period: Period) -> Q:
        """Which dates decide, apart from `where`."""
        raise NotImplementedError

    @property
    def dates(self) -> tuple[str, ...]:
        """The fields that hold these dates."""
        raise NotImplementedError

    def restriction(self, period: Period) -> Q:
        return self.where(period.last) if callable(self.where) else self.where

    def condition(self, period: Period) -> Q:
        """The records that are counted, in all units."""
        return self.dated(period) & self.restriction(period)

    @property
    def unit_column(self) -> str:
        return self.unit or "pk"

    @property
    def dimensions(self) -> Mapping[str, AnyDimension]:
        return {UNIT: BELOW, **self.by}


@dataclass(frozen=True, eq=False, kw_only=True)
class Stock(Counted):
    """Records that hold on the period's last day: begun by then, and not ended (half-open, like `Dated`)."""

    since: str = "since"
    until: str = "until"

    def dated(self, period: Period) -> Q:
        ended_later = Q(**{f"{self.until}__isnull": True}) | Q(**{f"{self.until}__gt": period.last})
        return Q(**{f"{self.since}__lte": period.last}) & ended_later

    @property
    def dates(self) -> tuple[str, ...]:
        return self.since, self.until


@dataclass(frozen=True, eq=False, kw_only=True)
class Flow(Counted):
    """Records whose day `on` lies within the period."""

    on: str

    def dated(self, period: Period) -> Q:
        return Q(**{f"{self.on}__gte": period.first, f"{self.on}__lte": period.last})

    @property
    def dates(self) -> tuple[str, ...]:
        return (self.on,)


@dataclass(frozen=True, eq=False, kw_only=True)
class Given(Figure):
    """A number given to a unit for a year, such as a target; the year in which the period ends decides.

    Never added up the tree: a unit to which none was given has none, whatever the units below it were given.
    `of` holds at most one record for each unit and year.
    """

    of: type[models.Model]
    unit: str = "unit"
    year: str = "year"
    value: str = "number"

    def condition(self, period: Period) -> Q:
        return Q(**{self.year: period.last.year})


@dataclass(frozen=True, eq=False)
class Composite(Figure):
    """Computed from the values of other figures, for all units at once."""

    def combine(self, *values: Numbers) -> Numbers:
        """From the values of `parts`, in their order. NaN where one is missing or nothing is defined."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, kw_only=True)
class Ratio(Composite):
    """`numerator` in percent of `denominator`, both of the same period; not defined where that is 0."""

    numerator: Figure
    denominator: Figure

    format: ClassVar[Format] = Format.PERCENT

    def parts(self, period: Period) -> tuple[tuple[Figure, Period], ...]:
        return (self.numerator, period), (self.denominator, period)

    def combine(self, *values: Numbers) -> Numbers:
        numerator, denominator = values
        return percent(numerator, denominator)

    @property
    def dimensions(self) -> Mapping[str, AnyDimension]:
        return common(self.numerator, self.denominator)


@dataclass(frozen=True, eq=False, kw_only=True)
class Versus(Composite):
    """By how many percent `figure` lies above (below: negative) `against`; not defined where that is 0 or
    missing.

    With `years_back`, `against` is taken so many years earlier, as it was then, on the tree of then: the
    number that was reported at that time.
    """

    figure: Figure
    against: Figure
    years_back: int = 0

    format: ClassVar[Format] = Format.PERCENT

    def parts(self, period: Period) -> tuple[tuple[Figure, Period], ...]:
        return (self.figure, period), (self.against, period.back(self.years_back))

    def combine(self, *values: Numbers) -> Numbers:
        actual, base = values
        return percent(actual - base, base)

    @property
    def dimensions(self) -> Mapping[str, AnyDimension]:
        return common(self.figure, self.against)


def percent(part: Numbers, whole: Numbers) -> Numbers:
    """`part` in percent of `whole`; NaN where `whole` is 0 or either is missing."""
    known = np.where(whole == 0, np.nan, whole)
    return part * 100.0 / known


def common(one: Figure, other: Figure) -> dict[str, AnyDimension]:
    """The dimensions that two figures share."""
    shared = other.dimensions
    return {name: dimension for name, dimension in one.dimensions.items() if name in shared}
