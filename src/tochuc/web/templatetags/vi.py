"""Filters that write numbers and dates the Vietnamese way; a missing value is a dash and never a zero."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from django import template
from django.utils import timezone

from tochuc.vi.dates import format_date, format_date_document, format_date_long
from tochuc.vi.numbers import format_decimal, format_int, format_percent

register = template.Library()

MISSING = "–"
Amount: TypeAlias = int | float | Decimal | None
Day: TypeAlias = date | datetime | None


@register.filter
def number(value: Amount) -> str:
    """`1967` → `1.967`; up to two decimal places where there are any."""
    if value is None:
        return MISSING
    return format_int(value) if isinstance(value, int) else format_decimal(value, places=2)


@register.filter
def counted(value: int | None) -> str:
    """A count in a Party document: `7` → `07`, `1967` → `1.967`."""
    return MISSING if value is None else format_int(value, pad=2)


@register.filter
def decimal(value: Amount, places: int = 1) -> str:
    """`90.51` → `90,5`."""
    return MISSING if value is None else format_decimal(value, places=places)


@register.filter
def percent(value: Amount, places: int = 1) -> str:
    """`90.51` → `90,5%`; the value is already in percent."""
    return MISSING if value is None else format_percent(value, places=places)


@register.filter
def signed(value: Amount) -> str:
    """A difference with its sign: `74` → `+74`, `-3.5` → `−3,5`."""
    if value is None:
        return MISSING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(-value if value < 0 else value)}"


@register.filter
def day(value: Day) -> str:
    """`31/12/2023`, as in tables."""
    return _dated(value, format_date)


@register.filter
def day_document(value: Day) -> str:
    """`09/8/2023`, as in Party documents."""
    return _dated(value, format_date_document)


@register.filter
def day_long(value: Day) -> str:
    """`ngày 05 tháng 9 năm 2023`."""
    return _dated(value, format_date_long)


@register.filter
def moment(value: datetime | None) -> str:
    """`31/12/2023 14:05`, in the site's time zone."""
    if value is None:
        return MISSING
    return f"{format_date(_local(value).date())} {_local(value):%H:%M}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _dated(value: Day, write: Callable[[date], str]) -> str:
    if value is None:
        return MISSING
    return write(_local(value).date() if isinstance(value, datetime) else value)
