"""The REST interface: what programs read and write is what officers see and may do."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from tests.builders import (
    citizen_number,
    make_admission,
    make_document,
    make_member,
    make_officer,
    make_person,
    make_user,
)
from tests.province import Province, make_province
from tochuc.kernel.levels import Level
from tochuc.kernel.models import ChangeSet, ReadingLog, Via
from tochuc.registers.members.models import Member
from tochuc.registers.people.models import Gender, Person

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def officer(province: Province, client: Client) -> Client:
    client.force_login(make_officer("province_officer", province.root))
    return client


@pytest.fixture
def district_officer(province: Province, client: Client) -> Client:
    client.force_login(make_officer("district_officer", province.district))
    return client


@pytest.fixture
def secretary(province: Province, client: Client) -> Client:
    client.force_login(make_officer("cell_secretary", province.near))
    return client


def errors(answer: Any, status: int = 400) -> dict[str, list[str]]:
    assert answer.status_code == status, answer.content.decode()
    found: dict[str, list[str]] = answer.json()["errors"]
    return found


def test_values_come_raw_choices_with_their_label_and_units_with_their_code(
    officer: Client, province: Province
) -> None:
    member = make_member(province.near, make_person(province.near, "Trần Thị Mẫu"))
    entry = officer.get(f"/api/v1/members/{member.pk}/").json()
    assert entry["label"] == "Trần Thị Mẫu"
    assert entry["joined_on"] == "2010-02-03"
    assert entry["person__gender"] == {"code": "female", "label": "Nữ"}
    assert entry["cell"] == {"id": province.near.pk, "code": "T-G-1-1", "label": "Chi bộ thôn Một"}
    assert entry["left_on"] is None
    assert entry["left_how"] is None


def test_sensitive_values_are_null_and_named_for_who_may_not_read_them(
    secretary: Client, province: Province
) -> None:
    number = citizen_number()
    person = make_person(province.near, citizen_number=number, religion="Phật giáo")
    make_member(province.near, person)
    entry = secretary.get(f"/api/v1/people/{person.pk}/").json()
    assert entry["masked"] == ["citizen_number", "ethnicity", "religion"]
    assert (entry["citizen_number"], entry["ethnicity"], entry["religion"]) == (None, None, None)
    listed = secretary.get("/api/v1/members/").content.decode()
    assert number not in listed
    assert "Phật giáo" not in listed


def test_whoever_may_not_read_a_value_cannot_sort_by_it(secretary: Client, province: Province) -> None:
    """The order alone would tell who is of which ethnic group."""
    make_person(province.near)
    assert "sort" in errors(secretary.get("/api/v1/people/", {"sort": "ethnicity"}))


def test_a_list_is_paged_and_counted(officer: Client, province: Province) -> None:
    for _ in range(3):
        make_member(province.near)
    page = officer.get("/api/v1/members/", {"per_page": 2, "page": 2}).json()
    assert page["count"] == 3
    assert len(page["results"]) == 1
    assert page["next"] is None
    assert officer.get("/api/v1/members/", {"page": 3, "per_page": 2}).status_code == 404
    assert len(officer.get("/api/v1/members/", {"per_page": 100_000}).json()["results"]) == 3


def test_filters_and_order_are_those_of_the_page(officer: Client, province: Province) -> None:
    near = make_member(province.near, make_person(province.near, "Lê Thị An"))
    also = make_member(province.next, make_person(province.next, "Lê Thị Bình"))
    far = make_member(province.far, make_person(province.far, "Lê Thị Cúc"))

    def listed(**query: str) -> list[int]:
        return [entry["id"] for entry in officer.get("/api/v1/members/", query).json()["results"]]

    assert listed(cell="T-G", sort="person__name") == [near.pk, also.pk]
    assert listed(sort="-person__name") == [far.pk, also.pk, near.pk]
    assert listed(q="le thi cuc") == [far.pk]
    assert listed(joined_on_from="2010-02-04") == []


@pytest.mark.parametrize(
    "query",
    [{"gioi_tinh": "male"}, {"person__gender": "nam"}, {"joined_on_from": "hôm qua"}, {"sort": "mật"}],
)
def test_a_query_that_means_nothing_is_refused_instead_of_answered_with_everybody(
    officer: Client, query: dict[str, str]
) -> None:
    assert list(errors(officer.get("/api/v1/members/", query))) == list(query)


def test_a_record_is_created_through_the_action_and_logged_as_such(
    officer: Client, province: Province
) -> None:
    sent = {
        "name": "Võ Văn Mới",
        "gender": "male",
        "birth_date": "1991-02-03",
        "kept_by": "T-G-1-1",
        "ethnicity": "kinh",
        "_reason": "đồng bộ từ phần mềm khác",
    }
    answer = officer.post("/api/v1/people/", sent, content_type=JSON)
    assert answer.status_code == 201, answer.content.decode()
    assert answer.json()["birth_date"] == "1991-02-03"
    assert Person.objects.get(pk=answer.json()["id"]).gender == Gender.MALE
    written = ChangeSet.objects.latest("number")
    assert (written.verb, written.via, written.reason) == (
        "people.create",
        Via.API,
        "đồng bộ từ phần mềm khác",
    )


def test_every_wrong_field_is_named_at_once(officer: Client) -> None:
    sent = {"name": "", "gender": "khác", "birth_date": "31/02/1990", "kept_by": "KHÔNG-CÓ", "tuoi": 30}
    found = errors(officer.post("/api/v1/people/", sent | {"name": ["x"]}, content_type=JSON))
    assert set(found) >= {"name", "tuoi"}
    sent.pop("tuoi")
    assert set(errors(officer.post("/api/v1/people/", sent, content_type=JSON))) >= {
        "name",
        "gender",
        "birth_date",
        "kept_by",
    }


@pytest.mark.parametrize("sent", ["[1]", '"chữ"', "{", "null"])
def test_what_is_no_object_is_refused(officer: Client, sent: str) -> None:
    assert "__all__" in errors(officer.post("/api/v1/people/", sent, content_type=JSON))


def test_a_partial_update_leaves_the_rest_as_it_is(officer: Client, province: Province) -> None:
    person = make_person(province.near, hometown="Mộ Đức", occupation="Giáo viên")
    answer = officer.patch(f"/api/v1/people/{person.pk}/", {"occupation": "Bác sĩ"}, content_type=JSON)
    assert answer.status_code == 200
    person.refresh_from_db()
    assert (person.occupation, person.hometown) == ("Bác sĩ", "Mộ Đức")
    (change,) = ChangeSet.objects.latest("number").changes.all()
    assert change.after == '{"occupation":"Bác sĩ"}'


def test_a_whole_update_empties_what_is_left_out(officer: Client, province: Province) -> None:
    person = make_person(province.near, hometown="Mộ Đức")
    sent = {"name": "Trần Thị Mẫu", "gender": "female", "ethnicity": "kinh", "kept_by": "T-G-1-1"}
    assert officer.put(f"/api/v1/people/{person.pk}/", sent, content_type=JSON).status_code == 200
    person.refresh_from_db()
    assert (person.hometown, person.birth_date) == ("", None)


def test_an_update_by_who_may_not_read_a_value_leaves_it_alone(province: Province, client: Client) -> None:
    number = citizen_number()
    person = make_person(province.near, citizen_number=number)
    may = ("people.view", "people.edit", "units.view")
    client.force_login(make_user(*may, on=province.root, level=Level.PERSONAL))
    sent = {"name": "Trần Thị Đổi", "gender": "female", "kept_by": "T-G-1-1"}
    answer = client.put(f"/api/v1/people/{person.pk}/", sent, content_type=JSON)
    assert answer.status_code == 200, answer.content.decode()
    found = Person.objects.get(pk=person.pk)
    assert (found.name, found.citizen_number) == ("Trần Thị Đổi", number)
    sent = {"citizen_number": citizen_number()}
    assert "citizen_number" in errors(client.patch(f"/api/v1/people/{person.pk}/", sent, content_type=JSON))


def test_an_operation_is_called_by_its_name(officer: Client, province: Province) -> None:
    admission = make_admission(province.near)
    address = f"/api/v1/admissions/{admission.pk}/hold_ceremony/"
    answer = officer.post(address, {"on": "2023-04-01"}, content_type=JSON)
    assert answer.status_code == 200
    assert answer.json()["ceremony_on"] == "2023-04-01"
    assert Member.objects.get(admission=admission).joined_on == dt.date(2023, 4, 1)
    again = officer.post(address, {"on": "2023-04-02"}, content_type=JSON)
    assert "__all__" in errors(again)


def test_a_refusal_of_the_action_stands_at_its_field(officer: Client, province: Province) -> None:
    member = make_member(province.near)
    sent = {"to": "T-G-1", "on": "2023-04-01"}
    found = errors(officer.post(f"/api/v1/members/{member.pk}/transfer/", sent, content_type=JSON))
    assert "chi bộ" in found["to"][0]


def test_nobody_writes_beyond_their_reach(district_officer: Client, province: Province) -> None:
    """The cell of another district cannot even be named."""
    member = make_member(province.near)
    sent = {"to": "T-X-1", "on": "2023-04-01"}
    found = errors(district_officer.post(f"/api/v1/members/{member.pk}/transfer/", sent, content_type=JSON))
    assert "Không tìm thấy" in found["to"][0]
    assert Member.objects.get(pk=member.pk).cell == province.near


def test_a_file_is_sent_as_a_form(officer: Client, province: Province, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    document = make_document(province.near)
    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 noi dung")
    answer = officer.post(f"/api/v1/documents/{document.pk}/attach/", {"file": file})
    assert answer.status_code == 200, answer.content.decode()
    assert document.attachments.get().name == "quyet-dinh.pdf"


def test_each_reading_of_personal_data_is_logged(officer: Client, province: Province) -> None:
    members = [make_member(province.near) for _ in range(2)]
    ReadingLog.objects.all().delete()
    officer.get("/api/v1/members/")
    officer.get(f"/api/v1/members/{members[0].pk}/")
    read = ReadingLog.objects.order_by("pk").values_list("register", "object_id", "count")
    assert list(read) == [("members", None, 2), ("members", members[0].pk, 1)]


def test_a_foreign_page_cannot_write_with_the_session(province: Province) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_officer("province_officer", province.root))
    answer = strict.post("/api/v1/people/", {"name": "x"}, content_type=JSON)
    assert answer.status_code == 403
    assert Person.objects.count() == 0


def test_who_is_not_signed_in_is_told_so(client: Client) -> None:
    assert "đăng nhập" in errors(client.get("/api/v1/members/"), 403)["__all__"][0]


def test_an_unknown_method_or_address_answers_in_the_same_shape(officer: Client) -> None:
    assert "__all__" in errors(officer.delete("/api/v1/members/"), 405)
    assert "Không tìm thấy" in errors(officer.get("/api/v1/members/999/"), 404)["__all__"][0]


def test_the_schema_is_valid_and_complete_without_a_warning() -> None:
    output = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=output)
    schema = output.getvalue()
    for name in ("MemberRecord:", "MemberTransfer:", "PersonCreate:", "PatchedPersonEdit:", "Errors:"):
        assert f"    {name}\n" in schema
