"""Whose figures a user may see.

A user sees the figures of the units within their reach as the tree stands today, also those of earlier
years: who answers for a unit now reads its past, including what belonged to it then and has gone elsewhere
since, and whoever it has left reads it no longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tochuc.figures.breakdowns import Part, breakdown, dimension_of
from tochuc.figures.declaration import Figure
from tochuc.figures.evaluation import evaluate
from tochuc.figures.period import Period
from tochuc.figures.values import Value, hidden
from tochuc.kernel.access.permissions import VIEW_FIGURES
from tochuc.kernel.access.reach import reaches
from tochuc.kernel.models import Unit, User


def sees(user: User | None, figure: Figure, unit: Unit) -> bool:
    """Whether the user may see the figure for the unit's subtree."""
    return reaches(user, VIEW_FIGURES.name, unit.first, figure.level)


def visible_values(
    user: User | None, figures: Iterable[Figure], unit: Unit, period: Period
) -> dict[str, Value]:
    """Like `evaluate`; a figure that the user may not see is `Missing.HIDDEN`."""
    asked = list(figures)
    found = evaluate([figure for figure in asked if sees(user, figure, unit)], unit, period)
    return {figure.name: found.get(figure.name) or hidden(figure, period) for figure in asked}


def visible_breakdown(
    user: User | None, figure: Figure, unit: Unit, period: Period, by: str
) -> tuple[Part, ...]:
    """Like `breakdown`; empty where the user may not see the unit's value or what the dimension reveals: a
    narrow period would tell it of one person. The values of units below that have left the user's reach since
    are hidden.
    """
    reveals = dimension_of(figure, by).reveals
    if not sees(user, figure, unit) or not reaches(user, VIEW_FIGURES.name, unit.first, reveals):
        return ()
    parts = breakdown(figure, unit, period, by)
    units = Unit.objects.in_bulk([part.unit_id for part in parts if part.unit_id is not None])
    return tuple(
        part
        if part.unit_id is None or sees(user, figure, units[part.unit_id])
        else replace(part, value=hidden(figure, period))
        for part in parts
    )
