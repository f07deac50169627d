"""Whatever stands in an address, the answer is a page or a refusal, never a breakdown, and comes at once."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import make_member, make_officer
from tests.province import make_province
from tochuc.kernel.importing import context

pytestmark = pytest.mark.django_db

HUGE = "9" * 5000
ADDRESSES = [
    f"/so/documents/?q={HUGE}",
    f"/tim/?q={HUGE}",
    "/tim/?q=" + "a+" * 3000,
    "/tim/?q=" + "," * 20_000,
    "/so/people/?q=" + "a+" * 3000,
    "/so/units/tra-cuu/?q=" + "a+" * 3000,
    "/so/units/?q=%00",
    f"/so/people/?page={HUGE}",
    "/so/people/?page=-1",
    "/so/people/?per_page=²",
    "/so/people/?sort=kept_by__parent__name&unit=x",
    "/so/people/?birth_date_from=xx&kept_by=%27%22",
    "/so/admission_targets/?year=" + "9" * 40,
    "/so/admission_targets/?year=1e400",
    "/so/admission_targets/?year=NaN",
    "/?year=²",
    "/?year=2",
    "/?year=9999",
    "/so-lieu/?year=2",
    "/so-lieu/?year=9999",
    "/so-lieu/?from=0001-01-01&to=0001-12-31",
    "/so-lieu/?from=9999-01-01&to=9999-12-31",
    "/so-lieu/?from=2024-01-01&to=2023-01-01",
    "/so-lieu/members/?year=2",
    "/so-lieu/members.admitted.growth/?from=0001-01-01&to=0001-12-31",
    "/so-lieu/members/ban-ghi/?by=age&key=x&year=9999",
    "/so-lieu/members/ban-ghi/?by=nothing",
    "/so-lieu/members/?unit=%00",
    "/to-chuc/?as_of=01/01/0001",
    "/to-chuc/T/?as_of=01/01/0005",
    "/to-chuc/T/?as_of=31/12/9999",
    "/to-chuc/T/cap-duoi/?as_of=01/01/0001",
    "/bao-cao/?year=2",
    "/bao-cao/annual-province-i-2-2/?year=2",
    "/bao-cao/annual-province-i-2-2/?year=9999",
    f"/so/people/{'9' * 30}/",
    f"/nhap/{'9' * 30}/",
    f"/nhat-ky/{'9' * 30}/",
    f"/tep/{'9' * 30}/",
    f"/kiem-tra/{'9' * 30}/",
    f"/kiem-tra/{'9' * 30}/nhan-xet.docx",
    f"/kiem-tra/?page={HUGE}",
    "/kiem-tra/quy-tac/..%2F..%2Fetc/",
    "/nhat-ky/?page=1000000000",
    "/api/v1/people/?per_page=1000000000",
    "/api/v1/people/?page=1000000000",
    "/api/v1/people/?q=" + "a+" * 3000,
    f"/api/v1/people/{'9' * 30}/",
    "/so/people/them/?birth_date=x&kept_by=%00&name=%3Cscript%3E",
]


@pytest.fixture
def client(client: Client) -> Client:
    province = make_province()
    make_member(province.near)
    user = make_officer("province_officer", province.root)
    client.force_login(user)
    return client


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:60])
def test_an_odd_address_is_answered(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 400, 404)
    assert b"<script>" not in getattr(answer, "content", b"").replace(b"<script type", b"")


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/v1/people/", '{"name": "A", "gender": "female", "kept_by": 1e400}'),
        ("/api/v1/members/", '{"person": 1e400}'),
        ("/api/v1/members/", '{"person": "²"}'),
        ("/api/v1/members/", "[]"),
        ("/api/v1/members/", "{"),
        ("/api/v1/members/", '{"person": ' + "9" * 5000 + "}"),
    ],
    ids=lambda text: text[:40],
)
def test_an_odd_body_is_refused(client: Client, address: str, body: str) -> None:
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_a_column_of_wrong_names_does_not_keep_the_worker_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for the likeliest name compares each wrong text with every record."""
    compared: list[str] = []

    def compare(text: str, *_args: object, **_options: object) -> list[str]:
        compared.append(text)
        return []

    monkeypatch.setattr(context, "get_close_matches", compare)
    table = context.LookupTable("tổ chức", 1, [(1, "QNG")])  # type: ignore[list-item]
    for number in range(1000):
        with pytest.raises(ValueError, match="không có tổ chức nào"):
            table(f"sai {number}")
    assert len(compared) < 100
