"""Accounts: nobody gains by them what nobody gave."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.builders import make_officer, make_user
from tests.province import Province, make_province
from tochuc.kernel.access.actions import edit_user
from tochuc.kernel.changes.writer import Acting

pytestmark = pytest.mark.django_db

PASSWORD = "một mật khẩu khá dài"


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.mark.parametrize("values", [{"password": PASSWORD}, {"email": "ai@vi.du"}, {"is_active": False}])
def test_an_administrator_of_a_district_cannot_take_over_an_account_of_the_province(
    province: Province, values: dict[str, Any]
) -> None:
    local = make_officer("administrator", province.district)
    head = make_officer("department_head", province.root)
    with pytest.raises(PermissionDenied):
        edit_user(Acting(local), head, **values)
    head.refresh_from_db()
    assert (head.email, head.is_active) == ("", True)
    assert not head.check_password(PASSWORD)


def test_an_administrator_edits_the_accounts_of_their_units_and_those_without_an_assignment(
    province: Province,
) -> None:
    local = make_officer("administrator", province.district)
    for user in (make_officer("cell_secretary", province.near), make_user()):
        edit_user(Acting(local), user, password=PASSWORD)
        user.refresh_from_db()
        assert user.check_password(PASSWORD)
        assert user.password_set_at is not None


def test_a_new_password_ends_the_sessions_of_the_account(province: Province) -> None:
    administrator = make_officer("administrator", province.root)
    officer = make_officer("district_officer", province.district)
    client = Client()
    client.force_login(officer)
    edit_user(Acting(administrator), officer, password=PASSWORD)
    assert client.get(reverse("home")).status_code == 302


def test_a_locked_account_is_out_at_once(province: Province) -> None:
    administrator = make_officer("administrator", province.root)
    officer = make_officer("district_officer", province.district)
    client = Client()
    client.force_login(officer)
    edit_user(Acting(administrator), officer, is_active=False)
    assert client.get(reverse("home")).status_code == 302


def test_the_address_of_password_mails_changes_only_through_the_log(province: Province) -> None:
    officer = make_officer("district_officer", province.district)
    client = Client()
    client.force_login(officer)
    client.post(reverse("account_email"), {"action_add": "", "email": "moi@vi.du"})
    client.post(reverse("account_email"), {"action_primary": "", "email": "moi@vi.du"})
    officer.refresh_from_db()
    assert officer.email == ""


def test_signing_in_leads_to_no_other_site(province: Province, client: Client) -> None:
    user = make_user()
    user.set_password(PASSWORD)
    user.save()
    answer = client.post(
        f"{reverse('account_login')}?next=https://evil.example/",
        {"login": user.username, "password": PASSWORD},
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_guessing_a_password_is_slowed_down(province: Province, client: Client) -> None:
    user = make_user()
    user.set_password(PASSWORD)
    user.save()
    for guess in range(6):
        client.post(reverse("account_login"), {"login": user.username, "password": f"sai rồi {guess}"})
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert client.get(reverse("home")).status_code == 302


def test_what_changes_needs_the_token_of_the_form(province: Province) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_officer("province_officer", province.root))
    assert client.post(reverse("register:create", args=["people"])).status_code == 403
    assert client.post("/api/v1/people/", {}, content_type="application/json").status_code == 403


def test_every_page_forbids_foreign_scripts_and_frames(province: Province, client: Client) -> None:
    answer = client.get(reverse("account_login"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
