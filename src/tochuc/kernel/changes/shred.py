"""Erasing sensitive values from the log for good, where the law on personal data asks for it.

The boxes are emptied; the chain stays whole, since it covers only their digests. That it was done, by whom
and why, is a change set of its own, and `verify` holds an empty box that no such change set speaks of for
tampering.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import ChainHead, Change, Record

SHRED = "changes.shred"


@action(SHRED, label="Xóa hẳn dữ liệu nhạy cảm", sentence="xóa hẳn dữ liệu nhạy cảm khỏi nhật ký")
def shred(w: Writer, record: Record) -> int:
    """Empties all sealed boxes of an object, which may be deleted by now; returns their number.

    Values that the record itself still holds stay: edit or delete it first. Raises `ValidationError` where
    there is nothing to erase, or no reason is given.
    """
    if not w.acting.reason:
        raise ValidationError("Hãy ghi lý do xóa hẳn dữ liệu nhạy cảm khỏi nhật ký.")
    model = type(record)
    exists = model._base_manager.filter(pk=record.pk).exists()
    if exists:
        w.guard(model, {record.pk})
    label = model._meta.label_lower
    head = ChainHead.objects.select_for_update().get_or_create(pk=1)[0]
    boxes = Change.objects.filter(model=label, object_id=record.pk, sealed__isnull=False)
    emptied = boxes.update(sealed=None)
    if not emptied:
        raise ValidationError("Nhật ký không còn giữ dữ liệu nhạy cảm nào của bản ghi này.")
    w.params.update(model=label, object=record.pk, up_to=head.number)
    w.note(record)
    if not exists:
        w.touched[model].discard(record.pk)
    return emptied
