"""Secrets in the database, and the keys by which people are found and ordered."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django import forms
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import citizen_number, make_person, make_unit
from tochuc.kernel import fields
from tochuc.kernel.fields import lookup_hash, seal, unseal
from tochuc.registers.people.models import Person


def key(number: int) -> str:
    return urlsafe_b64encode(number.to_bytes(32, "big")).decode()


@given(st.binary(max_size=200))
def test_a_sealed_value_opens_to_itself_and_never_looks_the_same_twice(plain: bytes) -> None:
    assert unseal(seal(plain)) == plain
    assert seal(plain) != seal(plain)


@given(st.binary(min_size=1, max_size=50), st.integers(min_value=1), st.integers(1, 255))
def test_an_altered_box_does_not_open(plain: bytes, place: int, by: int) -> None:
    box = bytearray(seal(plain))
    box[1 + place % (len(box) - 1)] ^= by
    with pytest.raises(InvalidTag):
        unseal(bytes(box))


def test_after_a_rotation_the_old_key_still_opens_and_the_new_one_seals(settings: Any) -> None:
    settings.FIELD_KEYS = [key(1)]
    old = seal(b"so cu")
    settings.FIELD_KEYS = [key(2), key(1)]
    assert unseal(old) == b"so cu"
    new = seal(b"so moi")
    settings.FIELD_KEYS = [key(2)]
    assert unseal(new) == b"so moi"
    with pytest.raises(KeyError, match="FIELD_KEYS"):
        unseal(old)


def test_two_keys_that_share_their_first_byte_are_told_apart(settings: Any) -> None:
    numbers = range(1, 2000)
    first = next(fields._key_id(key(number)) for number in numbers)
    twin = next(key(number) for number in numbers if number > 1 and fields._key_id(key(number)) == first)
    settings.FIELD_KEYS = [key(1)]
    box = seal(b"so cu")
    settings.FIELD_KEYS = [twin, key(1)]
    assert unseal(box) == b"so cu"
    settings.FIELD_KEYS = [twin]
    with pytest.raises(InvalidTag):
        unseal(box)


def test_the_lookup_hash_needs_its_own_key_only(settings: Any) -> None:
    before = lookup_hash("051190000001")
    settings.FIELD_KEYS = [key(3)]
    assert lookup_hash("051190000001") == before
    settings.INDEX_KEY = key(4)
    assert lookup_hash("051190000001") != before


@pytest.mark.django_db
def test_the_database_holds_no_citizen_number() -> None:
    number = citizen_number()
    person = make_person(make_unit(), citizen_number=number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_number, citizen_number_hash FROM people_person")
        (row,) = cursor.fetchall()
    assert number not in "".join(row)
    assert Person.objects.get(citizen_number_hash=lookup_hash(number)) == person
    assert Person.objects.get().citizen_number == number


@pytest.mark.django_db
def test_an_empty_number_has_no_hash_so_that_many_may_lack_one() -> None:
    unit = make_unit()
    assert [make_person(unit).citizen_number_hash for _ in range(2)] == [None, None]


@pytest.mark.django_db
def test_people_are_ordered_by_their_given_names() -> None:
    unit = make_unit()
    for name in ("Nguyễn Văn Bình", "Trần Thị Ánh", "Lê Văn An"):
        make_person(unit, name)
    names = list(Person.objects.order_by("sort_key").values_list("name", flat=True))
    assert names == ["Lê Văn An", "Trần Thị Ánh", "Nguyễn Văn Bình"]


def test_a_secret_is_typed_on_one_line_and_bounded_by_its_plain_length() -> None:
    field = Person._meta.get_field("citizen_number").formfield()
    assert isinstance(field, forms.CharField)
    assert isinstance(field.widget, forms.TextInput)
    assert field.max_length == 12
