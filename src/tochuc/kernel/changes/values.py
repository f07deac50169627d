"""From model instances to the values that the log keeps, and back."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import models

from tochuc.kernel.changes.chain import canonical
from tochuc.kernel.fields import seal, unseal

Values = dict[str, Any]
_JSON = frozenset({str, int, float, bool, type(None)})
"""Types that JSON holds as they are; asked first, since nearly all values are of these."""


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
    if type(value) in _JSON or isinstance(value, str | int | float | list | dict):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"the log cannot keep a {type(value).__name__}")


def snapshot(item: models.Model) -> Values:
    state = item.__dict__
    return {name: plain(state[name]) for name in logged_fields(type(item))}


def split_sealed(model: type[models.Model], before: Values, after: Values) -> tuple[bytes | None, str]:
    """Moves sealed values out of both into one encrypted box; returns it with its digest (both empty if none)."""
    names = sealed_fields(model)
    if not names:
        return None, ""
    secret = [{name: values.pop(name) for name in names if name in values} for values in (before, after)]
    if not any(any(half.values()) for half in secret):
        return None, ""
    box = seal(canonical(secret).encode())
    return box, sha256(box).hexdigest()


def unsealed(before: str, after: str, box: bytes | None) -> tuple[Values, Values]:
    """Both halves of a change as values, with the sealed ones put back where the box still exists."""
    halves: list[Values] = [json.loads(text) if text else {} for text in (before, after)]
    if box:
        for half, secret in zip(halves, json.loads(unseal(bytes(box))), strict=True):
            half.update(secret)
    return halves[0], halves[1]
