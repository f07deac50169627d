"""`tochuc report`."""

from __future__ import annotations

from pathlib import Path
from zipfile import is_zipfile

import pytest

from tests.reports.world import World
from tochuc.site.cli import main

SECTION = "annual-province-i-2-2"


def export(unit: str, to: str, out: Path, code: str = SECTION, year: str = "2023") -> int:
    return main(["report", "export", code, "--unit", unit, "--year", year, "--to", to, str(out)])


def test_the_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "list"]) == 0
    assert f"{SECTION}\t" in capsys.readouterr().out


def test_a_report_is_written_as_word_and_as_html(world: World, tmp_path: Path) -> None:
    word, html = tmp_path / "report.docx", tmp_path / "report.html"
    assert export(world.province.code, "docx", word) == 0
    assert is_zipfile(word)
    assert export(world.province.code, "html", html) == 0
    assert "Đến ngày 31/12/2023, toàn tỉnh" in html.read_text(encoding="utf-8")


def test_what_does_not_exist_is_named(world: World, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    with pytest.raises(SystemExit, match=f"no report nothing; there are {SECTION}"):
        export(world.province.code, "docx", out, code="nothing")
    with pytest.raises(SystemExit, match="There is no unit XYZ"):
        export("XYZ", "docx", out)
    with pytest.raises(SystemExit, match="Không lập được báo cáo"):
        export(world.province.code, "docx", out, year="1950")
    with pytest.raises(SystemExit, match="cannot be written"):
        export(world.province.code, "html", tmp_path / "missing" / "report.html")
    assert not out.exists()


def test_a_year_far_off_is_a_wrong_call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        export("QNG", "docx", tmp_path / "report.docx", year="20233")
    assert "must lie between 1900 and 2100" in capsys.readouterr().err
