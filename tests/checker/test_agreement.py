"""What is said twice: quantities, lists, editions, congresses, terms."""

import pytest

from tests.checker.builders import codes

HEAD = "BÁO CÁO\nKết quả công tác năm 2023\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm, toàn huyện kết nạp 156 đảng viên mới.\n\nƯu điểm: đã kết nạp 165 đảng viên.",
        "Toàn Đảng bộ có 5.210 đảng viên.\n\nĐến nay, toàn Đảng bộ có 5.120 đảng viên.",
        "Luân chuyển 15 cán bộ trẻ (đợt 1).\n\nNổi bật: luân chuyển 16 cán bộ trẻ (đợt 1).",
    ],
)
def test_one_quantity_with_two_values(text: str) -> None:
    assert "AGR-001" in codes(HEAD + text, select=("AGR",))


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm, toàn huyện kết nạp 156 đảng viên mới.\n\nƯu điểm: đã kết nạp được 156 đảng viên.",
        "Huyện Bình Sơn kết nạp 56 đảng viên.\n\nHuyện Mộ Đức kết nạp 65 đảng viên.",
        "Năm 2022 kết nạp 150 đảng viên.\n\nNăm 2023 kết nạp 156 đảng viên.",
        "Luân chuyển 15 cán bộ trẻ (đợt 1).\n\nLuân chuyển 12 cán bộ trẻ (đợt 2).",
        "Kết nạp 156 đảng viên.\n\nPhấn đấu kết nạp 160 đảng viên.",
        "Quý I kết nạp 30 đảng viên.\n\nQuý II kết nạp 45 đảng viên.",
    ],
)
def test_different_quantities_are_not_compared(text: str) -> None:
    assert "AGR-001" not in codes(HEAD + text, select=("AGR",))


LIST = "Kết nạp {total} đảng viên, gồm: {items}."


def test_twin_lists_agree_item_by_item() -> None:
    first = LIST.format(total=12, items="xã Hòa Bình (4), xã Tân Lập (3), xã An Phú (3), xã Đông Hải (2)")
    other = LIST.format(total=12, items="xã Hòa Bình (4), xã Tân Lập (3), xã An Phú (2), xã Đông Hải (3)")
    assert "AGR-002" in codes(f"{first}\n\n{other}", select=("AGR",))
    assert "AGR-002" not in codes(f"{first}\n\n{first}", select=("AGR",))


@pytest.mark.parametrize(
    "text",
    [
        "Hội thi bí thư chi bộ giỏi lần thứ II năm 2023 thành công. Hội thi bí thư chi bộ giỏi lần thứ III năm 2023.",
        "Giải báo chí huyện lần thứ I - năm 2023. Tổng kết Giải báo chí huyện lần thứ I - năm 2024.",
        "Giải báo chí huyện lần thứ III - năm 2023. Phát động Giải báo chí huyện lần thứ II - năm 2024.",
    ],
)
def test_an_edition_against_its_year(text: str) -> None:
    assert "AGR-003" in codes(text, select=("AGR",))


def test_editions_of_different_things_or_in_order_are_right() -> None:
    text = (
        "Trao Giải báo chí huyện lần thứ I - năm 2023; phát động Giải báo chí huyện lần thứ II - năm 2024; "
        "hưởng ứng Giải Búa liềm vàng lần thứ IX - năm 2024."
    )
    assert "AGR-003" not in codes(text, select=("AGR",))


@pytest.mark.parametrize(("ordinal", "found"), [("XIII", True), ("XIV", False)])
def test_a_coming_congress_has_not_been_held(ordinal: str, found: bool) -> None:
    text = f"{HEAD}Chuẩn bị đại hội các cấp tiến tới Đại hội đại biểu toàn quốc lần thứ {ordinal} của Đảng."
    assert ("AGR-004" in codes(text, select=("AGR",))) is found


def test_an_old_document_about_its_own_congress_is_right() -> None:
    text = (
        HEAD
        + "Tổng kết Chỉ thị số 35-CT/TW ngày 30/5/2019 về đại hội đảng bộ tiến tới Đại hội XIII của Đảng."
    )
    assert "AGR-004" not in codes(text, select=("AGR",))


@pytest.mark.parametrize(
    ("term", "found"),
    [("2020-2025", False), ("2020-2026", True), ("2021 - 2026", False), ("2022-2025", False)],
)
def test_a_term_is_of_five_years(term: str, found: bool) -> None:
    assert ("AGR-005" in codes(f"Ban Chấp hành Đảng bộ xã nhiệm kỳ {term} đã họp.", select=("AGR",))) is found
