"""A model's constraints, checked over many records in memory and a few queries.

Django's own validation asks the database once for each record and constraint. Here the records stand in columns,
and a condition is worked out for all of them, part by part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import contains, eq, ge, gt, le, lt
from typing import Any

from django.db import models
from django.db.models import F, Q

from tochuc.kernel.bulk import Columns
from tochuc.kernel.models import Record

NAMED = 5_000
"""Up to how many values are named in a query; of more it is quicker to read all that there are."""

Truth = bool | None
"""SQL's logic: None where an empty value leaves it open."""

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "": eq,
    "exact": eq,
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
    "in": lambda value, choices: contains(choices, value),
}
_ANONYMOUS = models.BaseConstraint.default_violation_error_message


@dataclass(frozen=True, slots=True)
class Violation:
    """The record at that place of the columns breaks a constraint that speaks of `fields`; `twin` is the place of
    the one that it collides with.
    """

    index: int
    fields: tuple[str, ...]
    sentence: str
    twin: int | None = None


def violations(model: type[Record], columns: Columns) -> Iterator[Violation]:
    """Everything in which these records, new (with negative keys) or changed, would break the model's constraints.

    The columns are complete but for those that are computed from others.
    """
    if not columns[model._meta.pk.attname]:
        return
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            yield from _broken(model, constraint, columns)
    for unique in _uniques(model):
        yield from _collisions(model, unique, columns)


def _broken(model: type[Record], constraint: models.CheckConstraint, columns: Columns) -> Iterator[Violation]:
    condition = constraint.condition
    if not isinstance(condition, Q):
        raise TypeError(f"{constraint.name}: the import checks only conditions written as Q")
    holds = truths(model, condition, columns)
    if False in holds:
        fields = tuple(dict.fromkeys(_names(condition)))
        sentence = _sentence(constraint, "các giá trị của dòng này không đi được với nhau.")
        yield from (Violation(index, fields, sentence) for index, true in enumerate(holds) if true is False)


def _sentence(constraint: models.BaseConstraint, otherwise: str) -> str:
    message = constraint.violation_error_message
    return otherwise if message == _ANONYMOUS else str(message)


@dataclass(frozen=True)
class _Unique:
    fields: tuple[str, ...]
    sentence: str
    condition: Q


def _uniques(model: type[Record]) -> Iterator[_Unique]:
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            shown = model._meta.get_field(getattr(field, "source", field.name))
            sentence = f"{shown.verbose_name} này đã có ở một bản ghi khác."  # type: ignore[union-attr]
            yield _Unique((field.name,), sentence, Q())
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            sentence = _sentence(constraint, "đã có một bản ghi khác với các giá trị này.")
            yield _Unique(tuple(constraint.fields), sentence, constraint.condition or Q())


def _collisions(model: type[Record], unique: _Unique, columns: Columns) -> Iterator[Violation]:
    keys = zip(*(_values(model, name, columns) for name in unique.fields), strict=True)
    applies = truths(model, unique.condition, columns)
    shown = tuple(getattr(model._meta.get_field(name), "source", name) for name in unique.fields)
    claimed: dict[tuple[Any, ...], int] = {}
    for index, (key, applied) in enumerate(zip(keys, applies, strict=True)):
        if applied and None not in key:
            twin = claimed.setdefault(key, index)
            if twin != index:
                yield Violation(index, shown, unique.sentence, twin)
    moving = {key for key in columns[model._meta.pk.attname] if key > 0}
    for key in _taken(model, unique, claimed, moving):
        yield Violation(claimed[key], shown, unique.sentence)


def _taken(
    model: type[Record], unique: _Unique, claimed: Iterable[tuple[Any, ...]], moving: set[int]
) -> Iterator[tuple[Any, ...]]:
    """Those of the claimed keys that records in the database have, other than the ones that change now."""
    attributes = [_attribute(model, name) for name in unique.fields]
    width = len(unique.fields)
    links = [index for index in range(width) if model._meta.get_field(unique.fields[index]).is_relation]
    # What refers to a record that is not written yet cannot be in the database.
    wanted = {key for key in claimed if not any(key[index] < 0 for index in links)}
    position = max(range(width), key=lambda index: len({key[index] for key in wanted}))
    choices = {key[position] for key in wanted}
    found = model._default_manager.filter(unique.condition) if choices else model._default_manager.none()
    if len(choices) <= NAMED:
        found = found.filter(**{f"{attributes[position]}__in": sorted(choices)})
    for pk, *key in found.values_list("pk", *attributes).iterator():
        if tuple(key) in wanted and pk not in moving:
            yield tuple(key)


def truths(model: type[Record], condition: Q, columns: Columns) -> Sequence[Truth]:
    """The condition for each record in the columns; raises `TypeError` for what only a database can tell."""
    height = len(columns[model._meta.pk.attname])
    parts = [
        truths(model, child, columns) if isinstance(child, Q) else _compared(model, child, columns)
        for child in _children(condition)
    ]
    if condition.connector == Q.XOR:
        raise TypeError(f"{condition}: no constraint of a register uses XOR")
    any_of = condition.connector == Q.OR and bool(parts)
    found: list[Truth] = [
        any_of if any_of in row else None if None in row else not any_of for row in zip(*parts, strict=True)
    ] or [True] * height
    return [None if true is None else not true for true in found] if condition.negated else found


def _compared(model: type[Record], comparison: tuple[str, Any], columns: Columns) -> Sequence[Truth]:
    path, right = comparison
    name, _, operator = path.partition("__")
    left = _values(model, name, columns)
    if operator == "isnull":
        return [(value is None) is bool(right) for value in left]
    if operator not in _COMPARISONS:
        raise TypeError(f"{path}: the import cannot compare this in memory")
    compare = _COMPARISONS[operator]
    if isinstance(right, F):
        others = _values(model, _name_of(right), columns)
        return [
            None if one is None or other is None else compare(one, other)
            for one, other in zip(left, others, strict=True)
        ]
    return [None if one is None else compare(one, right) for one in left]


def _values(model: type[Record], name: str, columns: Columns) -> Sequence[Any]:
    field: Any = model._meta.get_field(name)
    if hasattr(field, "source"):
        return [field.compute(value or "") for value in columns[field.source]]
    values: Sequence[Any] = columns[field.attname]
    return values


def _attribute(model: type[Record], name: str) -> str:
    attribute: str = model._meta.get_field(name).attname  # type: ignore[union-attr]
    return attribute


def _name_of(value: F) -> str:
    name: str = value.name  # type: ignore[attr-defined]  # the stubs lack it
    return name


def _children(condition: Q) -> Iterator[Any]:
    """Conditions within the condition, or pairs (path, value)."""
    yield from condition.children


def _names(condition: Q) -> Iterator[str]:
    for child in _children(condition):
        if isinstance(child, Q):
            yield from _names(child)
        else:
            path, value = child
            yield path.partition("__")[0]
            if isinstance(value, F):
                yield _name_of(value)
