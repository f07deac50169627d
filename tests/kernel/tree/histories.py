"""Random histories of a tree, and a reference that answers from them by plain recursion."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from hypothesis import strategies as st

from tochuc.kernel.tree.order import PlacementFact, UnitFact

BEGIN = dt.date(2000, 1, 1)
LAST_DAY = dt.date(2021, 1, 1)
KINDS = ("establish", "rename", "move", "merge", "split", "dissolve")


class Step(NamedTuple):
    """Something that happens `gap` days after the step before, to units chosen by `one` and `other`."""

    kind: str
    gap: int
    one: int
    other: int


steps = st.builds(
    Step,
    st.sampled_from(("establish", "establish", *KINDS)),
    st.integers(1, 250),
    st.integers(0, 999),
    st.integers(0, 999),
)
days = st.dates(BEGIN, LAST_DAY)


def histories(most: int = 30) -> st.SearchStrategy[list[Step]]:
    return st.lists(steps, max_size=most)


class Happened(NamedTuple):
    """A step that took place. `other`: the parent, the heir or the unit split off; `moved` went with it."""

    kind: str
    on: dt.date
    unit: int
    other: int
    moved: tuple[int, ...]


@dataclass
class History:
    """Plays steps; one that makes no sense when it comes (dissolving what has children) does not happen."""

    units: dict[int, UnitFact] = field(default_factory=dict)
    placements: list[PlacementFact] = field(default_factory=list)
    names: dict[int, list[tuple[dt.date, str]]] = field(default_factory=dict)
    happened: list[Happened] = field(default_factory=list)
    day: dt.date = BEGIN

    @classmethod
    def of(cls, chosen: list[Step]) -> History:
        history = cls()
        history._found(None)
        for step in chosen:
            history.day += dt.timedelta(days=step.gap)
            getattr(history, f"_{step.kind}")(step)
        return history

    def living(self) -> list[int]:
        return [unit.id for unit in self.units.values() if unit.ended_on is None]

    def parent(self, unit: int) -> int | None:
        return self._open(unit).parent

    def children(self, unit: int) -> list[int]:
        return [p.unit for p in self.placements if p.parent == unit and p.until is None]

    def below(self, unit: int) -> set[int]:
        return {unit}.union(*(self.below(child) for child in self.children(unit)))

    def name_on(self, unit: int, day: dt.date) -> str:
        return [name for since, name in self.names[unit] if since <= day][-1]

    def _open(self, unit: int) -> PlacementFact:
        return next(p for p in self.placements if p.unit == unit and p.until is None)

    def _found(self, parent: int | None) -> int:
        unit = len(self.units) + 1
        self.units[unit] = UnitFact(unit, self.day, None, None, unit * 7 % 3, f"{unit * 5 % 11:02}")
        self.placements.append(PlacementFact(unit, parent, self.day, None))
        self.names[unit] = [(self.day, f"Đơn vị {unit}")]
        return unit

    def _end(self, unit: int, successor: int | None) -> None:
        self._close(unit)
        self.units[unit] = self.units[unit]._replace(ended_on=self.day, successor=successor)

    def _close(self, unit: int) -> None:
        current = self._open(unit)
        self.placements[self.placements.index(current)] = current._replace(until=self.day)

    def _put(self, unit: int, parent: int) -> None:
        self._close(unit)
        self.placements.append(PlacementFact(unit, parent, self.day, None))

    def _log(self, kind: str, unit: int, other: int = 0, moved: tuple[int, ...] = ()) -> None:
        self.happened.append(Happened(kind, self.day, unit, other, moved))

    def _establish(self, step: Step) -> None:
        parent = _pick(self.living(), step.one)
        self._log("establish", self._found(parent), parent)

    def _rename(self, step: Step) -> None:
        unit = _pick(self.living(), step.one)
        self.names[unit].append((self.day, f"Đơn vị {unit}.{len(self.names[unit])}"))
        self._log("rename", unit)

    def _move(self, step: Step) -> None:
        unit, to = _pick(self.living(), step.one), _pick(self.living(), step.other)
        if self.parent(unit) not in (None, to) and to not in self.below(unit):
            self._put(unit, to)
            self._log("move", unit, to)

    def _merge(self, step: Step) -> None:
        unit, into = _pick(self.living(), step.one), _pick(self.living(), step.other)
        if self.parent(unit) is not None and into not in self.below(unit):
            for child in self.children(unit):
                self._put(child, into)
            self._end(unit, into)
            self._log("merge", unit, into)

    def _split(self, step: Step) -> None:
        unit = _pick(self.living(), step.one)
        parent = self.parent(unit)
        if parent is None:
            return
        children = self.children(unit)
        moved = tuple(children[: len(children) // 2])
        new = self._found(parent)
        ends = step.other % 2 == 1
        for child in children if ends else moved:
            self._put(child, new)
        if ends:
            self._end(unit, new)
        self._log("divide" if ends else "split", unit, new, moved)

    def _dissolve(self, step: Step) -> None:
        unit = _pick(self.living(), step.one)
        if self.parent(unit) is not None and not self.children(unit):
            self._end(unit, None)
            self._log("dissolve", unit)


def _pick(units: list[int], number: int) -> int:
    return units[number % len(units)]


class Reference:
    """The tree of one day, answered slowly and plainly."""

    def __init__(self, history: History, day: dt.date) -> None:
        self.day = day
        self.units = {unit.id: unit for unit in history.units.values() if unit.founded_on <= day}
        self.placements = history.placements

    def lives(self, unit: int) -> bool:
        ended = self.units[unit].ended_on
        return ended is None or self.day < ended

    def above(self, unit: int) -> int | None:
        """The living unit directly above."""
        if self.lives(unit):
            held = [p for p in self.placements if p.unit == unit and p.since <= self.day]
            return next(p.parent for p in held if p.until is None or self.day < p.until)
        stands = (
            self.units[unit].successor
            or max((p for p in self.placements if p.unit == unit), key=lambda p: p.since).parent
        )
        assert stands is not None
        return stands if self.lives(stands) else self.above(stands)

    def walk(self, top: int | None = None) -> list[int]:
        """Pre-order from the children of `top` on."""
        level = [unit for unit in self.units.values() if self.above(unit.id) == top]
        level.sort(key=lambda unit: (not self.lives(unit.id), unit.rank, unit.sort_key, unit.id))
        return [found for unit in level for found in (unit.id, *self.walk(unit.id))]

    def path(self, unit: int) -> list[int]:
        above = self.above(unit)
        return [unit] if above is None else [*self.path(above), unit]


def with_sort_keys(history: History, keys: dict[int, str]) -> History:
    units = {
        number: fact._replace(rank=1000, sort_key=keys[number]) for number, fact in history.units.items()
    }
    return replace(history, units=units)
