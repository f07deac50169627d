"""The roll of the members while the years pass: who is in which cell, and what each event does to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tochuc.demo.lives import Life
from tochuc.demo.membership import Membership, PlannedMember
from tochuc.demo.tree import Event, Happening, Placed, PlannedTree, PlannedUnit

_GIVING_CELL = 6
_AGAIN_AFTER = dt.timedelta(5 * 365)
_OLDEST_AGAIN = 55
GONE = -1
NEVER = 9999


class Roll:
    """`where` holds for each member, by number, the number of the cell today, or `GONE`; `school_ends` a
    year, or `NEVER`.
    """

    def __init__(
        self, tree: PlannedTree, rng: np.random.Generator, capacity: int, membership: Membership
    ) -> None:
        self._rng = rng
        self._membership = membership
        self.cells = [unit for unit in tree.units.values() if unit.has_members]
        self._index = {cell.code: number for number, cell in enumerate(self.cells)}
        self._placed: dict[str, list[tuple[Placed, PlannedUnit]]] = {}
        for unit in tree.units.values():
            for place in unit.places:
                if place.parent is not None:
                    self._placed.setdefault(place.parent.code, []).append((place, unit))
        self.where = np.full(capacity, GONE, dtype=np.int64)
        self.birth_years = np.zeros(capacity, dtype=np.int64)
        self.school_ends = np.full(capacity, NEVER, dtype=np.int64)
        self._former: list[PlannedMember] = []

    def sizes(self) -> NDArray[np.int64]:
        return np.bincount(self.where[self.where != GONE], minlength=len(self.cells))

    def add_person(self, life: Life) -> int:
        self._membership.people.append(life)
        return len(self._membership.people) - 1

    def join(self, member: PlannedMember, cell: PlannedUnit) -> None:
        """Membership begins in the cell, on the day of arrival."""
        number = len(self._membership.members)
        self._membership.members.append(member)
        member.enter(cell, member.arrived)
        self.where[number] = self._index[cell.code]
        life = self._membership.people[member.person]
        self.birth_years[number] = life.birth.year
        self.school_ends[number] = life.leaves_school_in or NEVER

    def leave(self, number: int, day: dt.date, how: str) -> None:
        member = self._membership.members[number]
        member.left = max(day, member.stays[-1].since + dt.timedelta(1))
        member.left_how = how
        self.where[number] = GONE
        if how in ("removed", "left"):
            self._former.append(member)

    def move(self, number: int, to: PlannedUnit, day: dt.date) -> None:
        cell = self._index[to.code]
        if self.where[number] != cell:
            self._membership.members[number].enter(to, day)
            self.where[number] = cell

    def returning(self, day: dt.date) -> PlannedMember | None:
        """Somebody who was removed or left years ago and is admitted once more; each at most once."""
        for number, member in enumerate(self._former):
            young = self._membership.people[member.person].age(day) < _OLDEST_AGAIN
            if young and member.left is not None and member.left < day - _AGAIN_AFTER:
                return self._former.pop(number)
        return None

    def follow(self, happening: Happening) -> None:
        """Moves the members of a cell that was founded, merged, split or dissolved."""
        unit, day = happening.unit, happening.day
        if happening.kind is Event.ESTABLISH:
            for number in self._founders(unit, day, happening.members):
                self.move(number, unit, day)
        elif happening.kind is Event.SPLIT and happening.source is not None:
            for number in self._in(happening.source)[1::2]:
                self.move(int(number), unit, day)
        elif happening.kind in (Event.MERGE, Event.DISSOLVE):
            heir = self.standing(unit, day)
            for number in self._in(unit):
                self.move(int(number), heir, day)

    def standing(self, cell: PlannedUnit, day: dt.date) -> PlannedUnit:
        """The cell, or what took its members in when it had ended by that day."""
        while not cell.lives(day):
            cell = cell.successor or self._neighbour(cell, day)
        return cell

    def _in(self, cell: PlannedUnit) -> NDArray[np.int64]:
        return np.flatnonzero(self.where == self._index[cell.code])

    def _founders(self, unit: PlannedUnit, day: dt.date, count: int) -> list[int]:
        """Members of neighbouring cells that can spare them."""
        sizes = self.sizes()
        giving = [number for number in self._neighbours(unit, day) if sizes[number] >= _GIVING_CELL]
        able = np.flatnonzero(np.isin(self.where, giving))
        chosen = self._rng.choice(len(able), min(count, len(able)), replace=False)
        return [int(number) for number in able[chosen]]

    def _neighbour(self, cell: PlannedUnit, day: dt.date) -> PlannedUnit:
        numbers = self._neighbours(cell, day)
        return self.cells[numbers[int(self._rng.integers(len(numbers)))]]

    def _neighbours(self, cell: PlannedUnit, day: dt.date) -> list[int]:
        """Other living cells of the same organisation, or else of the same district."""
        holder = cell.parent_on(day)
        while holder is not None:
            if not holder.lives(day):
                holder = holder.successor or holder.parent
                continue
            found = [self._index[one.code] for one in self._cells_below(holder, day) if one is not cell]
            if found:
                return found
            holder = holder.parent_on(day)
        raise LookupError(f"{cell.code} has no neighbour")

    def _cells_below(self, holder: PlannedUnit, day: dt.date) -> Iterator[PlannedUnit]:
        for place, unit in self._placed.get(holder.code, ()):
            if place.since <= day and (place.until is None or day < place.until):
                if unit.has_members:
                    yield unit
                yield from self._cells_below(unit, day)
