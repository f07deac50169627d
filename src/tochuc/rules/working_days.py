"""Working days of State and Party bodies in Vietnam, and months as regulations count them."""

import calendar
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache

import holidays


def is_working_day(day: date) -> bool:
    """No weekend and no public holiday, or a Saturday worked in exchange for a day off."""
    return _holidays().is_working_day(day)


def working_days_between(start: date, end: date) -> int:
    """The working days after `start` up to and including `end`; negative if `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start)
    whole_years = sum(len(_working_days(year)) for year in range(start.year, end.year))
    return whole_years + _position(end) - _position(start)


def add_working_days(start: date, count: int) -> date:
    """The last day of a term of `count` working days that begins on the day after `start`.

    Raises ValueError for a negative count. With count 0, `start` itself.
    """
    if count < 0:
        raise ValueError(f"a term cannot be negative: {count}")
    if count == 0:
        return start
    year = start.year
    remaining = count + _position(start)
    while remaining > len(_working_days(year)):
        remaining -= len(_working_days(year))
        year += 1
    return _working_days(year)[remaining - 1]


def add_months(start: date, months: int) -> date:
    """The same day of the month `months` later; the last day where that month is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def months_between(start: date, end: date) -> int:
    """Calendar months from the month of `start` to the month of `end`; the days do not count."""
    return (end.year - start.year) * 12 + end.month - start.month


@cache
def _holidays() -> holidays.HolidayBase:
    """Vietnam's public holidays; a year is worked out when it is first asked for."""
    return holidays.country_holidays("VN")


@cache
def _working_days(year: int) -> tuple[date, ...]:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365 + calendar.isleap(year)))
    return tuple(filter(is_working_day, days))


def _position(day: date) -> int:
    """How many working days of its year lie before the day or on it."""
    return bisect_right(_working_days(day.year), day)
