"""Totals and parts, counts and lists: what does not add up is told, and nothing else is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.engine import Options, check
from tochuc.checker.finding import Finding
from tochuc.vi.numbers import format_int

ARITHMETIC = Options(select=("ARI-00", "ARI-010"))


def findings(text: str) -> list[Finding]:
    return check(document(text), ARITHMETIC)


def told(text: str) -> list[tuple[str, str]]:
    """Code and the words to mend."""
    return [(finding.code, finding.span.text) for finding in findings(text)]


def count(value: int) -> str:
    return format_int(value, pad=2)


NAMES = ["Bình Sơn", "Mộ Đức", "Ba Tơ", "Sơn Hà", "Trà Bồng", "Minh Long", "Nghĩa Hành", "Tư Nghĩa"]
MANNERS = {
    "gồm": lambda total, parts: (
        f"Toàn huyện kết nạp {total} đảng viên, gồm {', '.join(f'{p} đảng viên khối {i}' for i, p in parts)}."
    ),
    "colon": lambda total, parts: (
        f"Toàn huyện kết nạp {total} đảng viên: {'; '.join(f'xã {i} {p} đảng viên' for i, p in parts)}."
    ),
    "labels": lambda total, parts: (
        f"Kiểm tra {total} tổ chức đảng, cụ thể: {', '.join(f'{i} ({p})' for i, p in parts)}."
    ),
    "brackets": lambda total, parts: (
        f"Cử {total} cán bộ đi học ({'; '.join(f'{i}: {p}' for i, p in parts)}), đạt yêu cầu."
    ),
    "footnote": lambda total, parts: (
        f"Bổ nhiệm {total} đồng chí¹ theo quy định.\n\n¹ {'; '.join(f'{i}: {p}' for i, p in parts)}."
    ),
    "numbers first": lambda total, parts: (
        f"Có {total} trường hợp, bao gồm {', '.join(f'{p} trường hợp ở {i}' for i, p in parts[:-1])}"
        f" và {parts[-1][1]} trường hợp ở {parts[-1][0]}."
    ),
    "lines": lambda total, parts: (
        f"Nâng lương cho {total} đồng chí, cụ thể:\n\n"
        + "\n\n".join(f"- {i}: {p} đồng chí." for i, p in parts)
    ),
}
each_manner = pytest.mark.parametrize("manner", list(MANNERS))
some_parts = st.lists(st.integers(1, 4000), min_size=2, max_size=6)


def written(manner: str, total: int, parts: list[int]) -> str:
    named = list(zip(NAMES, map(count, parts), strict=False))
    return MANNERS[manner](count(total), named)


@each_manner
@given(parts=some_parts)
def test_parts_that_make_their_total_are_right(manner: str, parts: list[int]) -> None:
    assert told(written(manner, sum(parts), parts)) == []


@each_manner
@given(parts=some_parts, off=st.integers(1, 50), which=st.integers(0, 6))
def test_one_changed_number_is_told_with_the_computation(
    manner: str, parts: list[int], off: int, which: int
) -> None:
    total = sum(parts)
    changed = [*parts]
    if which < len(parts):
        changed[which] += off
    else:
        total += off
    (finding,) = findings(written(manner, total, changed))
    assert finding.code in ("ARI-001", "ARI-002")
    assert finding.computed == f"{' + '.join(map(format_int, changed))} = {format_int(sum(changed))}"
    assert finding.stated == format_int(total)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cử 38 đồng chí (03 đồng chí đối tượng 1, 34 đồng chí đối tượng 2).", "38 đồng chí"),
        ("Chi bộ có 28 đảng viên (26 chính thức, 03 dự bị).", "28 đảng viên"),
        ("Bổ nhiệm 15 đồng chí, trong đó 06 cấp trưởng, 08 cấp phó.", "15 đồng chí"),
        ("Kỷ luật 12 đảng viên, gồm: khiển trách 5, cảnh cáo 4, khai trừ 2.", "12 đảng viên"),
        ("Trong 41 đảng viên mới kết nạp có 22 nữ, 18 nam.", "41 đảng viên mới kết nạp"),
        (
            "Có 05 giảng viên chuyên trách và 22 giảng viên kiêm nhiệm, tổng số 28 giảng viên.",
            "28 giảng viên",
        ),
        ("Kinh phí 2,5 tỷ đồng, gồm ngân sách tỉnh 1,5 tỷ đồng, ngân sách xã 1,2 tỷ đồng.", "2,5 tỷ đồng"),
        ("Mở 24 lớp với 900 học viên, gồm 10 lớp kỹ năng, 13 lớp nghiệp vụ.", "24 lớp"),
        ("Cử 30 cán bộ: 20 cán bộ tỉnh (trong đó 8 nữ, 13 nam); 10 cán bộ xã.", "20 cán bộ tỉnh"),
    ],
)
def test_a_sum_is_understood_as_people_write_it(text: str, words: str) -> None:
    assert told(text) == [("ARI-001", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Toàn tỉnh có 1.250 cán bộ, trong đó nữ 450 người, dân tộc thiểu số 320 người, dưới 40 tuổi 610 người.",
        "Kết nạp 245 đảng viên, trong đó 120 nữ; xóa tên 12 đảng viên.",
        "Đã mở 12 lớp cho 1.250 học viên, trong đó có 05 lớp bồi dưỡng với 450 học viên.",
        "Kiểm tra 12 tổ chức đảng: phát hiện 3 tổ chức vi phạm, xử lý 2 tổ chức.",
        "Có khoảng 200 người dự, gồm 120 nam và 95 nữ.",
        "Kết nạp 45 đảng viên, tăng 15 đảng viên so với năm trước, gồm 20 nam và 25 nữ.",
        "Bổ nhiệm 15 đồng chí, gồm 06 cấp trưởng, trong đó 02 nữ và 09 cấp phó.",
        "Khen thưởng 15 tập thể, 32 cá nhân: tặng Bằng khen cho 5 tập thể, 10 cá nhân; Giấy khen cho 10 tập thể, 22 cá nhân.",
        "Phân công 12 đồng chí phụ trách, gồm mỗi xã 02 đồng chí, mỗi thôn 01 đồng chí.",
        "Có 45 xã, gồm 12 xã miền núi, 10 xã đảo,...",
        "Toàn tỉnh có 07 mô hình¹.\n\n¹ Báo cáo của 12 huyện, trong đó 03 huyện miền núi gửi chậm 05 ngày.",
        "Đã có 12/15 xã đạt chuẩn, tỷ lệ hộ nghèo còn 3%.",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(text: str) -> None:
    assert told(text) == []


def mended(text: str, wrong: str) -> tuple[str, str]:
    """The text with its number in braces as it is, and with `wrong` in its place."""
    before, _, rest = text.partition("{")
    right, _, after = rest.partition("}")
    return f"{before}{right}{after}", f"{before}{wrong}{after}"


@pytest.mark.parametrize(
    ("text", "wrong", "words"),
    [
        (
            "Kết nạp 11 đảng viên (đạt 110% chỉ tiêu), gồm 04 đoàn viên thanh niên, {05} giáo viên và 02 quân nhân.",
            "06",
            "11 đảng viên",
        ),
        (
            (
                "Số đảng viên được xếp loại là 285 đồng chí; hoàn thành xuất sắc nhiệm vụ {45} đồng chí, hoàn thành tốt "
                "nhiệm vụ 221 đồng chí, hoàn thành nhiệm vụ 18 đồng chí, không hoàn thành nhiệm vụ 01 đồng chí."
            ),
            "46",
            "285 đồng chí",
        ),
        (
            (
                "Kết quả xếp loại công đoàn (64 đơn vị): hoàn thành xuất sắc 20 đơn vị, hoàn thành tốt {38} đơn vị, "
                "hoàn thành 06 đơn vị."
            ),
            "39",
            "64 đơn vị",
        ),
        (
            (
                "Có 48/48 tổ chức được đánh giá. Kết quả: hoàn thành xuất sắc {09} tổ chức, hoàn thành tốt 35 tổ chức, "
                "hoàn thành 04 tổ chức."
            ),
            "08",
            "48/48 tổ chức",
        ),
        (
            (
                "Xếp loại 25 chi bộ, 90 đảng viên. Chi bộ: hoàn thành xuất sắc 5, hoàn thành tốt {18}, hoàn thành 2. "
                "Đảng viên: hoàn thành xuất sắc 8, hoàn thành tốt 76, hoàn thành 6."
            ),
            "19",
            "25 chi bộ",
        ),
        (
            (
                "Kết nạp 15 đảng viên mới, gồm 09 giáo viên và 06 công nhân. Trong số đảng viên mới kết nạp, "
                "nam {07} đồng chí, nữ 08 đồng chí."
            ),
            "09",
            "15 đảng viên mới",
        ),
        ("Triệu tập 42 đồng chí; có mặt 38 đồng chí, vắng mặt {04} đồng chí.", "05", "42 đồng chí"),
        ("Số phiếu thu về: 36 phiếu; số phiếu hợp lệ: 35 phiếu; không hợp lệ: {01} phiếu.", "02", "36 phiếu"),
        (
            "Có 38 đồng chí biểu quyết, tán thành {35} đồng chí, không tán thành 02 đồng chí, ý kiến khác 01 đồng chí.",
            "36",
            "38 đồng chí biểu quyết",
        ),
        ("Tiếp nhận 45 đơn; đã giải quyết 41 đơn, đang giải quyết {04} đơn.", "05", "45 đơn"),
        ("Thu 84 triệu đồng; nộp cấp trên {58} triệu đồng, giữ lại 26 triệu đồng.", "57", "84 triệu đồng"),
        (
            "Cử 24 cán bộ đi học: cao cấp lý luận chính trị {04}, trung cấp 15, bồi dưỡng ngạch chuyên viên 05.",
            "06",
            "24 cán bộ",
        ),
        (
            (
                "Trong năm kết nạp 09 đảng viên. Các chi bộ kết nạp: Chi bộ thôn Đông (3), Chi bộ thôn Tây ({2}), "
                "Chi bộ Trường Tiểu học (4)."
            ),
            "3",
            "09 đảng viên",
        ),
        (
            "Huyện phải giảm 05 biên chế; đến hết năm 2023 đã giảm 02, còn phải giảm {03} trong ba năm tới.",
            "02",
            "05 biên chế",
        ),
        (
            "Huyện được giao 96 biên chế, đã sử dụng {89} biên chế, còn 07 biên chế chưa sử dụng.",
            "88",
            "96 biên chế",
        ),
        (
            (
                "Tặng 520 suất quà, trị giá 260 triệu đồng; trong đó: tỉnh tặng {120} suất quà, trị giá 60 triệu đồng; "
                "xã tặng 400 suất quà, trị giá 200 triệu đồng."
            ),
            "130",
            "520 suất quà",
        ),
        (
            "Tự chấm: tiêu chí 1 đạt 28 điểm, tiêu chí 2 đạt {23} điểm, tiêu chí 3 đạt 24 điểm; tổng cộng 75 điểm.",
            "24",
            "75 điểm",
        ),
    ],
)
def test_a_division_is_understood_without_a_word_that_announces_it(text: str, wrong: str, words: str) -> None:
    right, changed = mended(text, wrong)
    assert told(right) == []
    assert told(changed) == [("ARI-001", words)]


@pytest.mark.parametrize(
    "text",
    [
        # Those not rated are named behind the classes, in words of their own.
        (
            "Xếp loại 285 đảng viên: hoàn thành xuất sắc 45 đồng chí, hoàn thành tốt 221 đồng chí, hoàn thành 10 đồng chí; "
            "09 đồng chí mới kết nạp chưa xếp loại."
        ),
        # No rating is spoken of: some members are not rated at all.
        "Đảng bộ có 300 đảng viên; hoàn thành xuất sắc 45, hoàn thành tốt 221, hoàn thành 18.",
        "Kiểm tra 45 đảng viên; khiển trách 02 đảng viên, cảnh cáo 01 đảng viên.",
        "Chi bộ có 42 đảng viên; kết nạp 02 đảng viên dự bị, công nhận 05 đảng viên chính thức.",
        "Năm 2024 kết nạp 11 đảng viên. Các chi bộ kết nạp nhiều: Chi bộ thôn Đông (3), Chi bộ thôn Tây (2).",
        "Năm 2024 kết nạp 11 đảng viên. Các chi bộ kiểm tra: Chi bộ thôn Đông (3), Chi bộ thôn Tây (2).",
        "Toàn huyện có 120 hộ nghèo, năm nay đã giảm 20 hộ, còn 105 hộ.",
        "Đảng bộ có 642 đảng viên. Kết nạp 15 đồng chí. Trong số đảng viên mới kết nạp, nam 08, nữ 07.",
        "Tiếp nhận 50 đơn, trong đó 38 đơn đủ điều kiện; đã giải quyết 30 đơn, đang giải quyết 08 đơn.",
        "Kết nạp 11 đảng viên, gồm 04 nữ, 06 đoàn viên và 05 giáo viên.",
        # A part that is not exact, or is read so, cannot be added: the others prove nothing.
        "Có 60 đồng chí dự, gồm 20 đồng chí tỉnh, 30 đồng chí huyện và khoảng 10 đồng chí xã.",
        "Có 65 chi bộ, cụ thể: thôn 40; trường học 20; quân sự 05.",
        "Phân loại: xuất sắc 12, khá 23, trung bình 05, tổng cộng 40 đoàn viên.",
    ],
)
def test_classes_that_may_divide_something_else_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_numbered_items_and_points_are_counted_for_their_heading() -> None:
    heading = (
        "## I. TẬP THỂ ({} tập thể)\n\n1. Chi bộ thôn Đông.\n\n2. Chi bộ thôn Tây.\n\n3. Chi bộ thôn Nam.\n"
    )
    assert [one.span.text for one in check(document(heading.format("04"), "phu-luc.md"), ARITHMETIC)] == [
        "04 tập thể"
    ]
    assert check(document(heading.format("03"), "phu-luc.md"), ARITHMETIC) == []
    topics = (
        "Sinh hoạt 04 kỳ, gồm {} chuyên đề: đổi mới kiểm tra, đánh giá; phòng ngừa bạo lực; chuyển đổi số."
    )
    assert told(topics.format("03")) == []
    assert told(topics.format("04")) == [("ARI-003", "04 chuyên đề")]


def test_faulty_enumerators_do_not_change_how_many_points_there_are() -> None:
    assert told("Còn ba hạn chế: (1) Thiếu quyết liệt. (2) Ghi chép sơ sài. (4) Ít phát biểu ý kiến.") == []


def test_a_footnote_may_itemise_several_numbers_before_its_mark() -> None:
    text = "Bổ nhiệm 03 cấp trưởng, 05 cấp phó¹.\n\n¹ Huyện Bình Sơn: 02; huyện Mộ Đức: 06."
    assert told(text) == []


def test_a_mark_may_stand_before_its_number() -> None:
    text = "Nâng bậc lương cho 12 trường hợp; bổ nhiệm ngạch¹ cho 78 trường hợp.\n\n¹ Chuyên viên (50); cán sự (27)."
    assert told(text) == [("ARI-002", "78 trường hợp")]


def test_heads_and_deputies_are_counted_by_their_titles() -> None:
    text = (
        "Bổ nhiệm 02 cấp trưởng, 03 cấp phó¹.\n\n"
        "¹ Chủ tịch và {} Phó Chủ tịch Hội Nông dân tỉnh; Giám đốc Sở Y tế; bổ nhiệm lại Phó Giám đốc Sở Tư pháp."
    )
    assert told(text.format("02")) == []
    assert told(text.format("03")) == [("ARI-003", "03 cấp phó")]


def test_documents_are_counted_by_their_types() -> None:
    text = (
        "Tham mưu ban hành 02 Quy định, {} Kế hoạch¹ và nhiều văn bản khác.\n\n¹ (1) Quy định về phân cấp quản lý; "
        "Quy định về tiêu chuẩn chức danh. (2) Kế hoạch số 15-KH/HU về kiểm tra; Kế hoạch về tuyên truyền."
    )
    assert told(text.format("02")) == []
    assert told(text.format("03")) == [("ARI-003", "03 Kế hoạch")]


@pytest.mark.parametrize(
    ("listed", "number"),
    [
        ("huyện: Bình Sơn, Mộ Đức, Ba Tơ", 3),
        ("xã Bình Hải, Bình Châu và Bình Đông", 3),
        ("đơn vị: Sở Y tế, Sở Văn hóa, Thể thao và Du lịch, Sở Tư pháp", 3),
        ("đồng chí: Nguyễn Văn An, Trần Thị Bình", 2),
        ("nhiệm vụ: (1) Xây dựng kế hoạch; (2) Kiểm tra; (3) Tổng kết", 3),
        ("chi bộ (Chi bộ Thôn Đông; Chi bộ Thôn Tây)", 2),
    ],
)
def test_what_is_named_one_by_one_is_counted(listed: str, number: int) -> None:
    assert told(f"Triển khai tại {count(number)} {listed}.") == []
    assert [code for code, _ in told(f"Triển khai tại {count(number + 1)} {listed}.")] == ["ARI-003"]


def test_a_list_that_says_it_is_open_may_be_shorter_but_not_longer() -> None:
    assert told("Khảo sát tại 05 huyện (Bình Sơn, Mộ Đức, Ba Tơ,...).") == []
    assert told("Khảo sát tại 02 huyện (Bình Sơn, Mộ Đức, Ba Tơ,...).") == [("ARI-003", "02 huyện")]


def test_a_part_cannot_exceed_its_whole() -> None:
    assert told("Kết nạp 45 đảng viên, trong đó có 54 nữ.") == [("ARI-004", "54 nữ")]
    assert told("Đã có 15/12 xã đạt chuẩn.") == [("ARI-006", "15/12")]
    assert told("Kết nạp 104/100 đảng viên, vượt chỉ tiêu.") == []


def test_what_is_left_of_a_share_must_fit() -> None:
    assert told("Đã có 42/46 đơn vị báo cáo, còn 04 đơn vị chưa báo cáo.") == []
    assert told("Đã có 42/46 đơn vị báo cáo, còn 05 đơn vị chưa báo cáo.") == [
        ("ARI-007", "42/46 đơn vị báo cáo")
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Tổng kết 15 năm thi hành Điều lệ (2011-2025).", True),
        ("Tổng kết 14 năm thi hành Điều lệ (2011-2025).", True),
        ("Tổng kết 12 năm thi hành Điều lệ (2011-2025).", False),
        ("Kế hoạch 5 năm 2021-2025.", True),
        ("Kế hoạch 6 năm 2021-2025.", False),
        ("Sơ kết 03 năm thực hiện Kế hoạch giai đoạn 2021-2025.", True),
    ],
)
def test_years_may_be_counted_with_one_end_or_both(text: str, right: bool) -> None:
    assert [code for code, _ in told(text)] == ([] if right else ["ARI-008"])


TABLE = """
| TT | Đơn vị | Tổng số | Nam | Nữ |
|---|---|---|---|---|
| I | Khối xã | 75 | {men} | 32 |
| 1 | Xã Bình Hải | 45 | 25 | 20 |
| 2 | Xã Bình Châu | 30 | 18 | 12 |
| II | Khối cơ quan | 12 | 8 | 4 |
| 1 | Công an xã | 12 | 8 | 4 |
| | Tổng cộng | {all} | 51 | 36 |
"""


def test_a_table_is_added_by_its_groups_and_across() -> None:
    right = TABLE.format(men=43, all=87)
    assert check(document(right, "bang.md"), ARITHMETIC) == []
    wrong = check(document(TABLE.format(men=43, all=88), "bang.md"), ARITHMETIC)
    assert {(one.code, one.span.text, one.computed) for one in wrong} == {
        ("ARI-005", "88", "75 + 12 = 87"),
        ("ARI-005", "88", "51 + 36 = 87"),
    }
    assert {one.code for one in check(document(TABLE.format(men=44, all=87), "bang.md"), ARITHMETIC)} == {
        "ARI-005"
    }


@given(st.text(st.sampled_from("gồm trong đó 01 23 45% ():;,. đồng chí xã huyện\n-¹1/2|"), max_size=120))
def test_any_text_is_judged_without_an_error_of_the_checker(text: str) -> None:
    for finding in findings(f"Có {text}"):
        assert finding.span.text


def test_every_message_shows_its_computation() -> None:
    (finding,) = findings("Có 06 đồng chí, gồm 02 đồng chí tỉnh, 02 đồng chí huyện và 01 đồng chí xã.")
    assert "2 + 2 + 1 = 5, văn bản ghi 6" in finding.message.vi
    assert finding.related[0].span.text == "02 đồng chí tỉnh, 02 đồng chí huyện và 01 đồng chí xã"


def test_the_first_real_report_has_two_slips_of_arithmetic(signed_report: Path) -> None:
    assert told(signed_report.read_text("utf-8")) == [("ARI-003", "05 Quy định"), ("ARI-003", "09 cấp phó")]
