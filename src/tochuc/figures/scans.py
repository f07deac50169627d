"""Reading counts out of the registers: all figures over one model and unit path in one scan.

Each figure is a conditional aggregate of the scan, grouped by unit or by a dimension; whatever needs the
tree is done afterwards, in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, TypeGuard

import numpy as np
import numpy.typing as npt
from django.db import models
from django.db.models import Count, Q

from tochuc.figures.declaration import Counted, Figure, Given, Numbers
from tochuc.figures.dimensions import Dimension
from tochuc.figures.period import Period
from tochuc.kernel.tree.snapshot import Tree

CountedCell = tuple[Counted, Period]
Integers = npt.NDArray[np.int64]


def is_counted(cell: tuple[Figure, Period]) -> TypeGuard[CountedCell]:
    return isinstance(cell[0], Counted)


class OwnCounts(NamedTuple):
    """Counts at the units themselves, without those below: parallel arrays, each unit once."""

    units: Integers
    counts: Integers

    def on(self, tree: Tree) -> Integers:
        """One count for each position of the tree. Records of units that it does not hold count nowhere."""
        spread = np.zeros(len(tree), dtype=np.int64)
        for unit, count in zip(self.units.tolist(), self.counts.tolist(), strict=True):
            if count and unit in tree:
                spread[tree.position(unit)] = count
        return spread

    def at(self, unit_id: int) -> int:
        """The count of one unit."""
        return int(self.counts[self.units == unit_id].sum())

    def by_group(self, groups: Mapping[int, str]) -> Counter[str]:
        """Totals of the units that stand in `groups`, by their group."""
        totals: Counter[str] = Counter()
        for unit, count in zip(self.units.tolist(), self.counts.tolist(), strict=True):
            if unit in groups:
                totals[groups[unit]] += count
        return totals


def own_counts(wanted: Iterable[CountedCell], units: Collection[int] | None) -> dict[CountedCell, OwnCounts]:
    """What each unit has itself; only for `units` where these are given. One query for each model and unit
    path.
    """
    found: dict[CountedCell, OwnCounts] = {}
    for (model, column), group in _by_source(wanted).items():
        rows = list(_rows(model, column, group, units).values_list(column).annotate(**_aggregates(group)))
        table = np.array([row for row in rows if row[0] is not None], dtype=np.int64).reshape(
            -1, len(group) + 1
        )
        found |= {one: OwnCounts(table[:, 0], table[:, place]) for place, one in enumerate(group, start=1)}
    return found


def counts_by(
    wanted: Iterable[CountedCell], dimension: Dimension, units: Collection[int]
) -> dict[CountedCell, Counter[str]]:
    """Totals over `units` by the keys of a dimension, for figures of one period; one query a source."""
    found: dict[CountedCell, Counter[str]] = {}
    for (model, column), group in _by_source(wanted).items():
        key = dimension.expression(group[0][1].last)
        rows = _rows(model, column, group, units).annotate(part=key).values_list("part")
        found |= {one: Counter() for one in group}
        for raw, *counts in rows.annotate(**_aggregates(group)):
            for one, count in zip(group, counts, strict=True):
                found[one][dimension.key(raw)] += count
    return found


def given(
    wanted: Iterable[tuple[Given, Period]], units: Sequence[int]
) -> dict[tuple[Figure, Period], Numbers]:
    """The number given to each of `units`, NaN where there is none. One query for each source, whatever the
    years.
    """
    groups: dict[Any, list[tuple[Given, Period]]] = defaultdict(list)
    for figure, period in wanted:
        groups[figure.of, figure.unit, figure.year, figure.value].append((figure, period))
    found: dict[tuple[Figure, Period], Numbers] = {}
    for (model, unit, year, value), group in groups.items():
        years = {period.last.year for _, period in group}
        rows = model._default_manager.filter(**{f"{year}__in": years}).values_list(unit, year, value)
        numbers = {(to, when): number for to, when, number in rows}
        for figure, period in group:
            row = [numbers.get((to, period.last.year), np.nan) for to in units]
            found[figure, period] = np.array(row, dtype=np.float64)
    return found


def _by_source(wanted: Iterable[CountedCell]) -> Mapping[tuple[type[models.Model], str], list[CountedCell]]:
    groups: dict[tuple[type[models.Model], str], list[CountedCell]] = defaultdict(list)
    for figure, period in dict.fromkeys(wanted):
        groups[figure.of, figure.unit_column].append((figure, period))
    return groups


def _rows(
    model: type[models.Model], column: str, group: Sequence[CountedCell], units: Collection[int] | None
) -> models.QuerySet[Any]:
    """The records that any of the figures may count; their whole conditions stand in the aggregates."""
    if len(group) == 1:
        figure, period = group[0]
        chosen = figure.condition(period)
    else:
        # Most figures of a source share their dates: the same condition once, not many times.
        dated = {str(condition): condition for figure, period in group if (condition := figure.dated(period))}
        chosen = reduce(or_, dated.values(), Q())
    rows = model._default_manager.order_by().filter(chosen)
    return rows if units is None else rows.filter(**{f"{column}__in": units})


def _aggregates(group: Sequence[CountedCell]) -> dict[str, Count]:
    return {f"n{place}": Count("pk", filter=f.condition(period)) for place, (f, period) in enumerate(group)}
