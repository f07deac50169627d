"""The province's organisations as a plan: units with their dated names and places, and what happened to them.

Nothing here knows the database. Changes are made in the order of their days; each keeps the facts half-open and
without gaps, as `tochuc units check` wants them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

BEGIN = dt.date(2013, 1, 1)
"""The first day of the history; units founded before it are simply there."""


class Kind(StrEnum):
    """As `kernel.models.UnitKind`, which needs Django."""

    PROVINCE = "province"
    UPPER = "upper"
    BASE = "base"
    INTERMEDIATE = "intermediate"
    BASE_CELL = "base_cell"
    CELL = "cell"
    AGENCY = "agency"


CELLS = (Kind.BASE_CELL, Kind.CELL)
BASES = (Kind.BASE, Kind.BASE_CELL)


class Event(StrEnum):
    """As `registers.units.models.ReorganisationKind`."""

    ESTABLISH = "establish"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"


@dataclass(slots=True)
class Named:
    since: dt.date
    name: str
    short_name: str = ""
    until: dt.date | None = None


@dataclass(slots=True)
class Placed:
    since: dt.date
    parent: PlannedUnit | None
    until: dt.date | None = None


@dataclass(slots=True, eq=False)
class PlannedUnit:
    """`profile` says what kind of people belong to a cell, `weight` how many; `place` stands in names made here."""

    code: str
    kind: Kind
    founded_on: dt.date
    sector: str = ""
    rank: int = 1000
    profile: str = ""
    weight: float = 0.0
    place: str = ""
    ended_on: dt.date | None = None
    successor: PlannedUnit | None = None
    names: list[Named] = field(default_factory=list)
    places: list[Placed] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.names[-1].name

    @property
    def parent(self) -> PlannedUnit | None:
        return self.places[-1].parent

    @property
    def has_members(self) -> bool:
        return self.kind in CELLS

    def lives(self, day: dt.date) -> bool:
        return self.founded_on <= day and (self.ended_on is None or day < self.ended_on)

    def path(self) -> list[PlannedUnit]:
        """The unit and what stands above it, up to the province, as last placed."""
        unit: PlannedUnit | None = self
        above = []
        while unit is not None:
            above.append(unit)
            unit = unit.parent
        return above

    def parent_on(self, day: dt.date) -> PlannedUnit | None:
        """Where it stood on a day of its life."""
        return next((place.parent for place in reversed(self.places) if place.since <= day), None)

    def above(self, kind: Kind, day: dt.date) -> PlannedUnit | None:
        """The unit itself or what stood above it on that day, of that kind."""
        unit: PlannedUnit | None = self
        while unit is not None and unit.kind is not kind:
            unit = unit.parent_on(day)
        return unit

    def upper(self) -> PlannedUnit:
        """The organisation right below the province that the unit belongs to; the province for itself."""
        path = self.path()
        return path[-2] if len(path) > 1 else path[0]


@dataclass(slots=True, eq=False)
class Decision:
    """The document behind one or more changes; `under` is the number of the document that it carries out."""

    issuer: PlannedUnit
    day: dt.date
    subject: str
    under: str = ""


@dataclass(slots=True, eq=False)
class Happening:
    """One event in a unit's life; `source` and `target` as in `registers.units.models.Reorganisation`."""

    kind: Event
    unit: PlannedUnit
    day: dt.date
    decision: Decision
    source: PlannedUnit | None = None
    target: PlannedUnit | None = None
    note: str = ""
    members: int = 0


class PlannedTree:
    """All units by code, what stands below what now, and the happenings in their order."""

    def __init__(self) -> None:
        self.units: dict[str, PlannedUnit] = {}
        self.happenings: list[Happening] = []
        self._below: dict[str, list[PlannedUnit]] = {}
        self._kinds: dict[Kind, list[PlannedUnit]] = {}
        self._numbers: dict[str, int] = {}

    def __getitem__(self, code: str) -> PlannedUnit:
        return self.units[code]

    def below(self, unit: PlannedUnit) -> list[PlannedUnit]:
        """The living units right below."""
        return self._below[unit.code]

    def subtree(self, unit: PlannedUnit) -> list[PlannedUnit]:
        """The unit and all living ones below it, in the order of the plan."""
        found = [unit]
        for one in found:
            found.extend(self._below[one.code])
        return found

    def of_kind(self, kind: Kind) -> list[PlannedUnit]:
        """All units of the kind, ended ones too."""
        return self._kinds.get(kind, [])

    def next_code(self, parent: PlannedUnit) -> str:
        self._numbers[parent.code] = number = self._numbers.get(parent.code, 0) + 1
        return f"{parent.code}-{number:02d}"

    def add(
        self, unit: PlannedUnit, name: str, parent: PlannedUnit | None, short_name: str = ""
    ) -> PlannedUnit:
        self.units[unit.code] = unit
        self._below[unit.code] = []
        self._kinds.setdefault(unit.kind, []).append(unit)
        unit.names.append(Named(unit.founded_on, name, short_name))
        unit.places.append(Placed(unit.founded_on, parent))
        if parent is not None:
            self._below[parent.code].append(unit)
        return unit

    def establish(
        self, unit: PlannedUnit, name: str, parent: PlannedUnit, decision: Decision, members: int = 0
    ) -> PlannedUnit:
        """Founds a unit; `members` of its neighbours become its first ones."""
        self.add(unit, name, parent)
        self._record(
            Happening(Event.ESTABLISH, unit, unit.founded_on, decision, target=parent, members=members)
        )
        return unit

    def rename(
        self, unit: PlannedUnit, name: str, day: dt.date, decision: Decision, short_name: str = ""
    ) -> None:
        old = unit.names[-1]
        old.until = day
        unit.names.append(Named(day, name, short_name))
        self._record(Happening(Event.RENAME, unit, day, decision, note=f"Tên cũ: {old.name}"))

    def move(self, unit: PlannedUnit, to: PlannedUnit, day: dt.date, decision: Decision) -> None:
        source = self._replace(unit, to, day)
        self._record(Happening(Event.MOVE, unit, day, decision, source=source, target=to))

    def merge(self, units: list[PlannedUnit], into: PlannedUnit, day: dt.date, decision: Decision) -> None:
        """What stands below the units goes to `into`, which may have been founded on that day for it."""
        for unit in units:
            for child in list(self.below(unit)):
                self._replace(child, into, day)
            into.weight += unit.weight
            unit.successor = into
            self._end(unit, day)
            self._record(Happening(Event.MERGE, unit, day, decision, target=into))

    def split(
        self,
        source: PlannedUnit,
        unit: PlannedUnit,
        name: str,
        children: list[PlannedUnit],
        decision: Decision,
    ) -> PlannedUnit:
        """Founds `unit` out of `source`, beside it, with some of its children or half of its members."""
        self.add(unit, name, source.parent)
        for child in children:
            self._replace(child, unit, unit.founded_on)
        source.weight /= 2
        unit.weight = source.weight
        self._record(Happening(Event.SPLIT, unit, unit.founded_on, decision, source=source))
        return unit

    def dissolve(self, unit: PlannedUnit, day: dt.date, decision: Decision) -> None:
        parent = unit.parent
        self._end(unit, day)
        self._record(Happening(Event.DISSOLVE, unit, day, decision, source=parent))

    def _record(self, happening: Happening) -> None:
        if self.happenings and happening.day < self.happenings[-1].day:
            raise ValueError(f"{happening.unit.code}: changes must come in the order of their days")
        self.happenings.append(happening)

    def _replace(self, unit: PlannedUnit, parent: PlannedUnit, day: dt.date) -> PlannedUnit | None:
        old = unit.places[-1]
        old.until = day
        if old.parent is not None:
            self._below[old.parent.code].remove(unit)
        unit.places.append(Placed(day, parent))
        self._below[parent.code].append(unit)
        return old.parent

    def _end(self, unit: PlannedUnit, day: dt.date) -> None:
        if self._below[unit.code]:
            raise ValueError(f"{unit.code} cannot end: units stand below it")
        unit.ended_on = unit.names[-1].until = unit.places[-1].until = day
        if unit.parent is not None:
            self._below[unit.parent.code].remove(unit)
