"""The cells that members belong to, and the record that goes with them."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError

from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit, UnitKind
from tochuc.kernel.tree.snapshot import today
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import CellMembership, Member
from tochuc.vi.dates import format_date


def require_past(on: dt.date, field: str = "on") -> None:
    """Present cells and lists are today's: what has not happened yet cannot stand in them."""
    if on > today():
        raise ValidationError(
            {field: f"Ngày {format_date(on)} chưa tới: hãy ghi khi việc đã diễn ra, hoặc kiểm tra lại ngày."}
        )


def require_present_cell(unit: Unit, on: dt.date, field: str = "cell") -> None:
    """A cell that existed on the day and still does, so that somebody can belong to it from then on."""
    require_cell(unit, on, field)
    if unit.ended_on is not None:
        raise ValidationError(
            {field: f"{unit} đã kết thúc ngày {format_date(unit.ended_on)}: hãy chọn chi bộ đang hoạt động."}
        )


def require_cell(unit: Unit, on: dt.date, field: str = "cell") -> None:
    """Refuses a unit that has no members of its own, or that did not exist on the day."""
    if not UnitKind(unit.kind).has_members:
        raise ValidationError(
            {
                field: f"{unit} là {unit.get_kind_display().lower()}: đảng viên sinh hoạt ở chi bộ, "
                "hãy chọn một chi bộ."
            }
        )
    if on < unit.founded_on or (unit.ended_on is not None and on >= unit.ended_on):
        ended = f", kết thúc ngày {format_date(unit.ended_on)}" if unit.ended_on else ""
        raise ValidationError(
            {
                field: f"Ngày {format_date(on)}, {unit} không hoạt động (thành lập ngày "
                f"{format_date(unit.founded_on)}{ended}): hãy chọn chi bộ khác hoặc kiểm tra lại ngày."
            }
        )


def enter_cell(w: Writer, member: Member, cell: Unit, on: dt.date, document: Document | None) -> None:
    """Opens the membership in a cell; the person's file goes along."""
    w.create(CellMembership(member=member, cell=cell, since=on, document=document))
    w.update(member.person, kept_by=cell)


def leave_cell(w: Writer, member: Member, on: dt.date) -> None:
    """Ends the open membership in a cell; refused before it began."""
    current = member.cells.filter(until__isnull=True).first()
    if current is None:
        return
    if on <= current.since:
        raise ValidationError(
            {"on": f"Ngày này phải sau ngày vào {current.cell} ({format_date(current.since)})."}
        )
    w.update(current, until=on)
