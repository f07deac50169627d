"""What becomes of the rows of a sheet: a planner fills it, the preview shows it, the commit writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any

from django.db import models

from tochuc.kernel.bulk import Columns
from tochuc.kernel.importing.spec import Row
from tochuc.kernel.models import Record
from tochuc.kernel.sheets.cell_error import CellError

Locate = Callable[[int, str, str], CellError]
"""(row, column key, sentence) → the error with its address."""


class Fate(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass
class NewRecords:
    """The new records of one model: the row that wants each, and the values given, by field name."""

    rows: list[int] = field(default_factory=list)
    values: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass
class Edit:
    """A saved record with its new values, the row that wants them, and the old ones by attribute."""

    item: Record
    row: int
    old: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    """The fate of every row, errors and warnings, and what is to be written; with any error nothing is.

    `models` are the planner's `writes`; `locate` gives a cell's address; `labels` names rows for the preview.
    """

    models: tuple[type[Record], ...]
    locate: Locate
    fates: dict[int, Fate] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)
    _new: dict[type[Record], NewRecords] = field(default_factory=dict)
    _edits: dict[type[Record], dict[int, Edit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._new = {model: NewRecords() for model in self.models}
        self._edits = {model: {} for model in self.models}

    def create(self, row: Row, model: type[Record], values: Mapping[str, Any], *, label: str = "") -> int:
        """The row is new, and this is its first record, with its values by field name.

        Returns the key by which others of the plan refer to it (`{"person": key}`): a negative one, in the
        place of which the commit puts the real one. `label` names the row in the preview; without it the cells
        of the key columns do.
        """
        self._tell(row, Fate.CREATED, label)
        return self._put(row, model, values)

    def add(self, row: Row, model: type[Record], values: Mapping[str, Any]) -> int:
        """A new record beside what the row speaks of already; if that is saved, the row counts as changed."""
        if self.fates.get(row.number) is not Fate.CREATED:
            self.fates[row.number] = Fate.CHANGED
        return self._put(row, model, values)

    def change(self, row: Row, item: Record, values: Mapping[str, Any], *, label: str = "") -> None:
        """The row speaks of this saved record, which gets these values by field name.

        A relation takes a primary key. Only what differs counts: a row whose records all stay as they are is
        unchanged. May be called for several records of a row.
        """
        self._tell(row, Fate.UNCHANGED, label)
        attributes = attributes_of(type(item))
        for name, new in values.items():
            attribute = attributes[name]
            old = getattr(item, attribute)
            if old != new:
                self.fates[row.number] = Fate.CHANGED
                edit = self._edits[type(item)].setdefault(item.pk, Edit(item, row.number))
                edit.old.setdefault(attribute, old)
                setattr(item, attribute, new)

    def error(self, row: Row, key: str, sentence: str) -> None:
        """The row cannot be imported because of its cell in column `key` ("" for the row as a whole)."""
        self.error_at(row.number, key, sentence)

    def error_at(self, number: int, key: str, sentence: str) -> None:
        """The same, of a row by its number."""
        self.errors.append(self.locate(number, key, sentence))

    def warn(self, row: Row, key: str, sentence: str) -> None:
        """Worth a second look; does not stop the import."""
        self.warnings.append(self.locate(row.number, key, sentence))

    def count(self, fate: Fate) -> int:
        return sum(one is fate for one in self.fates.values())

    def first(self, fate: Fate, most: int) -> list[int]:
        """The numbers of the first rows with that fate."""
        return list(islice((row for row, one in self.fates.items() if one is fate), most))

    def is_changed(self, row: Row) -> bool:
        return self.fates[row.number] is Fate.CHANGED

    def rows_of_new(self, model: type[Record]) -> Sequence[int]:
        """The row that wants each new record of the model, in the order of their columns."""
        return self._new[model].rows

    def columns_of_new(self, model: type[Record]) -> Columns:
        """The new records of one model, without what is computed; their keys are negative."""
        return _columns(model, self._new[model].values)

    def edits(self, model: type[Record]) -> Sequence[Edit]:
        """The saved records of one model that change."""
        return list(self._edits[model].values())

    def _tell(self, row: Row, fate: Fate, label: str) -> None:
        """The first call for a row decides."""
        if row.number not in self.fates:
            self.fates[row.number] = fate
            if label:
                self.labels[row.number] = label

    def _put(self, row: Row, model: type[Record], values: Mapping[str, Any]) -> int:
        new = self._new[model]
        new.rows.append(row.number)
        new.values.append(values)
        return -len(new.rows)


def _columns(model: type[Record], values: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Any]]:
    """Complete columns from what is given of each record; raises `TypeError` for a name that is no field."""
    given = set().union(*values)
    columns: dict[str, Sequence[Any]] = {}
    for one in model._meta.concrete_fields:
        if one.primary_key:
            columns[one.attname] = range(-1, -len(values) - 1, -1)
        elif not hasattr(one, "source"):
            default = _default(one)
            name = one.name
            columns[one.attname] = (
                [value.get(name, default) for value in values] if name in given else [default] * len(values)
            )
            given.discard(name)
    if given:
        raise TypeError(f"{model.__name__} has no field {', '.join(map(str, given))}")
    return columns


def _default(one: models.Field[Any, Any]) -> Any:
    """Raises `TypeError` for a default that is made anew for each record."""
    if one.has_default() and callable(one.default):
        raise TypeError(f"{one} has a default that is computed; the planner has to give the value")
    default = one.get_default()
    return getattr(default, "value", default)  # a choice is written as its value


@cache
def attributes_of(model: type[models.Model]) -> dict[str, str]:
    """Attribute by name of the field ("cell_id" by "cell")."""
    return {one.name: one.attname for one in model._meta.concrete_fields}
