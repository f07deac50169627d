"""Small makers of what tests need; everything is made through the actions that make it in life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import count

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Grant, Role, Unit, UnitKind, User
from tochuc.registers.units.actions import establish

FOUNDED = dt.date(2000, 1, 1)
SYSTEM = Acting(None)
_numbers = count(1)


def make_unit(
    name: str = "",
    *,
    parent: Unit | None = None,
    code: str = "",
    kind: UnitKind = UnitKind.CELL,
    founded_on: dt.date = FOUNDED,
    sector: str = "",
    rank: int = 1000,
) -> Unit:
    """A unit below `parent`; without one, the root of the tree."""
    number = next(_numbers)
    return establish(
        SYSTEM,
        code=code or f"U{number}",
        name=name or f"Đơn vị {number}",
        kind=UnitKind.PROVINCE if parent is None else kind,
        parent=parent,
        founded_on=founded_on,
        sector=sector,
        rank=rank,
    )


def make_user(
    *permissions: str, on: Unit | None = None, level: Level = Level.INTERNAL, name: str = "Nguyễn Thị Thử"
) -> User:
    """Somebody who holds the permissions over the unit's subtree, up to the level."""
    number = next(_numbers)
    user = User.objects.create_user(f"user{number}", full_name=name)
    if on is not None:
        role = make_role(permissions, level)
        Assignment.objects.create(user=user, role=role, unit=on, since=FOUNDED)
    return user


def make_role(permissions: Iterable[str], level: Level = Level.INTERNAL) -> Role:
    role = Role.objects.create(code=f"role{next(_numbers)}", name="Vai trò thử")
    Grant.objects.bulk_create(Grant(role=role, permission=name, level=level) for name in permissions)
    return role
