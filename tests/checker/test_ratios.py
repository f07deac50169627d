"""Percentages, targets and changes, said of the numbers beside them or further away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import codes
from tochuc.vi.numbers import format_int, format_percent

SHARE, EXCESS, CHANGE, DIRECTION, IMPOSSIBLE, NO_TARGET = (f"ARI-10{n}" for n in range(1, 7))


@pytest.mark.parametrize(
    "text",
    [
        "Có 1.240/1.550 (đạt 82%) đảng viên cài đặt ứng dụng.",
        "Có 45/60 chi bộ, đạt 70%, tổ chức sinh hoạt chuyên đề.",
        "Đạt 70% (45/60 chi bộ) yêu cầu đề ra.",
        "Kết nạp 15 đảng viên trên tổng số 120 quần chúng ưu tú (15%).",
        "Kết nạp 15 đảng viên nữ, chiếm 15% tổng số 120 đảng viên kết nạp.",
        "Kết nạp 120 đảng viên, trong đó có 30 đảng viên nữ (chiếm 20%).",
        "Tổng số 120 đảng viên được xếp loại, trong đó: hoàn thành xuất sắc 12 đồng chí (15%).",
        "Kết nạp 69 đảng viên, đạt trên 3,5% tổng số 2.000 đảng viên của đảng bộ.",
        "Đến nay gần 80% (82/100) chi bộ hoàn thành.",
        "Đảng bộ có tổng số 2.000 đảng viên.\n\nNăm qua kết nạp 69 đảng viên, đạt 4,5% tổng số đảng viên.",
        "Kết quả xếp loại 120 đảng viên như sau:\n\n- Hoàn thành xuất sắc: 12 đồng chí (10%)\n\n- Hoàn thành tốt: 96 đồng chí (85%)",
        "Kết nạp 104/100 đảng viên, đạt 105% chỉ tiêu.",
        "Có 383 đảng viên được xếp loại, trong đó: xuất sắc 50 đảng viên (13,1%); tốt 284 đảng viên (74,3%).",
        "Cả cụm kết nạp 75 đảng viên so với chỉ tiêu là 55 đảng viên, đạt 163,4%.",
    ],
)
def test_a_percentage_that_its_numbers_do_not_give(text: str) -> None:
    assert SHARE in codes(text, select=("ARI-1",))


@pytest.mark.parametrize(
    "text",
    [
        "Có 51.602/57.012 (đạt 90,5%) đảng viên đăng ký tài khoản.",
        "Có 2/3 chi bộ, đạt 66,6%, hoàn thành.",
        "Có 2/3 chi bộ, đạt 66,7%, hoàn thành.",
        "Kết nạp 120 đảng viên, trong đó có 30 đảng viên nữ (25%), 12 đảng viên là người dân tộc thiểu số (10%).",
        "Kết nạp 70 đảng viên, đạt 3,5% tổng số 2.000 đảng viên của đảng bộ.",
        "Toàn huyện có 500 chi bộ, trong đó thành lập mới 20 chi bộ, đạt 80% kế hoạch.",
        "Có 45/60 chi bộ tổ chức sinh hoạt, tăng 5% so với năm trước.",
        "Tiếp tục tinh giản ít nhất 5% biên chế trong 3 năm tới.",
        "Đến nay trên 80% (82/100) chi bộ hoàn thành.",
        "Kết quả xếp loại 120 đảng viên như sau:\n\n- Hoàn thành xuất sắc: 12 đồng chí (10%)\n\n- Hoàn thành tốt: 96 đồng chí (80%)",
        "Kết nạp 104/100 đảng viên, đạt 104%, vượt 4% chỉ tiêu.",
        "Có 383 đảng viên được xếp loại, trong đó: xuất sắc 50 đảng viên (13,1%); tốt 284 đảng viên (74,2%).",
        "Cả cụm kết nạp 75 đảng viên so với chỉ tiêu là 55 đảng viên, đạt 136,4%.",
    ],
)
def test_a_percentage_that_its_numbers_give_or_that_is_of_something_else(text: str) -> None:
    assert not {SHARE, EXCESS, CHANGE, DIRECTION} & set(codes(text, select=("ARI-1",)))


@given(st.integers(1, 60_000), st.integers(1, 60_000), st.integers(0, 2))
def test_a_share_as_the_computer_rounds_it_is_right_and_another_is_wrong(
    part: int, more: int, places: int
) -> None:
    whole = part + more
    percent = part / whole * 100
    sentence = "Có {}/{} (đạt {}) đảng viên tham gia học tập nghị quyết."
    right = sentence.format(format_int(part), format_int(whole), format_percent(percent, places))
    wrong = sentence.format(format_int(part), format_int(whole), format_percent(percent + 2.5, places))
    assert SHARE not in codes(right, select=("ARI-1",))
    assert SHARE in codes(wrong, select=("ARI-1",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kết nạp 104/100 đảng viên, đạt 104%, vượt 5% chỉ tiêu.", EXCESS),
        ("Kết nạp 104/100 đảng viên, vượt 14% chỉ tiêu.", EXCESS),
        ("Chỉ tiêu năm là 150 đảng viên; đã kết nạp 156 đảng viên, vượt 6% chỉ tiêu.", EXCESS),
        ("Toàn huyện có 172 chi bộ, tăng 20 chi bộ so với năm 2022 (150 chi bộ).", CHANGE),
        ("Toàn huyện có 172 chi bộ, tăng 14,7% so với 160 chi bộ của năm 2022.", CHANGE),
        ("Số chi bộ tăng từ 150 lên 172 (tăng 20 chi bộ).", CHANGE),
        ("Tỷ lệ tăng từ 85% lên 91%, tăng 7%.", CHANGE),
        ("Kết nạp 156 đảng viên. So với năm 2022 (150 đảng viên), tăng 7 đảng viên.", CHANGE),
        ("Kết nạp 26 đảng viên, vượt 03 đảng viên so với kế hoạch (24 đảng viên).", CHANGE),
        ("Kết luận 214 trường hợp, tăng 29 trường hợp so với năm 2023 (185 trường hợp), tăng 17,5%.", CHANGE),
        ("Số chi bộ tăng từ 172 lên 150.", DIRECTION),
        ("Kết nạp 138 đảng viên, tăng 12 đảng viên so với năm 2022 (150 đảng viên).", DIRECTION),
        ("Đảng viên nữ chiếm 112% tổng số.", IMPOSSIBLE),
        ("Kết nạp 1.967 đảng viên, vượt 3% so chỉ tiêu kế hoạch đề ra.", NO_TARGET),
    ],
)
def test_targets_and_changes(text: str, code: str) -> None:
    assert code in codes(text, select=("ARI-1",))


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ tiêu năm là 150 đảng viên; đã kết nạp 156 đảng viên, vượt 4% chỉ tiêu.",
        "Toàn huyện có 172 chi bộ, tăng 22 chi bộ (14,7%) so với năm 2022 (150 chi bộ).",
        "Số chi bộ giảm từ 172 xuống còn 150 (giảm 22 chi bộ).",
        "Kết nạp 156 đảng viên. So với năm 2022 (150 đảng viên), tăng 6 đảng viên (4%).",
        "Kết nạp 26 đảng viên, vượt 02 đảng viên so với kế hoạch (24 đảng viên).",
        "Tỷ lệ tăng từ 85% lên 91%, tăng 6 điểm phần trăm.",
        "Kết nạp đảng viên đạt 112% chỉ tiêu.",
    ],
)
def test_targets_and_changes_that_hold(text: str) -> None:
    assert not {SHARE, EXCESS, CHANGE, DIRECTION, IMPOSSIBLE} & set(codes(text, select=("ARI-1",)))


RATES = """
| Năm | Chỉ tiêu | Kết nạp | Tỷ lệ đạt (%) |
|---|---|---|---|
| 2018 | 120 | 126 | 105,0 |
| 2019 | 125 | 130 | 104,0 |
| 2020 | 125 | 98 | {rate} |
| 2021 | 110 | 104 | 94,5 |
"""
AGES = """
| Nhóm tuổi | Số người | Tỷ lệ (%) |
|---|---|---|
| Dưới 30 | 9 | 11,7 |
| Từ 30 đến 45 | 41 | 53,2 |
| Từ 46 đến 55 | 21 | {rate} |
| Trên 55 | 6 | 7,8 |
| Tổng | 77 | 100,0 |
"""


SEXES = """
| Chỉ tiêu | Tổng số | Thôn A | Thôn B | Thôn C | Thôn D |
|---|---|---|---|---|---|
| Đảng viên | 80 | 10 | 20 | 30 | 20 |
| Tỷ lệ (%) | 100,0 | 12,5 | 25,0 | {rate} | 25,0 |
"""


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [(RATES, "78,4", "87,4"), (AGES, "27,3", "23,3"), (SEXES, "37,5", "35,7")],
)
def test_a_percentage_column_is_understood_from_its_rows(table: str, right: str, wrong: str) -> None:
    assert "ARI-107" in codes(table.format(rate=wrong), select=("ARI-1",))
    assert "ARI-107" not in codes(table.format(rate=right), select=("ARI-1",))
