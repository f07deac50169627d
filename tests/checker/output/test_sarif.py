"""SARIF 2.1.0: what the standard requires of the parts we use (OASIS SARIF 2.1.0, sections 3.13 to 3.55)."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.checker.output.builders import outcome
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import Outcome
from tochuc.checker.output.sarif import sarif
from tochuc.checker.silences import Silenced, fingerprint


def run_of(*outcomes: Outcome) -> dict[str, Any]:
    log = json.loads(sarif(outcomes, "vi"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    assert_valid(run)
    return run


def assert_valid(run: dict[str, Any]) -> None:
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    identifiers = [rule["id"] for rule in driver["rules"]]
    assert len(set(identifiers)) == len(identifiers)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for artifact in run["artifacts"]:
        assert_uri(artifact["location"]["uri"])
    for result in run["results"]:
        assert_valid_result(result, identifiers)


def assert_valid_result(result: dict[str, Any], identifiers: list[str]) -> None:
    assert result["message"]["text"]
    assert identifiers[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert 0 <= result["rank"] <= 100
    assert all(isinstance(print_, str) and print_ for print_ in result["partialFingerprints"].values())
    assert len(result["locations"]) == 1
    related = result["relatedLocations"]
    assert [location["id"] for location in related] == list(range(len(related)))
    for location in [*result["locations"], *related]:
        assert_uri(location["physicalLocation"]["artifactLocation"]["uri"])
        region = location["physicalLocation"]["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert (1, 1) <= start <= end
        assert region["startColumn"] >= 1
        assert region["endColumn"] >= 1
    for suppression in result["suppressions"]:
        assert suppression["kind"] in ("inSource", "external")


def assert_uri(uri: str) -> None:
    assert uri.isascii()
    assert not set(uri) & set(' "<>\\^`{|}')


def test_a_finding_names_its_rule_its_place_and_its_other_half() -> None:
    run = run_of(outcome("Gồm 2+2+1.\n\nLà SAI6 việc."))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["TST-001"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("TST-001", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "bao-cao.txt"}
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 4,
        "endLine": 3,
        "endColumn": 8,
        "snippet": {"text": "SAI6"},
    }
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "Danh sách có 5"
    assert related["physicalLocation"]["region"]["startColumn"] == 5


def test_what_is_silenced_is_suppressed_with_its_reason() -> None:
    (found,) = outcome("SAI6").found
    silence = Silenced("TST-001", fingerprint(found.finding), "SAI6", "đã đối chiếu")
    (result,) = run_of(outcome("SAI6", silences=(silence,)))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "đã đối chiếu"}]


def test_names_of_files_become_addresses() -> None:
    run = run_of(outcome("SAI6", file="thư mục/báo cáo #1.txt"), outcome("SAI6", file="/tam/b c.txt"))
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
        "th%C6%B0%20m%E1%BB%A5c/b%C3%A1o%20c%C3%A1o%20%231.txt",
        "file:///tam/b%20c.txt",
    ]


def test_a_document_without_findings_is_a_run_without_results() -> None:
    run = run_of(outcome("Không có gì."))
    assert run["results"] == []
    assert run["artifacts"] == [{"location": {"uri": "bao-cao.txt"}}]


@given(st.lists(st.sampled_from(["SAI6", "nhầm", "ngờ", "2+2+1", "\n\n", "chữ ", "\x00"])).map("".join))
def test_whatever_is_found_the_log_is_valid(text: str) -> None:
    run_of(outcome(text, confidence=Confidence.MAYBE))
