"""Values as running text prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.figures.values import Missing, Value
from tochuc.reports.rendering.numbers import printed, state_of
from tochuc.reports.template import Format, State

YEAR = Period.year(2023)


def value(number: float | None, figure: str = "members.admitted.over_target") -> Value:
    return Value(get_figure(figure), YEAR, number, Missing.NOT_GIVEN if number is None else None)


@pytest.mark.parametrize(
    ("number", "text"),
    [(2.984, "3%"), (90.51, "90,5%"), (0.04, "0,04%"), (-0.004, "-0,004%"), (0.0, "0%"), (None, "–")],
)
def test_a_percentage_keeps_the_digits_that_say_something(number: float | None, text: str) -> None:
    assert printed(value(number)) == text


def test_a_count_is_printed_as_documents_write_it() -> None:
    assert [printed(value(number, "members.admitted")) for number in (0, 7, 1967)] == ["0", "07", "1.967"]


@given(st.floats(-1000, 1000).filter(lambda number: abs(number) >= 0.0001))
def test_what_is_not_zero_is_never_printed_as_zero(number: float) -> None:
    assert printed(value(number)).strip("-") != "0%"


@given(st.floats(-1000, 1000))
def test_without_its_sign_only_the_sign_is_gone(number: float) -> None:
    assert printed(value(number), Format.ABSOLUTE) == printed(value(number)).removeprefix("-")


@pytest.mark.parametrize(
    ("number", "state"),
    [(None, State.MISSING), (0.0, State.ZERO), (0.01, State.POSITIVE), (-3.0, State.NEGATIVE)],
)
def test_a_condition_asks_for_the_exact_value(number: float | None, state: State) -> None:
    assert state_of(value(number)) is state
