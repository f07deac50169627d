"""Who may open what: `permissions.yaml` is the answer for every address and every kind of user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.answers import body
from tests.builders import SYSTEM, make_document, make_member, make_officer, make_user
from tests.province import ROWS, Province, make_province
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import ImportJob, Record, User
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import all_registers
from tochuc.registers.documents.actions import attach_file
from tochuc.registers.documents.models import Attachment
from tochuc.reports.checking.actions import start_document
from tochuc.reports.checking.models import CheckedDocument, CheckedVersion

MATRIX = yaml.safe_load(Path(__file__).with_name("permissions.yaml").read_text(encoding="utf-8"))
KINDS: list[str] = MATRIX["kinds"]
ROWS_OF_MATRIX: dict[str, list[int]] = MATRIX["rows"]
OUTSIDE = ("detail", "edit", "history")

JSON = "application/json"

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class World:
    province: Province
    records: Mapping[str, Record]
    attachment: Attachment
    job: ImportJob
    checked: CheckedDocument
    users: Mapping[str, User | None]


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    province = make_province()
    records = {name: make(province.near, 1)[0] for name, make in ROWS.items()}
    file = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7")
    attachment = attach_file(SYSTEM, document=make_document(province.near), file=file)
    users = {kind: _user(kind, province) for kind in KINDS}
    owner = users["province_officer"]
    assert owner is not None
    job = ImportJob.objects.create(
        register="members", user=owner, file_name="dang-vien.xlsx", state=ImportState.DONE
    )
    version = CheckedVersion(file_name="bao-cao.docx", sha256="0" * 64)
    checked = start_document(Acting(owner), name="Báo cáo", version=version)
    return World(province, records, attachment, job, checked, users)


def _user(kind: str, province: Province) -> User | None:
    if kind == "anonymous":
        return None
    places = {"cell_secretary": province.near, "district_officer": province.district}
    user = make_user() if kind == "nobody" else make_officer(kind, places.get(kind, province.root))
    user.set_password("mật khẩu của người thử")
    user.save()
    return user


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_answers_as_the_matrix_says(kind: str, world: World) -> None:
    client = Client()
    user = world.users[kind]
    if user is not None:
        client.force_login(user)
    column = KINDS.index(kind)
    answers = {key: _ask(client, key, world) for key in ROWS_OF_MATRIX}
    assert answers == {key: row[column] for key, row in ROWS_OF_MATRIX.items()}


def test_every_address_stands_in_the_matrix() -> None:
    asked = {key.split()[1] for key in ROWS_OF_MATRIX}
    assert set(_names(get_resolver(settings.ROOT_URLCONF))) == asked


def test_every_register_stands_in_the_matrix() -> None:
    asked = {key.split()[2] for key in ROWS_OF_MATRIX if key.startswith("GET register:list ")}
    assert asked == {register.name for register in all_registers()}


@pytest.mark.parametrize("name", ["people", "members", "documents", "admissions"])
def test_records_outside_the_subtree_are_not_found(name: str, world: World, client: Client) -> None:
    """Not 403: that a record exists is already an answer."""
    far = ROWS[name](world.province.far, 1)[0]
    officer = world.users["district_officer"]
    assert officer is not None
    client.force_login(officer)
    addresses = [reverse(f"register:{page}", args=[name, far.pk]) for page in OUTSIDE]
    addresses.append(f"/api/v1/{name}/{far.pk}/")
    assert {client.get(url).status_code for url in addresses} == {404}
    assert client.patch(addresses[-1], {}, content_type="application/json").status_code == 404


def test_a_record_that_one_sees_but_may_not_edit_is_refused(world: World, client: Client) -> None:
    secretary = world.users["cell_secretary"]
    assert secretary is not None
    client.force_login(secretary)
    member = make_member(world.province.near)
    address = f"/api/v1/members/{member.pk}/"
    assert client.get(address).status_code == 200
    assert client.get(reverse("register:detail", args=["members", member.pk])).status_code == 200
    assert client.get(reverse("register:edit", args=["members", member.pk])).status_code == 403
    refused = client.patch(address, {}, content_type="application/json")
    assert refused.status_code == 403
    assert "không được phân công" in refused.json()["errors"]["__all__"][0]


def _ask(client: Client, key: str, world: World) -> int:
    method, name, *words = key.split()
    address = reverse(name, args=_arguments(name, words, world))
    answer = client.get(address) if method == "GET" else client.generic(method, address, b"{}", JSON)
    body(answer)
    return answer.status_code


def _arguments(name: str, words: list[str], world: World) -> list[Any]:
    """What the address needs: the words of the key, and the key of the record that the register has here."""
    if name.startswith("register:"):
        pk = [world.records[words[0]].pk] if name.partition(":")[2] in (*OUTSIDE, "operate") else []
        return [words[0], *pk, *words[1:]]
    if name.startswith("api-") and not name.endswith("-list") and name not in ("api-schema", "api-checks"):
        return [world.records[name.split("-")[1]].pk]
    if name.startswith("import-"):
        return [world.job.pk]
    if name.startswith("check-") and not words:
        return [world.checked.pk]
    own: dict[str, list[Any]] = {
        "attachment": [world.attachment.pk],
        "unit": [world.province.near.code],
        "unit-children": [world.province.near.code],
        "change-set": [1],
        "check": [world.checked.pk],
    }
    return own.get(name, words)


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield prefix + pattern.name
        else:
            yield from _names(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))
