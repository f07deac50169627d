"""The tree on a day, ready for ranges and roll-ups.

`tree_on` keeps the facts and the trees it has built in the process. Their key is `TreeVersion.token`, a
random word that `tree.today.rebuild` replaces in the same transaction as every reorganisation: another
process reads the new word with its first query after the commit, the writing transaction reads its own at
once, and a rollback brings the old word back. A number would not do: after a rollback it is given out again,
for other facts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from tochuc.kernel.models import Placement, TreeVersion, Unit, UnitName
from tochuc.kernel.tree.order import Order, PlacementFact, Positions, UnitFact, order_on

Number = TypeVar("Number", np.int64, np.float64)
_KEPT_DAYS = 64


class NotInTree(LookupError):
    """The unit was not yet founded on the tree's day, or is no unit at all."""


@dataclass(frozen=True, eq=False)
class Tree:
    """The tree of one day. The arrays run in pre-order, so an index into them is a position.

    `last` is the position where a unit's subtree ends, itself included; `parent` a position, -1 for the root;
    units that had ended by that day are in it with `alive` false.
    """

    day: dt.date
    ids: Positions
    last: Positions
    depth: Positions
    parent: Positions
    alive: NDArray[np.bool_]

    @classmethod
    def of(cls, day: dt.date, order: Order) -> Tree:
        for array in (order.ids, order.last, order.depth, order.parent, order.alive):
            array.setflags(write=False)
        return cls(day, order.ids, order.last, order.depth, order.parent, order.alive)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self._position

    @cached_property
    def first(self) -> Positions:
        """The position of each unit itself: 0, 1, 2, …"""
        return np.arange(len(self), dtype=np.int64)

    @cached_property
    def _position(self) -> dict[int, int]:
        return {unit: place for place, unit in enumerate(self.ids.tolist())}

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = {}
        for unit, upper in zip(self.ids.tolist(), self.parent.tolist(), strict=True):
            below.setdefault(upper, []).append(unit)
        return below

    def position(self, unit_id: int) -> int:
        """Raises `NotInTree`."""
        try:
            return self._position[unit_id]
        except KeyError:
            raise NotInTree(f"unit {unit_id} is not in the tree of {self.day.isoformat()}") from None

    def subtree_ids(self, unit_id: int) -> list[int]:
        """The unit and all below it, ended ones included, in order."""
        place = self.position(unit_id)
        subtree: list[int] = self.ids[place : int(self.last[place]) + 1].tolist()
        return subtree

    def children(self, unit_id: int) -> list[int]:
        """Direct children in order, the ended ones last."""
        return list(self._below.get(self.position(unit_id), ()))

    def path(self, unit_id: int) -> list[int]:
        """From the root to the unit, both included."""
        place = self.position(unit_id)
        passed = []
        while place >= 0:
            passed.append(int(self.ids[place]))
            place = int(self.parent[place])
        return passed[::-1]

    def ancestors(self, unit_id: int) -> list[int]:
        """From the root to the parent; empty for the root."""
        return self.path(unit_id)[:-1]

    def common_ancestor(self, a: int, b: int) -> int:
        """The lowest unit whose subtree holds both; either of them where it holds the other."""
        return next(
            upper
            for upper, other in reversed(list(zip(self.path(a), self.path(b), strict=False)))
            if upper == other
        )

    def holds(self, unit_id: int, other: int) -> bool:
        """Whether `other` lies in the unit's subtree; a unit lies in its own."""
        place = self.position(unit_id)
        return place <= self.position(other) <= int(self.last[place])

    def roll_up(self, values: NDArray[Number]) -> NDArray[Number]:
        """From each position's own values, shape (n,) or (n, k), to the totals of its subtree."""
        if len(values) != len(self):
            raise ValueError(f"{len(values)} values for {len(self)} units")
        sums: NDArray[Number] = np.zeros((len(self) + 1, *values.shape[1:]), dtype=values.dtype)
        np.cumsum(values, axis=0, out=sums[1:])
        total: NDArray[Number] = sums[self.last + 1] - sums[:-1]
        return total


@dataclass(frozen=True)
class Facts:
    """All that the tree is built from, for every day."""

    units: list[UnitFact]
    placements: list[PlacementFact]

    def tree(self, day: dt.date) -> Tree:
        """Raises `BrokenTree`."""
        return Tree.of(day, order_on(day, self.units, self.placements))


@dataclass
class _Trees:
    """The trees built from the facts of one token."""

    token: str
    facts: Facts
    built: dict[dt.date, Tree] = field(default_factory=dict)

    def on(self, day: dt.date) -> Tree:
        tree = self.built.get(day)
        if tree is None:
            if len(self.built) >= _KEPT_DAYS:
                self.built.clear()
            tree = self.built[day] = self.facts.tree(day)
        return tree


class _Process:
    """What this process keeps: the trees of the token that it saw last."""

    def __init__(self) -> None:
        self._trees: _Trees | None = None

    def trees(self) -> _Trees:
        token = _token()
        trees = self._trees
        if trees is not None and trees.token == token:
            return trees
        trees = _read(token)
        if trees.token:  # without a token nothing says when the facts change
            self._trees = trees
        return trees


_process = _Process()


def today() -> dt.date:
    return timezone.localdate()


def tree_on(day: dt.date) -> Tree:
    """The tree of `day`: one short query when the process has it, four when not. Raises `BrokenTree`."""
    return _process.trees().on(day)


def _token() -> str:
    return TreeVersion.objects.values_list("token", flat=True).first() or ""


def _read(token: str) -> _Trees:
    """Read again when somebody committed between the queries, so that the facts are all of one moment."""
    while True:
        facts = read_facts()
        after = _token()
        if after == token:
            return _Trees(token, facts)
        token = after


def read_facts() -> Facts:
    """What the database holds now, in two queries."""
    rows: Any = Unit.objects.values_list("id", "founded_on", "ended_on", "successor_id", "rank", "sort_key")
    return Facts([UnitFact._make(row) for row in rows], read_placements())


def read_placements() -> list[PlacementFact]:
    rows: Any = Placement.objects.values_list("unit_id", "parent_id", "since", "until")
    return [PlacementFact._make(row) for row in rows]


def names_on(day: dt.date) -> dict[int, tuple[str, str]]:
    """(name, short name) of every unit founded by `day`; of one that has ended, its last."""
    rows = UnitName.objects.filter(since__lte=day).order_by("since", "pk")
    return {unit: (name, short) for unit, name, short in rows.values_list("unit_id", "name", "short_name")}
