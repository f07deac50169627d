"""The only way to write: a `Writer` collects what one change set changes and closes it into the chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from tochuc.kernel import bulk
from tochuc.kernel.bulk import Columns
from tochuc.kernel.changes import chain
from tochuc.kernel.changes.ahead import ahead
from tochuc.kernel.changes.log import NOTHING, Log
from tochuc.kernel.changes.values import Values, plain, snapshot
from tochuc.kernel.models import ChainHead, ChangeSet, Operation, Record, User, Via

R = TypeVar("R", bound=Record)
Guard = Callable[[type[Record], AbstractSet[int]], None]
"""Raises where the writer may not touch those records; asked before and after each write."""


def unguarded(_model: type[Record], _keys: AbstractSet[int]) -> None:
    """The guard of the system itself, which may write anywhere."""


@dataclass(frozen=True)
class Acting:
    """Who writes, through what and why. `user` is None for the system itself (commands, set-up)."""

    user: User | None
    via: Via = Via.FORM
    reason: str = ""
    document_id: int | None = None
    under: str = ""


@dataclass
class Writer:
    """Collects changes; every method writes to the database at once and remembers the log row for `close`."""

    acting: Acting
    verb: str
    params: Values = field(default_factory=dict)
    undoes: ChangeSet | None = None
    guard: Guard = unguarded
    touched: dict[type[Record], set[int]] = field(default_factory=lambda: defaultdict(set))
    change_set: ChangeSet | None = None
    """What `close` wrote."""
    _log: Log = field(default_factory=Log)

    def create(self, item: R) -> R:
        """Validates and inserts; raises `ValidationError`."""
        _validate(item)
        item.save(force_insert=True)
        self._note(type(item), Operation.CREATE, [item.pk], after=_column_each(snapshot(item)))
        return item

    def create_many(self, items: Sequence[R]) -> Sequence[R]:
        """Inserts in bulk objects of one model that the caller has validated; their keys are set here."""
        if items:
            for item, key in zip(items, bulk.allocate_ids(type(items[0]), len(items)), strict=True):
                item.pk = key
            self.restore_many(items)
        return items

    def restore_many(self, items: Sequence[Record]) -> None:
        """Inserts objects of one model under the primary keys that they have, such as those of before a deletion."""
        if items:
            model = type(items[0])
            columns = bulk.insert_items(model, items)
            self._note(model, Operation.CREATE, [item.pk for item in items], after=columns)

    def insert(self, model: type[Record], chunks: Iterable[Columns]) -> Iterator[int]:
        """Inserts new records given by their columns, keys included, some at a time; tells after each time how many.
        The caller has validated them.
        """
        for keys, rows in ahead(self._told(model, columns) for columns in chunks):
            bulk.insert(model, rows)
            yield len(keys)

    def _told(self, model: type[Record], columns: Columns) -> tuple[Sequence[int], bulk.Prepared]:
        """Notes the records in the log, and prepares them for the database."""
        keys = columns[model._meta.pk.attname]
        self._note(model, Operation.CREATE, keys, after=columns)
        return keys, bulk.prepared(model, columns)

    def note(self, item: Record) -> None:
        """Logs that the change set speaks of this object though none of its values changes."""
        self._note(type(item), Operation.UPDATE, [item.pk])

    def update(self, item: R, **values: Any) -> R:
        """Sets the given fields where they differ; validates; writes and logs only what changed.

        Only the changed columns are written, so a field that somebody else changed meanwhile stays theirs.
        """
        model = type(item)
        self.guard(model, {item.pk})
        before = snapshot(model._default_manager.select_for_update().get(pk=item.pk))
        for name, value in values.items():
            setattr(item, name, value)
        given = {model._meta.get_field(name).attname for name in values}  # type: ignore[union-attr]
        after = {name: value for name, value in snapshot(item).items() if name in given}
        changed = {name: value for name, value in after.items() if before[name] != value}
        written = changed.keys() | (given - after.keys())
        if not written:
            return item
        _validate(item)
        item.save(force_update=True, update_fields=_columns(model, written))
        if changed:
            old = _column_each({name: before[name] for name in changed})
            self._note(model, Operation.UPDATE, [item.pk], old, _column_each(changed))
        return item

    def update_many(self, items: Sequence[R], befores: Sequence[Values]) -> None:
        """Writes objects of one model whose earlier values (`snapshot`) are given; the caller has validated
        them.
        """
        if not items:
            return
        model = type(items[0])
        self.guard(model, {item.pk for item in items})
        alike: dict[tuple[str, ...], list[tuple[R, Values]]] = defaultdict(list)
        for item, before in zip(items, befores, strict=True):
            now = snapshot(item)
            alike[tuple(name for name in now if before[name] != now[name])].append((item, before))
        alike.pop((), None)
        for names, pairs in alike.items():
            self._change(
                model,
                [item.pk for item, _ in pairs],
                {name: [before[name] for _, before in pairs] for name in names},
                {name: [getattr(item, name) for item, _ in pairs] for name in names},
            )

    def change(self, model: type[Record], keys: Sequence[int], before: Columns, after: Columns) -> None:
        """Gives the records of those keys the values of `after`, which differ from `before` in every column; the
        caller has validated them.
        """
        self.guard(model, set(keys))
        self._change(model, keys, before, after)

    def _change(self, model: type[Record], keys: Sequence[int], before: Columns, after: Columns) -> None:
        bulk.change(model, keys, after)
        self._note(model, Operation.UPDATE, keys, before, after)

    def delete(self, item: Record) -> None:
        """Deletes the parts first that the database would delete with it, so that the log has them too."""
        for part in _parts(item):
            self.delete(part)
        self.guard(type(item), {item.pk})
        self._note(type(item), Operation.DELETE, [item.pk], _column_each(snapshot(item)))
        item.delete()

    def delete_many(self, items: Sequence[Record]) -> None:
        if not items:
            return
        model, keys = type(items[0]), [item.pk for item in items]
        self.guard(model, set(keys))
        self._note(model, Operation.DELETE, keys, bulk.columns_of(model, items))
        bulk.delete(model, keys)

    def _note(
        self,
        model: type[Record],
        operation: Operation,
        keys: Sequence[int],
        before: Columns = NOTHING,
        after: Columns = NOTHING,
    ) -> None:
        self._log.add(model, operation, keys, before, after)
        if operation is not Operation.DELETE:
            self.touched[model].update(keys)
        else:
            self.touched[model].difference_update(keys)

    @property
    def count(self) -> int:
        return len(self._log)

    def close(self) -> ChangeSet | None:
        """Takes the next number and writes the change set; None when nothing was changed."""
        if not self._log:
            return None
        # Locked last, so that writers wait for each other only while the log itself is written.
        head = ChainHead.objects.select_for_update().get_or_create(pk=1)[0]
        change_set = self._header(head)
        change_set.save(force_insert=True)
        self._log.write(change_set)
        head.number, head.digest = change_set.number, change_set.digest
        head.save(force_update=True)
        self.change_set = change_set
        return change_set

    def _header(self, head: ChainHead) -> ChangeSet:
        user = self.acting.user
        change_set = ChangeSet(
            number=head.number + 1,
            at=timezone.now(),
            actor=user,
            actor_name=user.get_full_name() if user else "Hệ thống",
            via=self.acting.via,
            verb=self.verb,
            params=chain.canonical({key: plain(value) for key, value in self.params.items()}),
            reason=self.acting.reason,
            document_id=self.acting.document_id,
            under=self.acting.under,
            undoes=self.undoes,
            count=len(self._log),
            rows_digest=chain.rows_digest(self._log.digests),
            previous=head.digest,
        )
        change_set.digest = chain.header_digest(change_set)
        return change_set


def _column_each(values: Values) -> Columns:
    """The columns of one row."""
    return {name: [value] for name, value in values.items()}


def _columns(model: type[models.Model], attnames: AbstractSet[str]) -> list[str]:
    """Names of the fields, and of those computed from them."""
    names = {field.name for field in model._meta.concrete_fields if field.attname in attnames}
    return sorted(
        names | {f.name for f in model._meta.concrete_fields if getattr(f, "source", None) in names}
    )


def _parts(item: Record) -> Iterator[Record]:
    for relation in item._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is not models.CASCADE:
            continue
        if issubclass(relation.related_model, Record):
            yield from relation.related_model._default_manager.filter(**{relation.field.name: item})


def _validate(item: Record) -> None:
    item.full_clean(exclude=sorted(type(item).derived_fields))


@contextmanager
def writing(
    acting: Acting, verb: str, *, guard: Guard | None = None, undoes: ChangeSet | None = None
) -> Iterator[Writer]:
    """A transaction with one change set. Actions, imports and undo use it; nothing else does."""
    with transaction.atomic():
        writer = Writer(acting, verb, undoes=undoes)
        if guard is not None:
            writer.guard = guard
        yield writer
        writer.close()
