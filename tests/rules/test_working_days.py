"""Terms in working days skip weekends and Vietnam's holidays; months end where months end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.rules.working_days import (
    add_months,
    add_working_days,
    is_working_day,
    months_between,
    working_days_between,
)

days = st.dates(date(2015, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2023, 12, 29), True),
        (date(2023, 12, 30), False),
        (date(2023, 1, 24), False),
        (date(2023, 5, 3), False),
        (date(2026, 8, 31), False),
        (date(2026, 8, 22), True),
    ],
)
def test_weekends_tet_days_in_lieu_and_exchanged_saturdays(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_a_term_over_tet() -> None:
    assert add_working_days(date(2023, 1, 18), 2) == date(2023, 1, 27)
    assert working_days_between(date(2023, 1, 18), date(2023, 1, 27)) == 2


@given(days, st.integers(1, 400))
def test_a_term_ends_on_the_working_day_that_completes_it(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count
    assert working_days_between(start, end - timedelta(days=1)) == count - 1


@given(days, st.integers(0, 60))
def test_counting_agrees_with_going_through_the_days(start: date, length: int) -> None:
    passed = [start + timedelta(days=number) for number in range(1, length + 1)]
    end = start + timedelta(days=length)
    assert working_days_between(start, end) == sum(map(is_working_day, passed))
    assert working_days_between(end, start) == -working_days_between(start, end)


def test_a_term_of_no_days_ends_at_once_and_none_is_negative() -> None:
    assert add_working_days(date(2023, 12, 30), 0) == date(2023, 12, 30)
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2023, 12, 30), -1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2022, 2, 3), 12, date(2023, 2, 3)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 10, 31), 1, date(2023, 11, 30)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2023, 1, 15), -1, date(2022, 12, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(days, st.integers(-600, 600))
def test_adding_and_counting_months_agree(start: date, months: int) -> None:
    assert months_between(start, add_months(start, months)) == months
