"""Persons: one file each, with a citizen number that fits and belongs to nobody else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.builders import SYSTEM, citizen_number, make_person, make_unit
from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.models import ChangeSet, Unit
from tochuc.registers.people.actions import edit_person
from tochuc.registers.people.models import Gender, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit()


def refusal(unit: Unit, **values: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        make_person(unit, **values)
    return " ".join(refused.value.message_dict["citizen_number"])


def test_a_number_typed_in_groups_is_the_same_number(unit: Unit) -> None:
    number = citizen_number()
    person = make_person(unit, citizen_number=f"{number[:3]} {number[3:6]}.{number[6:]}")
    assert person.citizen_number == number
    assert Person.objects.get(citizen_number_hash=lookup_hash(number)) == person
    assert refusal(unit, citizen_number=number)


def test_names_are_kept_in_one_form_of_unicode(unit: Unit) -> None:
    assert make_person(unit, "Trâ\u0300n  Thi\u0323 Mâ\u0303u ").name == "Trần Thị Mẫu"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("05119000000", "PER-001"),
        ("051090000001", "PER-003"),
        ("051191000001", "PER-004"),
        ("051990000001", "PER-005"),
    ],
)
def test_a_number_that_contradicts_the_file_is_refused(unit: Unit, number: str, code: str) -> None:
    sentence = refusal(unit, citizen_number=number, gender=Gender.FEMALE, birth_date=dt.date(1990, 5, 4))
    assert code in sentence
    assert number not in sentence


def test_a_number_of_another_file_is_refused_without_saying_whose(unit: Unit) -> None:
    number = citizen_number()
    make_person(unit, "Lê Thị Bí Mật", citizen_number=number)
    sentence = refusal(unit, citizen_number=number)
    assert "hồ sơ khác" in sentence
    assert "Bí Mật" not in sentence
    assert not re.search(r"\d{6}", sentence)


def test_a_correction_is_checked_against_what_the_file_says(unit: Unit) -> None:
    person = make_person(unit, citizen_number=citizen_number())
    with pytest.raises(ValidationError, match="PER-003"):
        edit_person(SYSTEM, person, gender=Gender.MALE)
    assert Person.objects.get().gender == Gender.FEMALE


def test_the_own_number_is_no_duplicate(unit: Unit) -> None:
    person = make_person(unit, citizen_number=citizen_number())
    edit_person(SYSTEM, person, citizen_number=person.citizen_number, occupation="Giáo viên")
    changed = ChangeSet.objects.latest("number").changes.get()
    assert changed.after == '{"occupation":"Giáo viên"}'


def test_a_number_can_be_taken_out(unit: Unit) -> None:
    person = make_person(unit, citizen_number=citizen_number())
    edit_person(SYSTEM, person, citizen_number="")
    assert Person.objects.get().citizen_number_hash is None
