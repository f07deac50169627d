"""A figure by the values of a dimension: gender, sector, the units below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tochuc.figures import scans
from tochuc.figures.declaration import Figure, Numbers
from tochuc.figures.dimensions import (
    UNKNOWN,
    UNKNOWN_LABEL,
    AnyDimension,
    Below,
    Dimension,
    OfUnit,
)
from tochuc.figures.evaluation import leaves_of, read, subtree
from tochuc.figures.period import Period
from tochuc.figures.scans import CountedCell
from tochuc.figures.values import Cell, Value, completed, value_at
from tochuc.kernel.models import Unit
from tochuc.kernel.register.declaration import field_at
from tochuc.kernel.tree.snapshot import Tree, names_on, tree_on


class UnknownDimension(LookupError):
    """A dimension that the figure does not have."""


@dataclass(frozen=True)
class Part:
    """One line of a breakdown. In a breakdown by units, `unit_id` says which, and `own` marks the line of
    what belongs to the unit itself and to none below it.
    """

    key: str
    label: str
    value: Value
    unit_id: int | None = None
    own: bool = False


def dimension_of(figure: Figure, by: str) -> AnyDimension:
    """Raises `UnknownDimension`."""
    try:
        return figure.dimensions[by]
    except KeyError:
        known = ", ".join(figure.dimensions)
        raise UnknownDimension(f"figure {figure.name} has no dimension {by}, only {known}") from None


def breakdown(figure: Figure, unit: Unit, period: Period, by: str) -> tuple[Part, ...]:
    """The parts of a unit's value by one of the figure's dimensions; the parts of a count add up to it.

    Every known value of the dimension has its line, also with 0; records without one come last, where there
    are any. By "unit", the lines are the direct children on the tree of the period's last day, the ended
    ones only where they count something, and last the unit itself where records belong to it directly.
    Raises `UnknownDimension`.
    """
    dimension = dimension_of(figure, by)
    if isinstance(dimension, Below):
        return _by_unit(figure, unit, period)
    return _by_value(figure, unit, period, dimension)


def _by_value(figure: Figure, unit: Unit, period: Period, dimension: Dimension | OfUnit) -> tuple[Part, ...]:
    cell = (figure, period)
    leaves = [leaf for leaf in dict.fromkeys(leaves_of(cell)) if scans.is_counted(leaf)]
    counts = _counts(dimension, leaves, unit)
    labels = _labels(dimension, leaves[0][0].of)
    if any(found[UNKNOWN] for found in counts.values()):
        labels[UNKNOWN] = UNKNOWN_LABEL
    by_key: dict[Cell, Numbers] = {
        leaf: np.array([found[key] for key in labels], dtype=np.float64) for leaf, found in counts.items()
    }
    numbers = completed([cell], by_key)
    return tuple(
        Part(key, label, value_at(cell, numbers, place)) for place, (key, label) in enumerate(labels.items())
    )


def _labels(dimension: Dimension | OfUnit, model: type) -> dict[str, str]:
    if isinstance(dimension, Dimension):
        return dimension.labels(model)
    field = field_at(Unit, dimension.field)
    return {str(key): str(label) for key, label in (field.flatchoices if field else ())}


def _counts(
    dimension: Dimension | OfUnit, leaves: Sequence[CountedCell], unit: Unit
) -> dict[CountedCell, Counter[str]]:
    """The counts of each leaf by key, on the tree of its own period."""
    found: dict[CountedCell, Counter[str]] = {}
    for period in dict.fromkeys(period for _, period in leaves):
        tree = tree_on(period.last)
        group = [leaf for leaf in leaves if leaf[1] == period]
        units = subtree(tree, unit.pk)
        if isinstance(dimension, Dimension):
            found |= scans.counts_by(group, dimension, units)
            continue
        groups = grouped_units(dimension, tree, units)
        for leaf, own in scans.own_counts(group, units).items():
            found[leaf] = own.by_group(groups)
    return found


def grouped_units(dimension: OfUnit, tree: Tree, units: Iterable[int]) -> dict[int, str]:
    """Each unit's value of the dimension: its own, or else that of the nearest unit above which has one."""
    own: Mapping[int, str] = dict(
        Unit.objects.exclude(**{dimension.field: ""}).values_list("pk", dimension.field)
    )
    inherited: list[str] = []
    for unit, parent in zip(tree.ids.tolist(), tree.parent.tolist(), strict=True):
        inherited.append(own.get(unit) or (inherited[parent] if parent >= 0 else UNKNOWN))
    return {unit: inherited[tree.position(unit)] for unit in units}


def _by_unit(figure: Figure, unit: Unit, period: Period) -> tuple[Part, ...]:
    tree = tree_on(period.last)
    if unit.pk not in tree:
        return ()
    cell = (figure, period)
    children = tree.children(unit.pk)
    own = _own(cell, unit)
    itself = any(number > 0 for number in own.values())
    found = {leaf: np.append(below, own[leaf]) for leaf, below in read([cell], children).items()}
    numbers = completed([cell], found)
    lines = [*children, unit.pk] if itself else children
    values = [value_at(cell, numbers, place) for place in range(len(lines))]
    codes = dict(Unit.objects.filter(pk__in=lines).values_list("pk", "code"))
    names = names_on(period.last)
    return tuple(
        Part(codes[line], names[line][1] or names[line][0], value, line, own=line == unit.pk)
        for line, value in zip(lines, values, strict=True)
        if value.number or tree.alive[tree.position(line)]
    )


def _own(cell: Cell, unit: Unit) -> dict[Cell, float]:
    """What belongs to the unit itself; NaN for a given number, which has no parts."""
    leaves = list(dict.fromkeys(leaves_of(cell)))
    own = scans.own_counts(filter(scans.is_counted, leaves), [unit.pk])
    return {leaf: own[leaf].at(unit.pk) if scans.is_counted(leaf) else np.nan for leaf in leaves}
