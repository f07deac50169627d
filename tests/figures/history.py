"""Small random provinces: units that are founded, moved, merged and dissolved, and people who come and go.

What is written to the database stands here as plain objects too, so that a test can count without asking it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from tochuc.kernel.models import Placement, Record, Sector, Unit, UnitKind, UnitName
from tochuc.registers.documents.models import Document, IssuingBody
from tochuc.registers.members.models import (
    Admission,
    AdmissionTarget,
    CellMembership,
    HandbookAccount,
    LeavingKind,
    Member,
)
from tochuc.registers.people.models import Education, Ethnicity, Gender, Person, Qualification
from tochuc.registers.units.models import Reorganisation, ReorganisationKind

FIRST_DAY = dt.date(2020, 1, 1)
DAYS = 4 * 365
SECTORS = (Sector.COMMUNE, Sector.NON_STATE, Sector.OFFICE)
BASES = (UnitKind.BASE, UnitKind.BASE_CELL)
CELLS = (UnitKind.CELL, UnitKind.BASE_CELL)

R = TypeVar("R", bound=Record)
Event = Callable[["History", dt.date, Random], None]


@dataclass
class History:
    """All that happened, oldest first; the objects carry their primary keys."""

    units: list[Unit] = field(default_factory=list)
    names: list[UnitName] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    reorganisations: list[Reorganisation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    admissions: list[Admission] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    memberships: list[CellMembership] = field(default_factory=list)
    accounts: list[HandbookAccount] = field(default_factory=list)
    targets: list[AdmissionTarget] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def save(self) -> None:
        tables: Sequence[Sequence[Record]] = (
            self.units,
            self.names,
            self.placements,
            self.reorganisations,
            self.people,
            self.admissions,
            self.members,
            self.memberships,
            self.accounts,
            self.targets,
            self.documents,
        )
        for table in tables:
            if table:
                type(table[0])._default_manager.bulk_create(table)

    @property
    def province(self) -> Unit:
        return self.units[0]

    def days(self) -> list[dt.date]:
        """Every day on which something began, ended or was decided."""
        found = {unit.founded_on for unit in self.units} | {unit.ended_on for unit in self.units}
        found |= {one.on for one in self.reorganisations} | {one.decided_on for one in self.admissions}
        found |= {one.issued_on for one in self.documents}
        for facts in (self.placements, self.memberships, self.accounts):
            found |= {fact.since for fact in facts} | {fact.until for fact in facts}
        found |= {member.official_on for member in self.members}
        return sorted(day for day in found if day is not None)

    def living(self, *kinds: UnitKind) -> list[Unit]:
        return [unit for unit in self.units if unit.kind in kinds and unit.ended_on is None]

    def open_placement(self, unit: Unit) -> Placement:
        return next(one for one in reversed(self.placements) if one.unit is unit)

    def staying(self, cell: Unit) -> list[CellMembership]:
        return [one for one in self.memberships if one.cell is cell and one.until is None]

    def cells_below(self, base: Unit) -> list[Unit]:
        cells = self.living(UnitKind.CELL)
        return [cell for cell in cells if self.open_placement(cell).parent is base]


def random_history(random: Random, events: int) -> History:
    """A province with two districts, and then so many events on rising days."""
    history = History()
    _found(history, UnitKind.PROVINCE, None, FIRST_DAY)
    for _ in range(2):
        _found(history, UnitKind.UPPER, history.province, FIRST_DAY)
    for day in sorted(random.randrange(30, DAYS) for _ in range(events)):
        event = random.choices(list(EVENTS), list(EVENTS.values()))[0]
        event(history, FIRST_DAY + dt.timedelta(days=day), random)
    for unit in history.units:
        for year in (2021, 2022):
            if random.random() < 0.3:
                _add(history.targets, AdmissionTarget(unit=unit, year=year, number=random.randrange(4)))
    return history


def _add(table: list[R], record: R) -> R:
    record.pk = len(table) + 1
    table.append(record)
    return record


def _found(history: History, kind: UnitKind, parent: Unit | None, on: dt.date) -> Unit:
    code = f"U{len(history.units):02}"
    unit = _add(history.units, Unit(code=code, kind=kind, founded_on=on, name=f"Tổ chức {code}"))
    _add(history.names, UnitName(unit=unit, name=unit.name, since=on))
    _add(history.placements, Placement(unit=unit, parent=parent, since=on))
    return unit


def _record(history: History, kind: ReorganisationKind, unit: Unit, on: dt.date) -> None:
    _add(history.reorganisations, Reorganisation(kind=kind, unit=unit, on=on))


def _found_base(history: History, on: dt.date, random: Random) -> None:
    district = random.choice(history.living(UnitKind.UPPER))
    base = _found(history, random.choice((UnitKind.BASE, UnitKind.BASE, UnitKind.BASE_CELL)), district, on)
    base.sector = random.choice(SECTORS)
    _record(history, ReorganisationKind.ESTABLISH, base, on)


def _found_cell(history: History, on: dt.date, random: Random) -> None:
    if bases := history.living(UnitKind.BASE):
        _found(history, UnitKind.CELL, random.choice(bases), on)


def _move_base(history: History, on: dt.date, random: Random) -> None:
    bases = [one for one in history.living(*BASES) if history.open_placement(one).since < on]
    if bases:
        base = random.choice(bases)
        _place(history, base, random.choice(history.living(UnitKind.UPPER)), on)
        _record(history, ReorganisationKind.MOVE, base, on)


def _place(history: History, unit: Unit, parent: Unit, on: dt.date) -> None:
    history.open_placement(unit).until = on
    _add(history.placements, Placement(unit=unit, parent=parent, since=on))


def _end(history: History, unit: Unit, heir: Unit | None, on: dt.date) -> None:
    unit.ended_on, unit.successor = on, heir
    history.open_placement(unit).until = on
    next(name for name in history.names if name.unit is unit).until = on
    _record(history, ReorganisationKind.MERGE if heir else ReorganisationKind.DISSOLVE, unit, on)


def _merge_bases(history: History, on: dt.date, random: Random) -> None:
    bases = history.living(UnitKind.BASE)
    if len(bases) < 2:
        return
    base, heir = random.sample(bases, 2)
    moving = [base, *history.cells_below(base)]
    if all(history.open_placement(unit).since < on for unit in moving):
        for cell in moving[1:]:
            _place(history, cell, heir, on)
        _end(history, base, heir, on)


def _merge_cells(history: History, on: dt.date, random: Random) -> None:
    cells = history.living(UnitKind.CELL)
    if len(cells) < 2:
        return
    cell, heir = random.sample(cells, 2)
    staying = history.staying(cell)
    if history.open_placement(cell).since < on and all(stay.since < on for stay in staying):
        for stay in staying:
            _enter(history, stay.member, heir, on, leaving=stay)
        _end(history, cell, heir, on)


def _dissolve(history: History, on: dt.date, random: Random) -> None:
    empty = [one for one in history.living(*CELLS) if not history.staying(one) and one.founded_on < on]
    empty = [one for one in empty if history.open_placement(one).since < on]
    if empty:
        _end(history, random.choice(empty), None, on)


def _enter(
    history: History, member: Member, cell: Unit, on: dt.date, leaving: CellMembership | None = None
) -> None:
    if leaving is not None:
        leaving.until = on
    member.cell = cell
    _add(history.memberships, CellMembership(member=member, cell=cell, since=on))


def _admit(history: History, on: dt.date, random: Random) -> None:
    cells = history.living(*CELLS)
    if not cells:
        return
    person = Person(
        name=f"Người {len(history.people)}",
        birth_date=_birth_date(on, random),
        gender=random.choice(Gender.values),
        ethnicity=random.choice(Ethnicity.values),
        education=random.choice(["", *Education.values]),
        qualification=random.choice(["", *Qualification.values]),
        kept_by=history.province,
    )
    _add(history.people, person)
    admission = Admission(
        person=person,
        cell=random.choice(cells),
        decided_on=on,
        is_student=random.random() < 0.4,
        is_again=random.random() < 0.1,
    )
    _add(history.admissions, admission)
    if random.random() < 0.9:
        _hold_ceremony(history, admission, on, random)


def _birth_date(on: dt.date, random: Random) -> dt.date | None:
    """Often a birthday on `on` itself, at which a band of ages begins or ends; sometimes a leap day."""
    if random.random() < 0.1:
        return None
    if random.random() < 0.1:
        return dt.date(random.choice((1960, 1980, 1992)), 2, 29)
    if random.random() < 0.5:
        return on.replace(year=on.year - random.choice((30, 31, 40, 41, 60, 61)), day=min(on.day, 28))
    return dt.date(random.randrange(1950, 2004), random.randrange(1, 13), random.randrange(1, 29))


def _hold_ceremony(history: History, admission: Admission, on: dt.date, random: Random) -> None:
    admission.ceremony_on = on
    official_on = on + dt.timedelta(days=365) if random.random() < 0.7 else None
    member = Member(
        person=admission.person,
        admission=admission,
        joined_on=on,
        arrived_on=on,
        official_on=official_on,
        cell=admission.cell,
    )
    _add(history.members, member)
    _enter(history, member, admission.cell, on)
    if random.random() < 0.6:
        since = on + dt.timedelta(days=random.randrange(700))
        until = since + dt.timedelta(days=random.randrange(1, 400)) if random.random() < 0.3 else None
        _add(history.accounts, HandbookAccount(member=member, since=since, until=until))


def _issue(history: History, on: dt.date, random: Random) -> None:
    """Often the province; sometimes a body outside the tree, and sometimes without a day."""
    issuer = random.choice([history.province, random.choice(history.units), None])
    document = Document(
        type=random.choice(("plan", "guideline", "decision", "law")),
        issued_on=on if random.random() < 0.9 else None,
        issuer=issuer,
        issuer_name="" if issuer else "Bộ Chính trị",
        issuing_body=random.choice(("", *IssuingBody.values)) if issuer else "",
        subject="Văn bản thử",
        kept_by=history.province,
    )
    _add(history.documents, document)


def _transfer(history: History, on: dt.date, random: Random) -> None:
    staying = [one for one in history.memberships if one.until is None and one.since < on]
    cells = history.living(*CELLS)
    if staying and cells:
        stay = random.choice(staying)
        _enter(history, stay.member, random.choice(cells), on, leaving=stay)


def _leave(history: History, on: dt.date, random: Random) -> None:
    staying = [one for one in history.memberships if one.until is None and one.since < on]
    if staying:
        stay = random.choice(staying)
        stay.until = stay.member.left_on = on
        stay.member.left_how = random.choice(LeavingKind.values)


EVENTS: dict[Event, int] = {
    _found_base: 3,
    _found_cell: 4,
    _move_base: 2,
    _merge_bases: 1,
    _merge_cells: 1,
    _dissolve: 1,
    _admit: 10,
    _transfer: 4,
    _leave: 2,
    _issue: 5,
}
"""What can happen, and how often in comparison."""
