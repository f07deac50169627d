"""What an operator relies on: bounded uploads, logs without personal data, keys that do what they are said to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from tests.answers import body
from tests.builders import SYSTEM, citizen_number, make_document, make_member, make_officer, make_person
from tests.province import make_province
from tochuc.kernel.fields import lookup_hash, seal, unseal
from tochuc.kernel.models import Change
from tochuc.registers.documents.actions import attach_file
from tochuc.registers.documents.storage import path_of
from tochuc.registers.people.actions import edit_person

OTHER_KEY = "YW5vdGhlciBrZXkgb2YgdGhlIHRlc3RzLCAzMiBieXQ="


@pytest.mark.django_db
def test_whoever_is_not_signed_in_cannot_fill_the_disk(client: Client, settings: Any) -> None:
    settings.UPLOAD_BYTES = 1024
    file = SimpleUploadedFile("to.pdf", b"x" * 3 * 2**20)
    answer = client.post(reverse("account_login"), {"login": "ai", "file": file})
    assert answer.status_code == 400


def test_the_log_leaves_out_what_a_database_repeats_of_a_row() -> None:
    told = "DETAIL:  Failing row contains (Lê Thị Sen).\nCONTEXT:  COPY people, line 1: Lê Thị Sen"
    formatter = import_string(site.LOGGING["formatters"]["line"]["class"])()  # type: ignore[index]
    try:
        raise IntegrityError(f"the constraint people_once\n{told}")
    except IntegrityError:
        written = formatter.formatException(sys.exc_info())
    assert "people_once" in written
    assert "Sen" not in written


@pytest.mark.django_db
def test_a_citizen_number_stands_nowhere_in_the_database_as_it_is() -> None:
    province = make_province()
    first, second = citizen_number(), citizen_number()
    person = make_person(province.near, citizen_number=first)
    edit_person(SYSTEM, person, citizen_number=second)
    with connection.cursor() as cursor:
        cursor.execute("SELECT citizen_number, citizen_number_hash FROM people_person")
        stored = str(cursor.fetchall())
    logged = str(list(Change.objects.values_list("before", "after", "sealed")))
    for number in (first, second):
        assert number not in stored
        assert number not in logged
    assert (
        Change.objects.filter(object_id=person.pk, model="people.person", sealed__isnull=False).count() == 2
    )


def test_values_under_an_older_key_stay_readable_and_equal_values_look_different(settings: Any) -> None:
    old = seal(b"051190000001")
    assert old != seal(b"051190000001")
    settings.FIELD_KEYS = [OTHER_KEY, *settings.FIELD_KEYS]
    assert unseal(old) == b"051190000001"
    settings.FIELD_KEYS = [OTHER_KEY]
    with pytest.raises((KeyError, InvalidTag)):
        unseal(old)


def test_the_hash_that_finds_a_number_cannot_be_computed_without_its_key(settings: Any) -> None:
    before = lookup_hash("051190000001")
    settings.INDEX_KEY = OTHER_KEY
    assert lookup_hash("051190000001") != before


@pytest.mark.django_db
def test_an_attachment_is_only_ever_a_download(settings: Any, tmp_path: Path, client: Client) -> None:
    settings.MEDIA_ROOT = tmp_path
    province = make_province()
    file = SimpleUploadedFile('../../x"\r\nSet-Cookie: a=b;<script>.pdf', b"%PDF-1.7 <script>")
    kept = attach_file(SYSTEM, document=make_document(province.near), file=file)
    assert path_of(kept.sha256).is_relative_to(tmp_path)
    client.force_login(make_officer("province_officer", province.root))
    answer = client.get(reverse("attachment", args=[kept.pk]))
    body(answer)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.django_db
def test_what_people_write_is_never_markup(client: Client) -> None:
    province = make_province()
    hostile = "<img src=x onerror=alert(1)>"
    member = make_member(province.near, make_person(province.near, hostile))
    client.force_login(make_officer("province_officer", province.root))
    for address in (
        "/so/members/",
        f"/so/members/{member.pk}/",
        f"/so/people/{member.person_id}/lich-su/",
        "/tim/?q=onerror",
        f"/so/people/?q={hostile}",
        f"/so/people/them/?name={hostile}",
    ):
        assert b"<img src=x" not in client.get(address).content
