"""Eleven years of the tree: the named events, and each year's invented ones in between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from tochuc.demo.content import content
from tochuc.demo.events import NamedEvents
from tochuc.demo.structure import Companies, Villages
from tochuc.demo.tree import Decision, Event, Kind, PlannedTree, PlannedUnit
from tochuc.vi.dates import format_date

_SETTLED = dt.timedelta(45)
_A_MEMBER = 0.002
"""The weight of one member, and of large and small cells."""
_LARGE, _SMALL = 0.05, 0.018
_DRAWN = 200
_RENAMED = ("village", "quarter", "office")
_FORCES = ("QNG-QS", "QNG-CA", "QNG-BP")
_BLOCKS = ("QNG-KDN", "QNG-KCQ")
_COMMITTEE_NEEDS = dt.timedelta(12)


class NothingFits(LookupError):
    """A smaller demonstration has no unit for a change, which is then left out."""


def run(tree: PlannedTree, rng: random.Random, scale: float = 1.0) -> None:
    """Brings the tree from the first day to the last, in the order of days.

    An invented change never falls on the day of a named one: a unit must not end on the day it takes over another.
    """
    named = NamedEvents(tree)
    year_events = _YearEvents(tree, rng, {unit.code for unit in named.protected.values()})
    calendar: list[tuple[dt.date, Callable[[], None]]] = [
        (day, partial(named.apply, data)) for day, data in named.days()
    ]
    taken = {day for day, _ in calendar}
    for year, counts in content("reorganisations")["years"].items():
        calendar += [event for event in year_events.of(year, counts, scale) if event[0] not in taken]
    for _, happen in sorted(calendar, key=lambda entry: entry[0]):
        with suppress(NothingFits):
            happen()


def _days(rng: random.Random, year: int, count: int) -> Iterable[dt.date]:
    """Days of a year on which an invented change takes effect; the members' history ends on a day of December."""
    last = min(dt.date(year, 12, 31), content("members")["quiet_after"])
    first = dt.date(year, 1, 5)
    return (first + dt.timedelta(rng.randrange((last - first).days)) for _ in range(count))


class _YearEvents:
    """One method for each kind of change; each chooses its unit on its day, from what the tree is then."""

    def __init__(self, tree: PlannedTree, rng: random.Random, protected: set[str]) -> None:
        self._tree = tree
        self._rng = rng
        self._protected = protected
        self._villages = Villages(rng)
        self._companies = Companies(rng)
        self._data = content("reorganisations")
        self._highland = {data["code"] for data in content("province")["uppers"] if data.get("highland")}
        self._policed: set[str] = set()
        self._numbers = 0

    def of(
        self, year: int, counts: Mapping[str, int], scale: float
    ) -> list[tuple[dt.date, Callable[[], None]]]:
        events: list[tuple[dt.date, Callable[[], None]]] = []
        for kind, count in counts.items():
            act: Callable[[dt.date], None] = getattr(self, kind)
            events += [(day, partial(act, day)) for day in _days(self._rng, year, round(count * scale))]
        return events

    def cells_founded(self, day: dt.date) -> None:
        base = self._pick(Kind.BASE, day)
        name, profile, members = self._new_cell(base, day)
        cell = PlannedUnit(self._tree.next_code(base), Kind.CELL, day, rank=100, profile=profile)
        cell.weight = members * _A_MEMBER
        self._tree.establish(cell, name, base, self._decide(base, Event.ESTABLISH, name, day), members)

    def cells_split(self, day: dt.date) -> None:
        cell = self._pick(Kind.CELL, day, lambda unit: unit.weight > _LARGE)
        base = self._base_of(cell)
        name, profile, _ = self._new_cell(base, day, like=cell)
        new = PlannedUnit(self._tree.next_code(base), Kind.CELL, day, rank=100, profile=profile)
        self._tree.split(cell, new, name, [], self._decide(base, Event.SPLIT, cell.name, day))

    def cells_merged(self, day: dt.date) -> None:
        """Two neighbours of the same kind, such as two villages of one commune."""
        cell = self._pick(Kind.CELL, day, lambda unit: self._may_end(unit) and bool(self._alike(unit, day)))
        decision = self._decide(self._base_of(cell), Event.MERGE, cell.name, day)
        self._tree.merge([cell], self._rng.choice(self._alike(cell, day)), day, decision)

    def _alike(self, cell: PlannedUnit, day: dt.date) -> list[PlannedUnit]:
        return [
            other
            for other in self._tree.below(self._holder(cell))
            if other is not cell and other.profile == cell.profile and self._settled(other, day)
        ]

    def cells_dissolved(self, day: dt.date) -> None:
        cell = self._pick(Kind.CELL, day, lambda unit: self._may_end(unit) and unit.weight < _SMALL)
        self._tree.dissolve(cell, day, self._decide(self._base_of(cell), Event.DISSOLVE, cell.name, day))

    def cells_renamed(self, day: dt.date) -> None:
        cell = self._pick(Kind.CELL, day, lambda unit: unit.profile in _RENAMED)
        base = self._base_of(cell)
        name, _, _ = self._new_cell(base, day, like=cell)
        self._tree.rename(cell, name, day, self._decide(base, Event.RENAME, cell.name, day))

    def companies_founded(self, day: dt.date) -> None:
        upper = self._pick(Kind.UPPER, day, lambda unit: unit.code not in _FORCES)
        members = self._rng.randint(3, 7)
        self._found_base(upper, self._companies.next_name(), "non_state", "enterprise", members, day)

    def companies_dissolved(self, day: dt.date) -> None:
        company = self._pick(
            Kind.BASE_CELL, day, lambda unit: self._may_end(unit) and unit.sector == "non_state"
        )
        self._dissolve_base(company, day)

    def population_closed(self, day: dt.date) -> None:
        centre = self._data["population_centre"]
        self._dissolve_base(self._pick(Kind.BASE_CELL, day, lambda unit: unit.name.startswith(centre)), day)

    def offices_founded(self, day: dt.date) -> None:
        upper = self._pick(Kind.UPPER, day, lambda unit: unit.code in self._highland)
        self._numbers += 1
        name = str(self._data["new_office"]).format(n=self._numbers)
        self._found_base(upper, name, "public_service", "office", self._rng.randint(6, 12), day)

    def offices_moved(self, day: dt.date) -> None:
        """State enterprises of the districts go to the block for enterprises, while there is one."""
        block = self._tree["QNG-KDN"] if self._tree["QNG-KDN"].lives(day) else self._tree["QNG-KCQ"]
        unit = self._pick(
            Kind.BASE_CELL,
            day,
            lambda unit: (
                self._may_end(unit) and unit.sector == "state_enterprise" and unit.upper().code not in _BLOCKS
            ),
        )
        self._tree.move(unit, block, day, self._decide(self._tree["QNG"], Event.MOVE, unit.name, day))

    def _found_base(
        self, upper: PlannedUnit, name: str, sector: str, profile: str, members: int, day: dt.date
    ) -> None:
        unit = PlannedUnit(self._tree.next_code(upper), Kind.BASE_CELL, day, sector, 900, profile)
        unit.weight = members * _A_MEMBER
        self._tree.establish(unit, name, upper, self._decide(upper, Event.ESTABLISH, name, day), members)

    def _dissolve_base(self, unit: PlannedUnit, day: dt.date) -> None:
        self._tree.dissolve(unit, day, self._decide(unit.upper(), Event.DISSOLVE, unit.name, day))

    def _new_cell(
        self, base: PlannedUnit, day: dt.date, like: PlannedUnit | None = None
    ) -> tuple[str, str, int]:
        """Name, profile and number of first members of one more cell."""
        police = self._data["commune_police"]
        if base.sector == "commune" and (like is None or like.profile in ("village", "quarter")):
            if like is None and day.year >= police["from"] and base.code not in self._policed:
                self._policed.add(base.code)
                return str(police["name"]).format(commune=base.place), "police", self._rng.randint(3, 6)
            name, profile = self._village(base)
            return name, profile, self._rng.randint(6, 12)
        self._numbers += 1
        profile = (
            like.profile
            if like
            else next((c.profile for c in self._tree.subtree(base) if c.profile), "office")
        )
        return str(self._data["new_department"]).format(n=self._numbers), profile, self._rng.randint(4, 9)

    def _village(self, base: PlannedUnit) -> tuple[str, str]:
        taken = {unit.name for unit in self._tree.subtree(base)}
        highland = base.upper().code in self._highland
        while (found := self._villages.next_cell(base, highland))[0] in taken:
            pass
        return found

    def _decide(self, issuer: PlannedUnit, event: Event, name: str, day: dt.date) -> Decision:
        """The committee decides some days before the change takes effect."""
        subject = str(self._data["subjects"][event]).format(unit=name)
        signed = day - dt.timedelta(self._rng.randint(2, _COMMITTEE_NEEDS.days))
        return Decision(issuer, max(signed, issuer.founded_on), f"{subject} từ ngày {format_date(day)}")

    def _pick(self, kind: Kind, day: dt.date, fits: Callable[[PlannedUnit], bool] = bool) -> PlannedUnit:
        """A settled unit of that kind, drawn until one fits or else the first that does; raises `NothingFits`."""
        units = self._tree.of_kind(kind)
        for unit in (*self._rng.choices(units, k=_DRAWN), *units):
            if self._settled(unit, day) and fits(unit):
                return unit
        raise NothingFits(kind, day)

    def _may_end(self, unit: PlannedUnit) -> bool:
        """Not the first of its organisation, nor one that the report names."""
        return unit.code not in self._protected and not unit.code.endswith("-01")

    def _settled(self, unit: PlannedUnit, day: dt.date) -> bool:
        """Living, and with a name and a place that have stood for a while: two changes never meet on one day."""
        before = day - _SETTLED
        return unit.lives(day) and unit.names[-1].since < before and unit.places[-1].since < before

    def _base_of(self, cell: PlannedUnit) -> PlannedUnit:
        return next(unit for unit in cell.path() if unit.kind is Kind.BASE)

    def _holder(self, cell: PlannedUnit) -> PlannedUnit:
        return cell.path()[1]
