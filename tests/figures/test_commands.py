"""`tochuc figures list` and `tochuc figures value`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.figures.conftest import Province
from tochuc.figures.registry import all_figures
from tochuc.site.cli import main


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["figures", *words]) == 0
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(printed(capsys, *words, "--format", "json"))


def test_list_names_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "list").splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [f.name for f in all_figures()]


@pytest.mark.usefixtures("province")
def test_value_is_printed_with_its_noun_unit_and_period(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "value", "members.handbook.share", "--unit", "QNG", "--year", "2023")
    assert text == (
        "Tỷ lệ đảng viên có tài khoản Sổ tay đảng viên điện tử, Đảng bộ tỉnh, năm 2023\n25% (01/04) đảng viên\n"
    )


@pytest.mark.usefixtures("province")
def test_value_between_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("value", "members.admitted", "--unit", "QNG", "--from", "01/06/2023", "--to", "2023-08-31")
    found = data(capsys, *words)
    assert (found["value"], found["from"], found["to"]) == (1, "2023-06-01", "2023-08-31")


@pytest.mark.usefixtures("province")
def test_missing_value_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("value", "members.admitted.target", "--unit", "QNG-BS", "--year", "2023")
    assert data(capsys, *words)["missing"] == "Đơn vị chưa được giao chỉ tiêu cho năm này."
    assert printed(capsys, *words).endswith("Đơn vị chưa được giao chỉ tiêu cho năm này.\n")


def test_breakdown_and_records(capsys: pytest.CaptureFixture[str], province: Province) -> None:
    words = ("value", "members", "--unit", "QNG", "--year", "2023", "--by", "unit", "--records")
    found = data(capsys, *words)
    assert {part["key"]: part["value"] for part in found["breakdown"]} == {"QNG-BT": 1, "QNG-BS": 3}
    assert [record["id"] for record in found["records"]] == [member.pk for member in province.members]
    assert {record["register"] for record in found["records"]} == {"members"}
    assert printed(capsys, *words).count("Lê Văn Thử") == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("members", "--unit", "QNG", "--year", "2023"), "There is no unit with the code QNG."),
        (("nobody", "--unit", "QNG", "--year", "2023"), "There is no figure nobody."),
    ],
)
def test_unknown_names_are_refused(words: tuple[str, ...], problem: str) -> None:
    with pytest.raises(SystemExit, match=problem):
        main(["figures", "value", *words])


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "give either --year, or --from and --to"),
        (("--year", "2023", "--to", "2023-01-01"), "give either --year, or --from and --to"),
        (("--from", "2023-01-01"), "give either --year, or --from and --to"),
        (("--year", "0"), "invalid"),
        (("--from", "12/2023", "--to", "2023-12-31"), "hãy ghi đủ ngày/tháng/năm"),
    ],
)
def test_a_wrong_period_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["figures", "value", "members", "--unit", "QNG", *words])
    assert stopped.value.code == 2
    assert problem in capsys.readouterr().err


@pytest.mark.usefixtures("province")
def test_days_in_the_wrong_order_and_unknown_dimensions_are_refused() -> None:
    words = ["figures", "value", "members", "--unit", "QNG"]
    with pytest.raises(SystemExit, match="hãy đổi lại hai ngày"):
        main([*words, "--from", "2023-12-31", "--to", "2023-01-01"])
    with pytest.raises(SystemExit, match="no dimension colour"):
        main([*words, "--year", "2023", "--by", "colour"])
