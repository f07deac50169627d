"""Paragraphs and footnotes that a page break has torn."""

from pathlib import Path

import pytest

from tests.checker.builders import document
from tochuc.checker.document import Document, Kind
from tochuc.checker.readers import read

OPEN = "Trong năm, các chi bộ trực thuộc đã tham mưu cấp ủy kết nạp được 05 đảng viên mới, phát triển 02 tổ chức cơ sở"


def blocks(found: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in found.blocks]


def test_footnotes_between_the_halves() -> None:
    found = document(f"{OPEN}¹\n\n¹ Một chú thích.\n\nđảng ngoài nhà nước.\n\nĐoạn khác.")
    assert blocks(found) == [
        ("paragraph", f"{OPEN} đảng ngoài nhà nước."),
        ("footnote", "Một chú thích."),
        ("paragraph", "Đoạn khác."),
    ]


def test_the_second_half_may_begin_with_a_capital_or_a_number() -> None:
    for half in ("Hội đồng đã chấm xong.", "05 trường hợp khác."):
        found = document(f"{OPEN}\n\n¹ Chú.\n\n{half}")
        assert blocks(found)[0] == ("paragraph", f"{OPEN} {half}")


def test_a_finished_paragraph_is_not_joined_across_a_page() -> None:
    found = document(f"{OPEN}.\n\n¹ Chú.\n\nĐoạn khác.")
    assert ("paragraph", "Đoạn khác.") in blocks(found)


@pytest.mark.parametrize(
    "following", ["II. ĐÁNH GIÁ CHUNG", "- Một việc khác.", "(2) Một việc khác.", "a) Việc."]
)
def test_headings_and_items_begin_anew(following: str) -> None:
    found = document(f"{OPEN}\n\n¹ Chú.\n\n{following}\n\nHết.")
    assert following in [block.text for block in found.blocks]


def test_a_list_within_a_sentence_goes_on() -> None:
    found = document(f"Kết quả: (1) Mở lớp. (2) {OPEN}.\n\n¹ Chú.\n\n(3) Mở thêm lớp.")
    assert blocks(found)[0][1].endswith("cơ sở. (3) Mở thêm lớp.")


def test_a_page_break_without_footnotes() -> None:
    found = document("Đã hoàn thành các nhiệm vụ được giao. Công\n\ntác cán bộ được chú trọng.")
    assert blocks(found) == [
        ("paragraph", "Đã hoàn thành các nhiệm vụ được giao. Công tác cán bộ được chú trọng.")
    ]


@pytest.mark.parametrize("separator", ["\n\f", "\n\n3\n\n", "\n\n- 3 -\n\n", "\n\nTrang 3/7\n\n"])
def test_form_feeds_and_page_numbers_are_page_breaks(separator: str) -> None:
    found = document(f"{OPEN}{separator}Đảng bộ Khối đã hoàn thành.")
    assert blocks(found) == [("paragraph", f"{OPEN} Đảng bộ Khối đã hoàn thành.")]


def test_body_and_footnote_may_both_be_torn() -> None:
    found = document(f"""
{OPEN}¹

¹ Chính ủy Bộ Chỉ huy Bộ đội Biên

phòng ngoài nhà nước.

Đoạn thứ hai của trang sau bị đứt vì hết trang giấy và còn nữa ở trang

phòng tỉnh; Phó Chính ủy.

² Chú thích hai.

sau nữa.
""")
    assert blocks(found) == [
        ("paragraph", f"{OPEN} phòng ngoài nhà nước."),
        ("footnote", "Chính ủy Bộ Chỉ huy Bộ đội Biên phòng tỉnh; Phó Chính ủy."),
        ("paragraph", "Đoạn thứ hai của trang sau bị đứt vì hết trang giấy và còn nữa ở trang sau nữa."),
        ("footnote", "Chú thích hai."),
    ]


def test_a_torn_footnote_alone() -> None:
    found = document("Đủ câu¹.\n\n¹ Chính ủy Bộ đội Biên\n\nphòng tỉnh.\n\nĐoạn khác.")
    assert blocks(found) == [
        ("paragraph", "Đủ câu."),
        ("footnote", "Chính ủy Bộ đội Biên phòng tỉnh."),
        ("paragraph", "Đoạn khác."),
    ]


def test_the_real_report_is_whole(signed_report: Path) -> None:
    found = read(signed_report)
    assert [note.label for note in found.footnotes] == [str(number) for number in range(1, 25)]
    assert all(note.mark for note in found.footnotes)
    torn = [block for block in found.blocks if len({piece.line for piece in block.pieces}) > 1]
    assert [block.pieces[0].line + 1 for block in torn] == [7, 28, 68, 78, 88, 94, 120, 138, 158]
    assert not [
        block.text for block in found.blocks if block.kind is Kind.PARAGRAPH and block.text[0].islower()
    ]
