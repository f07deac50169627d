"""Word files: what is shown is read, and each place is found again in the runs."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.readers.files import W, p, word
from tests.checker.readers.test_text import assert_places_hold, texts, tied
from tochuc.checker.document import Document, Format, Kind
from tochuc.checker.readers import read_bytes
from tochuc.checker.readers.docx import open_package

NUMBERS = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/><w:pStyle w:val="Muc"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="3"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
"""


def read(body: str, **parts: str) -> Document:
    found = read_bytes(word(body, **parts), "a.docx")
    assert found.format is Format.DOCX
    return found


def item(level: int, text: str = "Việc", num: int = 1) -> str:
    return p(text, f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>')


def lines(found: Document) -> list[str]:
    return [line.text for line in found.lines]


def test_automatic_numbers_are_shown() -> None:
    levels = [0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 4]
    found = read("".join(map(item, levels)), numbering=NUMBERS)
    labels = [line.removesuffix(" Việc") for line in lines(found)]
    assert labels == ["I.", "1.", "1.1.1", "1.1.2", "a)", "b)", "2.", "1.2.1", "II.", "1.", "-"]


def test_a_list_that_begins_anew() -> None:
    found = read(item(3) + item(3) + item(3, num=2) + item(3, num=2), numbering=NUMBERS)
    assert lines(found) == ["a) Việc", "b) Việc", "c) Việc", "d) Việc"]


def test_a_style_numbers_by_the_level_that_is_linked_with_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Muc"/></w:style>'
    )
    body = "".join(p("Việc", f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>') for name in ("Muc", "Con"))
    assert lines(read(body, numbering=NUMBERS, styles=styles)) == ["1. Việc", "2. Việc"]


def test_headings_have_the_depth_of_their_style() -> None:
    file = docx.Document()
    file.add_heading("Kết quả", 1)
    file.add_heading("Về tổ chức", 2)
    file.add_paragraph("Đã mở 05 lớp.")
    stream = io.BytesIO()
    file.save(stream)
    found = read_bytes(stream.getvalue(), "a.docx")
    assert [(block.kind, block.level, block.text) for block in found.blocks] == [
        (Kind.HEADING, 1, "Kết quả"),
        (Kind.HEADING, 2, "Về tổ chức"),
        (Kind.PARAGRAPH, 0, "Đã mở 05 lớp."),
    ]


def reference(kind: str, number: int, custom: str = "") -> str:
    follows = (
        f' w:customMarkFollows="1" w:id="{number}"/><w:t>{custom}</w:t>' if custom else f' w:id="{number}"/>'
    )
    return f"<w:r><w:{kind}Reference{follows}</w:r>"


def note(kind: str, number: int, *paragraphs: str) -> str:
    mark = f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space='preserve'> {paragraphs[0]}</w:t></w:r></w:p>"
    return f'<w:{kind} w:id="{number}">{mark}{"".join(map(p, paragraphs[1:]))}</w:{kind}>'


def test_footnotes_and_endnotes_are_tied_to_their_references() -> None:
    body = (
        "<w:p><w:r><w:t>Ban hành 02 Hướng dẫn</w:t></w:r>"
        f"{reference('footnote', 7)}<w:r><w:t>, 01 Quy chế</w:t></w:r>{reference('endnote', 3)}"
        f"<w:r><w:t>, Đề án</w:t></w:r>{reference('footnote', 5, '*')}</w:p>"
    )
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + note("footnote", 5, "Dấu riêng.")
        + note("footnote", 7, "Số 1.", "Số 2.")
    )
    found = read(body, footnotes=footnotes, endnotes=note("endnote", 3, "Cuối bài."))
    assert texts(found) == ["Ban hành 02 Hướng dẫn, 01 Quy chế, Đề án"]
    assert tied(found) == [("dẫn", "Số 1. Số 2."), ("chế", "Cuối bài."), ("án", "Dấu riêng.")]
    assert [mark.label for mark in found.marks] == ["1", "i", "*"]
    assert lines(found)[:3] == ["Ban hành 02 Hướng dẫn¹, 01 Quy chếⁱ, Đề án*", "¹ Số 1.", "Số 2."]


def test_footnotes_typed_as_raised_digits() -> None:
    typed = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    found = read(
        f"<w:p><w:r><w:t>Mở 05 lớp</w:t></w:r>{typed.format(1)}<w:r><w:t> rộng 50 m</w:t></w:r>{typed.format(2)}</w:p>"
        f"<w:p>{typed.format(1)}<w:r><w:t xml:space='preserve'> Ba Tơ.</w:t></w:r></w:p>"
    )
    assert texts(found) == ["Mở 05 lớp rộng 50 m²"]
    assert tied(found) == [("lớp", "Ba Tơ.")]


def test_tracked_changes_hidden_text_and_fields() -> None:
    found = read(
        "<w:p><w:r><w:t>Kết nạp </w:t></w:r><w:del><w:r><w:delText>05</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>06 </w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>đảng viên</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Nửa đầu</w:t></w:r></w:p>" + p("nửa sau.")
    )
    assert texts(found) == ["Kết nạp 06 đảng viên.", "Nửa đầu nửa sau."]


def test_breaks_links_content_controls_and_text_boxes() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:drawing><w:txbxContent>'
        f"{p('Trong khung.')}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{p('Trong khung.')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = read(
        "<w:p><w:hyperlink><w:r><w:t>Điều</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>lệ 83</w:t><w:noBreakHyphen/>"
        f"<w:t>KH/TU</w:t></w:r>{box}</w:p><w:sdt><w:sdtContent>{p('Trong ô.')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>- Một,</w:t><w:br/><w:t>- Hai.</w:t></w:r></w:p>"
    )
    assert texts(found) == ["Điều\tlệ 83-KH/TU", "Trong khung.", "Trong ô.", "- Một,", "- Hai."]
    assert_places_hold(found)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


BORDERS = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'


def test_cells_that_span_stand_in_each_place() -> None:
    rows = [
        cell("Đơn vị", '<w:vMerge w:val="restart"/>') + cell("Số", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("Nam") + cell("Nữ"),
        cell("Ba Tơ") + cell("05") + cell("06"),
    ]
    found = read(f"<w:tbl>{BORDERS}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert [[one.text for one in row] for row in found.tables[0].rows] == [
        ["Đơn vị", "Số", "Số"],
        ["Đơn vị", "Nam", "Nữ"],
        ["Ba Tơ", "05", "06"],
    ]
    assert found.tables[0].rows[0][0] is found.tables[0].rows[1][0]


def test_the_head_of_a_document_is_set_in_a_table_that_is_none() -> None:
    row = f"<w:tr>{cell('HUYỆN ỦY BA TƠ')}{cell('ĐẢNG CỘNG SẢN VIỆT NAM')}</w:tr>"
    found = read(f"<w:tbl>{row}{row}</w:tbl>")
    assert not found.tables
    assert texts(found, Kind.HEADING)[:2] == ["HUYỆN ỦY BA TƠ", "ĐẢNG CỘNG SẢN VIỆT NAM"]


def test_a_comment_silences_a_finding_where_it_lies() -> None:
    body = (
        "<w:p><w:commentRangeStart w:id='1'/><w:r><w:t>Có 05</w:t></w:r>"
        f"{reference('footnote', 1)}<w:commentRangeEnd w:id='1'/></w:p>{p('Khác.')}"
    )
    comments = (
        f'<w:comment w:id="1">{p("Bỏ qua ARI-001, AGR-002: đã đối chiếu sổ")}</w:comment>'
        f'<w:comment w:id="2">{p("bỏ qua ARI-001")}</w:comment>'
    )
    found = read(body, comments=comments, footnotes=note("footnote", 1, "Chú."))
    assert [(one.code, one.block, one.reason) for one in found.silences] == [
        ("ARI-001", 0, "đã đối chiếu sổ"),
        ("AGR-002", 0, "đã đối chiếu sổ"),
        ("ARI-001", 1, "đã đối chiếu sổ"),
        ("AGR-002", 1, "đã đối chiếu sổ"),
    ]


def test_contents_do_not_repeat_the_headings() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="toc 1"/></w:style>'
    found = read(p("Mục lục 1", '<w:pPr><w:pStyle w:val="M1"/></w:pPr>') + p("Đoạn."), styles=styles)
    assert texts(found) == ["Đoạn."]
    assert len(found.lines) == 2


def test_a_place_is_found_again_in_the_runs() -> None:
    package = open_package(
        word(
            item(0, "Kết nạp") + f"<w:p><w:r><w:t>Có 05</w:t></w:r><w:r><w:tab/><w:t>lớp</w:t></w:r>"
            f"{reference('footnote', 1)}</w:p>",
            numbering=NUMBERS,
            footnotes=note("footnote", 1, "Ba Tơ."),
        )
    )
    runs = [run for root in package.parts.roots.values() for run in root.iter(f"{{{W[9:-1]}}}r")]
    span = package.range_of(1, 3, 8)
    assert (span.part, span.ordinal, span.first, span.first_offset) == ("document", 1, runs[1], 3)
    assert (span.last, span.last_offset) == (runs[2], 3)
    number = package.range_of(0, 0, 2)
    assert (number.ordinal, number.first) == (0, None)
    mark = package.document.marks[0]
    assert package.range_of(mark.line, mark.column, mark.end_column).first is runs[3]
    in_note = package.range_of(2, 2, 4)
    assert (in_note.part, in_note.ordinal, in_note.first_offset) == ("footnotes", 0, 1)
    assert package.parts.names["footnotes"] == "word/footnotes.xml"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), max_size=6))
def test_every_character_is_found_in_its_run(parts: list[str]) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph()
    for part in parts:
        paragraph.add_run(part)
    stream = io.BytesIO()
    file.save(stream)
    package = open_package(stream.getvalue())
    assert_places_hold(package.document)
    for column, character in enumerate(package.document.lines[0].text):
        found = package.range_of(0, column, column + 1)
        assert found.first is not None
        assert found.first is found.last
        if found.last_offset >= 0:
            run = "".join(map(str, found.first.itertext()))
            assert run[found.first_offset : found.last_offset] == character


@pytest.mark.parametrize("text", ["Ban c\xf1a ta v\xb5 c\xb8c ®\xb6ng b\xe9 trong n¨m qua v\xb5 sau"])
def test_a_font_that_is_not_unicode_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="TCVN3"):
        read(p(text))
