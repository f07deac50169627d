"""JSON: what other programs get."""

import json

from tests.checker.output.builders import outcome
from tochuc.checker.output.json import as_json, rules_as_json
from tochuc.checker.rule import rules


def test_a_finding_has_its_place_its_words_its_computation_and_its_other_half() -> None:
    (finding,) = json.loads(as_json([outcome("Gồm 2+2+1.\n\nLà SAI6 việc.")], "vi"))
    assert len(finding.pop("fingerprint")) == 16
    assert finding == {
        "file": "bao-cao.txt",
        "code": "TST-001",
        "severity": "error",
        "confidence": "sure",
        "title": "Tổng sai",
        "line": 3,
        "column": 4,
        "end_line": 3,
        "end_column": 8,
        "page": 0,
        "text": "SAI6",
        "message": "Cộng lại được 5 mà ghi 6",
        "stated": "6",
        "computed": "2 + 2 + 1 = 5",
        "fix": None,
        "related": [
            {
                "line": 1,
                "column": 5,
                "end_line": 1,
                "end_column": 10,
                "page": 0,
                "text": "2+2+1",
                "message": "Danh sách có 5",
            }
        ],
    }


def test_several_files_make_one_list_and_none_an_empty_one() -> None:
    both = json.loads(as_json([outcome("SAI6"), outcome("nhầm", file="khac.txt")], "en"))
    assert [(one["file"], one["message"], one["fix"]) for one in both] == [
        ("bao-cao.txt", "The sum is 5, written 6", None),
        ("khac.txt", "Wrong word", "đúng"),
    ]
    assert json.loads(as_json([], "vi")) == []


def test_the_rules_are_listed() -> None:
    listed = json.loads(rules_as_json(rules().values(), "vi"))
    assert listed[0] == {"code": "TST-001", "severity": "error", "title": "Tổng sai"}
