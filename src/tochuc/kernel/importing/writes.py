"""What an import writes, in plain values: made by the check, kept with the upload, written by the commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from tochuc.kernel import bulk
from tochuc.kernel.bulk import Columns
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.importing.plan import Edit, Plan
from tochuc.kernel.models import Record

_CHUNK = 5_000
Keys = dict[type[models.Model], Sequence[int]]


@dataclass(frozen=True)
class Changed:
    """Saved records of which the same columns change: their keys, and the values before and after."""

    keys: Sequence[int]
    before: Columns
    after: Columns


@dataclass(frozen=True)
class Writes:
    """Per model, in the order in which they are written: what changes, and the columns of what is new.

    A new record's key is negative (−1 for the first of its model, −2 …), in its own column as in those that refer
    to it.
    """

    changed: dict[type[Record], list[Changed]]
    new: dict[type[Record], Columns]

    def __bool__(self) -> bool:
        return any(self.changed.values()) or any(map(_height, self.new.values()))

    def write(self, writer: Writer, report: Callable[[int, int], None]) -> None:
        """Writes model by model, changes before new records: what ends makes room for what begins.

        `report(done, total)` is called after every few thousand records.
        """
        keys: Keys = {model: bulk.allocate_ids(model, _height(rows)) for model, rows in self.new.items()}
        counts = [len(one.keys) for some in self.changed.values() for one in some]
        total, done = sum(counts) + sum(map(len, keys.values())), 0
        for model, columns in self.new.items():
            for one in self.changed[model]:
                writer.change(model, one.keys, one.before, one.after)
                report(done := done + len(one.keys), total)
            for count in writer.insert(model, _chunks(_linked(model, columns, keys))):
                report(done := done + count, total)


def writes_of(plan: Plan) -> Writes:
    return Writes(
        {model: list(_alike(plan.edits(model))) for model in plan.models},
        {model: plan.columns_of_new(model) for model in plan.models},
    )


def _alike(edits: Iterable[Edit]) -> Iterator[Changed]:
    groups: dict[tuple[str, ...], list[Edit]] = defaultdict(list)
    for edit in edits:
        groups[tuple(sorted(edit.old))].append(edit)
    for names, some in groups.items():
        yield Changed(
            [edit.item.pk for edit in some],
            {name: [edit.old[name] for edit in some] for name in names},
            {name: [getattr(edit.item, name) for edit in some] for name in names},
        )


def _linked(model: type[Record], columns: Columns, keys: Keys) -> dict[str, Sequence[Any]]:
    """The columns with real keys in the place of negative ones."""
    linked: dict[str, Sequence[Any]] = {**columns, model._meta.pk.attname: keys[model]}
    for field in model._meta.concrete_fields:
        real = keys.get(field.related_model) if isinstance(field.related_model, type) else None
        if real is not None:
            linked[field.attname] = [
                real[-1 - key] if key is not None and key < 0 else key for key in columns[field.attname]
            ]
    return linked


def _height(columns: Columns) -> int:
    return len(next(iter(columns.values())))


def _chunks(columns: Columns) -> Iterator[Columns]:
    for start in range(0, _height(columns), _CHUNK):
        yield {name: values[start : start + _CHUNK] for name, values in columns.items()}
