"""Another program has a document checked, and gets what the command would print."""

from __future__ import annotations

import io
import json
import zipfile
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.reports.checking.files import DATE, FAULTY, SUM, sent
from tochuc.checker.engine import Options
from tochuc.checker.outcome import outcome_of
from tochuc.checker.output.json import as_json
from tochuc.checker.readers import read_bytes
from tochuc.checker.reading import Reading
from tochuc.reports.checking.api import CheckThrottle
from tochuc.reports.checking.models import CheckedDocument

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/checks/"


def check(client: Client, **more: Any) -> Any:
    return client.post(ADDRESS, {"file": sent(), **more})


def test_the_records_are_those_of_the_command(browser: Client) -> None:
    outcome = outcome_of("bao-cao.txt", Reading(read_bytes(FAULTY.encode(), "bao-cao.txt")), Options())
    assert check(browser).json() == json.loads(as_json([outcome], "vi"))
    assert not CheckedDocument.objects.exists()


def test_rules_are_chosen_as_for_the_command(browser: Client) -> None:
    assert {one["code"] for one in check(browser, select="ari,CIT-001").json()} == {SUM, DATE}
    assert SUM not in {one["code"] for one in check(browser, ignore="ARI").json()}
    assert {one["confidence"] for one in check(browser, confidence="sure").json()} == {"sure"}


def test_annotated_it_is_a_word_file(browser: Client) -> None:
    answer = browser.post(f"{ADDRESS}?annotate=true", {"file": sent()})
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as word:
        assert SUM in word.read("word/comments.xml").decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"file": sent("{\\rtf1 x}", "a.rtf")}, "file"),
        ({}, "file"),
        ({"file": sent(), "select": "XYZ"}, "select"),
        ({"file": sent(), "confidence": "very"}, "confidence"),
    ],
)
def test_what_is_wrong_is_told_by_field(browser: Client, given: dict[str, Any], field: str) -> None:
    answer = browser.post(ADDRESS, given)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_a_program_in_a_hurry_is_slowed_down(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CheckThrottle, "rate", "1/min")
    assert check(browser).status_code == 200
    refused = check(browser)
    assert refused.status_code == 429
    assert "quá nhanh" in refused.json()["errors"]["__all__"][0]


def test_the_schema_describes_it() -> None:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", stdout=out)
    schema = json.loads(out.getvalue())
    operation = schema["paths"][ADDRESS]["post"]
    assert operation["operationId"] == "checks_create"
    assert set(operation["responses"]["200"]["content"]) == {
        "application/json",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
