"""Numbering, footnote marks, and items listed twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import codes, document
from tochuc.checker.engine import Options, check
from tochuc.checker.finding import Confidence

MAYBE = Confidence.MAYBE


def structure(text: str, confidence: Confidence = Confidence.LIKELY) -> list[str]:
    return codes(text, select=("STR",), confidence=confidence)


@pytest.mark.parametrize("label", ["({})", "{}.", "{})"])
def test_a_label_used_twice_is_an_error_and_shows_the_first(label: str) -> None:
    text = "\n\n".join(
        f"{label.format(number)} Việc số {word}" for number, word in ((1, "một"), (2, "hai"), (2, "ba"))
    )
    (finding,) = check(document(text), Options(select=("STR-001",)))
    assert finding.span.text == label.format(2)
    assert finding.related[0].span.block.number < finding.span.block.number


def test_the_number_after_a_doubled_one_is_no_second_fault() -> None:
    text = "1. Một\n\n2. Hai\n\n3. Ba\n\n3. Bốn\n\n5. Năm"
    assert structure(text) == ["STR-001"]


def test_two_items_that_changed_places_are_one_fault() -> None:
    assert structure("1. Một\n\n2. Hai\n\n4. Bốn\n\n3. Ba\n\n5. Năm") == ["STR-002"]


def test_a_missing_number_is_named() -> None:
    (finding,) = check(document("a) Một\n\nb) Hai\n\nđ) Ba"), Options(select=("STR-002",)))
    assert "c)" in finding.message.vi
    assert "d)" in finding.message.vi


def test_lists_that_count_anew_or_on_are_right() -> None:
    assert structure("I. A\n\n1. Một\n\n2. Hai\n\nII. B\n\n1. Một\n\n2. Hai") == []
    assert structure("I. A\n\n1. Một\n\n2. Hai\n\nII. B\n\n3. Ba\n\n4. Bốn") == []
    assert structure("Chương I\n\nĐiều 1. Một\n\nĐiều 2. Hai\n\nChương II\n\nĐiều 3. Ba") == []
    assert structure("c) Một\n\nd) Hai\n\ne) Ba", MAYBE) == ["STR-003"]


def test_two_paragraphs_may_each_have_a_list() -> None:
    text = "Ưu điểm: (1) nhanh; (2) đủ.\n\nHạn chế: (1) chậm; (2) thiếu."
    assert structure(text) == []


def test_rows_of_a_table_are_numbered_too() -> None:
    rows = "| TT | Đơn vị |\n|---|---|\n| 1 | Xã A |\n| 2 | Xã B |\n| {} | Xã C |\n"
    found = check(document(rows.format(2), "bang.md"), Options(select=("STR",)))
    assert [finding.code for finding in found] == ["STR-001"]
    assert check(document(rows.format(3), "bang.md"), Options(select=("STR",))) == []


def test_a_heading_under_the_wrong_number_says_what_it_should_be() -> None:
    (finding,) = check(document("1. A\n\n1.1. B\n\n2. C\n\n1.1. D"), Options(select=("STR-004",)))
    assert finding.computed == "2.1"


def test_marks_and_footnotes_belong_to_each_other() -> None:
    assert structure("Có 5 chi bộ¹ và 3 đảng bộ².\n\n¹ Ghi chú một.\n\n² Ghi chú hai.") == []
    assert structure("Có 5 chi bộ¹ và 3 đảng bộ².\n\n¹ Ghi chú một.") == ["STR-005"]
    assert "STR-006" in structure("Có 5 chi bộ¹ ở xã.\n\n¹ Ghi chú một.\n\n² Ghi chú hai.")


def test_an_item_named_twice_among_semicolons_is_found() -> None:
    text = (
        "Gồm: chi bộ thôn Đông thuộc xã Tịnh; chi bộ thôn Tây thuộc xã Tịnh; chi bộ thôn Đông thuộc xã Tịnh."
    )
    assert structure(text) == ["STR-009"]
    assert structure(text.replace("Đông thuộc xã Tịnh.", "Nam thuộc xã Tịnh.")) == []


def test_the_last_item_may_end_its_sentence() -> None:
    text = "Phối hợp làm tốt: thẩm tra, xác minh; bồi dưỡng nghiệp vụ; thẩm tra, xác minh theo phân công."
    assert structure(text) == ["STR-009"]
    assert structure(text.replace("xác minh theo", "xác minh lý lịch theo"), MAYBE) == []


def test_two_people_may_hold_posts_of_one_name() -> None:
    text = "Bổ nhiệm: Phó Giám đốc Sở Y tế tỉnh; Trưởng phòng Nội vụ; Phó Giám đốc Sở Y tế tỉnh."
    assert structure(text) == []
    assert structure(text, MAYBE) == ["STR-009"]


def test_another_number_or_name_makes_another_item() -> None:
    text = "Lớp bồi dưỡng dành cho bí thư cấp ủy cơ sở khóa {}; lớp bồi dưỡng dành cho bí thư cấp ủy cơ sở khóa {}."
    assert structure(text.format(1, 2), MAYBE) == []


@given(st.integers(2, 12).flatmap(lambda length: st.tuples(st.just(length), st.integers(1, length - 1))))
def test_a_right_list_is_silent_and_one_repeated_label_is_found(case: tuple[int, int]) -> None:
    length, place = case
    numbers = list(range(1, length + 1))

    def text(labels: list[int]) -> str:
        return "Nhiệm vụ: " + " ".join(
            f"({number}) Việc thứ {chr(96 + n)}." for n, number in enumerate(labels, 1)
        )

    assert structure(text(numbers)) == []
    numbers[place] = numbers[place - 1]
    assert "STR-001" in structure(text(numbers))
