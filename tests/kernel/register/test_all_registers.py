"""What every register offers, proven for each of them: a new one is tested from the day it is declared."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.answers import body
from tests.builders import make_user
from tests.province import ROWS, Province, all_seeing, make_province
from tochuc.kernel.access.permissions import STANDARD_VERBS, known
from tochuc.kernel.checks import problems
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import text
from tochuc.kernel.register.filters import filterset_class
from tochuc.kernel.register.registry import all_registers
from tochuc.web.tables import record_url

COUNTS = Path(__file__).with_name("query_counts.yaml")
FEW, MANY = 3, 30

registers = pytest.mark.parametrize("register", all_registers(), ids=lambda register: register.name)
pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def seeing(province: Province, client: Client) -> Client:
    client.force_login(all_seeing(province))
    return client


def make(register: Register[Any], province: Province, number: int = 1) -> list[Any]:
    return list(ROWS[register.name](province.near, number))


def address(register: Register[Any], page: str, *arguments: object) -> str:
    return reverse(f"register:{page}", args=[register.name, *arguments])


def api(register: Register[Any], *parts: object) -> str:
    return "/".join(["/api/v1", register.name, *map(str, parts), ""])


def test_there_are_rows_for_every_register() -> None:
    assert set(ROWS) == {register.name for register in all_registers()}


@registers
def test_the_declaration_has_no_slips(register: Register[Any]) -> None:
    assert list(problems(register)) == []


@registers
def test_its_permissions_are_known(register: Register[Any]) -> None:
    actions = [one for one in (register.create, register.edit) if one is not None]
    names = {action.info.name for action in actions}
    names |= {operation.action.info.name for operation in register.operations}
    for name in names | {f"{register.name}.{verb}" for verb in STANDARD_VERBS}:
        assert known(name).name == name


@registers
def test_the_list_shows_its_records(register: Register[Any], province: Province, seeing: Client) -> None:
    made = make(register, province, FEW)
    page = seeing.get(address(register, "list"))
    assert page.status_code == 200
    content = page.content.decode()
    for record in made:
        assert record_url(register, record) in content


@registers
def test_the_list_can_be_sorted_by_every_column_that_says_so(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    make(register, province, FEW)
    for column in register.columns:
        if register.sort_of(column):
            for sort in (column.path, f"-{column.path}"):
                assert seeing.get(address(register, "list"), {"sort": sort}).status_code == 200


@registers
def test_every_filter_takes_a_wrong_value_without_breaking(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    for name in filterset_class(register).base_filters:
        assert seeing.get(address(register, "list"), {name: "²không có"}).status_code == 200
        assert seeing.get(address(register, "list"), {name: "9" * 30}).status_code == 200


@registers
def test_the_record_has_its_page_and_its_history(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    (record, *_) = make(register, province)
    page = seeing.get(address(register, "detail", record.pk))
    assert page.status_code == 200
    assert str(record) in page.content.decode()
    assert seeing.get(address(register, "history", record.pk)).status_code == 200


@registers
def test_the_forms_open_where_the_register_is_written_by_hand(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    (record, *_) = make(register, province)
    create, edit = address(register, "create"), address(register, "edit", record.pk)
    assert seeing.get(create).status_code == (200 if register.create is not None else 404)
    assert seeing.get(edit).status_code == (200 if register.edit is not None else 404)
    for operation in register.operations:
        assert seeing.get(address(register, "operate", record.pk, operation.verb)).status_code == 200


@registers
def test_an_empty_form_says_what_is_missing(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    if register.create is not None:
        page = seeing.post(address(register, "create"), {"_reason": "thử"})
        assert page.status_code == 422
        assert "bắt buộc" in page.content.decode().lower()


@registers
def test_what_is_shown_can_be_exported(register: Register[Any], province: Province, seeing: Client) -> None:
    made = make(register, province, FEW)
    book = _body(seeing.get(address(register, "export", "xlsx")))
    cells = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(BytesIO(book)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {register.label_of(column) for column in register.columns if column.shown} <= cells
    table = _body(seeing.get(address(register, "export", "csv"))).decode("utf-8-sig").splitlines()
    assert len(table) > len(made)


@registers
def test_the_template_exists_where_the_register_is_imported(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    answer = seeing.get(address(register, "template"))
    if register.importing is None:
        assert answer.status_code == 404
    else:
        sheet = openpyxl.load_workbook(BytesIO(_body(answer)))[register.importing.title]
        cells = {str(cell.value).removesuffix(" (*)") for row in sheet.iter_rows() for cell in row}
        assert {column.title for column in register.importing.columns} <= cells


@registers
def test_the_api_lists_and_reads_records(register: Register[Any], province: Province, seeing: Client) -> None:
    made = make(register, province, FEW)
    listed = seeing.get(api(register), {"per_page": 500}).json()
    assert {record.pk for record in made} <= {entry["id"] for entry in listed["results"]}
    entry = seeing.get(api(register, made[0].pk)).json()
    assert entry in listed["results"]
    assert entry["masked"] == []
    assert {column.path for column in register.columns} <= entry.keys()


@registers
def test_the_api_refuses_an_empty_record(register: Register[Any], province: Province, seeing: Client) -> None:
    answer = seeing.post(api(register), {}, content_type="application/json")
    if register.create is None:
        assert answer.status_code == 405
    else:
        assert answer.status_code == 400
        assert all(answer.json()["errors"].values())


@registers
def test_search_finds_a_record_by_what_it_is_called(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    (record, *_) = make(register, province)
    assert register.search, f"{register.name} cannot be searched"
    word = text(getattr(record, "name", "") or str(record)).split()[-1]
    found = seeing.get(address(register, "lookup"), {"q": word})
    assert found.status_code == 200
    assert seeing.get(reverse("search"), {"q": word}).status_code == 200


@registers
def test_who_is_not_assigned_sees_nothing(
    register: Register[Any], province: Province, client: Client
) -> None:
    (record, *_) = make(register, province)
    client.force_login(make_user())
    pages = ("detail", "edit", "history")
    addresses = [address(register, "list"), address(register, "create"), address(register, "export", "csv")]
    addresses += [address(register, page, record.pk) for page in pages]
    addresses += [api(register), api(register, record.pk)]
    assert {url: client.get(url).status_code for url in addresses} == dict.fromkeys(addresses, 404)


@registers
def test_lists_need_a_known_number_of_queries_however_many_rows(
    register: Register[Any], province: Province, seeing: Client
) -> None:
    """One baseline for a few rows and for many: a query for each row cannot hide."""
    baseline = yaml.safe_load(COUNTS.read_text(encoding="utf-8")).get(register.name)
    make(register, province, FEW)
    few = _queries(register, seeing)
    make(register, make_another(province), MANY)
    many = _queries(register, seeing)
    assert few == many, "a query for each row"
    assert many == baseline, "write the new number into query_counts.yaml if it is meant"


def make_another(province: Province) -> Province:
    """The same province with its other cell first, so that more rows do not collide with the first ones."""
    return Province(**{**vars(province), "near": province.next, "next": province.near})


def _queries(register: Register[Any], client: Client) -> dict[str, int]:
    addresses = {"list": address(register, "list"), "api": api(register)}
    return {name: _count(client, url) for name, url in addresses.items()}


def _count(client: Client, url: str) -> int:
    client.get(url, {"per_page": 200})  # what the process reads once and keeps
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, {"per_page": 200}).status_code == 200
    return len(queries)


def _body(answer: Any) -> bytes:
    assert answer.status_code == 200
    return body(answer)
