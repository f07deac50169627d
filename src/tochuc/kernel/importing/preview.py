"""What a plan would do, in a size for a page: the first rows of each fate, old and new values, and the
errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models

from tochuc.kernel.access.visibility import sees_level
from tochuc.kernel.changes.wording import MASK, AnyField, Names, label_of, level_of, read_names, text_of
from tochuc.kernel.importing.checking import Source
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Fate, Outcome, Plan
from tochuc.kernel.importing.spec import ImportSpec
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Record
from tochuc.kernel.register.registry import register_for
from tochuc.kernel.sheets.cell_error import CellError

SHOWN = 100
"""Rows of each fate."""
ERRORS_KEPT = 20_000

Value = tuple[Record, str, Any]
"""(record, attribute, value)."""


@dataclass(frozen=True)
class ShownRow:
    """`lines`: (label, old, new); old is empty for what is new."""

    row: int
    label: str
    lines: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """`warnings` speak of the file, `doubts` of cells; `errors` are the first `ERRORS_KEPT`."""

    sheet: str
    created: list[ShownRow]
    changed: list[ShownRow]
    unchanged: list[ShownRow]
    errors: list[CellError]
    doubts: list[CellError]
    warnings: list[str]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Preview:
        kept = json.loads(text)
        for name in ("created", "changed", "unchanged"):
            kept[name] = [
                ShownRow(one["row"], one["label"], [(line[0], line[1], line[2]) for line in one["lines"]])
                for one in kept[name]
            ]
        for name in ("errors", "doubts"):
            kept[name] = [CellError(**one) for one in kept[name]]
        return cls(**kept)


def make_preview(plan: Plan, context: Context, spec: ImportSpec, source: Source) -> Preview:
    chosen = {fate: plan.first(fate, SHOWN) for fate in Fate}
    for outcome in (one for outcomes in chosen.values() for one in outcomes):
        outcome.label = outcome.label or source.text_of(outcome.row, spec.keys)
    shown = _Shown(context, [one for outcomes in chosen.values() for one in outcomes])
    return Preview(
        sheet=source.table.sheet.name,
        created=[shown.row(one) for one in chosen[Fate.CREATED]],
        changed=[shown.row(one) for one in chosen[Fate.CHANGED]],
        unchanged=[shown.row(one) for one in chosen[Fate.UNCHANGED]],
        errors=plan.errors[:ERRORS_KEPT],
        doubts=plan.warnings[:ERRORS_KEPT],
        warnings=source.warnings,
    )


class _Shown:
    """Outcomes as text; what the records are called that they refer to is read once."""

    def __init__(self, context: Context, outcomes: Iterable[Outcome]) -> None:
        self._context = context
        self._names: Names = read_names(context.user, _references(outcomes))

    def row(self, outcome: Outcome) -> ShownRow:
        lines = [
            (label_of(_field(item, name)), self._old(item, name, old), self._text(item, name, new))
            for item, name, old, new in outcome.edits
        ]
        lines += [
            (label_of(_field(item, name)), "", text)
            for item in outcome.new
            for _, name, value in _values(item)
            if (text := self._text(item, name, value))
        ]
        return ShownRow(outcome.row, outcome.label, lines)

    def _text(self, item: Record, name: str, value: Any) -> str:
        if isinstance(value, models.Model):
            return str(value)
        return text_of(_field(item, name), value, self._names)

    def _old(self, item: Record, name: str, value: Any) -> str:
        """What is recorded may be more than the importing user gets to read."""
        text = self._text(item, name, value)
        register = register_for(type(item))
        level = level_of(type(item), _field(item, name).name)
        user = self._context.user
        if not text or user is None or level == Level.OPEN:
            return text
        return text if register is not None and sees_level(user, register, level) else MASK


def _field(item: Record, name: str) -> AnyField:
    found: AnyField = item._meta.get_field(name)  # type: ignore[assignment]
    return found


def _values(item: Record) -> Iterable[Value]:
    """What a new record is given: not its key, nor what is computed, nor links to records that are new
    themselves.
    """
    derived = item.derived_fields
    for one in item._meta.concrete_fields:
        if not one.primary_key and one.name not in derived and not hasattr(one, "source"):
            value = getattr(item, one.attname)
            if value not in (None, "", False):
                yield item, one.attname, value


def _references(outcomes: Iterable[Outcome]) -> Iterable[tuple[type[models.Model], int]]:
    for outcome in outcomes:
        values = [value for item in outcome.new for value in _values(item)]
        for item, name, old, new in outcome.edits:
            values += [(item, name, old), (item, name, new)]
        for item, name, value in values:
            target = _field(item, name).related_model
            if isinstance(target, type) and isinstance(value, int):
                yield target, value
