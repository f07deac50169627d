"""`tochuc units check` finds each way in which the tree's rows can be corrupt."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from tests.builders import SYSTEM, make_unit
from tochuc.kernel.models import Unit
from tochuc.kernel.tree.check import Kind, check
from tochuc.kernel.tree.snapshot import today
from tochuc.registers.units.actions import dissolve, move, rename
from tochuc.registers.units.mergers import merge
from tochuc.site.cli import main

pytestmark = pytest.mark.django_db
LATER = dt.date(2010, 1, 1)


@pytest.fixture
def province() -> None:
    """QNG with committees A and B; A1 was renamed, A2 moved to B, A3 dissolved, A4 merged into A1."""
    root = make_unit(code="QNG")
    a, b = make_unit(code="A", parent=root), make_unit(code="B", parent=root)
    cells = {code: make_unit(code=code, parent=a) for code in ("A1", "A2", "A3", "A4")}
    move(SYSTEM, unit=cells["A2"], to=b, on=LATER)
    rename(SYSTEM, unit=cells["A1"], name="Tên mới", on=LATER)
    dissolve(SYSTEM, unit=cells["A3"], on=LATER)
    merge(SYSTEM, units=[cells["A4"]], into=cells["A1"], on=LATER)


def corrupt(sql: str) -> None:
    """Writes past the actions; `{CODE}` stands for the unit's key."""
    keys = {code: str(key) for code, key in Unit.objects.values_list("code", "pk")}
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**keys))


def found() -> set[tuple[Kind, str]]:
    return {(problem.kind, problem.unit) for problem in check()}


def test_a_sound_tree_has_no_problems(province: None) -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("sql", "kind", "unit"),
    [
        ("DELETE FROM kernel_placement WHERE unit_id = {A1}", Kind.MISSING, "A1"),
        ("DELETE FROM kernel_unitname WHERE unit_id = {A1}", Kind.MISSING, "A1"),
        (
            "UPDATE kernel_placement SET until = '2011-01-01' WHERE unit_id = {A2} AND until IS NOT NULL",
            Kind.OVERLAP,
            "A2",
        ),
        (
            "UPDATE kernel_placement SET until = '2009-01-01' WHERE unit_id = {A2} AND until IS NOT NULL",
            Kind.GAP,
            "A2",
        ),
        (
            "UPDATE kernel_unitname SET until = '2011-01-01' WHERE unit_id = {A1} AND until IS NOT NULL",
            Kind.OVERLAP,
            "A1",
        ),
        (
            "UPDATE kernel_unitname SET until = '2009-01-01' WHERE unit_id = {A1} AND until IS NOT NULL",
            Kind.GAP,
            "A1",
        ),
        ("UPDATE kernel_unit SET founded_on = '1999-01-01' WHERE id = {A1}", Kind.OUTSIDE, "A1"),
        ("UPDATE kernel_placement SET until = '2012-01-01' WHERE unit_id = {B}", Kind.OUTSIDE, "B"),
        ("UPDATE kernel_unit SET ended_on = '2012-01-01' WHERE id = {B}", Kind.PARENT, "A2"),
        ("UPDATE kernel_placement SET parent_id = {A2} WHERE unit_id = {B}", Kind.CYCLE, "A2"),
        ("UPDATE kernel_placement SET parent_id = {A1} WHERE unit_id = {A1}", Kind.CYCLE, "A1"),
        ("UPDATE kernel_placement SET parent_id = NULL WHERE unit_id = {B}", Kind.ROOTS, "B"),
        ("UPDATE kernel_placement SET parent_id = {A} WHERE unit_id = {QNG}", Kind.ROOTS, ""),
        ("UPDATE kernel_unit SET successor_id = {B} WHERE id = {A1}", Kind.SUCCESSOR, "A1"),
        ("UPDATE kernel_unit SET successor_id = {A3} WHERE id = {A4}", Kind.SUCCESSOR, "A4"),
        ("UPDATE kernel_unit SET name = 'Tên khác' WHERE id = {A1}", Kind.STORED, "A1"),
        ("UPDATE kernel_unit SET parent_id = {B} WHERE id = {A1}", Kind.STORED, "A1"),
        ("UPDATE kernel_unit SET first = first + 1 WHERE id = {A1}", Kind.STORED, "A1"),
        ("UPDATE kernel_unit SET last = last + 1 WHERE id = {A}", Kind.STORED, "A"),
        ("UPDATE kernel_unit SET folded = '' WHERE id = {A}", Kind.STORED, "A"),
    ],
)
def test_each_corruption_is_found_at_its_unit(province: None, sql: str, kind: Kind, unit: str) -> None:
    corrupt(sql)
    assert (kind, unit) in found()


def test_facts_of_days_to_come_are_found(province: None) -> None:
    corrupt(f"UPDATE kernel_unitname SET until = '{today() + dt.timedelta(days=1)}' WHERE unit_id = {{A}}")
    assert (Kind.FUTURE, "A") in found()


def test_a_wrong_position_alone_is_one_problem_whose_sentence_says_what_to_do(province: None) -> None:
    corrupt("UPDATE kernel_unit SET depth = 7 WHERE id = {A1}")
    [problem] = check()
    assert str(problem) == "A1: cấp lưu trên đơn vị không khớp với lịch sử: hãy chạy “tochuc units rebuild”."


def test_the_command_tells_by_its_exit_code_and_the_rebuild_mends_the_order(
    province: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["units", "check"]) == 0
    corrupt("UPDATE kernel_unit SET first = 0, last = 0")
    assert main(["units", "check"]) == 1
    assert "7 units, 7 problems" in capsys.readouterr().out
    assert main(["units", "rebuild"]) == 0
    assert main(["units", "check"]) == 0


def test_a_tree_that_cannot_be_rebuilt_is_refused_with_its_units(province: None) -> None:
    corrupt("UPDATE kernel_placement SET parent_id = NULL WHERE unit_id = {B}")
    with pytest.raises(SystemExit, match="several roots"):
        main(["units", "rebuild"])
