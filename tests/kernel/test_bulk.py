"""Many rows at once are the same rows as one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tests.builders import citizen_number, make_person, make_unit
from tochuc.kernel import bulk
from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.models import Unit
from tochuc.registers.people.models import Gender, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit()


def insert(people: list[Person]) -> None:
    with transaction.atomic():
        for person, key in zip(people, bulk.allocate_ids(Person, len(people)), strict=True):
            person.pk = key
        bulk.insert(Person, people)


def person(unit: Unit, name: str, number: str = "") -> Person:
    return Person(
        name=name,
        gender=Gender.MALE,
        birth_date=dt.date(1980, 1, 2),
        citizen_number=number,
        kept_by=unit,
    )


def test_inserted_rows_read_back_with_their_computed_columns(unit: Unit) -> None:
    number = citizen_number(Gender.MALE)
    insert([person(unit, "Đỗ Văn “Ước”, 'tab\tvà\\gạch'", number), person(unit, "Lê Văn Hai")])
    first, second = Person.objects.order_by("pk")
    assert first.name == "Đỗ Văn “Ước”, 'tab\tvà\\gạch'"
    assert (first.citizen_number, first.citizen_number_hash) == (number, lookup_hash(number))
    assert (first.birth_date, first.religion) == (dt.date(1980, 1, 2), "")
    assert (second.citizen_number, second.citizen_number_hash) == ("", None)
    assert second.folded == "le van hai"


def test_an_inserted_object_is_known_to_be_saved(unit: Unit) -> None:
    (one,) = people = [person(unit, "Lê Văn Hai")]
    insert(people)
    one.name = "Lê Văn Ba"
    one.save()
    assert Person.objects.get().name == "Lê Văn Ba"


def test_keys_are_never_given_twice_even_after_deletion(unit: Unit) -> None:
    with transaction.atomic():
        taken = list(bulk.allocate_ids(Person, 3))
        people = [person(unit, "Lê Văn Hai") for _ in taken]
        for one, key in zip(people, taken, strict=True):
            one.pk = key
        bulk.insert(Person, people)
    bulk.delete(Person, taken)
    saved = make_person(unit)
    with transaction.atomic():
        again = list(bulk.allocate_ids(Person, 2))
    assert len({*taken, saved.pk, *again}) == 6


def test_an_update_writes_the_named_columns_and_those_computed_from_them(unit: Unit) -> None:
    people = [make_person(unit, name, hometown="Mộ Đức") for name in ("Lê Thị Hai", "Lê Thị Ba")]
    people[0].name = "Đặng Thị Ước"
    people[0].hometown = "không ghi"
    bulk.update(Person, people, ["name"])
    first, second = Person.objects.order_by("pk")
    assert (first.name, first.folded, first.hometown) == ("Đặng Thị Ước", "dang thi uoc", "Mộ Đức")
    assert second.name == "Lê Thị Ba"


def test_an_updated_secret_is_found_by_its_new_hash(unit: Unit) -> None:
    one = make_person(unit, citizen_number=citizen_number())
    one.citizen_number = number = citizen_number()
    bulk.update(Person, [one], ["citizen_number"])
    assert Person.objects.get(citizen_number_hash=lookup_hash(number)).citizen_number == number


def test_a_deletion_takes_only_the_keys_named(unit: Unit) -> None:
    gone, kept = make_person(unit), make_person(unit)
    bulk.delete(Person, [gone.pk])
    assert list(Person.objects.all()) == [kept]


def test_nothing_is_nothing(unit: Unit, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        bulk.insert(Person, [])
        bulk.update(Person, [], ["name"])
        bulk.update(Person, [person(unit, "Lê Văn Hai")], [])
