"""Django system checks over all registers: a slip in a declaration stops the start, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.db import models

from tochuc.kernel.models import Record
from tochuc.kernel.register.declaration import Register, field_at
from tochuc.kernel.register.registry import all_registers


@checks.register("tochuc")
def check_registers(**_: Any) -> list[checks.CheckMessage]:
    return [problem for register in all_registers() for problem in _problems(register)]


def _problems(register: Register[Any]) -> Iterator[checks.CheckMessage]:
    def wrong(text: str) -> checks.Error:
        return checks.Error(f"register {register.name}: {text}", id="tochuc.E001")

    if not issubclass(register.model, Record):
        yield wrong("its model is not a Record")
    for column in register.columns:
        if field_at(register.model, column.path) is None and not _has_attribute(register.model, column.path):
            yield wrong(f"column {column.path} leads nowhere")
        if column.sort and not _can_filter(register.model, column.sort):
            yield wrong(f"column {column.path} cannot be sorted by {column.sort}")
    paths = [entry.path for entry in register.filters]
    paths += [name for section in register.sections for name in section.fields]
    paths += list(register.form_fields)
    for path in paths:
        if field_at(register.model, path) is None and not _has_attribute(register.model, path):
            yield wrong(f"{path} leads nowhere")
    ordering = [name.lstrip("-") for name in register.order]
    unit = [f"{register.unit}__first"] if register.unit else []
    level = [register.level_field] if register.level_field else []
    for path in [*ordering, *unit, *level, *register.search]:
        if not _can_filter(register.model, path):
            yield wrong(f"{path} is no path of {register.model.__name__}")


def _has_attribute(model: type[models.Model], path: str) -> bool:
    head, _, tail = path.rpartition("__")
    owner = model
    for part in head.split("__") if head else []:
        related = model._meta.get_field(part).related_model
        if not isinstance(related, type):
            return False
        owner = related
    return hasattr(owner, tail)


def _can_filter(model: type[models.Model], path: str) -> bool:
    return path == "pk" or field_at(model, path) is not None
