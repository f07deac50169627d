"""Counting the slow way: one plain loop for each figure, one walk up the tree for each record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from tests.figures.history import BASES, CELLS, History
from tochuc.figures.period import Period
from tochuc.kernel.models import Sector, Unit, UnitKind
from tochuc.registers.documents.models import Document, IssuingBody
from tochuc.registers.members.models import CellMembership, LeavingKind
from tochuc.registers.people.models import Ethnicity, Gender, Person
from tochuc.registers.units.models import ReorganisationKind

Found = list[tuple[Any, Unit]]
"""Records, each with the unit at which it counts."""


def holds(fact: Any, day: dt.date) -> bool:
    return fact.since <= day and (fact.until is None or fact.until > day)


def lives(unit: Unit, day: dt.date) -> bool:
    return unit.founded_on <= day and (unit.ended_on is None or unit.ended_on > day)


def counted_in(history: History, unit: Unit, day: dt.date) -> list[Unit]:
    """The unit and the units above it on that day; nothing for a unit founded later."""
    if unit.founded_on > day:
        return []
    return [unit, *_above(history, unit, day)]


def _above(history: History, unit: Unit, day: dt.date) -> list[Unit]:
    if lives(unit, day):
        upper = next(p.parent for p in history.placements if p.unit is unit and holds(p, day))
    else:
        last = max((p for p in history.placements if p.unit is unit), key=lambda p: p.since)
        upper = unit.successor or last.parent
    if upper is None:
        return []
    return [upper, *_above(history, upper, day)] if lives(upper, day) else _above(history, upper, day)


def within(day: dt.date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def memberships(condition: Callable[[CellMembership, dt.date], bool]) -> Callable[[History, Period], Found]:
    def found(history: History, period: Period) -> Found:
        return [
            (one, one.cell)
            for one in history.memberships
            if holds(one, period.last) and condition(one, period.last)
        ]

    return found


def is_official(one: CellMembership, day: dt.date) -> bool:
    return one.member.official_on is not None and one.member.official_on <= day


def has_account(history: History, one: CellMembership, day: dt.date) -> bool:
    return any(account.member is one.member and holds(account, day) for account in history.accounts)


def registered(history: History, period: Period) -> Found:
    return memberships(lambda one, day: has_account(history, one, day))(history, period)


def admitted(history: History, period: Period) -> Found:
    return [(one, one.cell) for one in history.admissions if within(one.decided_on, period)]


def left(history: History, period: Period) -> Found:
    return [(one, one.cell) for one in history.members if within(one.left_on, period)]


def removed(history: History, period: Period) -> Found:
    ways = (LeavingKind.REMOVED, LeavingKind.EXPELLED, LeavingKind.LEFT)
    return [(one, unit) for one, unit in left(history, period) if one.left_how in ways]


def transferred(history: History, period: Period) -> Found:
    found = []
    for one in history.memberships:
        before = [
            other for other in history.memberships if other.member is one.member and other.until == one.since
        ]
        if within(one.since, period) and before and before[0].cell.ended_on != one.since:
            found.append((one, one.cell))
    return found


def units_of(kinds: tuple[str, ...]) -> Callable[[History, Period], Found]:
    def found(history: History, period: Period) -> Found:
        return [(one, one) for one in history.units if one.kind in kinds and lives(one, period.last)]

    return found


def events(kind: ReorganisationKind, *, non_state: bool = False) -> Callable[[History, Period], Found]:
    def found(history: History, period: Period) -> Found:
        return [
            (one, one.unit)
            for one in history.reorganisations
            if one.kind == kind and one.unit.kind in BASES and within(one.on, period)
            if not non_state or one.unit.sector == Sector.NON_STATE
        ]

    return found


def issued(
    bodies: Collection[str] = ("", *IssuingBody.values), kinds: Collection[str] = UnitKind.values
) -> Callable[[History, Period], Found]:
    def found(history: History, period: Period) -> Found:
        return [
            (one, one.issuer)
            for one in history.documents
            if one.issuer is not None and one.issuer.kind in kinds
            if one.issuing_body in bodies and within(one.issued_on, period)
        ]

    return found


COUNTED: dict[str, Callable[[History, Period], Found]] = {
    "documents.issued": issued(),
    "documents.issued.province_committee": issued(("committee",), ("province",)),
    "documents.issued.province_standing_committee": issued(("standing_committee",), ("province",)),
    "members": memberships(lambda _one, _day: True),
    "members.probationary": memberships(lambda one, day: not is_official(one, day)),
    "members.official": memberships(is_official),
    "members.women": memberships(lambda one, _day: one.member.person.gender == Gender.FEMALE),
    "members.ethnic_minority": memberships(lambda one, _day: one.member.person.ethnicity != Ethnicity.KINH),
    "members.handbook.registered": registered,
    "members.admitted": admitted,
    "members.left": left,
    "members.removed": removed,
    "members.transferred": transferred,
    "units.base": units_of(BASES),
    "units.cells": units_of(CELLS),
    "units.new": events(ReorganisationKind.ESTABLISH),
    "units.non_state.new": events(ReorganisationKind.ESTABLISH, non_state=True),
    "units.transferred": events(ReorganisationKind.MOVE),
    "units.dissolved": events(ReorganisationKind.DISSOLVE),
}


def totals(history: History, name: str, period: Period) -> Counter[str]:
    """The count of every unit, by its code; units without records are left out."""
    found = COUNTED[name](history, period)
    return Counter(unit.code for _, at in found for unit in counted_in(history, at, period.last))


def records(history: History, name: str, unit: Unit, period: Period) -> Found:
    """The records behind a count, in the unit's subtree of the period's last day."""
    return [
        (record, at)
        for record, at in COUNTED[name](history, period)
        if unit in counted_in(history, at, period.last)
    ]


def count(history: History, name: str, unit: Unit, period: Period) -> int | None:
    """None for a unit founded later."""
    return None if unit.founded_on > period.last else len(records(history, name, unit, period))


def target(history: History, unit: Unit, year: int) -> int | None:
    return next((one.number for one in history.targets if one.unit is unit and one.year == year), None)


def person_of(record: Any) -> Person:
    person: Person = record.member.person if isinstance(record, CellMembership) else record.person
    return person


def age(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def key(history: History, by: str, record: Any, at: Unit, day: dt.date) -> str:
    """The line of a breakdown in which the record counts; for "unit", the code of the direct child or the
    unit.
    """
    if by == "sector":
        return next((unit.sector for unit in counted_in(history, at, day) if unit.sector), "")
    if by == "age":
        return age_key(person_of(record).birth_date, day)
    if by == "student":
        return "yes" if record.is_student else "no"
    if by == "again":
        return "yes" if record.is_again else "no"
    if by == "reason":
        return str(record.left_how)
    if by == "kind":
        return str(at.kind)
    if isinstance(record, Document):
        return str(record.type if by == "type" else record.issuing_body)
    return str(getattr(person_of(record), by))


def age_key(born: dt.date | None, day: dt.date) -> str:
    if born is None:
        return ""
    years = age(born, day)
    bands = {"-30": years <= 30, "31-40": years <= 40, "41-50": years <= 50, "51-60": years <= 60}
    return next((name for name, matches in bands.items() if matches), "61-")


def child(history: History, at: Unit, unit: Unit, day: dt.date) -> str:
    """The code of the direct child of `unit` through which a record at `at` counts, or of `unit` itself."""
    way = counted_in(history, at, day)
    place = way.index(unit)
    return way[place - 1].code if place else unit.code
