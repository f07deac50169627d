"""Text files and Markdown: paragraphs, marks, headings, tables, and where each character stands."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.document import Document, Format, Kind, Span
from tochuc.checker.readers import Unreadable, read_bytes


def texts(found: Document, kind: Kind = Kind.PARAGRAPH) -> list[str]:
    return [block.text for block in found.blocks if block.kind is kind]


def tied(found: Document) -> list[tuple[str, str]]:
    """The words before each footnote's mark, and the footnote."""
    return [
        (note.mark.block.text[: note.mark.offset].split()[-1] if note.mark else "", note.block.text)
        for note in found.footnotes
    ]


def assert_places_hold(found: Document) -> None:
    """Each character of a block stands at its place in its line; a joining blank stands behind a line's end."""
    for block in found.blocks:
        assert block.pieces[0].offset == 0
        assert all(one.offset < other.offset for one, other in pairwise(block.pieces))
        for offset, character in enumerate(block.text):
            line, column = block.place_of(offset)
            source = found.lines[line].text
            assert source[column : column + 1] == character or (
                character == " " and not source[column:].strip()
            )


def test_wrapped_lines_are_one_paragraph() -> None:
    found = document("""
Trong năm, toàn huyện kết nạp được 120 đảng viên, trong đó nữ 56 đồng chí
(46,7%); chuyển đảng chính thức cho 98 đồng chí theo Kế hoạch số 12-KH/
HU về nhiệm kỳ 2020-
2025 của Huyện ủy.
Năm sau, phấn đấu kết nạp 130 đảng viên.
""")
    assert texts(found) == [
        "Trong năm, toàn huyện kết nạp được 120 đảng viên, trong đó nữ 56 đồng chí (46,7%); chuyển đảng chính thức cho 98 đồng chí theo Kế hoạch số 12-KH/HU về nhiệm kỳ 2020-2025 của Huyện ủy.",
        "Năm sau, phấn đấu kết nạp 130 đảng viên.",
    ]
    assert_places_hold(found)


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    found = document(
        "Nơi nhận:\n- Thường trực Huyện ủy,\n- Lưu.\n\nTM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nNguyễn Văn Thử"
    )
    assert [block.text for block in found.blocks] == [
        "Nơi nhận:",
        "- Thường trực Huyện ủy,",
        "- Lưu.",
        "TM. BAN THƯỜNG VỤ",
        "PHÓ BÍ THƯ",
        "Nguyễn Văn Thử",
    ]


def test_an_enumerator_begins_a_paragraph_and_is_no_footnote_mark() -> None:
    found = document("Kết quả như sau:\n(1) Mở 02 lớp;\n(2) Mở 03 lớp.\na) Một\n+ Hai")
    assert len(texts(found)) == 5
    assert not found.marks


@pytest.mark.parametrize(
    "line", ["BÁO CÁO", "I. KẾT QUẢ", "1. Về công tác cán bộ", "2.1. Tổ chức bộ máy", "I- Chung"]
)
def test_unmistakable_headings(line: str) -> None:
    found = document(f"{line}\n\nĐã mở 05 lớp.")
    assert [block.kind for block in found.blocks] == [Kind.HEADING, Kind.PARAGRAPH]


@pytest.mark.parametrize("line", ["1. Đã mở 05 lớp.", "05 lớp", "- Một", "Về công tác cán bộ", "12-KH/TU"])
def test_what_is_no_heading(line: str) -> None:
    assert document(f"{line}\n\nĐã mở 05 lớp.").blocks[0].kind is Kind.PARAGRAPH


def test_numbered_lines_that_follow_each_other_are_a_list() -> None:
    found = document("Gồm:\n\n1. Sơn Tịnh\n\n2. Ba Tơ\n\n3. Trà Bồng")
    assert not texts(found, Kind.HEADING)


def test_marks_are_anchors_and_footnotes_follow_what_they_hang_on() -> None:
    found = document("Ban hành 02 Hướng dẫn¹, 01 Quy chế ².\n\n¹ Số 1 và số 2.\n\n² Số 3.\n\nHết.")
    assert [block.text for block in found.blocks] == [
        "Ban hành 02 Hướng dẫn, 01 Quy chế.",
        "Số 1 và số 2.",
        "Số 3.",
        "Hết.",
    ]
    assert tied(found) == [("dẫn", "Số 1 và số 2."), ("chế", "Số 3.")]
    assert [found.lines[mark.line].text[mark.column : mark.end_column] for mark in found.marks] == ["¹", "²"]


def test_exponents_are_no_marks() -> None:
    found = document("Nhà 500 m², đất 2 km², 10⁶ đồng, năm² 2023¹.\n\n¹ Một.\n\n² Hai.")
    assert texts(found) == ["Nhà 500 m², đất 2 km², 10⁶ đồng, năm 2023."]
    assert [mark.label for mark in found.marks] == ["2", "1"]


def test_a_label_used_again_belongs_to_the_next_footnote() -> None:
    found = document("Trang một¹.\n\n¹ Chú một.\n\nTrang hai¹.\n\n¹ Chú hai.")
    assert tied(found) == [("một", "Chú một."), ("hai", "Chú hai.")]


def test_marks_without_footnote_and_footnotes_without_mark_are_kept() -> None:
    found = document("Có dấu³ mà không có chú.\n\n⁴ Có chú mà không có dấu.")
    assert [mark.label for mark in found.marks] == ["3"]
    assert [(note.label, note.mark) for note in found.footnotes] == [("4", None)]


def test_a_mark_within_its_own_footnote_is_not_its_mark() -> None:
    found = document("Mở lớp² mới.\n\n² Lớp chuyên viên², lớp khác².")
    assert tied(found) == [("lớp", "Lớp chuyên viên, lớp khác.")]
    assert len(found.marks) == 3


def test_square_brackets_are_marks_where_a_footnote_has_them() -> None:
    found = document("Theo Quy định[1], xem [2].\n\n[1] Số 22.")
    assert texts(found) == ["Theo Quy định, xem [2]."]
    assert tied(found) == [("định", "Số 22.")]


def test_emphasis_is_layout_and_a_lone_asterisk_is_text() -> None:
    found = document("*\n\n**Kính gửi:** Ban *Tổ chức* (*) và 2*3 * 4.\n\n**K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN**")
    assert [block.text for block in found.blocks] == [
        "Kính gửi: Ban Tổ chức (*) và 2*3 * 4.",
        "K/T TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
    ]
    assert_places_hold(found)


def test_markdown() -> None:
    found = document(
        "# Báo cáo *năm* 2023\n\nXem [điều lệ](https://example.org/a_b)[^x], snake_case, 1\\. "
        "_chung_\n\n> Trích\n\n[^x]: Chú.\n",
        "bao-cao.md",
    )
    assert found.format is Format.MARKDOWN
    assert [(block.kind, block.level) for block in found.blocks[:1]] == [(Kind.HEADING, 1)]
    assert texts(found) == ["Xem điều lệ, snake_case, 1. chung", "Trích"]
    assert tied(found) == [("lệ", "Chú.")]
    assert_places_hold(found)


@pytest.mark.parametrize(
    "table",
    [
        "| TT | Đơn vị | Số |\n|---|:--|--:|\n| 1 | Ba Tơ | 05 |\n| 2 | | 06 |",
        "TT\tĐơn vị\tSố\n1\tBa Tơ\t05\n2\t\t06",
        "+--+--+--+\n| TT | Đơn vị | Số |\n+==+==+==+\n| 1 | Ba | 05 |\n| | Tơ | |\n+--+--+--+\n| 2 | | 06 |\n+--+--+--+",
        "┌──┬──┬──┐\n│ TT │ Đơn vị │ Số │\n├──┼──┼──┤\n│ 1 │ Ba Tơ │ 05 │\n│ 2 │ │ 06 │\n└──┴──┴──┘",
    ],
)
def test_tables(table: str) -> None:
    found = document(f"Bảng sau:\n\n{table}\n\nHết.")
    cells = [[cell.text for cell in row] for row in found.tables[0].rows]
    assert cells == [["TT", "Đơn vị", "Số"], ["1", "Ba Tơ", "05"], ["2", "", "06"]]
    assert texts(found) == ["Bảng sau:", "Hết."]
    assert_places_hold(found)


def test_columns_set_with_blanks_are_a_table_from_three_rows_on() -> None:
    rows = "TT    Đơn vị    Số\n1     Ba Tơ     05\n2     Sơn Hà    06"
    assert len(document(rows).tables[0].rows) == 3
    head = document("TỈNH ỦY        ĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC        Ba Tơ, ngày 05/12/2023")
    assert not head.tables


def test_a_tab_behind_an_item_is_no_table() -> None:
    assert not document("1.\tMột\n2.\tHai\n3.\tBa").tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_in_any_dress(encoding: str) -> None:
    decomposed = "Kết nạp 05 đảng viên\r\n\r\nHết."
    found = read_bytes(decomposed.encode(encoding), "a.txt")
    assert texts(found) == ["Kết nạp 05 đảng viên", "Hết."]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("Ban Tổ chức của Tỉnh ủy và các cấp".encode("cp1258", "ignore"), "Windows-1258"),
        ("Ban c\xf1a ta v\xb5 c\xb8c ®\xb6ng b\xe9 trong n¨m qua v\xb5 sau".encode("latin-1"), "TCVN3"),
        ("Ban c\xf1a ta v\xb5 c\xb8c ®\xb6ng b\xe9 trong n¨m qua v\xb5 sau".encode(), "TCVN3"),
        ("Ban cu\xfba ta va\xf8 ca\xf9c \xf1a\xfbng bo\xe4 trong na\xeam qua".encode("latin-1"), "VNI"),
    ],
)
def test_legacy_codes_are_named(content: bytes, named: str) -> None:
    with pytest.raises(Unreadable, match=named) as refused:
        read_bytes(content, "cu.txt")
    assert "Unicode" in refused.value.say.en


def test_controls_and_invisible_characters_are_no_text() -> None:
    found = document("Kết\u200b nạp\x1b 05\u00ad đảng viên\x07.")
    assert texts(found) == ["Kết nạp  05 đảng viên ."]
    assert "\x1b" not in found.lines[0].text


def test_form_feeds_count_pages() -> None:
    found = document("Trang một.\n\n1\n\fTrang hai.\n2\n\fTrang ba.")
    assert texts(found) == ["Trang một.", "Trang hai.", "Trang ba."]
    assert [found.locate(Span(block, 0, 3)).page for block in found.blocks] == [1, 2, 3]


PIECES = st.sampled_from(
    ["Kết nạp ", "đảng viên", "05", " ", "\n", "\n\n", "¹", "²²", "(1) ", "- ", "I. ", "* ", "**", "|", "\t", "\f",
     "[^1]", "[^1]: ", "[1]", "# ", "m²", ".", ";", ",", "-\n", "/", "\\", "](", "```", "    ", "\r\n", "Ô\u0301"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join)),
    st.sampled_from(["a.txt", "a.md"]),
)
def test_any_text_is_read_and_every_character_keeps_its_place(text: str, name: str) -> None:
    try:
        found = read_bytes(text.encode("utf-8", "replace"), name)
    except Unreadable:
        return
    assert_places_hold(found)
    assert [block.number for block in found.blocks] == list(range(len(found.blocks)))
    assert all(0 <= mark.offset <= len(mark.block.text) for mark in found.marks)
    assert all(found.blocks[note.block.number] is note.block for note in found.footnotes)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        assert read_bytes(content, "a").format is Format.TEXT


def test_a_large_text_is_read_in_linear_time() -> None:
    paragraph = (
        "Ban Tổ chức đã tham mưu ban hành 02 Hướng dẫn¹ và 05 Kế hoạch về công tác cán bộ trong năm. " * 5
    )
    found = document(f"{paragraph}\n\n¹ Số 11-HD/TU.\n\n" * 4000)
    assert len(found.footnotes) == 4000
    assert all(note.mark for note in found.footnotes)


@pytest.mark.parametrize(
    "hostile", ["a\n\n", "|a", "*a* ", "¹ a\n\n", "á¹ ", "[1] a\n", "\f1", "a\tb\tc\n", "[a", "(1) "]
)
def test_no_pattern_blows_up(hostile: str) -> None:
    document(hostile * 20_000)


def test_the_blank_of_a_line_break_behind_a_mark_is_not_the_mark() -> None:
    found = document("Kết nạp 05 đảng viên mới¹\nvà 02 đảng viên dự bị.\n\n¹ Chi bộ thôn Đông: 05.")
    assert found.blocks[0].text == "Kết nạp 05 đảng viên mới và 02 đảng viên dự bị."
    assert_places_hold(found)
