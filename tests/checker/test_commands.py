"""`tochuc check`: what it prints and writes, its exit codes, and that it never ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.checker.output.builders import replace_rules
from tochuc.checker import checking
from tochuc.checker.rule import rules
from tochuc.site.cli import main

WRONG = "Danh sách gồm 2+2+1 việc.\n\nTổng số là SAI6 việc.\n\nViết nhầm một chữ.\n"


@pytest.fixture(autouse=True)
def _test_rules(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    replace_rules(monkeypatch, tmp_path_factory.mktemp("pages"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = main(["check", *map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def found(capsys: pytest.CaptureFixture[str], *words: str | Path) -> list[str]:
    listed: list[dict[str, Any]] = json.loads(told(capsys, *words, "--format", "json")[1])
    return [one["code"] for one in listed]


def test_findings_are_printed_and_an_error_ends_with_1(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, report)
    assert (code, err) == (1, "")
    assert f"{report}:3:12: error TST-001 [sure]" in out
    assert out.endswith("Tìm thấy 1 lỗi, 1 cảnh báo.\n")
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("SAI6", "error", 1),
        ("SAI6", "never", 0),
        ("nhầm", "error", 0),
        ("nhầm", "warning", 1),
        ("nhầm", "note", 1),
        ("không có gì", "note", 0),
    ],
)
def test_what_ends_with_1_can_be_chosen(
    text: str, fail_on: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert told(capsys, path, "--fail-on", fail_on)[0] == code


def test_rules_and_confidence_can_be_chosen(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, report) == ["TST-001", "TST-002"]
    assert found(capsys, report, "--select", "TST-002,TST-003") == ["TST-002"]
    assert found(capsys, report, "--select", "tst-001", "--select", "TST-002") == ["TST-001", "TST-002"]
    assert found(capsys, report, "--ignore", "TST-001") == ["TST-002"]
    assert found(capsys, report, "--confidence", "sure") == ["TST-001"]


def test_each_format_is_written(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(told(capsys, report, "--format", "json")[1])[0]["file"] == str(report)
    assert json.loads(told(capsys, report, "--format", "sarif")[1])["version"] == "2.1.0"
    assert told(capsys, report, "--format", "html")[1].startswith("<!doctype html>")
    assert "Wrong word" in told(capsys, report, "--lang", "en")[1]


def test_the_result_can_go_to_a_file(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ket-qua.json"
    assert told(capsys, report, "--format", "json", "--output", out) == (1, "", "")
    assert [one["code"] for one in json.loads(out.read_text(encoding="utf-8"))] == ["TST-001", "TST-002"]


def test_several_files_are_checked_and_one_that_is_missing_does_not_hide_the_others(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "khong-co.docx"
    code, out, err = told(capsys, missing, report)
    assert code == 2
    assert "TST-001" in out
    assert err == f"{missing}: không có tệp này. Kiểm tra lại tên và thư mục.\n"


def test_the_standard_input_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from io import BytesIO, TextIOWrapper

    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(WRONG.encode())))
    code, out, _ = told(capsys, "-")
    assert code == 1
    assert "-:3:12: error TST-001" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Chưa cho biết tệp"),
        (["{report}", "--select", "XYZ"], "Không có quy tắc nào có mã bắt đầu bằng “XYZ”"),
        (["{report}", "--ignore", "TST-009"], "Không có quy tắc nào"),
        (["--explain", "TST-009"], "Không có quy tắc “TST-009”"),
        (["--explain", "TST-001", "--format", "sarif"], "--explain chỉ có dạng text"),
        (["--rules", "--format", "html"], "--rules chỉ có dạng text và json"),
        (["{report}", "--statements", "--format", "html"], "--statements chỉ có dạng text và json"),
        (["{folder}"], "đây là thư mục"),
        (["{report}", "--output", "{report}"], "Không ghi đè lên văn bản đang kiểm tra"),
        (["{report}", "--annotate", "{report}"], "Không ghi đè lên văn bản đang kiểm tra"),
        (["{report}", "--output", "{folder}/không/có"], "Không ghi được"),
        (["{report}", "{report}", "--annotate", "{folder}/a.docx"], "chỉ dùng với một tệp"),
        (["-", "-"], "chỉ đọc được một lần"),
        (["{report}", "--silences", "{folder}/khong-co.yaml"], "không đọc được: No such file"),
        (["{binary}"], "{binary}: "),
        (["a\x00b"], "không đọc được"),
    ],
)
def test_a_wrong_call_or_an_unreadable_file_gets_a_sentence_and_2(
    words: list[str],
    sentence: str,
    report: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    binary = tmp_path / "a.bin"
    binary.write_bytes(bytes(range(256)) * 4)
    names = {"report": report, "folder": tmp_path, "binary": binary}
    before = report.read_bytes()
    code, _, err = told(capsys, *(word.format(**names) for word in words))
    assert code == 2
    assert sentence.format(**names) in err
    assert len(err.splitlines()) == 1
    assert report.read_bytes() == before


def test_refusals_are_english_when_english_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    told_in_english = told(capsys, "khong-co.txt", "--lang", "en")[2]
    assert told_in_english == "khong-co.txt: there is no such file. Check its name and folder.\n"
    assert told(capsys, "--lang", "en")[2].startswith("No file to check was named")


def test_a_fault_of_the_program_itself_is_a_sentence_too(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(checking, "outcome_of", broken)
    code, _, err = told(capsys, report)
    assert (code, err.count("\n")) == (2, 1)
    assert "ZeroDivisionError" in err


def test_the_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--rules")[1].splitlines()[0] == "TST-001  error    Tổng sai"
    assert [one["code"] for one in json.loads(told(capsys, "--rules", "--format", "json")[1])] == list(
        rules()
    )
    code, vietnamese, _ = told(capsys, "--explain", "tst-001")
    assert code == 0
    assert vietnamese.startswith(
        "TST-001  error    Tổng sai\n\nTìm chữ sai.\n\n**Sai**\n\n~~~text\nChữ sai.\n"
    )
    english = told(capsys, "--explain", "TST-001", "--lang", "en")[1]
    assert english.startswith("TST-001  error    Wrong sum\n\nLooks for the wrong word.\n\n**Wrong**\n")


def silence(capsys: pytest.CaptureFixture[str], report: Path, *words: str | Path) -> tuple[int, str, str]:
    return told(capsys, report, "--by", "Lan", "--silence", *words)


def test_a_place_is_silenced_with_a_reason_and_told_once_it_is_gone(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = silence(capsys, report, "TST-001:3", "--reason", "hai việc gộp làm một")
    assert code == 0
    assert out == f"Đã ghi vào {report}.tochuc.yaml: bỏ qua TST-001 ở “SAI6”.\n"
    assert told(capsys, report)[0] == 0
    assert found(capsys, report) == ["TST-002"]
    assert found(capsys, report, "--no-silences") == ["TST-001", "TST-002"]
    report.write_text("Thêm một dòng.\n\n" + WRONG, encoding="utf-8")
    assert found(capsys, report) == ["TST-002"]
    report.write_text("Tổng số là 5 việc.\n", encoding="utf-8")
    code, _, err = told(capsys, report)
    assert code == 0
    assert "không còn thấy TST-001 ở “SAI6”" in err


def test_silences_can_lie_elsewhere(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    side = tmp_path / "khac.yaml"
    assert silence(capsys, report, "TST-001:3", "--reason", "đúng", "--silences", side)[0] == 0
    assert found(capsys, report) == ["TST-001", "TST-002"]
    assert found(capsys, report, "--silences", side) == ["TST-002"]


def test_a_second_silence_keeps_the_first(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert silence(capsys, report, "TST-001:3", "--reason", "một")[0] == 0
    assert silence(capsys, report, "TST-002:5:6", "--reason", "hai")[0] == 0
    assert found(capsys, report) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["TST-001:3"], "phải có lý do"),
        (["TST-001:3", "--reason", "  "], "phải có lý do"),
        (["TST-001", "--reason", "x"], "CODE:LINE"),
        (["TST-001:9", "--reason", "x"], "Dòng 9 không có phát hiện TST-001; mã này có ở dòng 3."),
        (["TST-003:1", "--reason", "x"], "Dòng 1 không có phát hiện TST-003."),
        (["TST-002:7", "--reason", "x"], "Dòng 7 có TST-002 ở cột 1, 10: nêu rõ chỗ nào, ví dụ TST-002:7:1."),
    ],
)
def test_a_silence_that_is_not_clear_is_refused(
    words: list[str], sentence: str, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_text(WRONG + "\nnhầm lại nhầm\n", encoding="utf-8")
    code, _, err = silence(capsys, report, *words)
    assert code == 2
    assert sentence in err
    assert not Path(f"{report}.tochuc.yaml").exists()


def test_what_is_silenced_is_not_silenced_again(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silence(capsys, report, "TST-001:3", "--reason", "đúng")
    code, _, err = silence(capsys, report, "TST-001:3", "--reason", "đúng")
    assert code == 2
    assert "đã được bỏ qua từ trước" in err


def test_a_file_of_text_becomes_a_word_file_with_comments(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import docx

    out = tmp_path / "bao-cao.docx"
    assert told(capsys, report, "--annotate", out)[0] == 1
    comments = list(docx.Document(str(out)).comments)
    assert [comment.text.split()[0] for comment in comments] == ["TST-001", "TST-002"]


# --- Processes of their own -----------------------------------------------------------------------------------------


def process(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tochuc.site", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def test_neither_django_nor_what_the_file_does_not_need_is_loaded(report: Path) -> None:
    program = (
        "import sys; from tochuc.site.cli import main\n"
        f"main(['check', {str(report)!r}, '--fail-on', 'never'])\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    roots = {name.partition(".")[0] for name in done.stderr.split()}
    assert not roots & {"django", "docx", "lxml", "numpy", "pypdfium2", "hypothesis"}


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ngày 31/4/2023 có việc;; (thiếu ngoặc.\n\n" * 5000, encoding="utf-8")
    command = [sys.executable, "-m", "tochuc.site", "check", str(path), "--format", "html"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode in (0, 1)


def test_a_machine_with_other_letters_gets_utf_8(report: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = process("check", report, env=environment)
    assert done.stderr == b""
    assert "Tìm thấy" in done.stdout.decode() or "Không tìm thấy" in done.stdout.decode()
