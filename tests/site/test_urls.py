"""What is to be had without logging in."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_the_schema_of_the_interface_is_for_those_who_are_logged_in(client: Client) -> None:
    assert client.get(reverse("api-schema")).status_code == 403


@pytest.mark.django_db
def test_the_page_to_log_in_is_for_everybody(client: Client) -> None:
    assert client.get(reverse("account_login")).status_code == 200
