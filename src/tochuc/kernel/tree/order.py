"""The order of the tree on one day, from dated placements: pure functions that know no database.

Pre-order: every unit stands before all that is below it, so its subtree is a range of positions and the total
of a subtree is a difference of two prefix sums.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


class UnitFact(NamedTuple):
    """A unit's life: it exists on `founded_on`, and on `ended_on` no longer."""

    id: int
    founded_on: dt.date
    ended_on: dt.date | None
    successor: int | None
    rank: int
    sort_key: str

    def lives(self, day: dt.date) -> bool:
        return self.founded_on <= day and (self.ended_on is None or day < self.ended_on)


class PlacementFact(NamedTuple):
    unit: int
    parent: int | None
    since: dt.date
    until: dt.date | None


class BrokenTree(ValueError):
    """The facts give no tree on that day; `units` are those at fault."""

    def __init__(self, problem: str, day: dt.date, units: Iterable[int]) -> None:
        self.day = day
        self.units = tuple(sorted(units))
        shown = ", ".join(map(str, self.units[:20])) + (", …" if len(self.units) > 20 else "")
        super().__init__(f"{problem} on {day.isoformat()}: units {shown}; `tochuc units check` tells more")


@dataclass(frozen=True)
class Order:
    """Parallel arrays, one entry for each position in pre-order; `parent` is a position, -1 for the root."""

    ids: Positions
    last: Positions
    depth: Positions
    parent: Positions
    alive: NDArray[np.bool_]


def order_on(day: dt.date, units: Iterable[UnitFact], placements: Iterable[PlacementFact]) -> Order:
    """The order on `day`; siblings by (living first, rank, sort key, id). Raises `BrokenTree`.

    Units founded later are absent. A unit that has ended hangs below the living unit that stands for it: its
    successor or else its last parent, or whatever stands for these when they have ended too.
    """
    known = {unit.id: unit for unit in units if unit.founded_on <= day}
    parents = _standing(day, known, latest_placements(day, placements))
    _require_one_root(day, parents)
    return _arranged(day, known, parents)


def latest_placements(day: dt.date, placements: Iterable[PlacementFact]) -> dict[int, PlacementFact]:
    """Each unit's placement that began last, up to `day`: the one that holds, or held when the unit ended."""
    latest: dict[int, PlacementFact] = {}
    for placement in placements:
        if placement.since <= day:
            before = latest.get(placement.unit)
            if before is None or before.since < placement.since:
                latest[placement.unit] = placement
    return latest


def _standing(
    day: dt.date, known: Mapping[int, UnitFact], latest: Mapping[int, PlacementFact]
) -> dict[int, int | None]:
    """The unit that each known unit hangs below on `day`."""
    orphans = [
        unit.id
        for unit in known.values()
        if unit.id not in latest or (unit.lives(day) and not _holds(latest[unit.id], day))
    ]
    if orphans:
        raise BrokenTree("no placement", day, orphans)
    above = {
        unit.id: latest[unit.id].parent if unit.lives(day) or unit.successor is None else unit.successor
        for unit in known.values()
    }
    lost = [unit for unit, upper in above.items() if upper is not None and upper not in known]
    if lost:
        raise BrokenTree("below a unit that does not exist", day, lost)
    return {unit: _living(day, known, above, upper) for unit, upper in above.items()}


def _holds(placement: PlacementFact, day: dt.date) -> bool:
    return placement.until is None or day < placement.until


def _living(
    day: dt.date, known: Mapping[int, UnitFact], above: Mapping[int, int | None], unit: int | None
) -> int | None:
    """`unit` or, when it has ended, what stands for it; an ended root stands for itself."""
    passed: set[int] = set()
    while unit is not None and not known[unit].lives(day):
        if unit in passed:
            raise BrokenTree("ended units stand for each other in a circle", day, passed)
        passed.add(unit)
        upper = above[unit]
        if upper is None:
            return unit
        unit = upper
    return unit


def _require_one_root(day: dt.date, parents: Mapping[int, int | None]) -> None:
    roots = [unit for unit, parent in parents.items() if parent is None]
    if len(roots) > 1:
        raise BrokenTree("several roots", day, roots)


def _arranged(day: dt.date, known: Mapping[int, UnitFact], parents: Mapping[int, int | None]) -> Order:
    below: dict[int | None, list[int]] = {}
    for unit in sorted(known.values(), key=lambda one: (not one.lives(day), one.rank, one.sort_key, one.id)):
        below.setdefault(parents[unit.id], []).append(unit.id)
    walk = list(_pre_order(below))
    if len(walk) < len(known):
        raise BrokenTree("circle of placements", day, _circles(parents, known.keys() - set(walk)))
    position = {unit: place for place, unit in enumerate(walk)}
    parent = [-1 if (upper := parents[unit]) is None else position[upper] for unit in walk]
    return Order(
        ids=np.array(walk, dtype=np.int64),
        last=_last_positions(parent),
        depth=_depths(parent),
        parent=np.array(parent, dtype=np.int64),
        alive=np.array([known[unit].lives(day) for unit in walk], dtype=np.bool_),
    )


def _pre_order(below: Mapping[int | None, Sequence[int]]) -> Iterator[int]:
    waiting = list(below.get(None, ()))
    while waiting:
        unit = waiting.pop()
        yield unit
        waiting.extend(reversed(below.get(unit, ())))


def _last_positions(parent: Sequence[int]) -> Positions:
    last = list(range(len(parent)))
    for place in range(len(parent) - 1, 0, -1):
        upper = parent[place]
        last[upper] = max(last[upper], last[place])
    return np.array(last, dtype=np.int64)


def _depths(parent: Sequence[int]) -> Positions:
    depth = [0] * len(parent)
    for place in range(1, len(parent)):
        depth[place] = depth[parent[place]] + 1
    return np.array(depth, dtype=np.int64)


def _circles(parents: Mapping[int, int | None], unreached: Iterable[int]) -> set[int]:
    """Those of the unreached units that lie on a circle themselves, rather than below one."""
    found: set[int] = set()
    for start in unreached:
        passed: list[int] = []
        unit: int | None = start
        while unit is not None and unit not in passed and unit not in found:
            passed.append(unit)
            unit = parents[unit]
        if unit in passed:
            found.update(passed[passed.index(unit) :])
    return found


def stands_above(upper: int, lower: int, since: dt.date, placements: Iterable[PlacementFact]) -> bool:
    """Whether `upper` has stood above `lower` on any day from `since` on; a unit stands above itself."""
    of_unit: dict[int, list[PlacementFact]] = {}
    for placement in placements:
        of_unit.setdefault(placement.unit, []).append(placement)
    waiting = [(lower, since, dt.date.max)]
    while waiting:
        unit, first, end = waiting.pop()
        if unit == upper:
            return True
        for placement in of_unit.get(unit, ()):
            later, sooner = max(first, placement.since), min(end, placement.until or dt.date.max)
            if placement.parent is not None and later < sooner:
                waiting.append((placement.parent, later, sooner))
    return False
