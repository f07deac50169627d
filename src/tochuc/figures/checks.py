"""Django system checks over all figures: a slip in a declaration stops the start, with its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q
from django.db.models.sql.datastructures import Join

from tochuc.figures.behind import shown_model
from tochuc.figures.declaration import Counted, Figure, Given
from tochuc.figures.dimensions import AgeBands, Dim, Dimension, OfUnit, YesNo
from tochuc.figures.period import Period
from tochuc.figures.registry import all_figures
from tochuc.kernel.models import Unit
from tochuc.kernel.register.declaration import field_at
from tochuc.kernel.register.registry import register_for

_SOME_YEAR = Period.year(2000)


@checks.register("tochuc")
def check_figures(**_: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"figure {figure.name}: {problem}", id="tochuc.E002")
        for figure in all_figures()
        for problem in problems(figure)
    ]


def problems(figure: Figure) -> Iterator[str]:
    """What is wrong with one declaration."""
    if not figure.description.endswith("."):
        yield "its description is not a sentence"
    known = all_figures()
    for part, _ in figure.parts(_SOME_YEAR):
        if part not in known:
            yield f"it is computed from {part.name}, which is not declared"
    if isinstance(figure, Counted):
        yield from _wrong_paths(figure.of, figure.condition(_SOME_YEAR), "its condition")
        for path in figure.dates:
            if not isinstance(field_at(figure.of, path), models.DateField):
                yield f"{path} is no date of {figure.of.__name__}"
        yield from _wrong_dimensions(figure)
        if figure.unit:
            yield from _wrong_unit(figure.of, figure.unit)
    if isinstance(figure, Given):
        yield from _wrong_unit(figure.of, figure.unit)
        for path in (figure.year, figure.value):
            if not isinstance(field_at(figure.of, path), models.IntegerField):
                yield f"{path} is no whole number of {figure.of.__name__}"
    if isinstance(figure, Counted | Given) and register_for(shown_model(figure)) is None:
        yield f"its records belong to no register ({shown_model(figure).__name__})"


def _wrong_unit(model: type[models.Model], path: str) -> Iterator[str]:
    found = field_at(model, path)
    if found is None or found.related_model is not Unit:
        yield f"{path} of {model.__name__} does not lead to a unit"


def _wrong_dimensions(figure: Counted) -> Iterator[str]:
    for name, dimension in figure.by.items():
        if isinstance(dimension, OfUnit):
            field = field_at(Unit, dimension.field)
            if field is None or not field.choices:
                yield f"dimension {name}: {dimension.field} is no choice of a unit"
        elif isinstance(dimension, Dimension):
            yield from _wrong_dimension(figure.of, name, dimension)


def _wrong_dimension(model: type[models.Model], name: str, dimension: Dimension) -> Iterator[str]:
    field = field_at(model, dimension.path)
    if field is None:
        yield f"dimension {name}: {dimension.path} leads nowhere"
        return
    if isinstance(dimension, Dim) and not field.choices:
        yield f"dimension {name}: {dimension.path} has no choices"
    if isinstance(dimension, YesNo) and not isinstance(field, models.BooleanField):
        yield f"dimension {name}: {dimension.path} is no yes or no"
    if isinstance(dimension, AgeBands) and not isinstance(field, models.DateField):
        yield f"dimension {name}: {dimension.path} is no date"
    yield from _wrong_paths(model, Q(**{f"{dimension.path}__isnull": False}), f"dimension {name}")


def _wrong_paths(model: type[models.Model], condition: Q, where: str) -> Iterator[str]:
    """Paths that lead nowhere, or over a relation with many records, which would count a record more than
    once.
    """
    try:
        query = model._default_manager.filter(condition).query
    except (FieldError, TypeError, ValueError) as error:
        yield f"{where}: {error}"
        return
    for join in query.alias_map.values():
        relation: Any = join.join_field if isinstance(join, Join) else None
        if relation is not None and (relation.one_to_many or relation.many_to_many):
            yield f"{where} leads over {relation.name}, where one record has many"
