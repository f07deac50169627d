"""Whose figures, and whose records behind them, a user sees."""

from __future__ import annotations

import datetime as dt

from tests.builders import SYSTEM, make_user
from tests.figures.conftest import Province
from tochuc.figures.access import sees, visible_breakdown, visible_values
from tochuc.figures.behind import records, visible_records
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.figures.values import Missing
from tochuc.kernel.levels import Level
from tochuc.registers.members.actions import transfer
from tochuc.registers.units.actions import move

YEAR = Period.year(2023)
MEMBERS = get_figure("members")
RIGHTS = ("figures.view", "members.view", "admissions.view", "units.view", "reorganisations.view")


def test_figures_of_a_unit_outside_are_hidden(province: Province) -> None:
    user = make_user(*RIGHTS, on=province.binh_son)
    assert visible_values(user, [MEMBERS], province.binh_son, YEAR)["members"].number == 3
    for outside in (province.root, province.ba_to, province.company):
        value = visible_values(user, [MEMBERS], outside, YEAR)["members"]
        assert (value.number, value.missing, value.parts) == (None, Missing.HIDDEN, ())
        assert visible_breakdown(user, MEMBERS, outside, YEAR, "gender") == ()


def test_nobody_sees_nothing(province: Province) -> None:
    assert not sees(None, MEMBERS, province.root)
    assert not visible_records(None, MEMBERS, province.root, YEAR).exists()


def test_whoever_holds_a_unit_today_reads_its_past(province: Province) -> None:
    user = make_user("figures.view", on=province.ba_to)
    assert not sees(user, MEMBERS, province.first_cell)
    base = province.first_cell.parent
    assert base is not None
    move(SYSTEM, unit=base, to=province.ba_to, on=dt.date(2024, 1, 1))
    province.first_cell.refresh_from_db()
    again = make_user("figures.view", on=province.ba_to)
    assert visible_values(again, [MEMBERS], province.first_cell, YEAR)["members"].number == 3


def test_what_has_left_the_unit_is_hidden_in_its_past_breakdown(province: Province) -> None:
    base = province.first_cell.parent
    assert base is not None
    move(SYSTEM, unit=base, to=province.ba_to, on=dt.date(2024, 1, 1))
    province.binh_son.refresh_from_db()
    user = make_user(*RIGHTS, on=province.binh_son)
    (part,) = visible_breakdown(user, MEMBERS, province.binh_son, YEAR, "unit")
    assert (part.value.number, part.value.missing) == (None, Missing.HIDDEN)


def test_records_are_those_that_the_register_shows(province: Province) -> None:
    user = make_user(*RIGHTS, on=province.binh_son, level=Level.PERSONAL)
    assert visible_records(user, MEMBERS, province.root, YEAR).count() == 3
    assert records(MEMBERS, province.root, YEAR).count() == 4


def test_figures_alone_open_no_personal_record(province: Province) -> None:
    user = make_user("figures.view", on=province.root)
    assert visible_values(user, [MEMBERS], province.root, YEAR)["members"].number == 4
    assert not visible_records(user, MEMBERS, province.root, YEAR).exists()


def test_somebody_who_moved_away_counts_in_the_past_but_is_opened_where_they_are(province: Province) -> None:
    transfer(SYSTEM, member=province.members[0], to=province.company, on=dt.date(2024, 1, 1))
    user = make_user(*RIGHTS, on=province.binh_son, level=Level.PERSONAL)
    assert visible_values(user, [MEMBERS], province.binh_son, YEAR)["members"].number == 3
    assert visible_records(user, MEMBERS, province.binh_son, YEAR).count() == 2


def test_a_breakdown_by_a_masked_column_opens_only_to_those_who_read_it(province: Province) -> None:
    """Being found under "Hrê" says what the masked column hides."""
    personal = make_user(*RIGHTS, on=province.root, level=Level.PERSONAL)
    sensitive = make_user(*RIGHTS, on=province.root, level=Level.SENSITIVE)
    minority = get_figure("members.ethnic_minority")
    for user, count in ((personal, 0), (sensitive, 1)):
        assert visible_records(user, MEMBERS, province.root, YEAR, "ethnicity", "hre").count() == count
        assert visible_records(user, minority, province.root, YEAR).count() == count
        assert visible_records(user, minority, province.root, YEAR, "gender", "male").count() == count


def test_a_line_that_does_not_exist_has_no_records(province: Province) -> None:
    for by, key in (("gender", "neither"), ("age", "old"), ("unit", "QNG-XX"), ("sector", "moon")):
        assert not records(MEMBERS, province.root, YEAR, by, key).exists()
