"""Values of figures for a unit, for all units, and over the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tochuc.figures import scans
from tochuc.figures.declaration import Figure, Given, Numbers
from tochuc.figures.period import Period
from tochuc.figures.values import Cell, Value, completed, value_at
from tochuc.kernel.models import Unit
from tochuc.kernel.tree.snapshot import Tree, tree_on

_MOST = 0.5


def evaluate(figures: Iterable[Figure], unit: Unit, period: Period) -> dict[str, Value]:
    """The figures of one unit's subtree, by name. One scan for each source, however many figures."""
    cells = [(figure, period) for figure in figures]
    numbers = completed(cells, read(cells, [unit.pk]))
    return {cell[0].name: value_at(cell, numbers, 0) for cell in cells}


def series(figure: Figure, unit: Unit, years: Iterable[int]) -> tuple[Value, ...]:
    """One figure over calendar years, each on the tree of its 31 December."""
    return series_of([figure], unit, years)[figure.name]


def series_of(figures: Iterable[Figure], unit: Unit, years: Iterable[int]) -> dict[str, tuple[Value, ...]]:
    """Several figures over the same years, by name. One scan for each source, whatever their number."""
    periods = [Period.year(year) for year in years]
    asked = list(figures)
    cells = [(figure, period) for figure in asked for period in periods]
    numbers = completed(cells, read(cells, [unit.pk]))
    return {
        figure.name: tuple(value_at((figure, period), numbers, 0) for period in periods) for figure in asked
    }


@dataclass(frozen=True)
class Table:
    """The values of figures for every unit of the tree of the period's last day, ended units included."""

    tree: Tree
    period: Period
    figures: Mapping[str, Figure]
    numbers: Mapping[Cell, Numbers]

    def column(self, name: str) -> Numbers:
        """One number for each position of the tree; NaN where there is none."""
        return self.numbers[self.figures[name], self.period]

    def value(self, name: str, unit_id: int) -> Value:
        """Raises `NotInTree`."""
        return value_at((self.figures[name], self.period), self.numbers, self.tree.position(unit_id))

    def row(self, unit_id: int) -> dict[str, Value]:
        return {name: self.value(name, unit_id) for name in self.figures}


def evaluate_all(figures: Iterable[Figure], period: Period) -> Table:
    """The figures of every unit at once. One scan for each source, then prefix sums over the tree."""
    cells = [(figure, period) for figure in figures]
    tree = tree_on(period.last)
    numbers = completed(cells, read(cells, tree.ids.tolist(), whole=True))
    return Table(tree, period, {figure.name: figure for figure, _ in cells}, numbers)


def read(cells: Iterable[Cell], units: Sequence[int], *, whole: bool = False) -> dict[Cell, Numbers]:
    """The numbers of all figures that the cells are computed from, one for each of `units`.

    A count is NaN for a unit that was not yet founded on the period's last day. `whole` says that the units
    are the whole tree, so that nothing can be left out of the scan.
    """
    leaves = list(dict.fromkeys(leaf for cell in cells for leaf in leaves_of(cell)))
    counted = [leaf for leaf in leaves if scans.is_counted(leaf)]
    trees = {period.last: tree_on(period.last) for _, period in counted}
    only = None if whole else _scope(trees.values(), units)
    own = scans.own_counts(counted, only)
    found: dict[Cell, Numbers] = {}
    for day, tree in trees.items():
        found |= _totals(tree, {cell: counts for cell, counts in own.items() if cell[1].last == day}, units)
    targets = scans.given([(f, period) for f, period in leaves if isinstance(f, Given)], units)
    return {**found, **targets}


def leaves_of(cell: Cell) -> Iterator[Cell]:
    """The figures that are read from records, out of which this one is computed."""
    figure, period = cell
    parts = figure.parts(period)
    if not parts:
        yield cell
    for part in parts:
        yield from leaves_of(part)


def subtree(tree: Tree, unit_id: int) -> list[int]:
    """The unit and all below it; empty where it was not yet founded."""
    return tree.subtree_ids(unit_id) if unit_id in tree else []


def _totals(
    tree: Tree, own: Mapping[scans.CountedCell, scans.OwnCounts], units: Sequence[int]
) -> dict[Cell, Numbers]:
    """From what each unit has itself to the totals of the subtrees of `units`, on one day's tree."""
    rolled = tree.roll_up(np.column_stack([counts.on(tree) for counts in own.values()]))
    known = np.array([unit in tree for unit in units], dtype=np.bool_)
    places = [tree.position(unit) for unit in units if unit in tree]
    found: dict[Cell, Numbers] = {}
    for column, cell in enumerate(own):
        numbers = np.full(len(units), np.nan)
        numbers[known] = rolled[places, column]
        found[cell] = numbers
    return found


def _scope(trees: Iterable[Tree], units: Sequence[int]) -> set[int] | None:
    """The units whose own records are needed; None where that is most of a tree, and a filter would only
    cost.
    """
    needed: set[int] = set()
    for tree in trees:
        for unit in units:
            needed.update(subtree(tree, unit))
        if len(needed) > len(tree) * _MOST:
            return None
    return needed
