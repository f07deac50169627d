"""The records behind a value: what a reader sees who clicks on a number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Q

from tochuc.figures.breakdowns import dimension_of, grouped_units
from tochuc.figures.declaration import Counted, Figure, Given
from tochuc.figures.dimensions import UNKNOWN, Dimension, OfUnit
from tochuc.figures.evaluation import subtree
from tochuc.figures.period import Period
from tochuc.kernel.access.visibility import visible_condition
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import register_of
from tochuc.kernel.tree.snapshot import Tree, tree_on


def records(figure: Figure, unit: Unit, period: Period, by: str = "", key: str = "") -> models.QuerySet[Any]:
    """Exactly the records that make the value, or the line `key` of its breakdown `by`: as many as the
    count says.

    For a ratio or a comparison, the records of its first part. Nothing is hidden: what a user is shown
    comes from `visible_records`. Raises `UnknownDimension`.
    """
    leaf, period = counted_first(figure, period)
    if isinstance(leaf, Given):
        return leaf.of._default_manager.filter(leaf.condition(period), **{leaf.unit: unit.pk})
    tree = tree_on(period.last)
    units, narrower = subtree(tree, unit.pk), Q()
    if by:
        units, narrower = _part(leaf, tree, unit, by, key)
    return leaf.of._default_manager.filter(
        leaf.condition(period), narrower, **{f"{leaf.unit_column}__in": units}
    )


def visible_records(
    user: User | None, figure: Figure, unit: Unit, period: Period, by: str = "", key: str = ""
) -> models.QuerySet[Any]:
    """Those of `records` that the user may see, by the visibility of the register in which they are opened.

    There may be fewer than the count: what is visible follows from where a record stands today, and someone
    who has moved elsewhere since belongs to the past value still.
    """
    leaf, _ = counted_first(figure, period)
    shown = leaf.shown if isinstance(leaf, Counted) else ""
    register = register_at(leaf)
    protected = replace(register, level=max(register.level, _reveals(figure, leaf, by)))
    condition = visible_condition(user, protected, prefix=f"{shown}__" if shown else "")
    return records(figure, unit, period, by, key).filter(condition)


def counted_first(figure: Figure, period: Period) -> tuple[Counted | Given, Period]:
    """The figure whose records stand behind a value: itself, or the first of its parts."""
    while not isinstance(figure, Counted | Given):
        figure, period = figure.parts(period)[0]
    return figure, period


def register_at(leaf: Counted | Given) -> Register[Any]:
    """The register in which the records behind a figure are opened; raises `UnknownRegister`."""
    return register_of(shown_model(leaf))


def shown_model(leaf: Counted | Given) -> type[models.Model]:
    model: Any = leaf.of
    for step in leaf.shown.split("__") if isinstance(leaf, Counted) and leaf.shown else ():
        model = model._meta.get_field(step).related_model
    return model  # type: ignore[no-any-return]


def _part(leaf: Counted, tree: Tree, unit: Unit, by: str, key: str) -> tuple[list[int], Q]:
    """The units, and the further condition, of one line of a breakdown."""
    dimension = dimension_of(leaf, by)
    units = subtree(tree, unit.pk)
    if isinstance(dimension, Dimension):
        known = key == UNKNOWN or key in dimension.labels(leaf.of)
        return (units, dimension.condition(key, tree.day)) if known else ([], Q())
    if isinstance(dimension, OfUnit):
        return [one for one, group in grouped_units(dimension, tree, units).items() if group == key], Q()
    if key == unit.code:
        return [unit.pk], Q()
    children = tree.children(unit.pk) if units else []
    chosen = Unit.objects.filter(code=key, pk__in=children).values_list("pk", flat=True).first()
    return (subtree(tree, chosen) if chosen else []), Q()


def _reveals(figure: Figure, leaf: Counted | Given, by: str) -> Level:
    levels = [leaf.reveals] if isinstance(leaf, Counted) else []
    levels += [dimension_of(figure, by).reveals] if by else []
    return max(levels, default=Level.OPEN)
