"""From a record to JSON: raw values under the declaration's own paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone

from tochuc.kernel.access.visibility import may_name, sees_level
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.declaration import (
    AnyField,
    Column,
    Register,
    field_at,
    raw_at,
    relation_path,
    value_at,
)
from tochuc.kernel.register.forms import form_field_names
from tochuc.kernel.register.registry import get_register

RESERVED = ("id", "label", "masked")


class Kind(Enum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    RECORD = "record"


_KINDS: tuple[tuple[type[AnyField], Kind], ...] = (
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
    (models.BooleanField, Kind.BOOLEAN),
    (models.IntegerField, Kind.INTEGER),
    (models.DecimalField, Kind.DECIMAL),
)


@dataclass(frozen=True)
class Entry:
    """One value of a record's representation; `field` is None for a property of the model."""

    path: str
    label: str
    kind: Kind
    field: AnyField | None


@cache
def entries(register_name: str) -> tuple[Entry, ...]:
    """The columns, the fields of the sections and those of the form, each once."""
    register = get_register(register_name)
    paths = [column.path for column in register.columns]
    paths += [path for section in register.sections for path in section.fields]
    paths += form_field_names(register)
    return tuple(_entry(register, path) for path in dict.fromkeys(paths))


def _entry(register: Register[Any], path: str) -> Entry:
    column = next((one for one in register.columns if one.path == path), Column(path))
    field = field_at(register.model, path)
    return Entry(path, register.label_of(column), _kind(field), field)


def _kind(field: AnyField | None) -> Kind:
    if field is None:
        return Kind.TEXT
    if field.is_relation:
        return Kind.RECORD
    if field.choices:
        return Kind.CHOICE
    return next((kind for model_field, kind in _KINDS if isinstance(field, model_field)), Kind.TEXT)


def joined(register: Register[Any], queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """With every relation that the representation reads, so that no record needs a query of its own."""
    paths = {relation_path(register.model, entry.path) for entry in entries(register.name)}
    return queryset.select_related(*sorted(paths - {""})) if paths - {""} else queryset


def masked_paths(register: Register[Any], user: User) -> frozenset[str]:
    """The paths whose values the user may not read."""
    return frozenset(
        entry.path
        for entry in entries(register.name)
        if not sees_level(user, register, register.level_of(entry.path))
    )


def represent(register: Register[Any], records: Iterable[Any], user: User) -> list[dict[str, Any]]:
    """Each record as JSON can hold it, null for what the user may not read."""
    hidden = masked_paths(register, user)
    return [_represent(register, record, user, hidden) for record in records]


def _represent(register: Register[Any], record: Any, user: User, hidden: frozenset[str]) -> dict[str, Any]:
    title = value_at(record, register.title) if register.title else record
    values: dict[str, Any] = {"id": record.pk, "label": str(title)}
    masked = set(hidden) | _unnamed(register, record, user)
    for entry in entries(register.name):
        values[entry.path] = None if entry.path in masked else _value(record, entry)
    return {**values, "masked": sorted(masked)}


def _unnamed(register: Register[Any], record: Any, user: User) -> set[str]:
    """The paths at which the record refers to others that may not be named to the user."""
    found = {one.path: raw_at(record, one.path) for one in entries(register.name) if one.kind is Kind.RECORD}
    return {
        path
        for path, target in found.items()
        if isinstance(target, models.Model)
        and not may_name(user, target, max(register.level, register.level_of(path)))
    }


def _value(record: Any, entry: Entry) -> Any:
    raw = raw_at(record, entry.path)
    if entry.kind is Kind.CHOICE:
        return None if raw in (None, "") else {"code": raw, "label": str(value_at(record, entry.path))}
    return _plain(raw)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return related(value)
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def related(record: models.Model) -> Mapping[str, Any]:
    """A record that another one names; units by their code too, which is how they are written back."""
    code = {"code": record.code} if isinstance(record, Unit) else {}
    return {"id": record.pk, **code, "label": str(record)}
