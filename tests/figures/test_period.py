"""Periods: years, parts of years, and the same time earlier."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.figures.period import Period, years_before

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="Kỳ báo cáo bắt đầu .02/01/2023. sau khi kết thúc .01/01/2023."):
        Period(dt.date(2023, 1, 2), dt.date(2023, 1, 1))


def test_periods_are_named_by_year_or_by_their_days() -> None:
    assert str(Period.year(2023)) == "năm 2023"
    assert str(Period.until(dt.date(2023, 12, 10))) == "từ 01/01/2023 đến 10/12/2023"


def test_the_year_before_a_leap_year_ends_in_february_as_february_does() -> None:
    assert Period.until(dt.date(2024, 2, 29)).back(1).last == dt.date(2023, 2, 28)


@given(st.integers(1950, 2100), st.integers(0, 20))
def test_a_year_goes_back_to_a_year(year: int, back: int) -> None:
    assert Period.year(year).back(back) == Period.year(year - back)


@given(DATES, DATES, st.integers(0, 100))
def test_whoever_is_born_after_that_day_is_younger(born: dt.date, day: dt.date, years: int) -> None:
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert (born > years_before(day, years)) == (age < years)
