"""Undoing one change set as a whole, such as an import: the reverse writes, in reverse order, in one change
set.

Whoever wrote it may undo it while the verb that it was written with still reaches all its records; anyone
else needs the permission "changes.undo" besides. Refused when the objects were changed since, when others
refer to what would be deleted, or when the log no longer holds the old values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.db.models import Q

from tochuc.kernel.access.reach import may
from tochuc.kernel.actions import declare_verb, guard_of
from tochuc.kernel.changes.values import Values, snapshot, unsealed
from tochuc.kernel.changes.writer import Acting, Writer, writing
from tochuc.kernel.models import Change, ChangeSet, ImportJob, Operation, Record
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import register_for
from tochuc.kernel.tree.today import rebuild_after

UNDO = declare_verb("changes.undo", label="Hoàn tác", sentence="hoàn tác")
_FINAL = frozenset({UNDO.name, "changes.shred"})
_BATCH = 5_000


def undo(acting: Acting, change_set: ChangeSet) -> ChangeSet:
    """Writes and returns the change set that undoes `change_set`.

    Raises `PermissionDenied`, `OutOfReach`, or `ValidationError` with what stands in the way; then nothing is
    written.
    """
    _check_permission(acting, change_set)
    guard = guard_of(acting.user, change_set.verb)
    try:
        with writing(acting, UNDO.name, guard=guard, undoes=change_set) as writer:
            locked = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
            _check_undoable(locked)
            for model in _models(locked):
                _check_later_changes(locked, model)
            for model in _models(locked):
                _check_references(locked, model)
            _reverse(writer, locked)
            for model, keys in writer.touched.items():
                guard(model, keys)
            ImportJob.objects.filter(change_set=locked).update(state=ImportState.UNDONE)
    except IntegrityError as error:
        raise ValidationError(
            f"Không hoàn tác được lần ghi số {change_set.number}: từ đó đến nay đã có bản ghi khác mang "
            "giá trị cũ hoặc phụ thuộc vào các bản ghi này. Hãy sửa các bản ghi đó trước. "
            "Chưa có gì được ghi."
        ) from error
    if writer.change_set is None:
        raise ValidationError(f"Lần ghi số {change_set.number} không có gì để hoàn tác.")
    return writer.change_set


def may_undo(acting: Acting, change_set: ChangeSet) -> bool:
    """Whether it is worth offering; the records themselves are looked at when it is done."""
    try:
        _check_permission(acting, change_set)
        _check_undoable(change_set)
    except (PermissionDenied, ValidationError):
        return False
    return True


def _check_permission(acting: Acting, change_set: ChangeSet) -> None:
    user = acting.user
    if user is None:
        return
    is_own = change_set.actor_id == user.pk
    if not may(user, change_set.verb) or not (is_own or may(user, UNDO.name)):
        raise PermissionDenied(
            f"Đồng chí không có quyền hoàn tác lần ghi số {change_set.number}: "
            "chỉ người đã ghi, hoặc người được giao quyền hoàn tác, mới làm được."
        )


def _check_undoable(change_set: ChangeSet) -> None:
    if change_set.verb in _FINAL:
        raise ValidationError(f"Lần ghi số {change_set.number} thuộc loại không hoàn tác được.")
    undone_by = ChangeSet.objects.filter(undoes=change_set).first()
    if undone_by is not None:
        raise ValidationError(
            f"Lần ghi số {change_set.number} đã được hoàn tác ở lần ghi số {undone_by.number}."
        )
    lost = change_set.changes.filter(sealed__isnull=True).exclude(sealed_digest="").first()
    if lost is not None:
        raise ValidationError(
            f"Không hoàn tác được lần ghi số {change_set.number}: dữ liệu nhạy cảm cũ của "
            f"{_named(_model(lost.model), lost.object_id)} đã được xóa hẳn khỏi nhật ký."
        )


def _models(change_set: ChangeSet) -> list[type[Record]]:
    labels = change_set.changes.order_by("model").values_list("model", flat=True).distinct()
    return [_model(label) for label in labels]


def _model(label: str) -> type[Record]:
    model: type[Record] = apps.get_model(label)
    return model


def _check_later_changes(change_set: ChangeSet, model: type[Record]) -> None:
    """Later change sets that were themselves undone do not count, nor do the undoing ones."""
    number = change_set.number
    label = model._meta.label_lower
    own = change_set.changes.filter(model=label).values("object_id")
    cancelled = Q(change_set__undone_by__isnull=False) | Q(change_set__undoes__number__gt=number)
    later = (
        Change.objects.filter(model=label, object_id__in=own, change_set__number__gt=number)
        .exclude(cancelled)
        .exclude(before="", after="", operation=Operation.UPDATE)
        .select_related("change_set")
        .order_by("change_set__number", "position")
        .first()
    )
    if later is not None:
        raise ValidationError(
            f"Không hoàn tác được lần ghi số {number}: {_named(model, later.object_id)} "
            f"đã được thay đổi tiếp ở lần ghi số {later.change_set.number} ({later.change_set.actor_name}). "
            "Hãy hoàn tác lần ghi đó trước. Chưa có gì được ghi."
        )


def _check_references(change_set: ChangeSet, model: type[Record]) -> None:
    """Nothing outside may refer to what the undo deletes."""
    created = change_set.changes.filter(model=model._meta.label_lower, operation=Operation.CREATE)
    if not created.exists():
        return
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        field: Any = relation.field  # type: ignore[union-attr]
        within = change_set.changes.filter(
            model=field.model._meta.label_lower, operation__in=(Operation.CREATE, Operation.UPDATE)
        ).values("object_id")
        deleted = created.values("object_id")
        referring = field.model._base_manager.filter(**{f"{field.attname}__in": deleted})
        found = referring.exclude(pk__in=within).first()
        if found is not None:
            key = getattr(found, field.attname)
            raise ValidationError(
                f"Không hoàn tác được lần ghi số {change_set.number}: {_named(model, key)} đang được "
                f"{field.model._meta.verbose_name} “{found}” dùng đến. "
                "Hãy xóa hoặc sửa bản ghi đó trước. Chưa có gì được ghi."
            )


def _named(model: type[Record], key: int) -> str:
    noun = model._meta.verbose_name
    register = register_for(model)
    queryset = register.queryset() if register is not None else model._base_manager.all()
    record = queryset.filter(pk=key).first()
    return f"{noun} “{record}”" if record is not None else f"{noun} số {key}"


def _reverse(writer: Writer, change_set: ChangeSet) -> None:
    models_touched: set[type[Record]] = set()
    for model, operation, changes in _runs(change_set.changes.order_by("-position")):
        models_touched.add(model)
        keys = [change.object_id for change in changes]
        if operation == Operation.CREATE:
            # What they were created with is not needed, and unsealing it would take half of the time.
            writer.delete_many(_current(model, keys))
            continue
        values = [_old_values(change) for change in changes]
        if operation == Operation.DELETE:
            writer.restore_many([_made(model, key, old) for key, old in zip(keys, values, strict=True)])
            continue
        current = _current(model, keys)
        befores = [snapshot(item) for item in current]
        for item, old in zip(current, values, strict=True):
            _assign(item, old)
        writer.update_many(current, befores)
    rebuild_after(writer, models_touched)


def _runs(changes: models.QuerySet[Change]) -> Iterator[tuple[type[Record], str, Sequence[Change]]]:
    """Neighbours of one model and one operation, no object twice among them, not too many at once."""
    ordered = changes.iterator(chunk_size=_BATCH)
    for (label, operation), group in groupby(ordered, key=lambda change: (change.model, change.operation)):
        batch: list[Change] = []
        seen: set[int] = set()
        for change in group:
            if change.object_id in seen or len(batch) == _BATCH:
                yield _model(label), operation, batch
                batch, seen = [], set()
            batch.append(change)
            seen.add(change.object_id)
        yield _model(label), operation, batch


def _current(model: type[Record], keys: Sequence[int]) -> list[Record]:
    """The objects as they are now, in the order of the keys; those that are gone are refused."""
    found = {item.pk: item for item in model._base_manager.filter(pk__in=keys)}
    missing = next((key for key in keys if key not in found), None)
    if missing is not None:
        raise ValidationError(
            f"Không hoàn tác được: {_named(model, missing)} không còn. Chưa có gì được ghi."
        )
    return [found[key] for key in keys]


def _old_values(change: Change) -> Values:
    box = bytes(change.sealed) if change.sealed is not None else None
    return unsealed(change.before, change.after, box)[0]


def _made(model: type[Record], key: int, values: Values) -> Record:
    item = model()
    item.pk = key
    _assign(item, values)
    return item


def _assign(item: Record, values: Values) -> None:
    fields = {field.attname: field for field in item._meta.concrete_fields}
    unknown = values.keys() - fields.keys()
    if unknown:
        raise ValidationError(
            f"Không hoàn tác được: {item._meta.verbose_name} không còn giữ các mục "
            f"{', '.join(sorted(unknown))}. Chưa có gì được ghi."
        )
    for name, value in values.items():
        setattr(item, name, fields[name].to_python(value))
