"""The single writes that reorganisations are made of. Callers have checked what must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.tree import today
from tochuc.registers.documents.models import Document
from tochuc.registers.units.models import Reorganisation, ReorganisationKind


@dataclass(frozen=True)
class NewUnit:
    """A unit to be founded; `children` are the living units that it takes over when it comes from a split."""

    code: str
    name: str
    kind: str
    parent: Unit | None
    short_name: str = ""
    sector: str = ""
    rank: int = 1000
    children: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Event:
    """The day and the decision that all writes of one reorganisation share."""

    on: dt.date
    document: Document | None = None
    note: str = ""


def begin(w: Writer, changed: Sequence[Unit], *read: Unit | None) -> None:
    """Waits for other reorganisations and reads the units as they have left them.

    Those that change must be within the writer's reach where they stand now: afterwards they may stand elsewhere.
    """
    today.lock()
    w.guard(Unit, {unit.pk for unit in changed})
    for unit in (*changed, *read):
        if unit is not None:
            unit.refresh_from_db()


def finish(w: Writer, *units: Unit) -> None:
    today.rebuild(w)
    for unit in units:
        unit.refresh_from_db()


def found(w: Writer, new: NewUnit, on: dt.date) -> Unit:
    unit = w.create(
        Unit(
            code=new.code,
            name=new.name,
            short_name=new.short_name,
            kind=new.kind,
            sector=new.sector,
            rank=new.rank,
            parent=new.parent,
            founded_on=on,
        )
    )
    w.create(UnitName(unit=unit, name=new.name, short_name=new.short_name, since=on))
    w.create(Placement(unit=unit, parent=new.parent, since=on))
    return unit


def record(
    w: Writer,
    kind: ReorganisationKind,
    unit: Unit,
    event: Event,
    *,
    source: Unit | None = None,
    target: Unit | None = None,
) -> Reorganisation:
    return w.create(
        Reorganisation(
            kind=kind,
            unit=unit,
            on=event.on,
            source=source,
            target=target,
            document=event.document,
            note=event.note,
        )
    )


def open_placement(unit: Unit) -> Placement:
    """Where the unit stands; raises `ValidationError` where the history is broken."""
    placement: Placement | None = Placement.objects.open().filter(unit=unit).select_related("parent").first()
    if placement is None:
        raise _broken(unit)
    return placement


def open_name(unit: Unit) -> UnitName:
    """How the unit is called; raises `ValidationError` where the history is broken."""
    name: UnitName | None = UnitName.objects.open().filter(unit=unit).first()
    if name is None:
        raise _broken(unit)
    return name


def replace_parent(w: Writer, placement: Placement, parent: Unit, on: dt.date) -> None:
    w.update(placement, until=on)
    w.create(Placement(unit_id=placement.unit_id, parent=parent, since=on))


def end(w: Writer, units: Iterable[Unit], on: dt.date, successor: Unit | None = None) -> None:
    """The units, their names and their placements end before `on`."""
    for unit in units:
        w.update(open_placement(unit), until=on)
        w.update(open_name(unit), until=on)
        w.update(unit, ended_on=on, successor=successor)


def _broken(unit: Unit) -> ValidationError:
    return ValidationError(
        f"Lịch sử của “{unit}” bị hỏng nên không ghi tiếp được: "
        "hãy báo quản trị hệ thống chạy “tochuc units check”."
    )
