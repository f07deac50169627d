"""A model's constraints, checked over many records in memory and a few queries.

Django's own validation asks the database once for each record and constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any

from django.db import models
from django.db.models import F, Q

from tochuc.kernel.models import Record

CHUNK = 10_000
"""Values asked for in one query."""

Truth = bool | None
"""SQL's logic: None where an empty value leaves it open."""
Condition = Callable[[Record], Truth]

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {"gt": gt, "gte": ge, "lt": lt, "lte": le}
_ANONYMOUS = models.BaseConstraint.default_violation_error_message


@dataclass(frozen=True, slots=True)
class Violation:
    """`item` breaks a constraint that speaks of `fields`; `twin` is the record of the same file it collides
    with.
    """

    item: Record
    fields: tuple[str, ...]
    sentence: str
    twin: Record | None = None


def violations(model: type[Record], items: Sequence[Record]) -> Iterator[Violation]:
    """Everything in which these records, new or changed, would break the model's constraints."""
    if not items:
        return
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            yield from _broken(model, constraint, items)
    for unique in _uniques(model):
        yield from _collisions(model, unique, items)


def _broken(
    model: type[Record], constraint: models.CheckConstraint, items: Iterable[Record]
) -> Iterator[Violation]:
    condition = constraint.condition
    if not isinstance(condition, Q):
        raise TypeError(f"{constraint.name}: the import checks only conditions written as Q")
    holds = compiled(model, condition)
    fields = tuple(dict.fromkeys(_names(condition)))
    sentence = _sentence(constraint, "các giá trị của dòng này không đi được với nhau.")
    for item in items:
        if holds(item) is False:
            yield Violation(item, fields, sentence)


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


def _collisions(model: type[Record], unique: _Unique, items: Sequence[Record]) -> Iterator[Violation]:
    applies = compiled(model, unique.condition)
    values = [_reader(model, name) for name in unique.fields]
    shown = tuple(getattr(model._meta.get_field(name), "source", name) for name in unique.fields)
    claimed: dict[tuple[Any, ...], Record] = {}
    for item in items:
        key = tuple(read(item) for read in values)
        if None in key or not applies(item):
            continue
        twin = claimed.setdefault(key, item)
        if twin is not item:
            yield Violation(item, shown, unique.sentence, twin)
    moving = {item.pk for item in items if item.pk is not None}
    for key in _taken(model, unique, claimed, moving):
        yield Violation(claimed[key], shown, unique.sentence)


def _taken(
    model: type[Record], unique: _Unique, claimed: Iterable[tuple[Any, ...]], moving: set[int]
) -> Iterator[tuple[Any, ...]]:
    """Those of the claimed keys that records in the database have, other than the ones that change now."""
    wanted = set(claimed)
    width = len(unique.fields)
    position = max(range(width), key=lambda index: len({key[index] for key in wanted}), default=0)
    choices = sorted({key[position] for key in wanted})
    attnames = [model._meta.get_field(name).attname for name in unique.fields]  # type: ignore[union-attr]
    for start in range(0, len(choices), CHUNK):
        found = model._default_manager.filter(
            unique.condition, **{f"{attnames[position]}__in": choices[start : start + CHUNK]}
        )
        for pk, *key in found.values_list("pk", *attnames):
            if tuple(key) in wanted and pk not in moving:
                yield tuple(key)


def _reader(model: type[Record], name: str) -> Callable[[Record], Any]:
    field: Any = model._meta.get_field(name)
    if hasattr(field, "source"):
        return lambda item: field.compute(getattr(item, field.source) or "")
    attname: str = field.attname
    return lambda item: getattr(item, attname)


def compiled(model: type[Record], condition: Q) -> Condition:
    """The condition as a function of a record in memory; raises `TypeError` for what only a database can
    tell.
    """
    parts = [
        compiled(model, child) if isinstance(child, Q) else _comparison(model, *child)
        for child in _children(condition)
    ]
    negated, any_of = condition.negated, condition.connector == Q.OR
    if condition.connector == Q.XOR:
        raise TypeError(f"{condition}: no constraint of a register uses XOR")

    def evaluate(item: Record) -> Truth:
        found: Truth = not any_of
        for part in parts:
            truth = part(item)
            if truth is any_of:
                found = any_of
                break
            if truth is None:
                found = None
        return found if found is None or not negated else not found

    return evaluate


def _comparison(model: type[Record], path: str, right: Any) -> Condition:
    name, _, operator = path.partition("__")
    read = _reader(model, name)
    if operator == "isnull":
        return lambda item: (read(item) is None) is bool(right)
    other = _operand(model, right)
    if operator in ("", "exact"):
        return lambda item: _known(read(item), other(item), lambda a, b: a == b)
    if operator == "in":
        return lambda item: _known(read(item), right, lambda a, b: a in b)
    if operator in _COMPARISONS:
        compare = _COMPARISONS[operator]
        return lambda item: _known(read(item), other(item), compare)
    raise TypeError(f"{path}: the import cannot compare this in memory")


def _operand(model: type[Record], value: Any) -> Callable[[Record], Any]:
    if isinstance(value, F):
        return _reader(model, _name_of(value))
    return lambda _: value


def _name_of(value: F) -> str:
    name: str = value.name  # type: ignore[attr-defined]  # the stubs lack it
    return name


def _children(condition: Q) -> Iterator[Any]:
    """Conditions within the condition, or pairs (path, value)."""
    yield from condition.children


def _known(left: Any, right: Any, compare: Callable[[Any, Any], bool]) -> Truth:
    return None if left is None or right is None else compare(left, right)


def _names(condition: Q) -> Iterator[str]:
    for child in _children(condition):
        if isinstance(child, Q):
            yield from _names(child)
        else:
            path, value = child
            yield path.partition("__")[0]
            if isinstance(value, F):
                yield _name_of(value)
