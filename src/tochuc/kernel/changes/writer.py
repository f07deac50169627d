"""The only way to write: a `Writer` collects what one change set changes and closes it into the chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from tochuc.kernel import bulk
from tochuc.kernel.changes import chain
from tochuc.kernel.changes.values import Values, plain, snapshot, split_sealed
from tochuc.kernel.models import ChainHead, Change, ChangeSet, Operation, Record, User, Via

R = TypeVar("R", bound=Record)
Guard = Callable[[type[Record], AbstractSet[int]], None]
"""Raises where the writer may not touch those records; asked before and after each write."""
_ROW = (
    "position",
    "model",
    "object_id",
    "operation",
    "before",
    "after",
    "sealed_digest",
    "sealed",
    "digest",
)
_BATCH = 20_000


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
    _rows: list[tuple[Any, ...]] = field(default_factory=list)
    """The log's rows, as `_ROW` names their values: objects would cost an import a fifth of its time."""

    def create(self, item: R) -> R:
        """Validates and inserts; raises `ValidationError`."""
        _validate(item)
        item.save(force_insert=True)
        self._log(item, Operation.CREATE, {}, snapshot(item))
        return item

    def create_many(self, items: Sequence[R]) -> Sequence[R]:
        """Inserts in bulk objects of one model that the caller has validated; their keys are set here."""
        if not items:
            return items
        model = type(items[0])
        for item, key in zip(items, bulk.allocate_ids(model, len(items)), strict=True):
            item.pk = key
        bulk.insert(model, items)
        for item in items:
            self._log(item, Operation.CREATE, {}, snapshot(item))
        return items

    def restore_many(self, items: Sequence[R]) -> None:
        """Inserts objects of one model again under the primary keys that they had before their deletion."""
        if not items:
            return
        bulk.insert(type(items[0]), items)
        for item in items:
            self._log(item, Operation.CREATE, {}, snapshot(item))

    def note(self, item: Record) -> None:
        """Logs that the change set speaks of this object though none of its values changes."""
        self._log(item, Operation.UPDATE, {}, {})

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
            self._log(item, Operation.UPDATE, {name: before[name] for name in changed}, changed)
        return item

    def update_many(self, items: Sequence[R], befores: Sequence[Values]) -> None:
        """Writes objects of one model whose earlier values (`snapshot`) are given; the caller has validated
        them.
        """
        if not items:
            return
        model = type(items[0])
        self.guard(model, {item.pk for item in items})
        names: set[str] = set()
        for item, before in zip(items, befores, strict=True):
            changed = {k: v for k, v in snapshot(item).items() if before[k] != v}
            names |= changed.keys()
            if changed:
                self._log(item, Operation.UPDATE, {k: before[k] for k in changed}, changed)
        by_attname = {f.attname: f.name for f in model._meta.concrete_fields}
        bulk.update(model, items, sorted(by_attname[name] for name in names))

    def delete(self, item: Record) -> None:
        """Deletes the parts first that the database would delete with it, so that the log has them too."""
        for part in _parts(item):
            self.delete(part)
        self.guard(type(item), {item.pk})
        self._log(item, Operation.DELETE, snapshot(item), {})
        item.delete()

    def delete_many(self, items: Sequence[Record]) -> None:
        if not items:
            return
        self.guard(type(items[0]), {item.pk for item in items})
        for item in items:
            self._log(item, Operation.DELETE, snapshot(item), {})
        bulk.delete(type(items[0]), [item.pk for item in items])

    def _log(self, item: Record, operation: Operation, before: Values, after: Values) -> None:
        model = type(item)
        box, box_digest = split_sealed(model, before, after)
        told = (
            len(self._rows),
            model._meta.label_lower,
            item.pk,
            operation.value,
            chain.canonical(before) if before else "",
            chain.canonical(after) if after else "",
            box_digest,
        )
        self._rows.append((*told, box, chain.digest_of_row(*told)))
        if operation is not Operation.DELETE:
            self.touched[model].add(item.pk)
        else:
            self.touched[model].discard(item.pk)

    @property
    def count(self) -> int:
        return len(self._rows)

    def close(self) -> ChangeSet | None:
        """Takes the next number and writes the change set; None when nothing was changed."""
        if not self._rows:
            return None
        # Locked last, so that writers wait for each other only while the log itself is written.
        head = ChainHead.objects.select_for_update().get_or_create(pk=1)[0]
        change_set = self._header(head)
        change_set.save(force_insert=True)
        for start in range(0, len(self._rows), _BATCH):
            self._insert(change_set, self._rows[start : start + _BATCH])
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
            count=len(self._rows),
            rows_digest=chain.rows_digest(row[-1] for row in self._rows),
            previous=head.digest,
        )
        change_set.digest = chain.header_digest(change_set)
        return change_set

    def _insert(self, change_set: ChangeSet, rows: Sequence[tuple[Any, ...]]) -> None:
        keys = bulk.allocate_ids(Change, len(rows))
        values = ((key, change_set.pk, *row) for key, row in zip(keys, rows, strict=True))
        bulk.insert_values(Change, ("id", "change_set", *_ROW), values)


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
