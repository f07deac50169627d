"""The rows of one change set, collected by columns and written at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from tochuc.kernel import bulk
from tochuc.kernel.bulk import Columns
from tochuc.kernel.changes.chain import digest_of_row
from tochuc.kernel.changes.values import logged_fields, sealed, sealed_fields, texts
from tochuc.kernel.models import Change, ChangeSet, Operation, Record

NOTHING: Columns = MappingProxyType({})
_BATCH = 20_000


class Log:
    """Rows in the order in which they were written, as columns of `Change`."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._columns["position"])

    @property
    def digests(self) -> Sequence[str]:
        return self._columns["digest"]

    def add(
        self,
        model: type[Record],
        operation: Operation,
        keys: Sequence[int],
        before: Columns = NOTHING,
        after: Columns = NOTHING,
    ) -> None:
        """Records of one model with their columns before and after, of which those are kept that the log keeps."""
        first, count = len(self), len(keys)
        boxes = sealed(model, before, after, count)
        told: dict[str, Sequence[Any]] = {
            "position": range(first, first + count),
            "model": [model._meta.label_lower] * count,
            "object_id": keys,
            "operation": [operation.value] * count,
            "before": _open_texts(model, before, count),
            "after": _open_texts(model, after, count),
            "sealed_digest": ["" if box is None else sha256(box).hexdigest() for box in boxes],
        }
        rows = {**told, "digest": list(map(digest_of_row, *told.values())), "sealed": boxes}
        for name, values in rows.items():
            self._columns[name].extend(values)

    def write(self, change_set: ChangeSet) -> None:
        keys = bulk.allocate_ids(Change, len(self))
        for start in range(0, len(self), _BATCH):
            rows = {name: values[start : start + _BATCH] for name, values in self._columns.items()}
            own = keys[start : start + _BATCH]
            owners = [change_set.pk] * len(own)
            bulk.insert(Change, bulk.prepared(Change, {"id": own, "change_set_id": owners, **rows}))


def _open_texts(model: type[Record], columns: Columns, count: int) -> list[str]:
    """What of each row stands in the log for everyone who may read it; "" where that is nothing."""
    hidden = sealed_fields(model)
    shown = {name: columns[name] for name in logged_fields(model) if name in columns and name not in hidden}
    return texts(shown, count) if shown else [""] * count
