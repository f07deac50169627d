"""The generated list and the generated form: what is found, what is shown, what may be chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tests.builders import citizen_number, make_admission, make_document, make_member, make_person, make_user
from tests.province import Province, all_seeing, make_province
from tochuc.kernel.levels import Level
from tochuc.kernel.models import ReadingLog, User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import value_at
from tochuc.kernel.register.display import EMPTY, MASK, kind, shown_columns, text
from tochuc.kernel.register.fields import VietnameseDateField
from tochuc.kernel.register.filters import filtered, ordered, search_condition
from tochuc.kernel.register.forms import bound_form
from tochuc.kernel.register.registry import get_register
from tochuc.registers.members.forms import AdmissionForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def seeing(province: Province) -> User:
    return all_seeing(province)


def found(user: User, name: str, query: str) -> set[int]:
    return {one.pk for one in filtered(get_register(name), user, QueryDict(query)).qs}


def test_a_unit_filter_takes_everything_below(province: Province, seeing: User) -> None:
    near, also, far = (make_member(cell) for cell in (province.near, province.next, province.far))
    assert found(seeing, "members", "cell=T-G") == {near.pk, also.pk}
    assert found(seeing, "members", "cell=T-X-1") == {far.pk}
    assert found(seeing, "members", "cell=T") == {near.pk, also.pk, far.pk}


def test_a_unit_that_one_does_not_see_cannot_be_filtered_by(province: Province) -> None:
    user = make_user("members.view", "units.view", on=province.district, level=Level.PERSONAL)
    filters = filtered(get_register("members"), user, QueryDict("cell=T-X-1"))
    assert "cell" in filters.form.errors


def test_choices_add_up_and_days_are_read_as_officers_write_them(province: Province, seeing: User) -> None:
    first = make_person(province.near, birth_date=dt.date(1990, 5, 4))
    second = make_person(province.near, birth_date=dt.date(1991, 5, 4), qualification="master")
    assert found(seeing, "people", "qualification=master&qualification=doctor") == {second.pk}
    assert found(seeing, "people", "birth_date_to=31/12/1990") == {first.pk}
    assert found(seeing, "people", "birth_date_from=1991-01-01") == {second.pk}


def test_search_needs_every_word_but_no_diacritics(province: Province, seeing: User) -> None:
    person = make_person(province.near, "Đặng Thị Ước")
    make_person(province.near, "Đặng Văn Bình")
    assert found(seeing, "people", "q=uoc+dang") == {person.pk}
    assert found(seeing, "people", "q=%25") == set()


def test_a_citizen_number_is_found_whole_only(province: Province, seeing: User) -> None:
    number = citizen_number()
    person = make_person(province.near, citizen_number=number)
    member = make_member(province.near, person, card_number="51000123")
    grouped = f"{number[:3]}+{number[3:6]}+{number[6:]}"
    assert found(seeing, "people", f"q={number}") == found(seeing, "people", f"q={grouped}") == {person.pk}
    assert found(seeing, "people", f"q={number[:11]}") == set()
    assert found(seeing, "members", f"q={number}") == found(seeing, "members", "q=51000123") == {member.pk}


def test_a_document_is_found_by_its_number_and_any_digits_do_no_harm(
    province: Province, seeing: User
) -> None:
    document = make_document(province.near, "203-QĐ/TU")
    for query in ("203", "203-QĐ/TU"):
        assert found(seeing, "documents", f"q={query}") == {document.pk}
    for query in ("²", "9" * 30, "203-", "/"):
        assert document.pk not in found(seeing, "documents", f"q={query}")


def test_a_register_that_is_not_searched_finds_nothing_rather_than_everything() -> None:
    people = replace(get_register("people"), search=(), exact=None)
    assert not people.queryset().filter(search_condition(people, None, "an")).exists()


def test_the_order_is_total_and_empty_values_come_last(province: Province, seeing: User) -> None:
    people = get_register("people")
    names = ("Lê Thị An", "Lê Thị Bình", "Lê Thị Cúc")
    days = (None, dt.date(1990, 1, 1), dt.date(1980, 1, 1))
    a, b, c = (
        make_person(province.near, name, birth_date=day) for name, day in zip(names, days, strict=True)
    )
    for sort, expected in (("birth_date", [c, b, a]), ("-birth_date", [b, c, a]), ("", [a, b, c])):
        assert list(ordered(people, seeing, people.queryset(), sort)) == expected


def test_whoever_may_not_read_a_column_gets_the_plain_order(province: Province) -> None:
    people = get_register("people")
    make_person(province.near, "Lê Thị An", ethnicity="hre")
    make_person(province.near, "Lê Thị Bình", ethnicity="cor")
    user = make_user("people.view", on=province.root, level=Level.PERSONAL)
    for sort in ("ethnicity", "-ethnicity"):
        assert [one.name for one in ordered(people, user, people.queryset(), sort)] == [
            "Lê Thị An",
            "Lê Thị Bình",
        ]


def test_sensitive_columns_are_masked(province: Province, seeing: User) -> None:
    person = make_person(province.near, religion="Phật giáo")
    people = get_register("people")
    user = make_user("people.view", on=province.root, level=Level.PERSONAL)
    (theirs,) = shown_columns(people, user, ["religion"])
    (ours,) = shown_columns(people, seeing, ["religion"])
    assert (theirs.text(person), theirs.value(person)) == (MASK, MASK)
    assert ours.text(person) == "Phật giáo"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, EMPTY),
        ("", EMPTY),
        (True, "Có"),
        (False, "Không"),
        (1967, "1.967"),
        (Decimal("90.5"), "90,5"),
        (dt.date(2023, 9, 5), "05/09/2023"),
        (dt.datetime(2023, 9, 5, 1, 2, tzinfo=dt.UTC), "05/09/2023 08:02"),
    ],
)
def test_values_read_as_in_vietnamese_tables(value: Any, shown: str) -> None:
    assert text(value) == shown


def test_a_year_is_no_quantity() -> None:
    targets = get_register("admission_targets")
    assert [kind(targets, path) for path in ("year", "unit__name")] == ["text", "text"]
    assert kind(get_register("members"), "joined_on") == "date"
    assert kind(get_register("admissions"), "is_student") == "boolean"
    assert kind(get_register("units"), "rank") == "number"


def test_a_value_at_the_end_of_a_broken_path_is_nothing(province: Province) -> None:
    admission = make_admission(province.near)
    assert value_at(admission, "member__joined_on") is None
    assert value_at(admission, "document__type") is None
    assert value_at(admission, "person__gender") == "Nữ"


def test_a_form_offers_and_names_only_records_that_its_user_sees(province: Province) -> None:
    """A key typed into the address must not tell whose it is."""
    near, far = make_person(province.near, "Lê Thị Gần"), make_person(province.far, "Lê Thị Xa")
    user = make_user("people.view", "units.view", on=province.district, level=Level.PERSONAL)
    form = AdmissionForm(user=user, initial={"person": far.pk})
    assert "Lê Thị Xa" not in form.as_p()
    assert "Lê Thị Gần" in AdmissionForm(user=user, initial={"person": near.pk}).as_p()
    bound = AdmissionForm({"person": far.pk, "cell": "T-X-1", "decided_on": "1/3/2023"}, user=user)
    assert set(bound.errors) == {"person", "cell"}
    assert "Lê Thị Xa" not in bound.as_p()


def test_a_form_leaves_out_what_its_user_may_not_read(province: Province, seeing: User) -> None:
    people = get_register("people")
    person = make_person(province.near)
    user = make_user("people.view", "people.edit", on=province.root, level=Level.PERSONAL)
    hidden = {"citizen_number", "ethnicity", "religion"}
    assert hidden.isdisjoint(bound_form(people, user, record=person).fields)
    assert hidden <= bound_form(people, seeing, record=person).fields.keys()


def test_a_form_starts_with_the_records_values(province: Province, seeing: User) -> None:
    form = bound_form(get_register("people"), seeing, record=make_person(province.near))
    assert form.initial["kept_by"] == "T-G-1-1"
    assert 'value="04/05/1990"' in form.as_p()


def test_an_actions_refusal_stands_at_its_field_or_above_the_form(seeing: User) -> None:
    form = AdmissionForm({}, user=seeing)
    form.take_errors(ValidationError({"cell": "Sai chi bộ.", "khác": "Sai cái khác."}))
    form.take_errors(ValidationError("Sai cả."))
    assert "Sai chi bộ." in form.errors["cell"]
    assert form.non_field_errors() == ["Sai cái khác.", "Sai cả."]


@pytest.mark.parametrize("typed", ["31/02/2023", "12/2023", "hôm qua"])
def test_a_wrong_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        VietnameseDateField().clean(typed)
    assert "ngày" in refused.value.messages[0]


def test_a_day_is_read_in_every_usual_way() -> None:
    field = VietnameseDateField(required=False)
    assert {field.clean(typed) for typed in ("5/9/2023", "05-09-2023", "2023-09-05")} == {dt.date(2023, 9, 5)}
    assert field.clean("") is None


@pytest.mark.parametrize(
    ("confidentiality", "logged"), [(Level.INTERNAL, False), (Level.SECRET, True)], ids=["internal", "secret"]
)
def test_the_reading_of_a_secret_document_is_logged(
    province: Province, seeing: User, confidentiality: Level, logged: bool
) -> None:
    document = make_document(province.near, confidentiality=confidentiality)
    log_reading(seeing, get_register("documents"), "trang hồ sơ", record=document)
    assert ReadingLog.objects.exists() is logged


def test_lists_are_logged_where_they_may_hold_protected_records(province: Province, seeing: User) -> None:
    for name in ("units", "admission_targets", "documents", "people"):
        log_reading(seeing, get_register(name), "danh sách", count=3)
    log_reading(seeing, get_register("people"), "danh sách", count=0)
    assert set(ReadingLog.objects.values_list("register", "count")) == {("documents", 3), ("people", 3)}
