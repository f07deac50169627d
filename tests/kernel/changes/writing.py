"""Writes for the tests of the log, through the actions that make them in life."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.builders import SYSTEM, make_unit
from tochuc.kernel.changes.chain import digest_of_row
from tochuc.kernel.changes.values import snapshot
from tochuc.kernel.changes.writer import Acting, Writer, writing
from tochuc.kernel.models import Change, ChangeSet, Record, Unit, UnitKind
from tochuc.registers.members.actions import receive
from tochuc.registers.members.models import AdmissionTarget, Member
from tochuc.registers.people.actions import create_person
from tochuc.registers.people.models import Gender, Person

CITIZEN_NUMBER = "051085000123"


def row_digest(change: Change) -> str:
    """What the row's digest has to be, from the row as it is stored."""
    return digest_of_row(
        change.position,
        change.model,
        change.object_id,
        change.operation,
        change.before,
        change.after,
        change.sealed_digest,
    )


def make_district() -> Unit:
    root = make_unit(code="T")
    return make_unit("Huyện ủy A", code="T-A", parent=root, kind=UnitKind.UPPER)


def make_cell(parent: Unit, code: str) -> Unit:
    base = make_unit(f"Đảng bộ cơ sở {code}", parent=parent, kind=UnitKind.BASE)
    return make_unit(f"Chi bộ {code}", code=code, parent=base)


def make_person(unit: Unit, **values: Any) -> Person:
    given = {
        "name": "Nguyễn Văn Ánh",
        "gender": Gender.MALE,
        "birth_date": dt.date(1985, 3, 5),
        "citizen_number": CITIZEN_NUMBER,
    }
    return create_person(SYSTEM, kept_by=unit, **{**given, **values})


def make_member(cell: Unit) -> Member:
    return receive(
        SYSTEM,
        person=make_person(cell),
        cell=cell,
        joined_on=dt.date(2010, 3, 3),
        arrived_on=dt.date(2015, 6, 1),
        official_on=dt.date(2011, 3, 3),
    )


def write_targets(unit: Unit, numbers: dict[int, int | None], acting: Acting = SYSTEM) -> ChangeSet:
    """One change set that gives the unit these targets by year; None removes one."""
    with writing(acting, "admission_targets.import") as writer:
        for year, number in numbers.items():
            _write_target(writer, unit, year, number)
    assert writer.change_set is not None
    return writer.change_set


def _write_target(writer: Writer, unit: Unit, year: int, number: int | None) -> None:
    known = AdmissionTarget.objects.filter(unit=unit, year=year).first()
    if number is None:
        if known is not None:
            writer.delete(known)
    elif known is None:
        writer.create(AdmissionTarget(unit=unit, year=year, number=number))
    else:
        writer.update(known, number=number)


def state(model: type[Record]) -> dict[int, Any]:
    """Everything that the records of a model hold, by key."""
    return {item.pk: snapshot(item) for item in model._default_manager.all()}


def last() -> ChangeSet:
    return ChangeSet.objects.latest("number")
