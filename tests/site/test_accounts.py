"""How people log in."""

import pytest
from django.test import Client
from pytest_django import Settings

from tochuc.site.accounts import AccountAdapter, SecondFactorAdapter

OTHER_KEY = "YW5vdGhlciBrZXkgb2YgdGhlIHRlc3RzLCAzMiBieXQ="


def test_the_secret_of_a_second_factor_is_not_kept_in_the_clear() -> None:
    kept = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert SecondFactorAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_after_the_key_has_changed_older_second_factors_still_work(settings: Settings) -> None:
    kept = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.FIELD_KEYS = [OTHER_KEY, *settings.FIELD_KEYS]
    assert SecondFactorAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_nobody_signs_up_on_their_own(client: Client) -> None:
    response = client.get("/accounts/signup/")
    assert not AccountAdapter().is_open_for_signup(response.wsgi_request)
    assert b'name="password1"' not in response.content
