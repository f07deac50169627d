"""Values of a model's fields as Vietnamese text, and which of them a reader may not see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from tochuc.kernel.access.visibility import visible_to
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Record, User
from tochuc.kernel.register.registry import register_for
from tochuc.vi.dates import format_date
from tochuc.vi.numbers import format_decimal

MASK = "•••"
_PLACES = 6

AnyField = models.Field[Any, Any]
Names = Mapping[type[models.Model], Mapping[int, str]]
"""What the records of each model are called, by primary key."""


def label_of(field: AnyField) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


def text_of(field: AnyField, value: Any, names: Names) -> str:
    """A value of the field, as Python or as the log has it; empty for none."""
    if value is None or value == "":
        return ""
    if field.is_relation and isinstance(field.related_model, type):
        return names.get(field.related_model, {}).get(value, f"số {value} (không còn)")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(field.to_python(value))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%H:%M} {format_date(timezone.localdate(value))}"
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, Decimal | float):
        return format_decimal(value, _PLACES)
    return str(value)


def read_names(user: User | None, wanted: Iterable[tuple[type[models.Model], int]]) -> Names:
    """What the records of (model, key) are called: one or two queries for each model.

    Those that exist but are not visible to the user are masked; `user` None sees all.
    """
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for model, key in wanted:
        keys[model].add(key)
    return {model: _names_of(user, model, some) for model, some in keys.items()}


def _names_of(user: User | None, model: type[models.Model], keys: set[int]) -> dict[int, str]:
    register = register_for(model)
    if register is None:
        return {item.pk: str(item) for item in model._default_manager.filter(pk__in=keys)}
    known = register.queryset().filter(pk__in=keys)
    if user is None:
        return {item.pk: str(item) for item in known}
    hidden = dict.fromkeys(model._default_manager.filter(pk__in=keys).values_list("pk", flat=True), MASK)
    return hidden | {item.pk: str(item) for item in visible_to(user, known)}


def level_of(model: type[Record], name: str) -> Level:
    """The confidentiality from which a field's value may be read.

    As the model's register declares it for a column or a section; a sealed field of which it says nothing is
    sensitive.
    """
    register = register_for(model)
    declared: list[Level] = []
    if register is not None:
        declared = [column.level for column in register.columns if column.path == name]
        declared += [section.level for section in register.sections if name in section.fields]
    if name in model.sealed_fields and not any(declared):
        declared.append(Level.SENSITIVE)
    return max([*declared, register.level if register is not None else Level.OPEN])
