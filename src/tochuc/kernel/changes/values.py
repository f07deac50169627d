"""From values of records to what the log keeps of them, and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from django.db import models

from tochuc.kernel.bulk import Columns
from tochuc.kernel.changes.chain import canonical
from tochuc.kernel.fields import seal, unseal

Values = dict[str, Any]

_TEXTS: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    NoneType: lambda _: "null",
    dt.date: lambda day: f'"{day.isoformat()}"',
}
"""What `canonical(plain(value))` says of the commonest types, told without asking what it is."""


@cache
def logged_fields(model: type[models.Model]) -> tuple[str, ...]:
    """The attributes that the log keeps: all concrete ones but the key and what is computed from others."""
    derived: frozenset[str] = getattr(model, "derived_fields", frozenset())
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in derived and not hasattr(field, "source")
    )


@cache
def sealed_fields(model: type[models.Model]) -> frozenset[str]:
    names: frozenset[str] = getattr(model, "sealed_fields", frozenset())
    return frozenset(field.attname for field in model._meta.concrete_fields if field.name in names)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"the log cannot keep a {type(value).__name__}")


def snapshot(item: models.Model) -> Values:
    state = item.__dict__
    return {name: plain(state[name]) for name in logged_fields(type(item))}


def texts(columns: Columns, count: int) -> list[str]:
    """The canonical JSON of `count` rows; of rows without columns "{}"."""
    names = sorted(columns)
    if not names:
        return ["{}"] * count
    row = "{" + ",".join(f'"{name}":%s' for name in names) + "}"
    return [row % values for values in zip(*(_texts(columns[name]) for name in names), strict=True)]


def _texts(values: Sequence[Any]) -> list[str]:
    """The canonical JSON of each value of a column; each distinct one is written once."""
    kinds = set(map(type, values))
    if len(kinds - {NoneType}) > 1 or not kinds <= _TEXTS.keys():
        return [canonical(plain(value)) for value in values]
    known = {value: _TEXTS[type(value)](value) for value in set(values)}
    return [known[value] for value in values]


def sealed(model: type[models.Model], before: Columns, after: Columns, count: int) -> list[bytes | None]:
    """For each row one encrypted box with its sealed values; None where it has none."""
    names = sealed_fields(model)
    halves = [{name: half[name] for name in half.keys() & names} for half in (before, after)]
    secrets = [values for half in halves for values in half.values()]
    if not secrets:
        return [None] * count
    filled = map(any, zip(*secrets, strict=True))
    pairs = zip(*(texts(half, count) for half in halves), strict=True)
    return [
        seal(f"[{old},{new}]".encode()) if some else None
        for some, (old, new) in zip(filled, pairs, strict=True)
    ]


def unsealed(before: str, after: str, box: bytes | None) -> tuple[Values, Values]:
    """Both halves of a change as values, with the sealed ones put back where the box still exists."""
    halves: list[Values] = [json.loads(text) if text else {} for text in (before, after)]
    if box:
        for half, secret in zip(halves, json.loads(unseal(bytes(box))), strict=True):
            half.update(secret)
    return halves[0], halves[1]
