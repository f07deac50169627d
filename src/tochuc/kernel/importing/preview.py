"""What a plan would do, in a size for a page: the first rows of each fate, old and new values, and the
errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from dataclasses import asdict, dataclass, field
from itertools import chain
from typing import Any

from django.db import models

from tochuc.kernel.changes.wording import MASK, AnyField, Names, label_of, read_names, text_of
from tochuc.kernel.importing.checking import Source
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Fate, Plan
from tochuc.kernel.importing.spec import ImportSpec
from tochuc.kernel.importing.writes import Writes
from tochuc.kernel.models import Record
from tochuc.kernel.sheets.cell_error import CellError

SHOWN = 100
"""Rows of each fate."""
ERRORS_KEPT = 20_000

Line = tuple[type[Record], str, Any, Any]
"""(model, attribute, old value, new value)."""


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


def make_preview(plan: Plan, writes: Writes, context: Context, spec: ImportSpec, source: Source) -> Preview:
    chosen = {fate: plan.first(fate, SHOWN) for fate in Fate}
    lines = _lines(plan, writes, {row for rows in chosen.values() for row in rows})
    names = read_names(context.user, _references(chain.from_iterable(lines.values())))

    def shown(fate: Fate) -> list[ShownRow]:
        return [
            ShownRow(
                row,
                plan.labels.get(row) or source.text_of(row, spec.keys),
                [told for line in lines[row] if (told := _told(line, names, context))],
            )
            for row in chosen[fate]
        ]

    return Preview(
        sheet=source.table.sheet.name,
        created=shown(Fate.CREATED),
        changed=shown(Fate.CHANGED),
        unchanged=shown(Fate.UNCHANGED),
        errors=plan.errors[:ERRORS_KEPT],
        doubts=plan.warnings[:ERRORS_KEPT],
        warnings=source.warnings,
    )


def _lines(plan: Plan, writes: Writes, rows: Set[int]) -> dict[int, list[Line]]:
    """What the rows change, and then what they add."""
    lines: dict[int, list[Line]] = {row: [] for row in rows}
    for model in plan.models:
        for edit in plan.edits(model):
            if edit.row in rows:
                lines[edit.row] += [
                    (model, name, old, getattr(edit.item, name)) for name, old in edit.old.items()
                ]
    for model in plan.models:
        columns = {name: writes.new[model][name] for name in _shown_attributes(model)}
        for index, row in enumerate(plan.rows_of_new(model)):
            if row in rows:
                lines[row] += [(model, name, None, values[index]) for name, values in columns.items()]
    return lines


def _shown_attributes(model: type[Record]) -> Iterator[str]:
    """Of a new record neither its key nor what is computed."""
    for one in model._meta.concrete_fields:
        if not one.primary_key and one.name not in model.derived_fields and not hasattr(one, "source"):
            yield one.attname


def _told(line: Line, names: Names, context: Context) -> tuple[str, str, str] | None:
    """(label, old, new); None for nothing, and for a link to a record that is new itself."""
    model, name, old, new = line
    field = _field(model, name)
    if field.is_relation and isinstance(new, int) and new < 0:
        return None
    before, after = (
        "" if value is False and old is None else text_of(field, value, names) for value in (old, new)
    )
    if before and not context.may_read(model, field.name):
        before = MASK  # what is recorded may be more than the importing user gets to read
    return (label_of(field), before, after) if before or after else None


def _field(model: type[Record], name: str) -> AnyField:
    found: AnyField = model._meta.get_field(name)  # type: ignore[assignment]
    return found


def _references(lines: Iterable[Line]) -> Iterator[tuple[type[models.Model], int]]:
    for model, name, old, new in lines:
        target = _field(model, name).related_model
        if isinstance(target, type):
            yield from ((target, key) for key in (old, new) if isinstance(key, int) and key > 0)
