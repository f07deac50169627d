"""Addresses of databases and mail servers, as an operator writes them."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.site import services


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:///var/tochuc.sqlite3", "var/tochuc.sqlite3"), ("sqlite:////srv/t.sqlite3", "/srv/t.sqlite3")],
)
def test_a_sqlite_file_is_named_relative_or_absolute(url: str, name: str) -> None:
    assert services.database(url)["NAME"] == name


def test_a_writing_transaction_on_sqlite_waits_for_its_turn_from_the_start() -> None:
    options = services.database("sqlite:///t.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode = WAL" in options["init_command"]


@given(password=st.text(min_size=1))
def test_any_password_can_be_written_when_it_is_percent_encoded(password: str) -> None:
    encoded = quote(password, safe="", errors="surrogatepass")
    assert services.database(f"postgresql://ban:{encoded}@db.example.vn:5433/tochuc")["PASSWORD"] == password
    assert services.email(f"smtp+tls://ban:{encoded}@mail.example.vn")["EMAIL_HOST_PASSWORD"] == password


def test_a_postgresql_server_is_reached_by_network_or_by_socket() -> None:
    by_network = services.database("postgresql://ban@db.example.vn:5433/tochuc?sslmode=require")
    assert (by_network["HOST"], by_network["PORT"]) == ("db.example.vn", "5433")
    assert by_network["OPTIONS"] == {"sslmode": "require"}
    assert services.database("postgres://ban@/tochuc?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://ban:secret@h/tochuc", "must begin with sqlite:/// or postgresql://"),
        ("sqlite://t.sqlite3", "must name a file"),
        ("sqlite:///", "must name a file"),
        ("postgresql://ban:secret@h", "names no database"),
        ("postgresql://ban:secret@h:99999/tochuc", "port"),
        ("postgresql://ban:secret@h/tochuc?sllmode=require", "not understood: sllmode"),
    ],
)
def test_a_wrong_database_address_is_refused_without_repeating_the_password(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        services.database(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.vn", 25, False, False),
        ("smtp+tls://mail.example.vn", 587, True, False),
        ("smtp+ssl://mail.example.vn:4650", 4650, False, True),
    ],
)
def test_mail_goes_out_plain_or_encrypted(url: str, port: int, tls: bool, ssl: bool) -> None:
    settings = services.email(url)
    assert (settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (port, tls, ssl)


@pytest.mark.parametrize("url", ["mail.example.vn", "smtp://", "imap://mail.example.vn"])
def test_a_wrong_mail_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must be console|names no mail server"):
        services.email(url)
