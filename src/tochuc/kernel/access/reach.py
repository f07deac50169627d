"""How far a user reaches with a permission: spans of the tree's order, each up to a confidentiality level."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from tochuc.kernel.access import permissions
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Grant, User
from tochuc.kernel.models.base import holds_on


@dataclass(frozen=True, order=True)
class Span:
    """Units whose position lies from `first` to `last`; `whole` where that is the entire tree."""

    first: int
    last: int
    level: Level
    whole: bool = False

    def covers(self, position: int, level: int) -> bool:
        return self.first <= position <= self.last and level <= self.level


Reach = tuple[Span, ...]
_CACHE = "_tochuc_reach"


def reach(user: User | None, permission: str) -> Reach:
    """The user's spans for one permission today; empty for nobody and for inactive users.

    Read once per user object, that is once per request. Raises `UnknownPermission`.
    """
    permissions.known(permission)
    if user is None or not user.is_active or user.pk is None:
        return ()
    cached: tuple[dt.date, dict[str, Reach]] | None = user.__dict__.get(_CACHE)
    today = timezone.localdate()
    if cached is None or cached[0] != today:
        cached = (today, _read(user, today))
        user.__dict__[_CACHE] = cached
    return cached[1].get(permission, ())


def may(user: User | None, permission: str) -> bool:
    """Whether the user has the permission anywhere."""
    return bool(reach(user, permission))


def may_everywhere(user: User | None, permission: str) -> bool:
    """Whether the user has the permission over the whole tree, as what belongs to no one unit needs it."""
    return any(span.whole for span in reach(user, permission))


def reaches(user: User | None, permission: str, position: int | None, level: int) -> bool:
    """Whether the permission covers a unit's position (None: a thing of no unit) at a level."""
    spans = reach(user, permission)
    if position is None:
        return any(level <= span.level for span in spans)
    return any(span.covers(position, level) for span in spans)


def forget(user: User) -> None:
    """Drops what was read, after the user's assignments changed within the same request."""
    user.__dict__.pop(_CACHE, None)


def _read(user: User, day: dt.date) -> dict[str, Reach]:
    assignments = list(Assignment.objects.filter(holds_on(day), user=user).select_related("unit"))
    grants = defaultdict(list)
    for grant in Grant.objects.filter(role__in={a.role_id for a in assignments}):
        grants[grant.role_id].append((grant.permission, Level(grant.level)))
    found: dict[str, set[Span]] = defaultdict(set)
    for assignment in assignments:
        unit = assignment.unit
        for permission, level in grants[assignment.role_id]:
            found[permission].add(Span(unit.first, unit.last, level, whole=unit.parent_id is None))
    return {permission: _merged(spans) for permission, spans in found.items()}


def _merged(spans: set[Span]) -> Reach:
    """Without those that lie inside a wider span of at least their level."""
    return tuple(
        sorted(
            span
            for span in spans
            if not any(
                other != span
                and other.first <= span.first
                and span.last <= other.last
                and span.level <= other.level
                for other in spans
            )
        )
    )
