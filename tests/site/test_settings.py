"""What the settings promise to the people whose data are kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzISE="
PRINT = "from tochuc.site import settings as s; print(({expression}))"


def evaluated(expression: str, folder: Path, **variables: str) -> str:
    """An expression of the settings, as a process with these variables alone sees it."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment = kept | {"TOCHUC_DATA_DIR": str(folder)} | variables
    program = PRINT.format(expression=expression)
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


PUBLIC = {
    "TOCHUC_BASE_URL": "https://tochuc.example.vn",
    "TOCHUC_SECRET_KEY": "s" * 40,
    "TOCHUC_FIELD_KEYS": KEY,
    "TOCHUC_EMAIL_URL": "smtp+tls://tochuc:secret@mail.example.vn:587",
    "TOCHUC_INDEX_KEY": KEY,
}


def test_on_a_public_site_cookies_travel_encrypted_only_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    expression = (
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0"
    )
    assert evaluated(expression, tmp_path, **PUBLIC) == "(True, True, True, True)"


def test_the_forwarded_protocol_is_believed_only_when_a_proxy_is_declared(tmp_path: Path) -> None:
    assert evaluated("s.SECURE_PROXY_SSL_HEADER", tmp_path, **PUBLIC) == "None"
    declared = evaluated("s.SECURE_PROXY_SSL_HEADER", tmp_path, **PUBLIC, TOCHUC_PROXY_HEADER="true")
    assert declared == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_the_database_is_a_file_in_the_data_directory_unless_another_is_named(tmp_path: Path) -> None:
    expression = "s.DATABASES['default']['ENGINE'], str(s.DATABASES['default']['NAME'])"
    own = evaluated(expression, tmp_path)
    assert own == f"('django.db.backends.sqlite3', '{tmp_path}/tochuc.sqlite3')"
    other = evaluated(expression, tmp_path, DATABASE_URL="postgresql://ban@db.example.vn/tochuc")
    assert other == "('django.db.backends.postgresql', 'tochuc')"


def test_a_mistake_ends_the_start_without_a_traceback(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TOCHUC_DATA_DIR": str(tmp_path), "TOCHUC_TIME_ZONE": "Mars"}
    run = subprocess.run(
        [sys.executable, "-m", "tochuc.site", "manage", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "TOCHUC_TIME_ZONE is not a time zone" in run.stderr
    assert "Traceback" not in run.stderr


def test_pages_may_not_run_scripts_or_styles_that_are_written_into_them() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    everything = {source for sources in directives.values() for source in sources}
    assert everything <= {"'none'", "'self'", "data:"}


def test_djangos_own_administration_which_knows_no_visibility_is_not_installed() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "INDEX_KEY"])
def test_pages_of_errors_would_not_show_the_keys(name: str) -> None:
    from django.views.debug import get_default_exception_reporter_filter

    shown = get_default_exception_reporter_filter().get_safe_settings()
    assert set(str(shown[name])) <= set("*[]', ")
