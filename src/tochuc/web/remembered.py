"""What pages compute over many records, remembered until somebody writes.

Every write is a change set, so the digest at the chain's head names the state of all records: an answer kept under it
can never be stale, and needs no clearing. What is kept is plain data, shared by the server's processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone

from tochuc import __version__
from tochuc.kernel.access.permissions import all_permissions
from tochuc.kernel.access.reach import reach
from tochuc.kernel.models import ChainHead, User

T = TypeVar("T")

KEPT_SECONDS = 24 * 60 * 60


def remembered(user: User, what: tuple[Any, ...], compute: Callable[[], T]) -> T:
    """`compute()`, or its earlier answer for whoever reaches as far as `user` does today."""
    views = [one.name for one in all_permissions() if one.name.endswith(".view")]
    reached = [(name, reach(user, name)) for name in views]
    return _kept((timezone.localdate(), reached, what), compute)


def remembered_for_all(what: tuple[Any, ...], compute: Callable[[], T]) -> T:
    """The same for what does not depend on who asks."""
    return _kept(what, compute)


def _kept(what: Any, compute: Callable[[], T]) -> T:
    head = ChainHead.objects.values_list("digest", flat=True).first()
    # Another version of the program may give another answer, or one of another shape.
    key = hashlib.sha256(repr((__version__, head, what)).encode()).hexdigest()
    found: tuple[T] | None = cache.get(key)
    if found is None:
        found = (compute(),)
        cache.set(key, found, KEPT_SECONDS)
    return found[0]
