"""The history of an object in readable Vietnamese: who changed what, when, through what, why.

It includes the object's parts: records that the database deletes together with it (`on_delete=CASCADE`), such
as a member's cells. Values that the reader may not see are masked; parts in registers that the reader may not
see are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from tochuc.kernel.access.reach import reaches
from tochuc.kernel.access.visibility import visible_to
from tochuc.kernel.actions import describe
from tochuc.kernel.changes.values import Values, unsealed
from tochuc.kernel.changes.wording import MASK, AnyField, Names, label_of, level_of, read_names, text_of
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Change, ChangeSet, Operation, Record, Unit, User, Via
from tochuc.kernel.register.registry import register_for

Line = tuple[str, str, str]
"""(label, old, new)."""


@dataclass
class Entry:
    """What one change set did to the object and its parts; `sentence` such as "chuyển sinh hoạt đảng"."""

    number: int
    at: dt.datetime
    actor: str
    via: str
    sentence: str
    reason: str
    under: str
    document_id: int | None
    lines: list[Line] = field(default_factory=list)


def history(record: Record, user: User | None, also: Sequence[Record] = ()) -> list[Entry]:
    """All entries, the latest first. The caller has looked the record up through the user's visibility.

    `also`: records of which the object is a facet, such as a member's person. `user` None sees everything.
    """
    reader = _Reader(user)
    changes = [change for one in (record, *also) for change in _changes_of(one, user)]
    halves = {change.pk: _halves(change) for change in changes}
    reader.learn_names((apps.get_model(change.model), halves[change.pk]) for change in changes)
    entries: dict[int, Entry] = {}
    own = type(record)
    for change in sorted(changes, key=lambda one: (-one.change_set.number, one.position)):
        entry = entries.setdefault(change.change_set_id, _entry(change.change_set))
        model = apps.get_model(change.model)
        prefix = "" if model is own else f"{_capitalised(str(model._meta.verbose_name))}: "
        entry.lines += reader.lines(change, model, halves[change.pk], prefix)
    return list(entries.values())


def _entry(change_set: ChangeSet) -> Entry:
    sentence = describe(change_set.verb).sentence
    if change_set.undoes is not None:
        sentence = f"{sentence} lần ghi số {change_set.undoes.number}"
    return Entry(
        number=change_set.number,
        at=change_set.at,
        actor=change_set.actor_name,
        via=Via(change_set.via).label,
        sentence=sentence,
        reason=change_set.reason,
        under=change_set.under,
        document_id=change_set.document_id,
    )


def _changes_of(record: Record, user: User | None) -> Iterator[Change]:
    """The log rows of the object and of its parts, also of parts that are gone."""
    log = Change.objects.select_related("change_set", "change_set__undoes")
    yield from log.filter(model=record._meta.label_lower, object_id=record.pk)
    for part in _part_fields(type(record)):
        label = part.model._meta.label_lower
        living = part.model._default_manager.filter(**{part.attname: record.pk})
        if user is not None and register_for(part.model) is not None:
            living = visible_to(user, living)
        keys = set(living.values_list("pk", flat=True))
        if user is None or register_for(part.model) is None:
            keys |= _deleted_parts(label, part.attname, record.pk)
        yield from log.filter(model=label, object_id__in=keys)


def _part_fields(model: type[Record]) -> Iterator[Any]:
    """Foreign keys that make their record a part of this model's."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or not issubclass(relation.related_model, Record):
            continue
        if relation.on_delete is models.CASCADE:
            yield relation.field


def _deleted_parts(label: str, attname: str, key: int) -> set[int]:
    """Keys of parts that stand only in the log. Canonical JSON writes the reference in one way."""
    reference = f'"{attname}":{key}'
    ends = Q(before__contains=f"{reference},") | Q(before__endswith=f"{reference}}}")
    deleted = Change.objects.filter(ends, model=label, operation=Operation.DELETE)
    # Without the log's own order, which would lead the engine through every change set.
    return set(deleted.order_by().values_list("object_id", flat=True))


def _halves(change: Change) -> tuple[Values, Values]:
    box = bytes(change.sealed) if change.sealed is not None else None
    return unsealed(change.before, change.after, box)


class _Reader:
    """What one user gets to read of logged values."""

    def __init__(self, user: User | None) -> None:
        self._user = user
        self._names: Names = {}
        self._positions: dict[tuple[type[Record], int], int | None] = {}

    def learn_names(self, logged: Iterable[tuple[type[Record], tuple[Values, Values]]]) -> None:
        """Reads what the records are called that the values refer to."""
        self._names = read_names(self._user, _references(logged))

    def lines(
        self, change: Change, model: type[Record], halves: tuple[Values, Values], prefix: str
    ) -> Iterator[Line]:
        before, after = halves
        fields: dict[str, AnyField] = {one.attname: one for one in model._meta.concrete_fields}
        position = self._position(model, change.object_id)
        for name in sorted((before.keys() | after.keys()) & fields.keys(), key=list(fields).index):
            one = fields[name]
            old, new = (text_of(one, half.get(name), self._names) for half in halves)
            if not old and not new:
                continue
            if not self._may_read(model, one.name, position):
                old, new = (MASK if text else "" for text in (old, new))
            yield prefix + label_of(one), old, new
        if change.sealed is None and change.sealed_digest:
            yield f"{prefix}Dữ liệu nhạy cảm", "", "đã xóa hẳn khỏi nhật ký"

    def _may_read(self, model: type[Record], name: str, position: int | None) -> bool:
        register = register_for(model)
        level = level_of(model, name)
        if self._user is None or level == Level.OPEN:
            return True
        if register is None:
            return False
        return reaches(self._user, f"{register.name}.view", position, level)

    def _position(self, model: type[Record], key: int) -> int | None:
        """Where the object's unit stands today, which decides what of it may be read."""
        if (model, key) not in self._positions:
            self._positions[model, key] = self._read_position(model, key)
        return self._positions[model, key]

    def _read_position(self, model: type[Record], key: int) -> int | None:
        register = register_for(model)
        if self._user is None or register is None or register.unit is None:
            return None
        if model is Unit:
            return Unit.objects.filter(pk=key).values_list("first", flat=True).first()
        path = f"{register.unit}__first"
        return model._default_manager.filter(pk=key).values_list(path, flat=True).first()


def _references(
    logged: Iterable[tuple[type[Record], tuple[Values, Values]]],
) -> Iterator[tuple[type[models.Model], int]]:
    for model, halves in logged:
        for one in model._meta.concrete_fields:
            if isinstance(one.related_model, type):
                keys = (half.get(one.attname) for half in halves)
                yield from ((one.related_model, key) for key in keys if key is not None)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
