"""What must hold before the tree is changed; each raises `ValidationError` under the form's field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q

from tochuc.kernel.models import Placement, Unit, UnitKind, UnitName
from tochuc.kernel.tree.order import stands_above
from tochuc.kernel.tree.snapshot import read_placements, today
from tochuc.registers.units.residents import all_residents
from tochuc.vi.dates import format_date
from tochuc.vi.numbers import format_int


def require_past(day: dt.date, field: str = "on") -> None:
    """The stored order is today's, and a decision may still be changed until its day."""
    if day > today():
        raise ValidationError(
            {
                field: f"Ngày {format_date(day)} chưa tới. Hãy lưu quyết định vào sổ văn bản "
                "và ghi việc sắp xếp khi quyết định có hiệu lực."
            }
        )


def require_living(unit: Unit, field: str) -> None:
    if unit.ended_on is not None:
        raise ValidationError(
            {field: f"“{unit}” đã kết thúc ngày {format_date(unit.ended_on)}: hãy chọn đơn vị khác."}
        )


def require_parent(parent: Unit, on: dt.date, field: str, day_field: str = "on") -> None:
    """The parent must exist from `on` until today."""
    require_living(parent, field)
    if on < parent.founded_on:
        founded = format_date(parent.founded_on)
        raise ValidationError(
            {day_field: f"“{parent}” thành lập ngày {founded}: hãy chọn ngày từ ngày đó trở đi."}
        )


def require_not_below(unit: Unit, other: Unit, on: dt.date, field: str) -> None:
    """`other` must not have stood in the unit's subtree on `on` or later."""
    if stands_above(unit.pk, other.pk, on, read_placements()):
        raise ValidationError(
            {
                field: f"“{other}” nằm trong “{unit}” vào ngày {format_date(on)} hoặc sau đó: "
                "hãy chọn đơn vị khác, hoặc chuyển đơn vị ấy ra trước."
            }
        )


def require_after(fact: Placement | UnitName, unit: Unit, on: dt.date) -> None:
    """A fact lasts at least a day, and history is not rewritten."""
    if on <= fact.since:
        what = "tên gọi" if isinstance(fact, UnitName) else "vị trí trong hệ thống"
        raise ValidationError(
            {
                "on": f"“{unit}” có {what} hiện nay từ ngày {format_date(fact.since)}: "
                "hãy chọn ngày sau ngày đó, hoặc hoàn tác lần ghi trước nếu lần ấy ghi sai."
            }
        )


def require_quiet_after(units: Sequence[Unit], on: dt.date) -> None:
    """Nothing may have joined or left the units on or after the day on which they are to end."""
    below = Placement.objects.filter(parent__in=units).exclude(unit__in=units)
    late = below.filter(Q(since__gte=on) | Q(until__gt=on)).select_related("unit", "parent").first()
    if late is not None:
        day = late.until or late.since
        raise ValidationError(
            {
                "on": f"“{late.unit}” còn thay đổi trong “{late.parent}” ngày {format_date(day)}: "
                "hãy chọn ngày sau ngày đó."
            }
        )
    heir = Unit.objects.filter(successor__in=units, ended_on__gte=on).exclude(pk__in=[u.pk for u in units])
    if (joined := heir.select_related("successor").first()) is not None and joined.ended_on is not None:
        raise ValidationError(
            {
                "on": f"“{joined}” nhập vào “{joined.successor}” ngày {format_date(joined.ended_on)}: "
                "hãy chọn ngày sau ngày đó."
            }
        )


def require_empty(unit: Unit, on: dt.date) -> None:
    """Nothing lives in the unit any more: no unit below it, none of the registered residents."""
    still = [
        (
            Placement.objects.filter(Q(until__isnull=True) | Q(until__gt=on), parent=unit).count(),
            "đơn vị trực thuộc",
        ),
        *((residents.count([unit], on), residents.noun) for residents in all_residents()),
    ]
    left = " và ".join(f"{format_int(count, pad=2)} {noun}" for count, noun in still if count)
    if left:
        raise ValidationError(
            f"“{unit}” còn {left} vào ngày {format_date(on)} hoặc sau đó nên chưa thể giải thể. "
            "Hãy chuyển đi trước, hoặc sáp nhập vào đơn vị khác để chuyển cùng lúc."
        )


def require_room(units: Sequence[Unit], kind: str, on: dt.date, field: str) -> None:
    """Whoever has residents may only be merged into a unit of a kind that can have them."""
    if UnitKind(kind).has_members:
        return
    for residents in all_residents():
        if count := residents.count(units, on):
            raise ValidationError(
                {
                    field: f"Còn {format_int(count, pad=2)} {residents.noun} cần chuyển, mà "
                    f"{UnitKind(kind).label.lower()} không trực tiếp quản lý {residents.noun}: "
                    "hãy chọn một chi bộ."
                }
            )


def require_other(unit: Unit, others: Collection[Unit], field: str) -> None:
    if unit in others:
        raise ValidationError({field: f"“{unit}” không thể nhập vào chính nó: hãy chọn đơn vị khác."})
