"""What becomes of the rows of a sheet: a planner fills it, the preview shows it, the commit writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import models

from tochuc.kernel.changes.values import Values, snapshot
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.importing.spec import Row
from tochuc.kernel.models import Record
from tochuc.kernel.sheets.cell_error import CellError

Locate = Callable[[int, str, str], CellError]
"""(row, column key, sentence) → the error with its address."""

_CHUNK = 5_000


class Fate(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Outcome:
    """What becomes of one row: its new records; of changed ones (record, attribute, old, new)."""

    row: int
    fate: Fate
    label: str
    new: list[Record] = field(default_factory=list)
    edits: list[tuple[Record, str, Any, Any]] = field(default_factory=list)


@dataclass
class Plan:
    """All outcomes, errors and warnings, and what is to be written; with any error nothing is.

    `models` are the planner's `writes`; `locate` gives a cell's address.
    """

    models: tuple[type[Record], ...]
    locate: Locate
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)
    _new: dict[type[Record], list[Record]] = field(default_factory=dict)
    _changed: dict[type[Record], dict[int, tuple[Record, Values]]] = field(default_factory=dict)

    def create(self, row: Row, *items: Record, label: str = "") -> None:
        """The row is new: these unsaved records are written, model by model in the order of the planner's
        `writes`.

        They may refer to each other (`Member(person=person)`) before any has a key. `label` names the row in
        the preview; without it the first record does.
        """
        outcome = self._outcome(row, Fate.CREATED, label)
        for item in items:
            self._add(outcome, item)

    def change(self, row: Row, item: Record, values: Mapping[str, Any], *, label: str = "") -> None:
        """The row speaks of this saved record, which gets these values by field name.

        A relation takes a primary key, or a new record of this plan. Only what differs counts: a row whose
        records all stay as they are is unchanged. May be called for several records of a row.
        """
        outcome = self._outcome(row, Fate.UNCHANGED, label)
        edits = list(_differing(item, values))
        if not edits:
            return
        outcome.fate = Fate.CHANGED
        self._changed.setdefault(type(item), {}).setdefault(item.pk, (item, snapshot(item)))
        for attname, old, new in edits:
            outcome.edits.append((item, attname, old, new))
            _put(item, attname, new)

    def add(self, row: Row, *items: Record) -> None:
        """New records beside the saved ones that the row speaks of: the row counts as changed."""
        outcome = self._outcome(row, Fate.CHANGED, "")
        if outcome.fate is Fate.UNCHANGED:
            outcome.fate = Fate.CHANGED
        for item in items:
            self._add(outcome, item)

    def error(self, row: Row, key: str, sentence: str) -> None:
        """The row cannot be imported because of its cell in column `key` ("" for the row as a whole)."""
        self.errors.append(self.locate(row.number, key, sentence))

    def warn(self, row: Row, key: str, sentence: str) -> None:
        """Worth a second look; does not stop the import."""
        self.warnings.append(self.locate(row.number, key, sentence))

    def count(self, fate: Fate) -> int:
        return sum(outcome.fate is fate for outcome in self.outcomes.values())

    def first(self, fate: Fate, most: int) -> list[Outcome]:
        return list(islice((one for one in self.outcomes.values() if one.fate is fate), most))

    def new(self, model: type[Record]) -> Sequence[Record]:
        """The new records of one model."""
        return self._new.get(model, [])

    def changed(self, model: type[Record]) -> Sequence[Record]:
        """The saved records of one model that change, with their new values."""
        return [item for item, _ in self._changed.get(model, {}).values()]

    def is_changed(self, row: Row) -> bool:
        return self.outcomes[row.number].fate is Fate.CHANGED

    def owners(self) -> Iterator[tuple[int, int]]:
        """(identity of a record that is written, number of the row that wants it)."""
        for outcome in self.outcomes.values():
            yield from ((id(item), outcome.row) for item in outcome.new)
            yield from ((id(item), outcome.row) for item, *_ in outcome.edits)

    @property
    def changes_nothing(self) -> bool:
        return not self._new and not self._changed

    def fingerprint(self) -> str:
        """Digest of every row's fate and of every old and new value: alike for plans that would show the
        same.
        """
        digest = sha256()
        for one in self.outcomes.values():
            edits = [(name, str(old), str(new)) for _, name, old, new in one.edits]
            added = [type(item).__name__ for item in one.new]
            digest.update(repr((one.row, one.fate.value, one.label, edits, added)).encode())
        return digest.hexdigest()

    def write(self, writer: Writer, report: Callable[[int, int], None]) -> None:
        """Writes model by model, changes before new records: what ends makes room for what begins.

        `report(done, total)` is called after every few thousand records.
        """
        unknown = (self._new.keys() | self._changed.keys()) - set(self.models)
        if unknown:
            raise TypeError(f"the planner's `writes` lacks {sorted(model.__name__ for model in unknown)}")
        total = sum(map(len, self._new.values())) + sum(map(len, self._changed.values()))
        done = 0
        for model in self.models:
            for pairs in _chunks(list(self._changed.get(model, {}).values())):
                items = [item for item, _ in pairs]
                _link(model, items)
                writer.update_many(items, [before for _, before in pairs])
                report(done := done + len(items), total)
            for new in _chunks(self._new.get(model, [])):
                _link(model, new)
                writer.create_many(new)
                report(done := done + len(new), total)

    def _outcome(self, row: Row, fate: Fate, label: str) -> Outcome:
        """The row's outcome; made at the first call, which also decides its label."""
        outcome = self.outcomes.get(row.number)
        if outcome is None:
            outcome = self.outcomes[row.number] = Outcome(row.number, fate, label)
        return outcome

    def _add(self, outcome: Outcome, item: Record) -> None:
        outcome.new.append(item)
        self._new.setdefault(type(item), []).append(item)


def _differing(item: Record, values: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(attribute, old, new) of what differs; for a relation to a record that has no key yet, that record
    itself.
    """
    for name, given in values.items():
        attname = _attnames(type(item))[name]
        value = given.pk or given if isinstance(given, models.Model) else given
        old = getattr(item, attname)
        if old != value:
            yield attname, old, value


def _put(item: Record, attname: str, value: Any) -> None:
    if isinstance(value, models.Model):
        setattr(item, type(item)._meta.get_field(attname).name, value)
    else:
        setattr(item, attname, value)


@cache
def _attnames(model: type[models.Model]) -> dict[str, str]:
    """Attribute by name of the field and by the attribute itself ("cell" and "cell_id")."""
    fields = model._meta.concrete_fields
    return {field.name: field.attname for field in fields} | {
        field.attname: field.attname for field in fields
    }


def _link(model: type[Record], items: Sequence[Record]) -> None:
    """Gives relations the keys of records that were unsaved when they were assigned."""
    relations = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    for item in items:
        for relation in relations:
            if getattr(item, relation.attname) is None:
                target = relation.get_cached_value(item, default=None)
                if target is not None:
                    setattr(item, relation.attname, target.pk)


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
