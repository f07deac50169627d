"""Many rows at once are the same rows as one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import models, transaction

from tests.builders import SYSTEM, citizen_number, make_person, make_unit
from tochuc.kernel import bulk
from tochuc.kernel.changes.writer import writing
from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.models import Change, Placement, Unit, UnitKind
from tochuc.registers.people.actions import create_person
from tochuc.registers.people.models import Ethnicity, Gender, Person
from tochuc.registers.units.models import Reorganisation, ReorganisationKind

pytestmark = pytest.mark.django_db
CREATE = create_person.info.name


@pytest.fixture
def unit() -> Unit:
    return make_unit()


def insert(people: list[Person]) -> None:
    with transaction.atomic():
        for person, key in zip(people, bulk.allocate_ids(Person, len(people)), strict=True):
            person.pk = key
        bulk.insert_items(Person, people)


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
        bulk.insert_items(Person, people)
    bulk.delete(Person, taken)
    saved = make_person(unit)
    with transaction.atomic():
        again = list(bulk.allocate_ids(Person, 2))
    assert len({*taken, saved.pk, *again}) == 6


@pytest.mark.parametrize("values", [1, 3, 6, 7])
def test_statements_of_any_length_write_every_row(
    unit: Unit, monkeypatch: pytest.MonkeyPatch, values: int
) -> None:
    """Fewer rows than a statement takes, just as many, a multiple, and some left over."""
    width = len(Person._meta.concrete_fields)
    monkeypatch.setattr(bulk, "_STATEMENT", width * 3)
    names = [f"Lê Văn {number}" for number in range(values)]
    insert([person(unit, name) for name in names])
    assert list(Person.objects.order_by("pk").values_list("name", flat=True)) == names


def test_what_makes_its_value_on_saving_is_not_written_in_bulk() -> None:
    class Stamped(models.Model):
        at = models.DateField(auto_now=True)

        class Meta:
            app_label = "tests"

        def __str__(self) -> str:
            return ""

    with pytest.raises(TypeError, match="because of at"):
        bulk.columns_of(Stamped, [])


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
        bulk.insert_items(Person, [])
        bulk.update(Person, [], ["name"])
        bulk.update(Person, [person(unit, "Lê Văn Hai")], [])


def test_a_person_in_bulk_equals_a_person_alone() -> None:
    unit = make_unit()
    values: dict[str, Any] = {
        "name": "Đinh Thị Rố",
        "birth_date": dt.date(1990, 2, 28),
        "gender": Gender.FEMALE,
        "ethnicity": Ethnicity.HRE,
        "kept_by_id": unit.pk,
    }
    with writing(SYSTEM, CREATE) as writer:
        (many,) = writer.create_many([Person(citizen_number="051190000001", **values)])
        alone = writer.create(Person(citizen_number="051190000002", **values))
    names = [field.attname for field in Person._meta.concrete_fields]
    common = [name for name in names if name not in ("id", "citizen_number", "citizen_number_hash")]
    first, second = Person.objects.filter(pk__in=[many.pk, alone.pk]).values_list(*common)
    assert first == second
    found = Person.objects.get(citizen_number_hash=lookup_hash("051190000001"))
    assert (found, found.citizen_number) == (many, "051190000001")


def test_empty_values_numbers_and_references_arrive_as_they_are() -> None:
    root = make_unit()
    cell = make_unit(parent=root, kind=UnitKind.CELL)
    day = dt.date(2023, 5, 1)
    with writing(SYSTEM, CREATE) as writer:
        writer.create_many(
            [Reorganisation(kind=ReorganisationKind.MOVE, unit=cell, on=day, source=None, target_id=root.pk)]
        )
        writer.create_many([Placement(unit=cell, parent=root, since=day, until=None)])
    moved = Reorganisation.objects.get(kind="move")
    assert (moved.kind, moved.unit, moved.on, moved.source, moved.target) == ("move", cell, day, None, root)
    assert Placement.objects.filter(unit=cell, since=day).get().until is None
    assert Change.objects.filter(model="units.reorganisation", object_id=moved.pk).get().sealed is None
