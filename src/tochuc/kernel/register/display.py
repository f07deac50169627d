"""How a stored value reads, wherever it is shown: lists, details, history, exports, previews of imports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from tochuc.kernel.access.visibility import may_name, sees_level
from tochuc.kernel.models import User
from tochuc.kernel.register.declaration import Column, Register, field_at, value_at
from tochuc.vi.dates import format_date
from tochuc.vi.numbers import format_decimal, format_int

EMPTY = "–"
MASK = "•••"


def text(value: Any) -> str:
    """A value as an officer reads it; nothing becomes a dash."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{format_date(local.date())} {local:%H:%M}"
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, int):
        return format_int(value)
    if isinstance(value, float | Decimal):
        return format_decimal(value, places=2)
    return str(value)


def kind(register: Register[Any], path: str) -> str:
    """What a column holds: "number", "date", "boolean" or "text". Numbers align right."""
    found = field_at(register.model, path)
    if found is None or found.choices or found.is_relation:
        return "text"
    if isinstance(found, models.DateTimeField | models.DateField):
        return "date"
    if isinstance(found, models.BooleanField):
        return "boolean"
    # A year is a name, not a quantity: it takes no thousands separator.
    if isinstance(found, models.IntegerField | models.DecimalField) and found.name not in ("year", "number"):
        return "number"
    return "text"


@dataclass(frozen=True)
class Shown:
    """A column for one user: masked where its level lies above what they may read. `level` is that up to which it
    names other records to anybody.
    """

    column: Column
    label: str
    kind: str
    masked: bool
    level: int
    user: User | None

    def value(self, record: Any) -> Any:
        """The value as stored (dates stay dates), display text for choices, the mask where masked."""
        if self.masked:
            return MASK
        found = value_at(record, self.column.path)
        if not isinstance(found, models.Model):
            return found
        return str(found) if may_name(self.user, found, self.level) else MASK

    def text(self, record: Any) -> str:
        found = self.value(record)
        return str(found) if self.kind == "text" and found not in (None, "") else text(found)


def shown_columns(
    register: Register[Any], user: User | None, paths: Iterable[str] | None = None
) -> list[Shown]:
    """The columns to show: those named, in their declared order, or the ones shown by default."""
    wanted = set(paths) if paths is not None else None
    return [
        Shown(
            column,
            register.label_of(column),
            kind(register, column.path),
            masked=not sees_level(user, register, register.level_of(column.path)),
            level=max(register.level, register.level_of(column.path)),
            user=user,
        )
        for column in register.columns
        if (column.path in wanted if wanted is not None else column.shown)
    ]
