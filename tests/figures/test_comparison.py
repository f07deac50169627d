"""The printed figures of a report against the registers, through the command."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.figures.conftest import Province
from tochuc.figures.comparison import BadFile, Printed, Status, compare, read_mapping, read_printed
from tochuc.site.cli import main

KNOWN = Path(str(files("tochuc.demo") / "figures-2336.yaml"))

PRINTED = """
figures:
- {id: admitted, printed: '03', value: 3}
- {id: over, printed: 50%, value: 50}
- {id: handbook, printed: 1/4, value: {num: 1, den: 4}}
- {id: handbook.in_may, printed: 0/2, value: {num: 0, den: 2}}
- {id: handbook.share, printed: '25,0%', value: 25.0}
- {id: registered, printed: '01', value: 1}
- {id: ba_to, printed: '02', value: 2}
- {id: share, printed: '75%', value: 75}
- {id: votes, printed: '46', value: 46}
"""
MAPPING = """
admitted: {figure: members.admitted}
over: {figure: members.admitted.over_target}
handbook: {figure: members.handbook.share}
handbook.in_may: {figure: members.handbook.share, day: 2023-05-31}
handbook.share: {figure: members.handbook.share}
registered: {figure: members.handbook.share, part: numerator}
ba_to: {figure: members.admitted, by: unit, key: QNG-BT, reason: Báo cáo tính cả người chuyển đến.}
share: {figure: members.admitted.share, qualifier: over}
"""


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    path = tmp_path / "printed.yaml"
    path.write_text(PRINTED, encoding="utf-8")
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = main(["figures", *map(str, words), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("province")
def test_each_entry_is_equal_differing_or_missing(
    capsys: pytest.CaptureFixture[str], printed: Path, mapping: Path
) -> None:
    code, lines = run(capsys, "compare", printed, "--unit", "QNG", "--year", "2023", "--mapping", mapping)
    found = {line["id"]: (line["value"], line["status"]) for line in lines}
    assert found == {
        "admitted": (3, "equal"),
        "over": (50.0, "equal"),
        "handbook": ({"num": 1, "den": 4}, "equal"),
        "handbook.in_may": ({"num": 0, "den": 2}, "equal"),
        "handbook.share": (25.0, "equal"),
        "registered": (1, "equal"),
        "ba_to": (1, "differing"),
        "share": (75.0, "differing"),
        "votes": (None, "missing"),
    }
    assert list(lines[0]) == ["id", "printed", "expected", "figure", "value", "status", "reason"]
    assert lines[6]["reason"] == "Báo cáo tính cả người chuyển đến."
    assert code == 1


@pytest.mark.usefixtures("province")
def test_differences_with_a_reason_are_no_failure(
    capsys: pytest.CaptureFixture[str], printed: Path, mapping: Path
) -> None:
    mapping.write_text(
        MAPPING.replace("qualifier: over", "qualifier: over, reason: Bằng chứ không trên."), encoding="utf-8"
    )
    words = ["figures", "compare", str(printed), "--unit", "QNG", "--year", "2023", "--mapping", str(mapping)]
    assert main(words) == 0
    assert capsys.readouterr().out.endswith("6 equal, 2 differing, 1 missing\n")


@pytest.mark.usefixtures("province")
def test_a_day_outside_the_year_is_refused(printed: Path, mapping: Path) -> None:
    words = ["figures", "compare", str(printed), "--unit", "QNG", "--year", "2022", "--mapping", str(mapping)]
    with pytest.raises(SystemExit, match="2023-05-31, which is not in 2022"):
        main(words)


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("a: {figure: nothing}", "a cannot be read"),
        ("a: {figure: members, by: colour}", "no dimension colour"),
        ("a: {figure: members, part: numerator}", "not computed from parts"),
        ("a: {figure: members, qualifier: about}", "a cannot be read"),
        ("a: {number: members}", "a cannot be read"),
        ("a: members", "a cannot be read"),
        ("- a", "no mapping of names"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_slip_in_the_mapping_is_named(tmp_path: Path, mapping: str, problem: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(mapping, encoding="utf-8")
    with pytest.raises(BadFile, match=problem):
        read_mapping(path)


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("figures: [{id: a, printed: '1', value: x}]", "figure 1 cannot be read"),
        ("figures: [{id: a, printed: '1', value: true}]", "figure 1 cannot be read"),
        ("figures: [{id: a, printed: '1'}]", "figure 1 cannot be read"),
        ("figures: {}", "no list of figures"),
    ],
)
def test_a_slip_in_the_list_is_named(tmp_path: Path, printed: str, problem: str) -> None:
    path = tmp_path / "printed.yaml"
    path.write_text(printed, encoding="utf-8")
    with pytest.raises(BadFile, match=problem):
        read_printed(path)


def test_a_mapping_of_another_list_is_refused(province: Province, mapping: Path) -> None:
    with pytest.raises(BadFile, match="has not: admitted, ba_to"):
        compare([Printed("over", "3%", 3)], read_mapping(mapping), province.root, 2023)


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("33,3%", 33.3, Status.EQUAL),
        ("33%", 33, Status.EQUAL),
        ("33,33%", 33.33, Status.EQUAL),
        ("33,4%", 33.4, Status.DIFFERING),
        ("34%", 34, Status.DIFFERING),
    ],
)
def test_values_are_compared_as_precisely_as_they_are_printed(
    province: Province, tmp_path: Path, text: str, value: float, status: Status
) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("share: {figure: members.handbook.share}", encoding="utf-8")
    province.members[3].cells.all().delete()
    (line,) = compare([Printed("share", text, value)], read_mapping(path), province.root, 2023)
    assert line.status is status


def test_the_known_mapping_names_figures_that_exist_and_holds_no_values() -> None:
    assert len(read_mapping(KNOWN)) == 19
    known = {"figure", "by", "key", "day", "qualifier", "reason"}
    for entry in yaml.safe_load(KNOWN.read_text(encoding="utf-8")).values():
        assert set(entry) <= known
        assert not any(letter.isdigit() for letter in entry.get("reason", ""))
