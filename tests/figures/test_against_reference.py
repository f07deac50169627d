"""Every figure of random small provinces against a slow count, on days before and after reorganisations."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures import reference
from tests.figures.history import History, random_history
from tochuc.figures.behind import records
from tochuc.figures.breakdowns import breakdown
from tochuc.figures.declaration import Counted
from tochuc.figures.evaluation import evaluate, evaluate_all, series
from tochuc.figures.period import Period
from tochuc.figures.registry import all_figures, get_figure
from tochuc.kernel.models import Unit

pytestmark = pytest.mark.django_db

HISTORIES = st.builds(
    lambda seed, events: random_history(Random(seed), events), st.integers(0, 2**32), st.integers(0, 80)
)
A_DAY = dt.timedelta(days=1)


@st.composite
def histories_with_periods(draw: st.DrawFn) -> tuple[History, Period]:
    """A year, or a period whose first and last day are those of events or next to them."""
    history = draw(HISTORIES)
    if draw(st.booleans()):
        return history, Period.year(draw(st.integers(2020, 2023)))
    near = st.builds(lambda day, off: day + off * A_DAY, st.sampled_from(history.days()), st.integers(-1, 1))
    first, last = sorted((draw(near), draw(near)))
    return history, Period(first, last)


CASES = histories_with_periods()
SLOW = settings(max_examples=settings().max_examples // 3)
COMPOSITE = ("members.women.share", "members.admitted.over_target", "members.admitted.growth")


@contextmanager
def written(history: History) -> Iterator[None]:
    """The history stands in the database, and afterwards does not: examples follow each other in one test."""
    with transaction.atomic():
        history.save()
        yield
        transaction.set_rollback(True)


def percent_over(actual: int, base: int | None) -> float | None:
    return None if not base else (actual - base) / base * 100


@given(CASES)
def test_every_count_of_every_unit(case: tuple[History, Period]) -> None:
    history, period = case
    with written(history):
        table = evaluate_all(all_figures(), period)
    founded = [unit for unit in history.units if unit.founded_on <= period.last]
    assert sorted(table.tree.ids.tolist()) == [unit.pk for unit in founded]
    for name in reference.COUNTED:
        expected = reference.totals(history, name, period)
        assert {unit.code: table.value(name, unit.pk).number for unit in founded} == {
            unit.code: expected[unit.code] for unit in founded
        }


@SLOW
@given(CASES, st.data())
def test_one_unit_has_what_the_table_of_all_units_says(
    case: tuple[History, Period], data: st.DataObject
) -> None:
    history, period = case
    unit = data.draw(st.sampled_from(history.units))
    with written(history):
        table = evaluate_all(all_figures(), period)
        values = evaluate(all_figures(), unit, period)
        if unit.pk in table.tree:
            assert values == table.row(unit.pk)
        else:
            given_alone = {name for name, value in values.items() if value.number is not None}
            assert given_alone <= {"members.admitted.target"}


@given(CASES)
def test_shares_targets_and_growth(case: tuple[History, Period]) -> None:
    history, period = case
    with written(history):
        table = evaluate_all(all_figures(), period)
    members, women, admitted = (
        reference.totals(history, name, period) for name in ("members", "members.women", "members.admitted")
    )
    admitted_before = reference.totals(history, "members.admitted", period.back(1))
    for unit in (unit for unit in history.units if unit.pk in table.tree):
        assert {name: table.value(name, unit.pk).number for name in COMPOSITE} == pytest.approx(
            {
                "members.women.share": women[unit.code] / members[unit.code] * 100
                if members[unit.code]
                else None,
                "members.admitted.over_target": percent_over(
                    admitted[unit.code], reference.target(history, unit, period.last.year)
                ),
                "members.admitted.growth": percent_over(admitted[unit.code], admitted_before[unit.code]),
            }
        )


@given(HISTORIES, st.data())
def test_ten_years_each_on_the_tree_of_its_own_end(history: History, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(history.units))
    name = data.draw(st.sampled_from(list(reference.COUNTED)))
    years = range(2018, 2025)
    with written(history):
        values = series(get_figure(name), unit, years)
    assert [value.number for value in values] == [
        reference.count(history, name, unit, Period.year(year)) for year in years
    ]


@SLOW
@given(CASES, st.data())
def test_records_are_exactly_those_counted(case: tuple[History, Period], data: st.DataObject) -> None:
    history, period = case
    unit = data.draw(st.sampled_from(history.units))
    with written(history):
        for name in reference.COUNTED:
            rows = list(records(get_figure(name), unit, period).values_list("pk", flat=True))
            assert len(rows) == (evaluate([get_figure(name)], unit, period)[name].number or 0)
            assert sorted(rows) == sorted(
                record.pk for record, _ in reference.records(history, name, unit, period)
            )


@SLOW
@given(CASES, st.data())
def test_every_line_of_every_breakdown(case: tuple[History, Period], data: st.DataObject) -> None:
    history, period = case
    unit = data.draw(st.sampled_from(history.units))
    figure = get_figure(data.draw(st.sampled_from(list(reference.COUNTED))))
    assert isinstance(figure, Counted)
    for by in figure.by:
        with written(history):
            lines = {part.key: part.value.number for part in breakdown(figure, unit, period, by)}
            behind = {key: records(figure, unit, period, by, key).count() for key in lines}
        expected = Counter(
            reference.key(history, by, record, at, period.last)
            for record, at in reference.records(history, figure.name, unit, period)
        )
        assert {key: number for key, number in lines.items() if number} == dict(expected)
        assert behind == lines


@given(CASES, st.data())
def test_breakdown_by_the_units_below(case: tuple[History, Period], data: st.DataObject) -> None:
    history, period = case
    unit: Unit = data.draw(st.sampled_from(history.units))
    figure = get_figure(data.draw(st.sampled_from(list(reference.COUNTED))))
    with written(history):
        lines = {part.key: part.value.number for part in breakdown(figure, unit, period, "unit")}
        behind = {key: records(figure, unit, period, "unit", key).count() for key in lines}
    expected = Counter(
        reference.child(history, at, unit, period.last)
        for _, at in reference.records(history, figure.name, unit, period)
    )
    assert {key: number for key, number in lines.items() if number} == dict(expected)
    assert behind == lines


def test_histories_are_not_all_empty() -> None:
    """The properties above would hold of provinces where nothing happens."""
    histories = [random_history(Random(seed), 80) for seed in range(20)]
    found = {
        name
        for name, counted in reference.COUNTED.items()
        for one in histories
        if counted(one, Period.year(2022))
    }
    assert found == set(reference.COUNTED)
