"""The plan as rows of the database, written in bulk through change sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tochuc.demo.membership import PlannedMember
from tochuc.demo.papers import PlannedDocument
from tochuc.demo.plan import Plan
from tochuc.demo.tree import PlannedUnit
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.tree.today import rebuild
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import (
    Admission,
    AdmissionTarget,
    CellMembership,
    HandbookAccount,
    JoiningKind,
    Member,
)
from tochuc.registers.people.models import Person
from tochuc.registers.units.models import Reorganisation

_FIRST_CARD = 51_000_001


class Rows:
    """Writes the plan part by part, each into the writer that it is given; later parts refer to earlier ones."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.units: dict[str, Unit] = {}
        self._documents: dict[PlannedDocument, Document] = {}
        self._people: Sequence[Person] = ()
        self._members: Sequence[Member] = ()

    def write_units(self, w: Writer) -> None:
        """Units with their names and places, and today's order."""
        for level in _levels(self._plan.tree.units.values()):
            for planned, unit in zip(level, w.create_many([self._unit(one) for one in level]), strict=True):
                self.units[planned.code] = unit
        units = self._plan.tree.units.values()
        w.create_many(
            [
                UnitName(
                    unit=self.units[one.code],
                    name=name.name,
                    short_name=name.short_name,
                    since=name.since,
                    until=name.until,
                )
                for one in units
                for name in one.names
            ]
        )
        w.create_many(
            [
                Placement(
                    unit=self.units[one.code],
                    parent=self._row(place.parent),
                    since=place.since,
                    until=place.until,
                )
                for one in units
                for place in one.places
            ]
        )
        rebuild(w)

    def write_documents(self, w: Writer) -> None:
        planned = self._plan.documents.all
        rows = w.create_many([self._document(one) for one in planned])
        self._documents = dict(zip(planned, rows, strict=True))

    def write_reorganisations(self, w: Writer) -> None:
        w.create_many(
            [
                Reorganisation(
                    kind=one.kind.value,
                    unit=self.units[one.unit.code],
                    on=one.day,
                    source=self._row(one.source),
                    target=self._row(one.target),
                    document=self._documents[self._plan.documents.of_decision[one.decision]],
                    note=one.note,
                )
                for one in self._plan.tree.happenings
            ]
        )

    def write_people(self, w: Writer) -> None:
        cells = self._last_cells()
        self._people = w.create_many(
            [
                Person(
                    name=person.name,
                    birth_date=life.birth,
                    gender=life.gender,
                    ethnicity=person.ethnicity,
                    religion=person.religion,
                    citizen_number=person.citizen_number,
                    education=person.education,
                    qualification=person.qualification,
                    occupation=person.occupation,
                    hometown=person.hometown,
                    kept_by_id=cell.pk,
                )
                for life, person, cell in zip(
                    self._plan.membership.people, self._plan.people, cells, strict=True
                )
            ]
        )

    def write_members(self, w: Writer) -> None:
        documents = self._plan.documents.of_admission
        planned = self._plan.membership.admissions
        rows = w.create_many(
            [
                Admission(
                    person_id=self._people[one.person].pk,
                    cell_id=self.units[one.cell.code].pk,
                    decided_on=one.decided,
                    ceremony_on=one.ceremony,
                    document_id=self._documents[documents[one]].pk if one in documents else None,
                    is_student=one.is_student,
                    is_again=one.is_again,
                )
                for one in planned
            ]
        )
        admissions = dict(zip(planned, rows, strict=True))
        self._members = w.create_many(
            [
                self._member(number, one, admissions[one.admission] if one.admission else None)
                for number, one in enumerate(self._plan.membership.members)
            ]
        )

    def write_stays(self, w: Writer) -> None:
        w.create_many(
            [
                CellMembership(
                    member_id=row.pk, cell_id=self.units[stay.cell.code].pk, since=stay.since, until=until
                )
                for row, member in zip(self._members, self._plan.membership.members, strict=True)
                for stay, until in zip(
                    member.stays, [*(later.since for later in member.stays[1:]), member.left], strict=True
                )
            ]
        )

    def write_handbook_and_targets(self, w: Writer) -> None:
        w.create_many(
            [
                HandbookAccount(member_id=self._members[number].pk, since=since, until=until)
                for number, (since, until) in self._plan.accounts.items()
            ]
        )
        documents = self._plan.documents.of_target
        w.create_many(
            [
                AdmissionTarget(
                    unit=self.units[code], year=year, number=number, document=self._documents[documents[year]]
                )
                for code, year, number in self._plan.targets
            ]
        )

    def _row(self, unit: PlannedUnit | None) -> Unit | None:
        return self.units[unit.code] if unit is not None else None

    def _unit(self, planned: PlannedUnit) -> Unit:
        return Unit(
            code=planned.code,
            kind=planned.kind.value,
            sector=planned.sector,
            rank=planned.rank,
            founded_on=planned.founded_on,
            ended_on=planned.ended_on,
            successor=self._row(planned.successor),
            name=planned.names[-1].name,
            short_name=planned.names[-1].short_name,
            parent=self._row(_above(planned)),
        )

    def _document(self, planned: PlannedDocument) -> Document:
        return Document(
            type=planned.type,
            number=planned.number,
            symbol=planned.symbol,
            issued_on=planned.day,
            issuer=self._row(planned.issuer),
            issuer_name=planned.issuer_name,
            issuing_body=planned.body,
            subject=planned.subject,
            confidentiality=Level.PERSONAL if planned.personal else Level.INTERNAL,
            kept_by=self._row(planned.issuer) or self.units["QNG"],
        )

    def _last_cells(self) -> list[Unit]:
        """Who keeps each person's file: the cell, or the last one."""
        cells = {one.person: one.cell.code for one in self._plan.membership.admissions}
        cells |= {one.person: one.stays[-1].cell.code for one in self._plan.membership.members}
        return [self.units[cells[number]] for number in range(len(self._plan.people))]

    def _member(self, number: int, planned: PlannedMember, admission: Admission | None) -> Member:
        official = planned.official(self._plan.membership.horizon)
        documents = self._plan.documents.of_leaving
        return Member(
            person_id=self._people[planned.person].pk,
            admission_id=admission.pk if admission else None,
            joined_how=JoiningKind.TRANSFERRED_IN if planned.from_outside else JoiningKind.ADMITTED,
            joined_on=planned.joined,
            decided_on=planned.decided,
            arrived_on=planned.arrived,
            official_on=official,
            left_on=planned.left,
            left_how=planned.left_how,
            leaving_document_id=self._documents[documents[planned]].pk if planned in documents else None,
            card_number=str(_FIRST_CARD + number) if official else "",
            record_number=f"{number + 1:06d}QN",
            cell_id=self.units[planned.stays[-1].cell.code].pk,
        )


def _above(unit: PlannedUnit) -> PlannedUnit | None:
    """What the unit hangs below today: an ended one below what stands for it."""
    upper = unit.successor or unit.parent
    while upper is not None and upper.ended_on is not None:
        upper = upper.successor or upper.parent
    return upper


def _levels(units: Iterable[PlannedUnit]) -> list[list[PlannedUnit]]:
    """The units in rounds, each after those that its rows refer to."""
    waiting, known, levels = list(units), set[str](), []
    while waiting:
        ready = [
            one
            for one in waiting
            if all(other.code in known for other in (_above(one), one.successor) if other)
        ]
        levels.append(ready)
        known |= {one.code for one in ready}
        waiting = [one for one in waiting if one.code not in known]
    return levels
