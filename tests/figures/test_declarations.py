"""Declarations: names that are fixed, definitions, and slips that stop the start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db.models import Q, Value

from tochuc.figures.checks import check_figures, problems
from tochuc.figures.declaration import Figure, Flow, Given, Ratio, Stock
from tochuc.figures.definitions import definition
from tochuc.figures.dimensions import AgeBands, Dim, OfUnit, YesNo
from tochuc.figures.registry import UnknownFigure, all_figures, declare, get_figure
from tochuc.registers.members.models import AdmissionTarget, CellMembership, Member

FIXED = (
    "documents.issued",
    "members",
    "members.admitted",
    "members.handbook.registered",
    "members.handbook.share",
    "units.non_state.new",
    "units.transferred",
)


def stock(**changes: Any) -> Stock:
    members = get_figure("members")
    assert isinstance(members, Stock)
    return replace(members, **changes)


def test_names_that_others_rely_on() -> None:
    assert {figure.name for figure in all_figures()} >= set(FIXED)


def test_no_figure_is_declared_wrongly() -> None:
    assert check_figures() == []


def test_the_registry_is_closed_after_the_start() -> None:
    with pytest.raises(RuntimeError, match="comes too late"):
        declare(stock(name="members.late"))
    with pytest.raises(UnknownFigure):
        get_figure("members.late")


def test_every_definition_is_one_line_that_does_not_change() -> None:
    for figure in all_figures():
        assert "\n" not in definition(figure)
        assert " object at 0x" not in definition(figure)
        assert definition(figure) == definition(figure)


def test_definition_says_source_dates_unit_and_condition() -> None:
    assert definition(get_figure("units.non_state.new")) == (
        "Đếm sắp xếp tổ chức (units.Reorganisation) có ngày có hiệu lực (on) trong kỳ; tính cho tổ chức (unit); "
        "điều kiện: unit__kind__in = [base, base_cell] và kind = establish và unit__sector = non_state."
    )
    assert (
        definition(get_figure("members.handbook.share")) == "[members.handbook.registered] × 100 : [members]."
    )


def test_definition_of_a_condition_on_the_day_names_the_day() -> None:
    assert "member__official_on__lte = ngày cuối kỳ" in definition(get_figure("members.official"))


def test_definition_changes_with_the_condition() -> None:
    assert definition(stock(where=Q(member__person__gender="male"))) != definition(stock())


def test_condition_without_words_is_refused() -> None:
    with pytest.raises(TypeError, match="Q, F and Exists"):
        definition(stock(where=Q(Value(value=True))))


@pytest.mark.parametrize(
    ("figure", "problem"),
    [
        (stock(description="Số đảng viên"), "not a sentence"),
        (stock(unit="member"), "does not lead to a unit"),
        (stock(where=Q(member__nothing=1)), "'nothing'"),
        (stock(where=Q(member__cells__since=None)), "where one record has many"),
        (stock(by={"x": Dim("x", "member__person__name")}), "has no choices"),
        (stock(by={"x": Dim("x", "member__person__nobody")}), "leads nowhere"),
        (stock(by={"x": Dim("x", "member__person__memberships__left_how")}), "where one record has many"),
        (stock(by={"x": AgeBands("x", "member__person__name")}), "is no date"),
        (stock(by={"x": YesNo("x", "member__person__name", "có", "không")}), "is no yes or no"),
        (stock(by={"x": OfUnit("x", "name")}), "no choice of a unit"),
        (stock(shown=""), "belong to no register"),
        (
            Ratio("x", "x", noun="x", description="X.", numerator=stock(), denominator=stock()),
            "computed from members, which is not declared",
        ),
        (
            Given("x", "x", noun="x", description="X.", of=AdmissionTarget, value="document"),
            "document is no whole number",
        ),
        (
            Flow("x", "x", noun="x", description="X.", of=Member, on="card_number", unit="cell"),
            "card_number is no date",
        ),
        (
            Stock("x", "x", noun="x", description="X.", of=CellMembership, unit="cell", since="document"),
            "document is no date",
        ),
    ],
)
def test_a_slip_is_named(figure: Figure, problem: str) -> None:
    assert any(problem in found for found in problems(figure)), list(problems(figure))


def test_a_wrong_path_would_fail_in_the_database_too() -> None:
    with pytest.raises(FieldError):
        CellMembership.objects.filter(member__nothing=1)
