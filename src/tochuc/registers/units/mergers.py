"""What happens between units: several become one, one becomes several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Placement, Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.units import refusals, steps
from tochuc.registers.units.models import ReorganisationKind
from tochuc.registers.units.residents import all_residents
from tochuc.registers.units.steps import Event, NewUnit


@action("units.merge", label="Hợp nhất, sáp nhập tổ chức", sentence="hợp nhất, sáp nhập tổ chức")
def merge(
    w: Writer,
    *,
    units: Sequence[Unit],
    into: Unit | NewUnit,
    on: dt.date,
    document: Document | None = None,
    note: str = "",
) -> Unit:
    """`units` end before `on`; their units below and their residents go to `into`, an old or a new unit.

    A unit founded by a merger is recorded as such, not as established: it is no growth.
    """
    steps.begin(w, units, into if isinstance(into, Unit) else None)
    refusals.require_past(on)
    if not units:
        raise ValidationError({"units": "Hãy chọn ít nhất một đơn vị để sáp nhập."})
    _require_ready(units, on)
    refusals.require_room(units, into.kind, on, "into")
    heir = _existing(into, units, on) if isinstance(into, Unit) else _founded(w, into, units, on)
    _hand_over(w, units, heir, Event(on, document, note))
    for unit in units:
        steps.record(w, ReorganisationKind.MERGE, unit, Event(on, document, note), target=heir)
    steps.finish(w, heir)
    return heir


@action("units.split", label="Chia, tách tổ chức", sentence="chia, tách tổ chức")
def split(
    w: Writer,
    *,
    unit: Unit,
    into: Sequence[NewUnit],
    on: dt.date,
    heir: str = "",
    document: Document | None = None,
    note: str = "",
) -> list[Unit]:
    """Founds units out of `unit`, each taking over the children it names.

    With `heir`, the code of one of the new units, `unit` ends before `on` and the heir takes what is left;
    otherwise `unit` lives on with it.
    """
    steps.begin(w, [unit])
    refusals.require_past(on)
    refusals.require_living(unit, "unit")
    if not into or (heir and heir not in {new.code for new in into}):
        raise ValidationError({"into": "Hãy nhập các đơn vị mới; đơn vị kế thừa phải là một trong số đó."})
    if heir:
        _require_ready([unit], on)
        _require_heir_has_room(unit, into, heir, on)
    founded = [_split_off(w, unit, new, Event(on, document, note)) for new in into]
    if heir:
        _hand_over(w, [unit], next(new for new in founded if new.code == heir), Event(on, document, note))
    steps.finish(w, unit, *founded)
    return founded


def _require_ready(units: Sequence[Unit], on: dt.date) -> None:
    """The units may end before `on`."""
    for unit in units:
        refusals.require_living(unit, "units")
        placement = steps.open_placement(unit)
        if placement.parent is None:
            raise ValidationError({"units": f"“{unit}” là gốc của hệ thống nên không thể kết thúc."})
        refusals.require_after(placement, unit, on)
        refusals.require_after(steps.open_name(unit), unit, on)
    refusals.require_quiet_after(units, on)


def _require_heir_has_room(unit: Unit, into: Sequence[NewUnit], heir: str, on: dt.date) -> None:
    kind = next(new.kind for new in into if new.code == heir)
    refusals.require_room([unit], kind, on, "into")


def _existing(heir: Unit, units: Sequence[Unit], on: dt.date) -> Unit:
    refusals.require_other(heir, units, "into")
    refusals.require_parent(heir, on, "into")
    for unit in units:
        refusals.require_not_below(unit, heir, on, "into")
    return heir


def _founded(w: Writer, new: NewUnit, units: Sequence[Unit], on: dt.date) -> Unit:
    if new.parent is None:
        raise ValidationError({"into": "Hãy chọn đơn vị cấp trên của đơn vị mới."})
    refusals.require_parent(new.parent, on, "into")
    for unit in units:
        refusals.require_not_below(unit, new.parent, on, "into")
    return steps.found(w, new, on)


def _hand_over(w: Writer, units: Sequence[Unit], heir: Unit, event: Event) -> None:
    """Moves all that lives in the units to the heir, and ends them."""
    below = Placement.objects.open().filter(parent__in=units).exclude(unit__in=units)
    for placement in below.order_by("unit_id"):
        steps.replace_parent(w, placement, heir, event.on)
    for residents in all_residents():
        residents.move(w, units, heir, event.on, event.document)
    steps.end(w, units, event.on, successor=heir)


def _split_off(w: Writer, unit: Unit, new: NewUnit, event: Event) -> Unit:
    parent = new.parent or steps.open_placement(unit).parent
    if parent is None:
        raise ValidationError({"into": f"“{unit}” là gốc của hệ thống nên không chia, tách được."})
    refusals.require_parent(parent, event.on, "into")
    refusals.require_not_below(unit, parent, event.on, "into")
    if event.on <= unit.founded_on:
        raise ValidationError({"on": "Ngày chia, tách phải sau ngày thành lập của đơn vị được chia, tách."})
    founded = steps.found(w, replace(new, parent=parent), event.on)
    for child in new.children:
        placement = steps.open_placement(child)
        if placement.parent_id != unit.pk:
            raise ValidationError(
                {"into": f"“{child}” không trực thuộc “{unit}” nên không chuyển theo được."}
            )
        refusals.require_after(placement, child, event.on)
        steps.replace_parent(w, placement, founded, event.on)
    steps.record(w, ReorganisationKind.SPLIT, founded, event, source=unit)
    return founded
