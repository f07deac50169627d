"""Units from a sheet: what is planned, what is written, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.builders import make_unit, make_user
from tochuc.kernel.changes.writer import Acting, writing
from tochuc.kernel.importing.checking import check as check_file
from tochuc.kernel.importing.checking import read_source
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Fate, Plan
from tochuc.kernel.importing.writes import Writes
from tochuc.kernel.models import Unit, User, Via
from tochuc.kernel.tree.check import check
from tochuc.kernel.tree.today import rebuild
from tochuc.registers.units.importing import UNIT_IMPORT
from tochuc.registers.units.models import Reorganisation
from tochuc.registers.units.register import UNITS

Checked = tuple[Plan, Writes]
Planned = Callable[..., Checked]

pytestmark = pytest.mark.django_db
TITLES = [column.title for column in UNIT_IMPORT.columns]
COMMUNE = ["BS-1", "Đảng bộ xã Bình Minh", "Bình Minh", "Đảng bộ cơ sở", "", "BS", "03/02/2010", 10]
CELL = ["BS-1-1", "Chi bộ thôn 1", "", "Chi bộ trực thuộc", "", "BS-1", "03/02/2010", ""]


@pytest.fixture
def district() -> Unit:
    return make_unit("Bình Sơn", code="BS", parent=make_unit("Đảng bộ tỉnh", code="QNG"))


@pytest.fixture
def planned(tmp_path: Path, district: Unit) -> Planned:
    def plan(*rows: list[object], user: User | None = None) -> Checked:
        book = openpyxl.Workbook()
        lines: list[list[object]] = [list(TITLES), *rows]
        for row in lines:
            book.worksheets[0].append(row)
        book.save(tmp_path / "units.xlsx")
        source = read_source(tmp_path / "units.xlsx", name="units.xlsx", spec=UNIT_IMPORT)
        return check_file(source, UNIT_IMPORT, Context(user, UNITS), lambda *_: None)

    return plan


def write(checked: Checked) -> None:
    plan, writes = checked
    assert plan.errors == []
    with writing(Acting(None, via=Via.IMPORT), "units.import") as w:
        writes.write(w, lambda *_: None)
        rebuild(w)


def fates(checked: Checked) -> list[Fate]:
    return list(checked[0].fates.values())


def errors(checked: Checked) -> list[tuple[int, str]]:
    return [(error.row, error.sentence) for error in checked[0].errors]


def test_a_parent_may_stand_below_its_child_in_the_file(planned: Planned, district: Unit) -> None:
    write(planned(CELL, COMMUNE))
    commune, cell = Unit.objects.get(code="BS-1"), Unit.objects.get(code="BS-1-1")
    assert (commune.parent, cell.parent, cell.depth) == (district, commune, 3)
    assert (commune.short_name, commune.rank, cell.rank) == ("Bình Minh", 10, 1000)
    assert Reorganisation.objects.get(unit=cell).target == commune
    assert check() == []


def test_the_same_file_again_changes_nothing(planned: Planned) -> None:
    write(planned(CELL, COMMUNE))
    assert fates(planned(CELL, COMMUNE)) == [Fate.UNCHANGED, Fate.UNCHANGED]


def test_kind_sector_and_rank_of_a_known_unit_are_changed(planned: Planned) -> None:
    write(planned(COMMUNE))
    write(planned([*COMMUNE[:4], "Xã, phường, thị trấn", *COMMUNE[5:7], 20]))
    unit = Unit.objects.get(code="BS-1")
    assert (unit.sector, unit.rank) == ("commune", 20)
    assert check() == []


def test_events_are_not_imported_as_corrections(planned: Planned) -> None:
    write(planned(COMMUNE))
    plan = planned(["BS-1", "Đảng bộ xã Khác", "", "Đảng bộ cơ sở", "", "QNG", "04/02/2010", ""])
    sentences = [sentence for _, sentence in errors(plan)]
    assert any("Đổi tên tổ chức" in sentence for sentence in sentences)
    assert any("Chuyển giao tổ chức" in sentence for sentence in sentences)
    assert any("ngày thành lập 03/02/2010" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({5: "KHAC"}, "không có đơn vị nào mang mã “KHAC”"),
        ({5: "BS-1"}, "thành vòng"),
        ({6: "01/01/1999"}, "sớm hơn ngày thành lập của đơn vị cấp trên (01/01/2000)"),
        ({6: "01/01/2099"}, "chưa tới"),
    ],
)
def test_each_impossible_row_gets_its_sentence(planned: Planned, row: dict[int, str], part: str) -> None:
    values = [row.get(column, value) for column, value in enumerate(COMMUNE)]
    [(number, sentence)] = errors(planned(values))
    assert number == 2
    assert part in sentence


def test_units_outside_ones_reach_are_refused(planned: Planned, district: Unit) -> None:
    user = make_user("units.import", "units.view", on=district)
    assert errors(planned(COMMUNE, CELL, user=user)) == []
    [(_, sentence)] = errors(planned([*COMMUNE[:5], "QNG", *COMMUNE[6:]], user=user))
    assert "ngoài phạm vi" in sentence
