"""A small province for tests that need one: two districts, a base organisation, three cells, and rows to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests import builders
from tochuc.kernel.access.permissions import all_permissions
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Record, Unit, UnitKind, User
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import AdmissionTarget
from tochuc.registers.units.actions import move
from tochuc.registers.units.models import Reorganisation, ReorganisationKind


@dataclass(frozen=True)
class Province:
    """`near` and `next` are cells of the district `district`; `far` is one of the other district."""

    root: Unit
    district: Unit
    other_district: Unit
    near: Unit
    next: Unit
    far: Unit


def make_province() -> Province:
    root = builders.make_unit("Đảng bộ tỉnh", code="T")
    make = builders.make_unit
    district = make("Đảng bộ huyện Gần", parent=root, code="T-G", kind=UnitKind.UPPER)
    other = make("Đảng bộ huyện Xa", parent=root, code="T-X", kind=UnitKind.UPPER)
    base = make("Đảng bộ xã Gần", parent=district, code="T-G-1", kind=UnitKind.BASE, sector="commune")
    made = (
        root,
        district,
        other,
        make("Chi bộ thôn Một", parent=base, code="T-G-1-1"),
        make("Chi bộ thôn Hai", parent=base, code="T-G-1-2"),
        make("Chi bộ cơ sở Xa", parent=other, code="T-X-1", kind=UnitKind.BASE_CELL),
    )
    return Province(*(Unit.objects.get(pk=unit.pk) for unit in made))


def all_seeing(province: Province) -> User:
    """Holds every permission that exists, everywhere, at every level."""
    names = [permission.name for permission in all_permissions()]
    return builders.make_user(*names, on=province.root, level=Level.STATE_SECRET, name="Phạm Văn Thấy")


def _people(cell: Unit, number: int) -> list[Record]:
    return [
        builders.make_person(cell, f"Lê Thị {index}", citizen_number=builders.citizen_number())
        for index in range(number)
    ]


def _documents(cell: Unit, number: int) -> list[Record]:
    first = Document.objects.count() + 1
    return [builders.make_document(cell, f"{index:02}-QĐ/TU") for index in range(first, first + number)]


def _admissions(cell: Unit, number: int) -> list[Record]:
    documents = _documents(cell, number)
    return [builders.make_admission(cell, document=document) for document in documents]


def _targets(cell: Unit, number: int) -> list[Record]:
    years = range(2024 - number, 2024)
    return [AdmissionTarget.objects.create(unit=cell, year=year, number=year - 1900) for year in years]


def _units(cell: Unit, number: int) -> list[Record]:
    assert cell.parent is not None
    return [builders.make_unit(parent=cell.parent) for _ in range(number)]


def _reorganisations(cell: Unit, number: int) -> list[Record]:
    """Units moved from the cell's parent to the parent's parent."""
    above = cell.parent.parent if cell.parent is not None else None
    assert above is not None
    day = dt.date(2023, 6, 1)
    for unit in _units(cell, number):
        assert isinstance(unit, Unit)
        move(builders.SYSTEM, unit=Unit.objects.get(pk=unit.pk), to=above, on=day)
    return list(Reorganisation.objects.filter(kind=ReorganisationKind.MOVE))


def _users(_cell: Unit, number: int) -> list[Record]:
    return [builders.make_user(name=f"Đỗ Văn {index}") for index in range(number)]


def _assignments(cell: Unit, number: int) -> list[Record]:
    for _ in range(number):
        builders.make_user("members.view", on=cell)
    return list(Assignment.objects.filter(unit=cell))


ROWS: Mapping[str, Callable[[Unit, int], list[Record]]] = {
    "units": _units,
    "reorganisations": _reorganisations,
    "people": _people,
    "documents": _documents,
    "members": lambda cell, number: [builders.make_member(cell) for _ in range(number)],
    "admissions": _admissions,
    "admission_targets": _targets,
    "users": _users,
    "assignments": _assignments,
}
"""For each register, makes so many records that belong to a cell."""
