"""Eleven years of the tree: the named events, and each year's invented ones in between."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.events import NamedEvents
from tochuc.demo.structure import Companies, Villages
from tochuc.demo.tree import Decision, Event, Kind, PlannedTree, PlannedUnit
from tochuc.vi.dates import format_date

_SETTLED = dt.timedelta(45)
_A_MEMBER = 0.002
_COMMITTEE_NEEDS = dt.timedelta(12)


def run(tree: PlannedTree, rng: random.Random, scale: float = 1.0) -> None:
    """Brings the tree from the first day to the last, in the order of days."""
    named = NamedEvents(tree)
    year_events = _YearEvents(tree, rng, {unit.code for unit in named.protected.values()})
    calendar: list[tuple[dt.date, Callable[[], None]]] = [
        (day, lambda data=data: named.apply(data)) for day, data in named.days()  # type: ignore[misc]
    ]
    for year, counts in content("reorganisations")["years"].items():
        calendar += year_events.of(year, counts, scale)
    for _, happen in sorted(calendar, key=lambda entry: entry[0]):
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

    def of(self, year: int, counts: Mapping[str, int], scale: float) -> list[tuple[dt.date, Callable[[], None]]]:
        events: list[tuple[dt.date, Callable[[], None]]] = []
        for kind, count in counts.items():
            act: Callable[[dt.date], None] = getattr(self, kind)
            for day in _days(self._rng, year, round(count * scale)):
                events.append((day, lambda act=act, day=day: act(day)))  # type: ignore[misc]
        return events

    def cells_founded(self, day: dt.date) -> None:
        base = self._choose(self._living((Kind.BASE,), day))
        name, profile, members = self._new_cell(base, day)
        cell = PlannedUnit(self._tree.next_code(base), Kind.CELL, day, rank=100, profile=profile)
        cell.weight = members * _A_MEMBER
        self._tree.establish(cell, name, base, self._decide(base, Event.ESTABLISH, name, day), members)

    def cells_split(self, day: dt.date) -> None:
        cells = sorted(self._living((Kind.CELL,), day), key=lambda unit: -unit.weight)
        cell = self._choose(cells[: max(1, len(cells) // 5)])
        base = self._base_of(cell)
        name, profile, _ = self._new_cell(base, day, like=cell)
        new = PlannedUnit(self._tree.next_code(base), Kind.CELL, day, rank=100, profile=profile)
        self._tree.split(cell, new, name, [], self._decide(base, Event.SPLIT, cell.name, day))

    def cells_merged(self, day: dt.date) -> None:
        """Two neighbours of the same kind, such as two villages of one commune."""
        pairs = self._rng.sample(self._endable((Kind.CELL,), day), k=20)
        for cell in pairs:
            others = [
                other
                for other in self._settled(self._tree.below(self._holder(cell)), day)
                if other is not cell and other.profile == cell.profile
            ]
            if others:
                base = self._base_of(cell)
                decision = self._decide(base, Event.MERGE, cell.name, day)
                self._tree.merge([cell], self._choose(others), day, decision)
                return

    def cells_dissolved(self, day: dt.date) -> None:
        cells = sorted(self._endable((Kind.CELL,), day), key=lambda unit: unit.weight)
        cell = self._choose([one for one in cells[:200] if len(self._tree.below(self._holder(one))) > 2])
        self._tree.dissolve(cell, day, self._decide(self._base_of(cell), Event.DISSOLVE, cell.name, day))

    def cells_renamed(self, day: dt.date) -> None:
        cell = self._choose([c for c in self._living((Kind.CELL,), day) if c.profile in ("village", "quarter", "office")])
        base = self._base_of(cell)
        name, _, _ = self._new_cell(base, day, like=cell)
        self._tree.rename(cell, name, day, self._decide(base, Event.RENAME, cell.name, day))

    def companies_founded(self, day: dt.date) -> None:
        uppers = [unit for unit in self._uppers(day) if unit.code not in ("QNG-QS", "QNG-CA", "QNG-BP")]
        upper, members = self._choose(uppers), self._rng.randint(3, 7)
        self._found_base(upper, self._companies.next_name(), "non_state", "enterprise", members, day)

    def companies_dissolved(self, day: dt.date) -> None:
        company = self._choose([u for u in self._endable((Kind.BASE_CELL,), day) if u.sector == "non_state"])
        self._dissolve_base(company, day)

    def population_closed(self, day: dt.date) -> None:
        start = self._data["population_centre"]
        centres = [u for u in self._endable((Kind.BASE_CELL,), day) if u.name.startswith(start)]
        if centres:
            self._dissolve_base(self._choose(centres), day)

    def offices_founded(self, day: dt.date) -> None:
        upper = self._choose([unit for unit in self._uppers(day) if unit.code in self._highland])
        self._numbers += 1
        name = str(self._data["new_office"]).format(n=self._numbers)
        self._found_base(upper, name, "public_service", "office", self._rng.randint(6, 12), day)

    def offices_moved(self, day: dt.date) -> None:
        blocks = [unit for unit in self._uppers(day) if unit.code in ("QNG-KDN", "QNG-KCQ")]
        movable = [
            unit
            for unit in self._endable((Kind.BASE_CELL,), day)
            if unit.sector == "state_enterprise" and unit.parent not in blocks
        ]
        unit, to = self._choose(movable), blocks[-1]
        decision = self._decide(self._tree["QNG"], Event.MOVE, unit.name, day)
        self._tree.move(unit, to, day, decision)

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
        profile = like.profile if like else next((c.profile for c in self._tree.subtree(base) if c.profile), "office")
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

    def _uppers(self, day: dt.date) -> list[PlannedUnit]:
        return [unit for unit in self._tree.below(self._tree["QNG"]) if unit.kind is Kind.UPPER and unit.lives(day)]

    def _living(self, kinds: tuple[Kind, ...], day: dt.date) -> list[PlannedUnit]:
        return self._settled((unit for unit in self._tree.units.values() if unit.kind in kinds), day)

    def _endable(self, kinds: tuple[Kind, ...], day: dt.date) -> list[PlannedUnit]:
        """Those that may end or move: not the first of their organisation, nor one that the report names."""
        return [
            unit
            for unit in self._living(kinds, day)
            if unit.code not in self._protected and not unit.code.endswith("-01")
        ]

    def _settled(self, units: Iterable[PlannedUnit], day: dt.date) -> list[PlannedUnit]:
        """Living units whose name and place have stood for a while: two changes never meet on one day."""
        before = day - _SETTLED
        return [
            unit
            for unit in units
            if unit.lives(day)
            and unit.founded_on < before
            and unit.names[-1].since < before
            and unit.places[-1].since < before
        ]

    def _base_of(self, cell: PlannedUnit) -> PlannedUnit:
        return next(unit for unit in cell.path() if unit.kind is Kind.BASE)

    def _holder(self, cell: PlannedUnit) -> PlannedUnit:
        assert cell.parent is not None, "a cell stands below an organisation"
        return cell.parent

    def _choose(self, units: list[PlannedUnit]) -> PlannedUnit:
        return self._rng.choice(units)
