"""The supplied section I.2 (2), filled in for units and years of a small province."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import make_unit, make_user
from tests.reports.world import World, body_of, notes_of, numbers_of
from tochuc.figures.behind import records
from tochuc.figures.evaluation import evaluate
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.kernel.models import Unit, UnitKind
from tochuc.reports.document import Document
from tochuc.reports.files import get_template
from tochuc.reports.rendering.assembly import assemble
from tochuc.reports.rendering.setting import NotYetFounded

YEAR = Period.year(2023)
SECTION = "annual-province-i-2-2"


def report(unit: Unit, period: Period = YEAR) -> Document:
    return assemble(get_template(SECTION), unit, period, None)


def test_the_province_reports_its_year(world: World) -> None:
    world.set_target(1)
    text = body_of(report(world.province))
    assert "Đến ngày 31/12/2023, toàn tỉnh thành lập mới 03 tổ chức cơ sở đảng" in text
    assert "kết nạp 02 đảng viên, vượt 100% so với chỉ tiêu được giao, bằng 20% tổng số đảng viên." in text
    assert "với 02 tổ chức cơ sở đảng được chuyển về trực thuộc cấp ủy khác." in text


def test_the_three_footnotes_are_written_from_records(world: World) -> None:
    handbook, by_unit, names = notes_of(report(world.province))
    assert handbook == "Ngày 10/12/2023: 02/10 đảng viên của tỉnh Đất Mới có tài khoản, tỷ lệ 20%."
    assert sorted(by_unit.rstrip(".").lower().split("; ")) == ["huyện biển gần: 02", "huyện núi xa: 01"]
    assert by_unit[0] == "H"
    assert "; huyện" in by_unit
    assert names == "Gồm: Chi bộ Ngân hàng B; Chi bộ Ngân hàng A."


@pytest.mark.parametrize(
    ("target", "said"),
    [(1, "vượt 100% so với chỉ tiêu"), (2, "đạt đúng chỉ tiêu"), (4, "thấp hơn chỉ tiêu được giao 50%")],
)
def test_the_verb_follows_the_sign(world: World, target: int, said: str) -> None:
    world.set_target(target)
    assert said in body_of(report(world.province))


def test_without_a_target_nothing_is_said_of_one(world: World) -> None:
    text = body_of(report(world.province))
    assert "chỉ tiêu" not in text
    assert "kết nạp 02 đảng viên, bằng 20% tổng số đảng viên." in text


def test_a_year_in_which_nothing_happened_says_so(world: World) -> None:
    document = report(world.province, Period.year(2021))
    text = body_of(document)
    assert "chưa thành lập thêm tổ chức cơ sở đảng" in text
    assert "chưa kết nạp đảng viên." in text
    assert "chuyển về trực thuộc" not in text
    assert notes_of(document) == []


def test_one_new_organisation_is_one_line(world: World) -> None:
    document = report(world.mountain)
    assert "toàn huyện thành lập mới 01 tổ chức" in body_of(document)
    assert "Chi bộ Công ty 1: 01." in notes_of(document)


def test_a_unit_with_no_organisation_below_counts_itself(world: World) -> None:
    document = report(Unit.objects.get(name="Chi bộ Công ty 2"))
    assert "chi bộ thành lập mới 01 tổ chức" in body_of(document)
    assert "Chi bộ Công ty 2: 01." in notes_of(document)


def test_every_printed_number_is_the_figure_that_it_names(world: World) -> None:
    world.set_target(1)
    numbers = numbers_of(report(world.province))
    assert len(numbers) == 10
    for number in numbers:
        ref = number.ref
        unit, figure = Unit.objects.get(code=ref.unit), get_figure(ref.figure)
        if ref.by:
            assert number.text == f"{records(figure, unit, ref.period, ref.by, ref.key).count():02}"
        else:
            assert number.text == str(evaluate([figure], unit, ref.period)[ref.figure])
        assert ref.definition.endswith(".")
        assert ref.unit_name == "Tỉnh Đất Mới"


def test_the_handbook_is_counted_on_its_own_day(world: World) -> None:
    times = {
        number.ref.time for number in numbers_of(report(world.province)) if "handbook" in number.ref.figure
    }
    assert times == {"ngày 10/12/2023"}


def test_a_period_that_ends_before_that_day_is_not_left(world: World) -> None:
    document = report(world.province, Period.until(dt.date(2023, 6, 30)))
    assert notes_of(document)[0].startswith("Ngày 30/6/2023: 01/10 đảng viên")


def test_a_unit_founded_later_has_no_report(world: World) -> None:
    with pytest.raises(NotYetFounded, match=r"được thành lập ngày 15/01/2023.*Hãy chọn kỳ sau"):
        report(Unit.objects.get(name="Chi bộ Công ty 1"), Period.year(2022))


def test_who_may_not_see_the_units_figures_gets_no_report(world: World) -> None:
    officer = make_user("figures.view", on=world.coast)
    assert "toàn huyện" in body_of(assemble(get_template(SECTION), world.coast, YEAR, officer))
    with pytest.raises(PermissionDenied, match="chưa được xem số liệu"):
        assemble(get_template(SECTION), world.mountain, YEAR, officer)
    with pytest.raises(PermissionDenied):
        assemble(get_template(SECTION), world.province, YEAR, make_user())


def test_names_that_a_reader_may_not_open_are_only_counted(world: World) -> None:
    reader = make_user("figures.view", on=world.province)
    document = assemble(get_template(SECTION), world.province, YEAR, reader)
    assert notes_of(document)[2] == "Gồm: 02 trường hợp ngoài phạm vi được xem."
    reader = make_user("figures.view", "units.view", on=world.province)
    document = assemble(get_template(SECTION), world.province, YEAR, reader)
    assert notes_of(document)[2] == "Gồm: Chi bộ Ngân hàng B; Chi bộ Ngân hàng A."


def test_all_figures_are_read_in_one_scan_of_each_source(world: World) -> None:
    report(world.province)  # builds the trees of both days
    with CaptureQueriesContext(connection) as queries:
        report(world.province)
    scans = [query for query in queries if "COUNT(" in query["sql"]]
    by_unit = 2  # the footnote's breakdown: the units below, and the unit itself
    assert len(scans) == len({"reorganisations", "admissions", "cell memberships"}) + by_unit


def test_the_head_names_the_department_of_the_committee(world: World) -> None:
    head = report(world.mountain).head
    assert (head.above, head.issuer, head.symbol, head.place) == (
        "Huyện ủy Núi Xa",
        "Ban Tổ chức",
        "BC/BTCHU",
        "Núi Xa",
    )
    assert head.subject[1] == "năm 2023"
    foot = report(world.mountain).foot
    assert (foot.authority, foot.post) == ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert "Thường trực Huyện ủy (để báo cáo)," in foot.recipients


def test_a_base_organisation_reports_to_the_committee_above_it(world: World) -> None:
    base = make_unit("Đảng bộ Bệnh viện Biển Gần", parent=world.coast, kind=UnitKind.BASE)
    document = report(base)
    head, foot = document.head, document.foot
    assert (head.above, head.issuer, head.symbol, head.place) == (
        "Huyện ủy Biển Gần",
        "Đảng ủy Bệnh viện Biển Gần",
        "BC/ĐU",
        "Biển Gần",
    )
    assert (foot.authority, foot.post) == ("T/M ĐẢNG ỦY", "BÍ THƯ")
