"""Small makers of what tests need; everything is made through the actions that make it in life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import tochuc.site
from tochuc.kernel.access import roles
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Grant, Role, Unit, UnitKind, User
from tochuc.registers.documents.actions import create_document
from tochuc.registers.documents.models import Document
from tochuc.registers.members.actions import receive
from tochuc.registers.members.admission import admit
from tochuc.registers.members.models import Admission, Member
from tochuc.registers.people.actions import create_person
from tochuc.registers.people.models import Gender, Person
from tochuc.registers.units.actions import establish

FOUNDED = dt.date(2000, 1, 1)
SYSTEM = Acting(None)
SUPPLIED_ROLES = Path(tochuc.site.__file__).with_name("roles.yaml")
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


def make_officer(role: str, on: Unit, name: str = "Nguyễn Thị Thử") -> User:
    """Somebody who has one of the supplied roles, such as `district_officer`, over the unit's subtree."""
    if not Role.objects.filter(code=role).exists():
        roles.load(SUPPLIED_ROLES)
    user = make_user(name=name)
    Assignment.objects.create(user=user, role=Role.objects.get(code=role), unit=on, since=FOUNDED)
    return user


def citizen_number(gender: Gender = Gender.FEMALE, birth_date: dt.date = dt.date(1990, 5, 4)) -> str:
    """A number that nobody has yet, and that fits sex and year of birth."""
    century_and_sex = (birth_date.year // 100 - 19) * 2 + (gender == Gender.FEMALE)
    return f"051{century_and_sex}{birth_date.year % 100:02}{next(_numbers):06}"


def make_person(unit: Unit, name: str = "Trần Thị Mẫu", **values: Any) -> Person:
    """A woman born in 1990 whose file the unit keeps."""
    defaults = {"gender": Gender.FEMALE, "birth_date": dt.date(1990, 5, 4)}
    return create_person(SYSTEM, name=name, kept_by=unit, **(defaults | values))


def make_document(unit: Unit, number_text: str = "", **values: Any) -> Document:
    defaults = {
        "type": "decision",
        "issuer": unit,
        "issued_on": dt.date(2023, 3, 1),
        "subject": "Chuẩn y kết quả bầu cử",
        "confidentiality": Level.INTERNAL,
    }
    return create_document(SYSTEM, number_text=number_text, kept_by=unit, **(defaults | values))


def make_admission(cell: Unit, person: Person | None = None, **values: Any) -> Admission:
    """A decision of 1 March 2023, whose ceremony has not been held."""
    defaults: dict[str, Any] = {"person": person or make_person(cell), "decided_on": dt.date(2023, 3, 1)}
    return admit(SYSTEM, cell=cell, **(defaults | values))


def make_member(cell: Unit, person: Person | None = None, **values: Any) -> Member:
    """Somebody who came from another province on 1 June 2015, official since 2011."""
    defaults: dict[str, Any] = {
        "person": person or make_person(cell),
        "joined_on": dt.date(2010, 2, 3),
        "official_on": dt.date(2011, 2, 3),
        "arrived_on": dt.date(2015, 6, 1),
    }
    return receive(SYSTEM, cell=cell, **(defaults | values))
