"""A place declared right is known again by its words; the side file holds who said so, when and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.output.builders import plain, spans
from tochuc.checker.finding import Finding, Say
from tochuc.checker.silences import (
    BadSilences,
    Silenced,
    beside,
    fingerprint,
    fingerprints,
    read_silences,
    write_silences,
)


def finding(text: str, words: str, *, code: str = "ARI-001", computed: str = "") -> Finding:
    return Finding(code, next(spans(plain(text), words)), Say("Sai", "Wrong"), computed=computed)


HERE = finding("Trong năm đã ban hành 06 quyết định về công tác cán bộ của tỉnh.", "06")


def test_edits_elsewhere_and_capitals_leave_a_place_known() -> None:
    moved = finding(
        "Câu mới.\n\nCâu khác. Trong năm ĐÃ  ban hành 06 quyết định về công tác tổ chức của huyện.", "06"
    )
    assert fingerprint(moved) == fingerprint(HERE)


@pytest.mark.parametrize(
    "other",
    [
        finding("Trong năm đã ban hành 07 quyết định về công tác cán bộ của tỉnh.", "07"),
        finding("Trong năm đã ban hành 06 kế hoạch về công tác cán bộ của tỉnh.", "06"),
        finding("Trong năm đã ban hành 06 quyết định về công tác cán bộ của tỉnh.", "06", code="ARI-002"),
        finding(
            "Trong năm đã ban hành 06 quyết định về công tác cán bộ của tỉnh.", "06", computed="2 + 3 = 5"
        ),
    ],
    ids=["other number", "other noun", "other rule", "other computation"],
)
def test_what_is_another_finding_has_another_name(other: Finding) -> None:
    assert fingerprint(other) != fingerprint(HERE)


def test_the_second_of_two_like_findings_has_a_name_of_its_own() -> None:
    text = "có 06 việc"
    first, second, third = (finding(text, "06") for _ in range(3))
    names = fingerprints([first, second, third])
    assert names == [names[0], f"{names[0]}-2", f"{names[0]}-3"]


@given(st.text(), st.text())
def test_every_place_has_a_name(before: str, after: str) -> None:
    assert fingerprint(finding(f"{before} 06 {after}", "06")).isalnum()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = beside(tmp_path / "bao-cao.docx")
    assert path.name == "bao-cao.docx.tochuc.yaml"
    silences = (
        Silenced("ARI-001", "0011", "06 quyết định", "hai văn bản gộp làm một: đúng", "Lan", "2024-01-02"),
        Silenced("CIT-004", "ab12-2", "203-KH/TU", "'quoted' # không phải chú thích"),
    )
    write_silences(path, silences)
    assert read_silences(path) == silences
    assert "hai văn bản gộp" in path.read_text(encoding="utf-8")


def test_an_empty_file_silences_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("", encoding="utf-8")
    assert read_silences(path) == ()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code: ARI-001", "phải là một danh sách"),
        ("- ARI-001", "mục 1: mỗi mục chỉ gồm code"),
        ("- {code: ARI-001, fingerprint: ab, reson: x}", "mục 1: mỗi mục chỉ gồm code"),
        ("- {code: ARI-001, fingerprint: ab}", "mục 1: phải có code, fingerprint và reason"),
        ("- {code: ARI-001, fingerprint: ab, reason: '  '}", "và reason"),
        ("- {", "không đọc được"),
        ("- !!python/object/apply:os.getcwd []", "không đọc được"),
        ("- \x00", "không đọc được"),
    ],
)
def test_a_file_that_is_not_right_is_refused(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadSilences) as refused:
        read_silences(path)
    assert refused.value.say.vi.startswith(f"Tệp bỏ qua {path}: ")
    assert told in refused.value.say.vi
