"""What one may not see must not show itself another way: by order, search, counts, names or files."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import (
    FOUNDED,
    citizen_number,
    make_admission,
    make_document,
    make_member,
    make_officer,
    make_person,
    make_role,
    make_user,
)
from tests.province import Province, make_province
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, ImportJob, Unit, User
from tochuc.kernel.models.jobs import ImportState
from tochuc.registers.people.models import Ethnicity

pytestmark = pytest.mark.django_db

READS_PEOPLE = ("people.view", "members.view", "units.view")


@pytest.fixture
def province() -> Province:
    return make_province()


def assign(user: User, *permissions: str, on: Unit, level: Level = Level.INTERNAL) -> User:
    """A further role, beside those that the user has."""
    Assignment.objects.create(user=user, role=make_role(permissions, level), unit=on, since=FOUNDED)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def found_in(answer: object, *names: str) -> list[str]:
    """The names in the order in which the page has them."""
    text = answer.content.decode()  # type: ignore[attr-defined]
    return sorted((name for name in names if name in text), key=text.index)


@pytest.mark.parametrize("sort", ["ethnicity", "-ethnicity"])
def test_the_order_of_a_list_does_not_tell_masked_values(province: Province, sort: str) -> None:
    make_person(province.near, "Lê Thị An", ethnicity=Ethnicity.KINH)
    make_person(province.near, "Lê Thị Bình", ethnicity=Ethnicity.COR)
    make_person(province.near, "Lê Thị Cúc", ethnicity=Ethnicity.XO_DANG)
    client = signed_in(make_officer("cell_secretary", province.near))
    page = client.get(reverse("register:list", args=["people"]), {"sort": sort})
    names = ["Lê Thị An", "Lê Thị Bình", "Lê Thị Cúc"]
    assert found_in(page, *names) == names


@pytest.mark.parametrize(
    "address",
    [
        "/so/people/?q={}",
        "/so/members/?q={}",
        "/so/people/tra-cuu/?q={}",
        "/tim/?q={}",
        "/api/v1/people/?q={}",
        "/api/v1/members/?q={}",
    ],
)
def test_a_citizen_number_finds_nobody_for_who_may_not_read_it(province: Province, address: str) -> None:
    number = citizen_number()
    make_member(province.near, make_person(province.near, "Ho Sen", citizen_number=number))
    secretary = signed_in(make_officer("cell_secretary", province.near))
    officer = signed_in(make_officer("district_officer", province.district))
    assert found_in(officer.get(address.format(number)), "Ho Sen")
    assert not found_in(secretary.get(address.format(number)), "Ho Sen")


def test_a_card_number_finds_its_member_for_whoever_sees_the_member(province: Province) -> None:
    make_member(province.near, make_person(province.near, "Ho Sen"), card_number="51000123")
    secretary = signed_in(make_officer("cell_secretary", province.near))
    assert found_in(secretary.get("/so/members/?q=51000123"), "Ho Sen")


@pytest.mark.parametrize(
    "page", ["/so/admissions/", "/so/admissions/{}/", "/api/v1/admissions/", "/api/v1/admissions/{}/"]
)
def test_a_secret_decision_is_not_named_to_who_may_not_see_it(province: Province, page: str) -> None:
    secret = make_document(province.near, "77-QĐ/TU", confidentiality=Level.SECRET)
    admission = make_admission(province.near, document=secret)
    address = page.format(admission.pk)
    province_officer = signed_in(make_officer("province_officer", province.root))
    district_officer = signed_in(make_officer("district_officer", province.district))
    assert found_in(province_officer.get(address), "77-QĐ/TU")
    assert not found_in(district_officer.get(address), "77-QĐ/TU")


def test_an_ordinary_decision_is_named_with_what_rests_on_it(province: Province) -> None:
    admission = make_admission(province.near, document=make_document(province.root, "78-QĐ/TU"))
    secretary = signed_in(make_officer("cell_secretary", province.near))
    assert found_in(secretary.get(f"/so/admissions/{admission.pk}/"), "78-QĐ/TU")


def test_the_home_page_draws_no_charts_of_units_whose_figures_one_may_not_see(province: Province) -> None:
    """The administrator of the province who is also the secretary of a cell."""
    make_member(province.far)
    user = make_officer("administrator", province.root)
    assign(user, "figures.view", on=province.near)
    context = signed_in(user).get(reverse("home")).context
    assert not context.get("charts")
    assert not context.get("stats")


def test_the_tree_counts_members_only_where_figures_may_be_seen(province: Province) -> None:
    for _ in range(3):
        make_member(province.far)
    make_member(province.near)
    user = make_officer("administrator", province.root)
    assign(user, "figures.view", on=province.district)
    top = signed_in(user).get(reverse("units")).context["nodes"][0]
    assert top["count"] == ""
    assert {node["label"]: node["count"] for node in top["children"]} == {
        "Đảng bộ huyện Gần": "1",
        "Đảng bộ huyện Xa": "",
    }


def test_records_behind_a_figure_are_exported_only_where_one_may_export(province: Province) -> None:
    make_member(province.near, make_person(province.near, "Lê Thị Gần"))
    make_member(province.next, make_person(province.next, "Lê Thị Kề"))
    user = make_user(*READS_PEOPLE, "figures.view", on=province.district, level=Level.PERSONAL)
    assign(user, "members.export", on=province.near, level=Level.PERSONAL)
    address = reverse("figure-export", args=["members", "csv"])
    answer = signed_in(user).get(address, {"unit": province.district.code, "year": "2023"})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Lê Thị Gần" in text
    assert "Lê Thị Kề" not in text


@pytest.mark.parametrize("page", ["import-job", "import-progress", "import-errors"])
def test_an_import_closes_with_its_senders_assignment(province: Province, page: str) -> None:
    officer = make_officer("district_officer", province.district)
    job = ImportJob.objects.create(
        register="members", user=officer, file_name="dang-vien.xlsx", state=ImportState.CANCELLED
    )
    Assignment.objects.filter(user=officer).update(until="2024-01-01")
    assert signed_in(officer).get(reverse(page, args=[job.pk])).status_code == 404


def test_the_log_of_the_whole_province_is_not_opened_by_a_role_in_a_district(province: Province) -> None:
    everywhere = signed_in(make_officer("auditor", province.root))
    below = signed_in(make_officer("auditor", province.district))
    for page in ("audit", "readings"):
        assert everywhere.get(reverse(page)).status_code == 200
        assert below.get(reverse(page)).status_code == 404
    assert below.get(reverse("change-set", args=[1])).status_code == 404
