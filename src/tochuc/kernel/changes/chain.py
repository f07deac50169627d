"""The hash chain: how a row and a header become digests. Changing anything here breaks every stored chain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from tochuc.kernel.models import ChangeSet

GENESIS = "0" * 64
_SEPARATOR = "\x1f"
# Made once: `json.dumps` makes an encoder at each call, which is a third of the time of an import's log.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(values: Any) -> str:
    """JSON with sorted keys and no spaces: one text for one value."""
    return _ENCODER.encode(values)


def digest_of_row(*values: int | str) -> str:
    """Of position, model, object, operation, before, after and the sealed box's digest, in that order."""
    return sha256(_SEPARATOR.join(map(str, values)).encode()).hexdigest()


def rows_digest(digests: Iterable[str]) -> str:
    return sha256("".join(digests).encode()).hexdigest()


def header_digest(change_set: ChangeSet) -> str:
    header = {
        "number": change_set.number,
        "at": change_set.at.isoformat(timespec="microseconds"),
        "actor": change_set.actor_id,
        "actor_name": change_set.actor_name,
        "via": change_set.via,
        "verb": change_set.verb,
        "params": change_set.params,
        "reason": change_set.reason,
        "document": change_set.document_id,
        "under": change_set.under,
        "undoes": change_set.undoes_id,
        "count": change_set.count,
        "rows": change_set.rows_digest,
        "previous": change_set.previous,
    }
    return sha256(canonical(header).encode()).hexdigest()
