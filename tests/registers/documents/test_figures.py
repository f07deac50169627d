"""Documents issued, by type and by the body that issued them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.builders import make_document, make_unit, make_user
from tochuc.figures.breakdowns import breakdown
from tochuc.figures.evaluation import evaluate
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.kernel.models import Unit, UnitKind
from tochuc.registers.documents.models import IssuingBody

pytestmark = pytest.mark.django_db
ISSUED = "documents.issued"
BY_COMMITTEE = "documents.issued.province_committee"
BY_STANDING_COMMITTEE = "documents.issued.province_standing_committee"
YEAR = Period.year(2023)


@pytest.fixture
def province() -> Unit:
    """Its committee issued a plan, its standing committee two and a guideline; a district one plan."""
    root = make_unit("Đảng bộ tỉnh", code="QNG")
    district = make_unit("Đảng bộ huyện", parent=root, code="QNG-BS", kind=UnitKind.UPPER)
    make_document(root, "202-KH/TU", type="plan", issuing_body=IssuingBody.COMMITTEE)
    for number, type_code in (("203-KH/TU", "plan"), ("204-KH/TU", "plan"), ("11-HD/TU", "guideline")):
        make_document(root, number, type=type_code, issuing_body=IssuingBody.STANDING_COMMITTEE)
    make_document(district, "15-KH/HU", type="plan", issuing_body=IssuingBody.STANDING_COMMITTEE)
    return root


def number(name: str, unit: Unit, period: Period = YEAR) -> float | None:
    return evaluate([get_figure(name)], unit, period)[name].number


def lines(name: str, unit: Unit, by: str) -> dict[str, float | None]:
    parts = breakdown(get_figure(name), unit, YEAR, by)
    return {part.label: part.value.number for part in parts if part.value.number}


def test_a_unit_s_documents_are_counted_with_those_of_the_units_below(province: Unit) -> None:
    assert number(ISSUED, province) == 5
    assert number(ISSUED, Unit.objects.get(code="QNG-BS")) == 1


def test_what_committee_and_standing_committee_issue_is_counted_apart_and_without_districts(
    province: Unit,
) -> None:
    assert lines(BY_COMMITTEE, province, "type") == {"Kế hoạch": 1}
    assert lines(BY_STANDING_COMMITTEE, province, "type") == {"Kế hoạch": 2, "Hướng dẫn": 1}
    assert number(BY_STANDING_COMMITTEE, Unit.objects.get(code="QNG-BS")) == 0


def test_documents_by_issuer_show_those_whose_body_is_not_recorded(province: Unit) -> None:
    make_document(province, "09-TB/TU", type="notice")
    assert lines(ISSUED, province, "issuer") == {"Cấp ủy": 1, "Ban thường vụ": 4, "chưa ghi": 1}


def test_the_day_of_the_document_decides(province: Unit) -> None:
    make_document(province, "01-KH/TU", type="plan", issued_on=dt.date(2022, 12, 31))
    make_document(province, type="plan", issued_on=None)
    assert number(ISSUED, province) == 5
    assert number(ISSUED, province, Period.year(2022)) == 1


def test_what_comes_from_above_is_not_issued_here(province: Unit) -> None:
    make_document(province, "124-QĐ/TW", type="regulation", issuer=None, issuer_name="Bộ Chính trị")
    assert number(ISSUED, province) == 5


def test_the_list_can_be_narrowed_to_one_body(province: Unit, client: Client) -> None:
    client.force_login(make_user("documents.view", on=province))
    page = client.get("/so/documents/", {"issuing_body": "committee"}).content.decode()
    assert "202-KH/TU" in page
    assert "203-KH/TU" not in page
