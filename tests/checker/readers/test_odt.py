"""ODT files."""

from tests.checker.readers.files import odt
from tests.checker.readers.test_text import assert_places_hold, texts, tied
from tochuc.checker.document import Document, Format, Kind
from tochuc.checker.readers import read_bytes

STYLES = """
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="-"/></text:list-style>
<style:style style:name="T" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000"/></style:style>
"""


def read(body: str) -> Document:
    found = read_bytes(odt(body, STYLES), "a.odt")
    assert found.format is Format.ODT
    assert_places_hold(found)
    return found


def test_lists_are_numbered_and_go_on() -> None:
    inner = "<text:list><text:list-item><text:p>Hai</text:p></text:list-item></text:list>"
    found = read(
        f'<text:list xml:id="a" text:style-name="L"><text:list-item><text:p>Một</text:p>{inner}</text:list-item>'
        "<text:list-header><text:p>Không số</text:p></text:list-header></text:list><text:p>Giữa.</text:p>"
        '<text:list text:continue-list="a" text:style-name="L"><text:list-item><text:p>Ba</text:p></text:list-item>'
        '<text:list-item text:start-value="5"><text:p>Năm</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L"><text:list-item><text:p>Lại</text:p></text:list-item></text:list>'
    )
    expected = ["I. Một", "I.1. Hai", "Không số", "Giữa.", "II. Ba", "V. Năm", "I. Lại"]
    assert [line.text for line in found.lines] == expected


def test_notes_headings_blanks_and_raised_digits() -> None:
    found = read(
        '<text:h text:outline-level="2">Kết quả</text:h>'
        '<text:p>Mở  05<text:s text:c="2"/>lớp<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Ba</text:p><text:p>Tơ.</text:p>"
        '</text:note-body></text:note> rộng 50 m<text:span text:style-name="T">2</text:span>.</text:p>'
        "<text:p>- Một,<text:line-break/>- Hai.</text:p>"
    )
    assert [(block.kind, block.level) for block in found.blocks[:1]] == [(Kind.HEADING, 2)]
    assert texts(found) == ["Mở 05  lớp rộng 50 m².", "- Một,", "- Hai."]
    assert tied(found) == [("lớp", "Ba Tơ.")]


def test_tables_with_spans_and_repeated_cells() -> None:
    cell = '<table:table-cell table:style-name="C"{}><text:p>{}</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    wide, high = ' table:number-columns-spanned="2"', ' table:number-rows-spanned="2"'
    rows = [
        cell.format(high, "Đơn vị") + cell.format(wide, "Số") + covered,
        covered + cell.format("", "Nam") + cell.format("", "Nữ"),
        cell.format("", "Ba Tơ") + cell.format(' table:number-columns-repeated="2"', "05"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    found = read(f"<table:table>{body}</table:table>")
    assert [[one.text for one in row] for row in found.tables[0].rows] == [
        ["Đơn vị", "Số", "Số"],
        ["Đơn vị", "Nam", "Nữ"],
        ["Ba Tơ", "05", "05"],
    ]


def test_remarks_silence_and_changes_are_not_shown() -> None:
    found = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Cũ</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Có 05<office:annotation>"
        "<text:p>bỏ qua ARI-001: đúng</text:p></office:annotation> lớp.</text:p>"
        "<text:table-of-content><text:index-body><text:p>Mục lục</text:p></text:index-body></text:table-of-content>"
    )
    assert texts(found) == ["Có 05 lớp."]
    assert [(one.code, one.block) for one in found.silences] == [("ARI-001", 0)]
