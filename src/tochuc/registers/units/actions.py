"""What happens to one unit: it is established, renamed, moved, dissolved; its plain data are corrected.

Each is one change set that holds the event, the dated facts and today's order. Days up to today are accepted,
in the order in which things happened; later ones are refused (`refusals.require_past`).
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.units import refusals, steps
from tochuc.registers.units.models import ReorganisationKind
from tochuc.registers.units.steps import Event, NewUnit


@action("units.establish", label="Thành lập tổ chức", sentence="thành lập tổ chức")
def establish(
    w: Writer,
    *,
    code: str,
    name: str,
    kind: str,
    parent: Unit | None,
    founded_on: dt.date,
    short_name: str = "",
    sector: str = "",
    rank: int = 1000,
    document: Document | None = None,
    note: str = "",
) -> Unit:
    """Founds a unit below `parent`; the first unit of all has none."""
    steps.begin(w, [], parent)
    refusals.require_past(founded_on, "founded_on")
    if parent is not None:
        refusals.require_parent(parent, founded_on, "parent", "founded_on")
    elif (root := Unit.objects.filter(parent=None).first()) is not None:
        raise ValidationError({"parent": f"Hãy chọn đơn vị cấp trên; gốc của hệ thống đã là “{root}”."})
    unit = steps.found(w, NewUnit(code, name, kind, parent, short_name, sector, rank), founded_on)
    steps.record(w, ReorganisationKind.ESTABLISH, unit, Event(founded_on, document, note), target=parent)
    steps.finish(w, unit)
    return unit


@action("units.rename", label="Đổi tên tổ chức", sentence="đổi tên tổ chức")
def rename(
    w: Writer,
    *,
    unit: Unit,
    name: str,
    on: dt.date,
    short_name: str = "",
    document: Document | None = None,
    note: str = "",
) -> Unit:
    """The unit bears the new name from `on`; figures and reports of earlier days keep the old one."""
    steps.begin(w, [unit])
    refusals.require_past(on)
    refusals.require_living(unit, "unit")
    current = steps.open_name(unit)
    refusals.require_after(current, unit, on)
    if (current.name, current.short_name) == (name, short_name):
        raise ValidationError({"name": f"Đơn vị đang mang đúng tên này: “{name}”. Hãy nhập tên mới."})
    w.update(current, until=on)
    w.create(type(current)(unit=unit, name=name, short_name=short_name, since=on))
    steps.record(w, ReorganisationKind.RENAME, unit, Event(on, document, note))
    steps.finish(w, unit)
    return unit


@action("units.move", label="Chuyển giao tổ chức", sentence="chuyển giao tổ chức")
def move(
    w: Writer, *, unit: Unit, to: Unit, on: dt.date, document: Document | None = None, note: str = ""
) -> Unit:
    """The unit, with all that is below it, stands below `to` from `on`."""
    steps.begin(w, [unit], to)
    refusals.require_past(on)
    refusals.require_living(unit, "unit")
    refusals.require_parent(to, on, "to")
    current = steps.open_placement(unit)
    if current.parent is None:
        raise ValidationError({"unit": f"“{unit}” là gốc của hệ thống nên không chuyển được."})
    if current.parent == to:
        raise ValidationError({"to": f"“{unit}” đang trực thuộc “{to}”: hãy chọn đơn vị khác."})
    refusals.require_after(current, unit, on)
    refusals.require_not_below(unit, to, on, "to")
    steps.replace_parent(w, current, to, on)
    event = Event(on, document, note)
    steps.record(w, ReorganisationKind.MOVE, unit, event, source=current.parent, target=to)
    steps.finish(w, unit)
    return unit


@action("units.dissolve", label="Giải thể tổ chức", sentence="giải thể tổ chức")
def dissolve(w: Writer, *, unit: Unit, on: dt.date, document: Document | None = None, note: str = "") -> Unit:
    """The unit ends before `on` without successor; its past counts at what was its parent."""
    steps.begin(w, [unit])
    refusals.require_past(on)
    refusals.require_living(unit, "unit")
    placement = steps.open_placement(unit)
    if placement.parent is None:
        raise ValidationError({"unit": f"“{unit}” là gốc của hệ thống nên không giải thể được."})
    refusals.require_after(placement, unit, on)
    refusals.require_after(steps.open_name(unit), unit, on)
    refusals.require_empty(unit, on)
    refusals.require_quiet_after([unit], on)
    steps.end(w, [unit], on)
    steps.record(w, ReorganisationKind.DISSOLVE, unit, Event(on, document, note), source=placement.parent)
    steps.finish(w, unit)
    return unit


@action("units.edit", label="Sửa thông tin tổ chức", sentence="sửa thông tin tổ chức")
def correct(
    w: Writer,
    unit: Unit,
    *,
    code: str,
    name: str,
    kind: str,
    rank: int,
    short_name: str = "",
    sector: str = "",
) -> Unit:
    """Mends what was written wrongly, the wording of the present name too: no event, no date."""
    steps.begin(w, [unit])
    if unit.ended_on is None:
        w.update(steps.open_name(unit), name=name, short_name=short_name)
    elif (name, short_name) != (unit.name, unit.short_name):
        raise ValidationError({"name": "Đơn vị đã kết thúc hoạt động: tên gọi giữ nguyên như khi kết thúc."})
    w.update(unit, code=code, kind=kind, rank=rank, sector=sector)
    steps.finish(w, unit)
    return unit
