"""Findings as text: where, what, how it was computed, and where the other half stands."""

from tests.checker.output.builders import outcome
from tochuc.checker.finding import Confidence, Language
from tochuc.checker.output.text import Terminal, text
from tochuc.checker.silences import Silenced, fingerprint

REPORT = "Danh sách gồm 2+2+1 việc.\n\nTổng số là SAI6 việc."


def printed(source: str, *, language: Language = "vi", width: int = 80, colours: bool = False) -> str:
    return "".join(text([outcome(source)], Terminal(language, width, colours)))


def test_a_finding_is_told_with_its_line_its_computation_and_its_other_half() -> None:
    assert printed(REPORT) == (
        "bao-cao.txt:3:12: error TST-001 [sure] Cộng lại được 5 mà ghi 6\n"
        "3 | Tổng số là SAI6 việc.\n"
        "  |            ^^^^\n"
        "  = 2 + 2 + 1 = 5; văn bản ghi 6\n"
        " --> 1:15 Danh sách có 5\n"
        "1 | Danh sách gồm 2+2+1 việc.\n"
        "  |               -----\n"
        "\n"
        "Tìm thấy 1 lỗi.\n"
    )


def test_in_english_every_sentence_is_english() -> None:
    told = printed(REPORT, language="en")
    assert "error TST-001 [sure] The sum is 5, written 6\n" in told
    assert "= 2 + 2 + 1 = 5; the text says 6\n" in told
    assert "--> 1:15 The list has 5\n" in told
    assert told.endswith("Found 1 error.\n")


def test_of_a_paragraph_as_long_as_a_page_only_the_surroundings_are_shown() -> None:
    told = printed("Việc đã làm xong trong năm; " * 60 + "SAI6 và " + "việc khác; " * 60)
    assert all(len(line) <= 80 for line in told.splitlines())
    line, marks = told.splitlines()[1:3]
    at = marks.index("^^^^")
    assert line[at : at + 4] == "SAI6"
    assert line.startswith("1 | …")
    assert line.endswith("…")


def test_colours_are_only_there_when_asked_for_and_change_nothing_else() -> None:
    import re

    coloured = printed(REPORT, colours=True)
    assert "\x1b[1;31merror TST-001\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == printed(REPORT)


def test_the_document_cannot_give_orders_to_the_terminal() -> None:
    assert "\x1b" not in printed("\x1b[2J SAI6 \x1b]0;x\x07")


def test_the_summary_counts_by_severity_over_all_files() -> None:
    both = [outcome("SAI6 nhầm nhầm"), outcome("SAI6", file="khac.txt")]
    assert "".join(text(both, Terminal())).endswith("Tìm thấy 2 lỗi, 2 cảnh báo trong 2 tệp.\n")


def test_nothing_found_is_said() -> None:
    assert printed("Không có gì.") == "Không tìm thấy gì phải sửa.\n"


def test_what_is_silenced_is_counted_and_not_told() -> None:
    (found,) = outcome("SAI6").found
    silence = Silenced("TST-001", fingerprint(found.finding), "SAI6", "đã đối chiếu")
    told = "".join(text([outcome("SAI6", silences=(silence,))], Terminal()))
    assert told == "Không tìm thấy gì phải sửa. 1 chỗ được bỏ qua vì đã có lý do.\n"


def test_a_place_without_characters_is_a_point() -> None:
    told = "".join(text([outcome("Chỗ ngờ này", confidence=Confidence.MAYBE)], Terminal()))
    assert "1 | Chỗ ngờ này\n  |        ^\n" in told
