"""A province of two districts, small enough to count by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.builders import SYSTEM, make_unit
from tochuc.kernel.models import Sector, Unit, UnitKind
from tochuc.registers.members.actions import register_handbook
from tochuc.registers.members.admission import admit, hold_ceremony
from tochuc.registers.members.models import AdmissionTarget, Member
from tochuc.registers.people.actions import create_person


@dataclass(frozen=True)
class Province:
    """Binh Son has two cells below one base organisation, Ba To a base cell of the non-state sector founded
    in 2023.

    In 2022 one was admitted, in 2023 three, of whom two in Binh Son's first cell; one has a handbook account.
    """

    root: Unit
    binh_son: Unit
    ba_to: Unit
    first_cell: Unit
    second_cell: Unit
    company: Unit
    members: tuple[Member, ...]


@pytest.fixture
def province(db: None) -> Province:
    root = make_unit("Đảng bộ tỉnh", code="QNG")
    binh_son = make_unit("Đảng bộ huyện Bình Sơn", parent=root, code="QNG-BS", kind=UnitKind.UPPER)
    ba_to = make_unit("Đảng bộ huyện Ba Tơ", parent=root, code="QNG-BT", kind=UnitKind.UPPER)
    base = make_unit("Đảng bộ xã", parent=binh_son, kind=UnitKind.BASE, sector=Sector.COMMUNE)
    first_cell, second_cell = (make_unit(f"Chi bộ thôn {n}", parent=base, code=f"BS-{n}") for n in (1, 2))
    company = make_unit(
        "Chi bộ công ty",
        parent=ba_to,
        code="BT-1",
        kind=UnitKind.BASE_CELL,
        sector=Sector.NON_STATE,
        founded_on=dt.date(2023, 2, 1),
    )
    members = (
        make_member(first_cell, dt.date(2022, 5, 3), gender="male"),
        make_member(first_cell, dt.date(2023, 5, 3), gender="female"),
        make_member(first_cell, dt.date(2023, 6, 1), gender="male", ethnicity="hre"),
        make_member(company, dt.date(2023, 9, 1), gender="female"),
    )
    register_handbook(SYSTEM, member=members[0], on=dt.date(2023, 6, 2))
    AdmissionTarget.objects.create(unit=root, year=2023, number=2)
    for unit in (root, binh_son, ba_to, first_cell, second_cell, company):
        unit.refresh_from_db()  # every new unit moved the positions of those after it
    return Province(root, binh_son, ba_to, first_cell, second_cell, company, members)


def make_member(cell: Unit, decided_on: dt.date, **person: str) -> Member:
    """Somebody born in 1990, admitted by a decision and a ceremony on the same day."""
    found = create_person(SYSTEM, name="Lê Văn Thử", birth_date=dt.date(1990, 3, 1), kept_by=cell, **person)
    admission = admit(SYSTEM, person=found, cell=cell, decided_on=decided_on)
    return hold_ceremony(SYSTEM, admission=admission, on=decided_on)
