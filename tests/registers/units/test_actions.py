"""What happens to one unit, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.builders import FOUNDED, SYSTEM, make_unit, make_user
from tochuc.kernel.actions import OutOfReach
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import ChangeSet, Placement, Sector, Unit, UnitKind, UnitName
from tochuc.kernel.tree.check import check
from tochuc.kernel.tree.snapshot import today
from tochuc.registers.documents.models import Document
from tochuc.registers.units.actions import correct, dissolve, establish, move, rename
from tochuc.registers.units.mergers import merge
from tochuc.registers.units.models import Reorganisation, ReorganisationKind

pytestmark = pytest.mark.django_db
LATER = dt.date(2010, 1, 1)
LATEST = dt.date(2015, 1, 1)
VERBS = ("view", "establish", "rename", "move", "merge", "dissolve", "edit")
OFFICER = (*(f"units.{verb}" for verb in VERBS), "reorganisations.view")


@pytest.fixture
def root() -> Unit:
    return make_unit("Đảng bộ tỉnh", code="QNG")


@pytest.fixture
def district(root: Unit) -> Unit:
    return make_unit("Đảng bộ huyện Bình Sơn", code="BS", kind=UnitKind.UPPER, parent=root)


@pytest.fixture
def other(root: Unit) -> Unit:
    return make_unit("Đảng bộ Khối", code="KCQ", kind=UnitKind.UPPER, parent=root)


@pytest.fixture
def cell(district: Unit) -> Unit:
    return make_unit("Chi bộ Ngân hàng", code="NH", kind=UnitKind.BASE_CELL, parent=district)


@pytest.fixture
def decision(root: Unit) -> Document:
    return Document.objects.create(type="quyet_dinh", number=5, subject="Chuyển giao tổ chức", kept_by=root)


def refusal(error: pytest.ExceptionInfo[ValidationError], field: str) -> str:
    """The one sentence under that field; nothing was written and the tree is sound."""
    assert check() == []
    assert list(error.value.message_dict) == [field]
    [sentence] = error.value.message_dict[field]
    return str(sentence)


def test_a_unit_is_established_with_name_place_event_and_position(district: Unit, decision: Document) -> None:
    unit = establish(
        SYSTEM,
        code="DN",
        name="Chi bộ Công ty Sao Mai",
        kind=UnitKind.BASE_CELL,
        parent=district,
        founded_on=LATER,
        sector=Sector.NON_STATE,
        document=decision,
    )
    assert (unit.parent, unit.first, unit.last, unit.depth) == (district, 2, 2, 2)
    assert UnitName.objects.get(unit=unit).since == LATER
    assert Placement.objects.get(unit=unit).parent == district
    event = Reorganisation.objects.get(unit=unit)
    assert (event.kind, event.on, event.target, event.document) == ("establish", LATER, district, decision)
    assert ChangeSet.objects.get(verb="units.establish", number=ChangeSet.objects.count()).count == 4
    assert check() == []


def test_a_unit_is_renamed_from_a_day_on(cell: Unit) -> None:
    rename(SYSTEM, unit=cell, name="Đảng bộ Ngân hàng", on=LATER)
    assert (cell.name, cell.folded) == ("Đảng bộ Ngân hàng", "nh dang bo ngan hang")
    assert [name.until for name in UnitName.objects.filter(unit=cell).order_by("since")] == [LATER, None]
    assert Reorganisation.objects.get(unit=cell, kind=ReorganisationKind.RENAME).on == LATER
    assert check() == []


def test_a_moved_unit_takes_along_what_is_below_it(district: Unit, other: Unit, cell: Unit) -> None:
    group = make_unit(parent=cell, kind=UnitKind.GROUP)
    move(SYSTEM, unit=cell, to=other, on=LATER)
    group.refresh_from_db()
    other.refresh_from_db()
    assert cell.parent == other
    assert other.first < cell.first < group.first <= other.last
    event = Reorganisation.objects.get(unit=cell, kind=ReorganisationKind.MOVE)
    assert (event.source, event.target) == (district, other)
    assert check() == []


def test_a_dissolved_unit_stays_below_its_last_parent(district: Unit, cell: Unit) -> None:
    dissolve(SYSTEM, unit=cell, on=LATER)
    assert (cell.ended_on, cell.parent, cell.successor) == (LATER, district, None)
    assert not Placement.objects.open().filter(unit=cell).exists()
    assert not UnitName.objects.open().filter(unit=cell).exists()
    assert check() == []


def test_when_its_last_parent_is_dissolved_too_it_stays_below_the_next(
    root: Unit, district: Unit, cell: Unit
) -> None:
    dissolve(SYSTEM, unit=cell, on=LATER)
    dissolve(SYSTEM, unit=district, on=LATEST)
    cell.refresh_from_db()
    assert cell.parent == root
    assert check() == []


def test_a_correction_mends_code_rank_and_wording_without_an_event(district: Unit, cell: Unit) -> None:
    correct(
        SYSTEM, cell, code="NH2", name="Chi bộ Ngân hàng 2", kind=UnitKind.CELL, rank=5, sector=Sector.OFFICE
    )
    assert (cell.code, cell.name, cell.kind, cell.rank) == ("NH2", "Chi bộ Ngân hàng 2", "cell", 5)
    assert UnitName.objects.get(unit=cell).name == "Chi bộ Ngân hàng 2"
    assert Reorganisation.objects.filter(unit=cell).count() == 1
    assert check() == []


def test_a_new_rank_moves_the_unit_among_its_siblings(district: Unit, cell: Unit) -> None:
    second = make_unit("Chi bộ A", parent=district)
    correct(SYSTEM, cell, code="NH", name=cell.name, kind=cell.kind, rank=1)
    second.refresh_from_db()
    assert cell.first < second.first


def test_days_to_come_are_refused(district: Unit, cell: Unit, other: Unit) -> None:
    tomorrow = today() + dt.timedelta(days=1)
    with pytest.raises(ValidationError) as error:
        move(SYSTEM, unit=cell, to=other, on=tomorrow)
    assert "chưa tới" in refusal(error, "on")
    with pytest.raises(ValidationError) as error:
        make_unit(parent=district, founded_on=tomorrow)
    assert "khi quyết định có hiệu lực" in refusal(error, "founded_on")


def test_today_is_accepted(cell: Unit, other: Unit) -> None:
    move(SYSTEM, unit=cell, to=other, on=today())
    assert check() == []


def test_what_happened_before_the_last_move_is_refused(cell: Unit, other: Unit, district: Unit) -> None:
    move(SYSTEM, unit=cell, to=other, on=LATER)
    for day in (LATER, LATER - dt.timedelta(days=1)):
        with pytest.raises(ValidationError) as error:
            move(SYSTEM, unit=cell, to=district, on=day)
        assert "từ ngày 01/01/2010: hãy chọn ngày sau ngày đó" in refusal(error, "on")
        with pytest.raises(ValidationError):
            dissolve(SYSTEM, unit=cell, on=day)


def test_a_name_before_the_last_name_is_refused(cell: Unit) -> None:
    rename(SYSTEM, unit=cell, name="Một", on=LATER)
    with pytest.raises(ValidationError) as error:
        rename(SYSTEM, unit=cell, name="Hai", on=LATER)
    assert "tên gọi" in refusal(error, "on")


def test_the_same_name_again_is_refused(cell: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        rename(SYSTEM, unit=cell, name=cell.name, on=LATER)
    assert "đang mang đúng tên này" in refusal(error, "name")


def test_a_unit_cannot_be_older_than_its_parent(root: Unit) -> None:
    young = make_unit(parent=root, founded_on=LATER)
    with pytest.raises(ValidationError) as error:
        make_unit(parent=young, founded_on=LATER - dt.timedelta(days=1))
    assert "thành lập ngày 01/01/2010" in refusal(error, "founded_on")


def test_a_code_is_given_once(district: Unit, cell: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        make_unit(parent=district, code="NH")
    refusal(error, "code")


def test_a_second_root_is_refused(root: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        make_unit()
    assert "“Đảng bộ tỉnh”" in refusal(error, "parent")


def test_the_root_neither_moves_nor_ends(root: Unit, district: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        move(SYSTEM, unit=root, to=district, on=LATER)
    assert "gốc của hệ thống" in refusal(error, "unit")
    with pytest.raises(ValidationError) as error:
        dissolve(SYSTEM, unit=root, on=LATER)
    assert "gốc của hệ thống" in refusal(error, "unit")


def test_a_move_below_itself_is_refused(district: Unit, cell: Unit) -> None:
    for to in (district, cell):
        with pytest.raises(ValidationError) as error:
            move(SYSTEM, unit=district, to=to, on=LATER)
        assert "nằm trong “Đảng bộ huyện Bình Sơn”" in refusal(error, "to")


def test_a_move_below_what_came_below_it_later_is_refused(district: Unit, other: Unit) -> None:
    """On the day itself nothing would be wrong; the circle would close when the other's move is reached."""
    move(SYSTEM, unit=other, to=district, on=LATEST)
    with pytest.raises(ValidationError) as error:
        move(SYSTEM, unit=district, to=other, on=LATER)
    assert "hoặc sau đó" in refusal(error, "to")


def test_a_move_to_where_the_unit_stands_is_refused(district: Unit, cell: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        move(SYSTEM, unit=cell, to=district, on=LATER)
    assert "đang trực thuộc" in refusal(error, "to")


def test_a_unit_that_has_ended_takes_part_in_nothing(district: Unit, other: Unit, cell: Unit) -> None:
    dissolve(SYSTEM, unit=cell, on=LATER)
    with pytest.raises(ValidationError) as error:
        move(SYSTEM, unit=cell, to=other, on=LATEST)
    assert "đã kết thúc ngày 01/01/2010" in refusal(error, "unit")
    with pytest.raises(ValidationError) as error:
        rename(SYSTEM, unit=cell, name="Khác", on=LATEST)
    assert "đã kết thúc" in refusal(error, "unit")
    with pytest.raises(ValidationError) as error:
        dissolve(SYSTEM, unit=cell, on=LATEST)
    assert "đã kết thúc" in refusal(error, "unit")
    with pytest.raises(ValidationError) as error:
        make_unit(parent=cell)
    assert "đã kết thúc" in refusal(error, "parent")
    with pytest.raises(ValidationError) as error:
        correct(SYSTEM, cell, code="NH", name="Khác", kind=cell.kind, rank=1)
    assert "giữ nguyên" in refusal(error, "name")


def test_a_unit_with_units_below_is_not_dissolved_and_the_sentence_says_how_many(
    district: Unit, cell: Unit
) -> None:
    make_unit(parent=district)
    with pytest.raises(ValidationError) as error:
        dissolve(SYSTEM, unit=district, on=LATER)
    [sentence] = error.value.messages
    assert "còn 02 đơn vị trực thuộc vào ngày 01/01/2010" in sentence
    assert "sáp nhập vào đơn vị khác" in sentence


def test_a_unit_is_not_dissolved_before_another_was_merged_into_it(district: Unit, cell: Unit) -> None:
    merged = make_unit(parent=district)
    merge(SYSTEM, units=[merged], into=cell, on=LATEST)
    with pytest.raises(ValidationError) as error:
        dissolve(SYSTEM, unit=cell, on=LATER)
    assert "nhập vào “Chi bộ Ngân hàng” ngày 01/01/2015" in refusal(error, "on")


def test_an_officer_establishes_within_the_assigned_district_only(district: Unit, other: Unit) -> None:
    """The new unit stands last in the district, where its range ended before the write."""
    officer = make_user(*OFFICER, on=district)
    kind = UnitKind.BASE
    unit = establish(
        Acting(officer), code="X1", name="Đảng bộ xã", kind=kind, parent=district, founded_on=LATER
    )
    assert unit.parent == district
    with pytest.raises(OutOfReach):
        establish(Acting(officer), code="X2", name="Đảng bộ xã", kind=kind, parent=other, founded_on=LATER)
    assert not Unit.objects.filter(code="X2").exists()
    assert check() == []


def test_an_officer_moves_no_unit_out_of_the_district_nor_into_it(
    district: Unit, other: Unit, cell: Unit
) -> None:
    officer = make_user(*OFFICER, on=district)
    foreign = make_unit(parent=other)
    for unit, to in ((cell, other), (foreign, district)):
        with pytest.raises(OutOfReach):
            move(Acting(officer), unit=unit, to=to, on=LATER)
    assert Reorganisation.objects.filter(kind=ReorganisationKind.MOVE).count() == 0
    assert check() == []


def test_who_may_only_look_changes_nothing(district: Unit, cell: Unit) -> None:
    reader = make_user("units.view", on=district)
    with pytest.raises(PermissionDenied, match="không có quyền đổi tên tổ chức"):
        rename(Acting(reader), unit=cell, name="Khác", on=LATER)
    assert cell.founded_on == FOUNDED
