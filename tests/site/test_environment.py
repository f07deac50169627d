"""What the operator sets, and how mistakes in it are told."""

import os
import stat
from pathlib import Path

import pytest

from tochuc.site.environment import BadEnvironment, Environment, load, load_or_exit, variable

KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGVzISE="
PUBLIC = {
    "TOCHUC_BASE_URL": "https://tochuc.example.vn",
    "TOCHUC_SECRET_KEY": "s" * 40,
    "TOCHUC_FIELD_KEYS": KEY,
    "TOCHUC_EMAIL_URL": "smtp+tls://tochuc:secret@mail.example.vn:587",
    "TOCHUC_INDEX_KEY": KEY,
}


class Operator:
    """Sets variables as an operator would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def sets(self, **variables: str) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)

    def unsets(self, name: str) -> None:
        self._monkeypatch.delenv(name)


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Operator:
    for name in [name for name in os.environ if name.startswith("TOCHUC_") or name == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TOCHUC_DATA_DIR", str(tmp_path / "var"))
    return Operator(monkeypatch)


def problems() -> str:
    with pytest.raises(BadEnvironment) as refusal:
        load()
    return "\n".join(refusal.value.problems)


def test_on_a_machine_of_ones_own_nothing_has_to_be_set(operator: Operator) -> None:
    environment = load()
    assert environment.local
    assert environment.hosts == ["127.0.0.1", "::1", "localhost"]
    assert not environment.https


def test_keys_made_on_ones_own_machine_stay_the_same_and_are_the_owners_alone(
    operator: Operator, tmp_path: Path
) -> None:
    first, second = load(), load()
    assert (first.secret_key, first.field_keys, first.index_key) == (
        second.secret_key,
        second.field_keys,
        second.index_key,
    )
    assert first.field_keys != [first.index_key]
    files = sorted((tmp_path / "var").iterdir())
    assert [file.name for file in files] == ["field-keys", "index-key", "secret-key"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_public_site_starts_with_https_and_its_own_keys_and_writes_none(
    operator: Operator, tmp_path: Path
) -> None:
    operator.sets(**PUBLIC, TOCHUC_ALLOWED_HOSTS="btc.example.vn, 10.1.2.3")
    environment = load()
    assert environment.https
    assert environment.hosts == ["10.1.2.3", "btc.example.vn", "tochuc.example.vn"]
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("name", ["TOCHUC_SECRET_KEY", "TOCHUC_FIELD_KEYS", "TOCHUC_INDEX_KEY"])
def test_a_public_site_does_not_start_without_each_of_its_keys(operator: Operator, name: str) -> None:
    operator.sets(**PUBLIC)
    operator.unsets(name)
    assert f"{name} is missing: set it to what" in problems()


def test_a_public_site_does_not_print_its_mail(operator: Operator) -> None:
    operator.sets(**PUBLIC | {"TOCHUC_EMAIL_URL": "console:"})
    assert "TOCHUC_EMAIL_URL must name a mail service" in problems()


def test_a_public_site_does_not_start_without_https(operator: Operator) -> None:
    operator.sets(**PUBLIC | {"TOCHUC_BASE_URL": "http://tochuc.example.vn"})
    assert "TOCHUC_BASE_URL must begin with https://" in problems()


def test_all_mistakes_are_told_at_once(operator: Operator) -> None:
    operator.sets(
        TOCHUC_BASE_URL="https://tochuc.example.vn",
        TOCHUC_DEBUG="perhaps",
        TOCHUC_TIME_ZONE="Asia/Hanoi",
        DATABASE_URL="mysql://ban:secret@h/tochuc",
        TOCHUC_FIELD_KEYS="short",
        TOCHUC_UPLOAD_MEGABYTES="0",
        TOCHUC_LOG_LEVLE="INFO",
    )
    told = problems()
    for sentence in (
        "TOCHUC_DEBUG is not accepted",
        "TOCHUC_TIME_ZONE is not a time zone; write for example Asia/Ho_Chi_Minh",
        "DATABASE_URL must begin with sqlite:/// or postgresql://",
        "TOCHUC_FIELD_KEYS holds a key that is not 32 bytes",
        "TOCHUC_UPLOAD_MEGABYTES is not accepted",
        "TOCHUC_LOG_LEVLE is not a setting of tochuc: did you mean TOCHUC_LOG_LEVEL?",
        "TOCHUC_SECRET_KEY is missing",
    ):
        assert sentence in told
    assert "secret@" not in told


@pytest.mark.parametrize("address", ["tochuc.example.vn", "https://", "https://host/path", "http://[::1"])
def test_an_address_that_is_none_is_refused(operator: Operator, address: str) -> None:
    operator.sets(TOCHUC_BASE_URL=address)
    assert "TOCHUC_BASE_URL" in problems()


def test_an_empty_variable_counts_as_not_set(operator: Operator) -> None:
    operator.sets(TOCHUC_TIME_ZONE="", TOCHUC_SECRET_KEY="")
    assert load().time_zone == "Asia/Ho_Chi_Minh"


def test_a_starting_process_ends_with_code_2_and_the_list_of_mistakes(
    operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    operator.sets(TOCHUC_TIME_ZONE="Mars", TOCHUC_COLOUR="red")
    with pytest.raises(SystemExit) as end:
        load_or_exit()
    assert end.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("tochuc cannot start")
    assert len(lines) == 3


def test_every_setting_is_documented_with_the_sentence_it_has_in_the_code(
    pytestconfig: pytest.Config,
) -> None:
    page = (pytestconfig.rootpath / "docs/engineering/settings.md").read_text(encoding="utf-8")
    for name, field in Environment.model_fields.items():
        assert f"| `{variable(name)}` |" in page, variable(name)
        assert field.description
        assert field.description in page, f"the sentence of {variable(name)}"
