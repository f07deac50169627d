"""What a value says, also when there is none, and how it is printed."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import SYSTEM, make_unit
from tests.figures.conftest import Province
from tochuc.figures.breakdowns import UnknownDimension, breakdown
from tochuc.figures.evaluation import evaluate, evaluate_all, series
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.figures.values import Missing, Value
from tochuc.kernel.models import Unit
from tochuc.registers.members.actions import transfer

YEAR = Period.year(2023)


def value(name: str, unit: Unit, period: Period = YEAR) -> Value:
    return evaluate([get_figure(name)], unit, period)[name]


def test_counts_are_printed_with_two_digits(province: Province) -> None:
    assert str(value("members.admitted", province.root)) == "03"


def test_ratio_shows_percent_and_both_its_numbers(province: Province) -> None:
    share = value("members.handbook.share", province.root)
    assert (str(share), share.fraction, share.number) == ("25%", "01/04", 25.0)


def test_ratio_of_nobody_is_missing_not_zero(province: Province) -> None:
    share = value("members.handbook.share", province.second_cell)
    assert (share.number, share.missing, str(share)) == (None, Missing.NO_BASE, "–")


def test_more_admitted_than_the_target(province: Province) -> None:
    over = value("members.admitted.over_target", province.root)
    assert (over.number, over.difference) == (50.0, 1)


def test_target_of_the_province_is_none_of_its_districts(province: Province) -> None:
    over = value("members.admitted.over_target", province.binh_son)
    assert over.missing is Missing.NOT_GIVEN
    assert [part.number for part in over.parts] == [2, None]


def test_growth_against_the_year_before(province: Province) -> None:
    assert value("members.admitted.growth", province.root).number == 200.0


def test_growth_without_anything_before_is_missing(province: Province) -> None:
    growth = value("members.admitted.growth", province.root, Period.year(2022))
    assert growth.missing is Missing.NO_BASE


def test_unit_not_yet_founded_has_no_value(province: Province) -> None:
    assert value("members", province.company, Period.year(2022)).missing is Missing.NO_UNIT
    assert breakdown(get_figure("members"), province.company, Period.year(2022), "unit") == ()


def test_transfer_after_the_year_does_not_touch_the_year(province: Province) -> None:
    before = evaluate_all([get_figure("members")], YEAR).column("members").tolist()
    transfer(SYSTEM, member=province.members[0], to=province.company, on=dt.date(2024, 1, 1))
    assert evaluate_all([get_figure("members")], YEAR).column("members").tolist() == before
    assert value("members", province.ba_to, Period.year(2024)).number == 2
    assert value("members.transferred", province.root, Period.year(2024)).number == 1


def test_years_before_the_province_have_no_value(province: Province) -> None:
    values = series(get_figure("members"), province.root, (1999, 2022, 2023))
    assert [one.number for one in values] == [None, 1, 4]


def test_breakdown_by_unit_names_units_and_keeps_what_is_the_units_own(province: Province) -> None:
    parts = breakdown(get_figure("members"), province.root, YEAR, "unit")
    assert [(part.key, part.label, part.value.number) for part in parts] == [
        ("QNG-BT", "Đảng bộ huyện Ba Tơ", 1),
        ("QNG-BS", "Đảng bộ huyện Bình Sơn", 3),
    ]
    (own,) = breakdown(get_figure("members"), province.first_cell, YEAR, "unit")
    assert (own.key, own.own, own.value.number) == ("BS-1", True, 3)


def test_breakdown_of_a_ratio(province: Province) -> None:
    parts = breakdown(get_figure("members.handbook.share"), province.root, YEAR, "gender")
    assert [(part.label, part.value.number) for part in parts] == [("Nam", 50.0), ("Nữ", 0.0)]


def test_sector_of_a_cell_is_that_of_its_base_organisation(province: Province) -> None:
    parts = breakdown(get_figure("members"), province.root, YEAR, "sector")
    assert {part.key: part.value.number for part in parts if part.value.number} == {
        "commune": 3,
        "non_state": 1,
    }


def test_age_is_that_of_the_last_day(province: Province) -> None:
    by_age = {
        day: {
            p.key: p.value.number
            for p in breakdown(get_figure("members"), province.root, Period.until(day), "age")
        }
        for day in (dt.date(2024, 3, 1), dt.date(2020, 3, 1))
    }
    assert by_age[dt.date(2024, 3, 1)]["31-40"] == 4
    make_unit(parent=province.root)
    young = breakdown(get_figure("members.admitted"), province.root, Period.year(2022), "age")
    assert {part.key: part.value.number for part in young}["31-40"] == 1


def test_unknown_dimension_says_which_there_are(province: Province) -> None:
    with pytest.raises(UnknownDimension, match="members has no dimension colour, only unit, gender"):
        breakdown(get_figure("members"), province.root, YEAR, "colour")
