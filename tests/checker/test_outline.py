"""What counts as a label, and the tree of headings and items that labels make."""

from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.enumerators import roman_number
from tochuc.checker.outline import Item, Outline, Style, find_enumerators, outline_of


def labels(text: str) -> list[str]:
    return [enumerator.span.text.strip() for enumerator in find_enumerators(document(text))]


def outline(text: str) -> Outline:
    read = document(text)
    return outline_of(read, find_enumerators(read))


def shape(items: tuple[Item, ...]) -> list[object]:
    """Labels as nested lists."""
    found: list[object] = []
    for item in items:
        found.append(item.enumerator.span.text.strip())
        if item.items:
            found.append(shape(item.items))
    return found


def test_headings_and_items_are_labelled_in_many_ways() -> None:
    text = """
Phần thứ nhất. TÌNH HÌNH

Chương II. QUY ĐỊNH CHUNG

Điều 3. Phạm vi

I. KẾT QUẢ

1. Công tác cán bộ

1.2. Quy hoạch

a) Cấp huyện

(1) Rà soát

- Việc thứ nhất

+ Việc nhỏ
"""
    assert labels(text) == [
        "Phần thứ nhất.", "Chương II.", "Điều 3.", "I.", "1.", "1.2.", "a)", "(1)", "-", "+",
    ]  # fmt: skip


def test_items_within_a_paragraph_are_labelled_too() -> None:
    assert labels("Có ba việc: (1) rà soát; (2) bổ sung; (3) báo cáo.") == ["(1)", "(2)", "(3)"]
    assert labels("Cần làm: a) rà soát; b) bổ sung.") == ["a)", "b)"]
    assert labels("Cần làm: 1. Rà soát. 2. Bổ sung.") == ["1.", "2."]


def test_counts_rounds_and_years_are_no_labels() -> None:
    assert labels("Bổ sung cho Sơn Hà (1), Minh Long (2), Công an tỉnh (3).") == []
    assert labels("Luân chuyển 05 cán bộ (đợt 1) và 02 cán bộ (đợt 2) về xã.") == []
    assert labels("Trước thời hạn (12); thường xuyên (23).") == []
    assert labels("TP. Quảng Ngãi đã tổng kết năm 2023. Kết quả tốt.") == []
    assert labels("Phần mềm đã vận hành. Chương trình hoàn thành.") == []
    assert labels("1.967 đảng viên mới được kết nạp.") == []


def test_a_single_letter_after_its_neighbour_is_a_letter_and_else_a_roman_number() -> None:
    def styles(text: str) -> list[Style]:
        return [enumerator.style for enumerator in find_enumerators(document(text))]

    assert styles("I. Một\n\nII. Hai") == [Style.ROMAN, Style.ROMAN]
    assert styles("G. Bảy\n\nH. Tám\n\nI. Chín") == [Style.LETTER] * 3


def test_items_stand_in_the_heading_above_them() -> None:
    text = """
I. KẾT QUẢ

1. Cán bộ

- Quy hoạch

- Luân chuyển

2. Đảng viên: (1) kết nạp; (2) sàng lọc.

II. NHIỆM VỤ

1. Cán bộ
"""
    assert shape(outline(text).items) == [
        "I.", ["1.", ["-", "-"], "2.", ["(1)", "(2)"]], "II.", ["1."],
    ]  # fmt: skip


def test_an_item_knows_its_words_and_its_blocks() -> None:
    (heading,) = outline("1. Cán bộ\n\nĐã quy hoạch xong.\n\nĐã luân chuyển.").items
    assert heading.text.text == "Cán bộ"
    assert [block.text for block in heading.blocks[1:]] == ["Đã quy hoạch xong.", "Đã luân chuyển."]


def test_footnotes_have_outlines_of_their_own() -> None:
    text = "Đã ban hành 02 văn bản¹ trong năm.\n\n¹ (1) Quy chế làm việc. (2) Quy định nêu gương."
    found = outline(text)
    assert found.items == ()
    ((_, items),) = found.in_footnotes
    assert shape(items) == ["(1)", "(2)"]


def test_roman_numbers_are_read_only_as_one_writes_them() -> None:
    assert [roman_number(text) for text in ("I", "IV", "XIV", "XX", "IIII", "VX", "A", "")] == [
        1,
        4,
        14,
        20,
        0,
        0,
        0,
        0,
    ]


@given(
    st.lists(
        st.sampled_from(["I. A", "1. B", "1.1. C", "(1) D", "a) E", "- F", "chữ: (1) g; (2) h", "Nơi nhận:"])
    )
)
def test_every_label_is_in_the_tree_once(lines: list[str]) -> None:
    read = document("\n\n".join(["Báo cáo", *lines]))
    enumerators = find_enumerators(read)
    counted = sum(len(siblings.items) for siblings in outline_of(read, enumerators).lists)
    assert counted == len(enumerators)


@given(st.text(alphabet=st.sampled_from("aI1(). -+)đ;:\n2"), min_size=1, max_size=120))
def test_any_text_has_an_outline(text: str) -> None:
    outline(f"Mở đầu {text}")
    outline(f"{text} kết thúc")
