"""Which numbers a report states, and which merely name, date or count off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.numbers import Form, Number
from tochuc.checker.reading import Reading
from tochuc.vi.numbers import format_int, in_words


def numbers_of(text: str) -> tuple[Number, ...]:
    return Reading(document(text)).numbers


def stated(text: str) -> list[tuple[str, Form, Decimal]]:
    return [(number.span.text, number.form, number.value) for number in numbers_of(text)]


def values(text: str) -> list[int]:
    """The counts alone."""
    return [int(number.value) for number in numbers_of(text) if number.form is Form.COUNT]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("Có 05 trường hợp.", Form.COUNT, "5"),
        ("Kết nạp 1.967 đảng viên.", Form.COUNT, "1967"),
        ("Kết nạp 1967 đảng viên.", Form.COUNT, "1967"),
        ("Đạt 90,5%.", Form.PERCENT, "90.5"),
        ("Đạt 90 %.", Form.PERCENT, "90"),
        ("Chi 2,5 triệu đồng.", Form.DECIMAL, "2500000"),
        ("Có mười một đồng chí.", Form.COUNT, "11"),
        ("Có hai mươi lăm chi bộ.", Form.COUNT, "25"),
        ("Có một nghìn người.", Form.COUNT, "1000"),
        ("Đại hội lần thứ XX họp.", Form.ORDINAL, "20"),
        ("Trung ương khóa XIII họp.", Form.ORDINAL, "13"),
        ("Trong quý II, họp.", Form.ORDINAL, "2"),
        ("Công tác năm 2023.", Form.YEAR, "2023"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, form: Form, value: str) -> None:
    assert [(one[1], one[2]) for one in stated(text)] == [(form, Decimal(value))]


def test_a_share_has_its_whole_and_a_range_its_end() -> None:
    share, count, term = numbers_of("Có 51.602/57.012 đảng viên, từ 3 đến 5 đồng chí, nhiệm kỳ 2020-2025.")
    assert (share.form, share.whole) == (Form.SHARE, Decimal(57012))
    assert (count.form, count.value, count.upper) == (Form.RANGE, Decimal(3), Decimal(5))
    assert (term.form, term.upper) == (Form.YEAR, Decimal(2025))


@pytest.mark.parametrize(
    "text",
    [
        "Theo Điều 5, khoản 2 và khoản 3.",
        "Kết luận Hội nghị Trung ương 4, 5, 6 khóa XIII.",
        "Chỉ thị 05 của Bộ Chính trị.",
        "Nghị định số 45/2019/NĐ-CP.",
        "Kế hoạch số 203-KH/TU.",
        "Lúc 14h30 tại phòng 12.",
        "Liên hệ 0255.3822.345 hoặc 0905123456.",
        "(1) Tập trung chỉ đạo. (2) Tăng cường kiểm tra.",
        "1. Xây dựng kế hoạch",
        "Ngày Thương binh - Liệt sĩ (27/7).",
        "Luân chuyển (đợt 1).",
        "Huyện Ba Tơ và Hai Bà Trưng.",
        "Một số cấp ủy đã thực hiện.",
    ],
)
def test_what_names_dates_or_enumerates_is_no_count(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("03 đồng chí đối tượng 1, 35 đồng chí đối tượng 2", [3, 35]),
        ("Lý Sơn (1), Ba Tơ (02) và Sơn Hà (3).", [1, 2, 3]),
        ("Huyện A: 05; huyện B: 01.", [5, 1]),
        ("Tổng số 57.012 đảng viên, số lượng 15, trong số 25 đồng chí.", [57012, 15, 25]),
        ("Lực lượng vũ trang 36; trung cấp 12.", [36, 12]),
    ],
)
def test_counts_are_found_beside_names_labels_and_brackets(text: str, counts: list[int]) -> None:
    assert values(text) == counts


@given(st.integers(1, 999_999))
def test_a_count_is_the_same_in_digits_and_in_words(count: int) -> None:
    assert values(f"Có {format_int(count)} đồng chí.") == [count]
    assert values(f"Có {in_words(count)} đồng chí.") == [count]


@given(st.text(st.sampled_from("0123456789.,/%-–() aăâđVXI;:\n¹năm trăm khoản"), max_size=80))
def test_any_text_has_numbers_or_none(text: str) -> None:
    for number in numbers_of(f"Có {text}"):
        assert number.span.text
