"""The Word file: footnotes, measures, the same bytes, and that LibreOffice reads it."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Length, Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.sheets.libreoffice import SOFFICE, converted
from tests.reports.samples import HOSTILE, sample
from tests.reports.world import World
from tochuc.figures.period import Period
from tochuc.reports.document import Document, Foot, Head, Paragraph, Text
from tochuc.reports.files import get_template
from tochuc.reports.rendering import pandoc
from tochuc.reports.rendering.assembly import assemble
from tochuc.reports.rendering.layout import layout_on
from tochuc.reports.rendering.word import to_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PDFTOTEXT = shutil.which("pdftotext")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None or PDFTOTEXT is None,
    reason="LibreOffice (soffice) or pdftotext is not installed: the Word report was not opened with it",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("word")


def part(file: bytes, name: str) -> ElementTree.Element:
    with ZipFile(BytesIO(file)) as archive:
        return ElementTree.fromstring(archive.read(name))


def footnotes(file: bytes) -> list[str]:
    """The texts of the real footnotes, without Word's two separators."""
    notes = part(file, "word/footnotes.xml").findall(f"{W}footnote")
    real = [note for note in notes if note.get(f"{W}type") is None]
    return ["".join(note.itertext()).strip() for note in real]


def in_mm(length: Length | None) -> int:
    assert length is not None
    return round(float(length.mm))


def test_the_section_has_three_real_footnotes(world: World, folder: Path) -> None:
    document = assemble(get_template("annual-province-i-2-2"), world.province, Period.year(2023), None)
    file = to_word(document, folder)
    assert len(footnotes(file)) == 3
    assert footnotes(file)[0].startswith("Ngày 10/12/2023: 02/10 đảng viên")
    assert len(list(part(file, "word/document.xml").iter(f"{W}footnoteReference"))) == 3


def test_page_and_font_follow_the_guidance(folder: Path) -> None:
    word = docx.Document(BytesIO(to_word(sample(), folder)))
    section = word.sections[0]
    assert [in_mm(length) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [in_mm(margin) for margin in margins] == [20, 20, 30, 15]
    body = word.styles["Body Text"].paragraph_format
    assert abs(body.first_line_indent - Mm(10)) < Pt(0.1)
    assert (body.line_spacing, body.space_after) == (Pt(18), Pt(6))
    fonts = set(word.styles.element.xpath("//w:rFonts/@w:ascii | //w:rFonts/@w:asciiTheme"))
    assert fonts == {"Times New Roman"}
    assert word.styles.element.xpath("./w:docDefaults//w:sz/@w:val") == ["28"]


def test_pages_are_numbered_at_the_top_but_not_the_first(folder: Path) -> None:
    section = docx.Document(BytesIO(to_word(sample(), folder))).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0]._p.xpath("./w:fldSimple/@w:instr") == ["PAGE"]
    assert section.header.paragraphs[0]._p.xpath("./w:pPr/w:jc/@w:val") == ["center"]
    assert not section.first_page_header.paragraphs[0].text
    assert in_mm(section.header_distance) == 10


def test_head_and_foot_stand_in_two_columns(folder: Path) -> None:
    document = Document(
        Head(
            "Tỉnh ủy Quảng Ngãi",
            "Ban Tổ chức",
            "BC/BTCTU",
            "Quảng Ngãi",
            "BÁO CÁO",
            ("Kết quả", "năm 2023"),
            7,
            dt.date(2024, 1, 5),
        ),
        (Paragraph((Text("Nội dung."),)),),
        Foot(("Thường trực Tỉnh ủy,", "Lưu."), "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn Thử"),
    )
    word = docx.Document(BytesIO(to_word(document, folder)))
    head, foot = word.tables
    assert head.cell(0, 0).text.split("\n") == ["TỈNH ỦY QUẢNG NGÃI", "BAN TỔ CHỨC", "*", "Số 07-BC/BTCTU"]
    assert head.cell(0, 1).text.split("\n") == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Quảng Ngãi, ngày 05 tháng 01 năm 2024",
    ]
    assert foot.cell(0, 0).text.split("\n") == ["Nơi nhận:", "- Thường trực Tỉnh ủy,", "- Lưu."]
    assert foot.cell(0, 1).text.split("\n") == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn Thử"]
    assert [one.text for one in word.paragraphs[:4]] == ["BÁO CÁO", "Kết quả", "năm 2023", "-----"]


def test_a_draft_leaves_number_and_day_to_be_filled_in() -> None:
    head = Head("", "Ban Tổ chức", "BC/BTCTU", "Quảng Ngãi", "BÁO CÁO", ())
    assert head.number_line.split() == ["Số", "-BC/BTCTU"]
    assert head.place_line.split() == ["Quảng", "Ngãi,", "ngày", "tháng", "năm"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = to_word(sample(), tmp_path / "one")
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert to_word(sample(), tmp_path / "other") == before


def test_the_file_names_nobody(folder: Path) -> None:
    properties = docx.Document(BytesIO(to_word(sample(), folder))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "")


@settings(max_examples=10)
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), min_size=1, max_size=40))
def test_every_text_comes_through_as_text(folder: Path, text: str) -> None:
    file = to_word(sample(text), folder)
    assert text in "".join(part(file, "word/document.xml").itertext())
    assert footnotes(file)[0] == f"Trong đó {text}: 1.967".strip()


def test_markup_in_a_text_stays_text(folder: Path) -> None:
    file = to_word(sample(HOSTILE), folder)
    assert footnotes(file)[0] == f"Trong đó {HOSTILE}: 1.967"


def test_guidance_is_chosen_by_the_documents_day() -> None:
    assert layout_on(dt.date(2026, 6, 1)).guidance == "05-HD/VPTW"
    assert layout_on(dt.date(2023, 12, 31)).guidance == "05-HD/VPTW"


def test_what_pandoc_refuses_is_said() -> None:
    with pytest.raises(pandoc.PandocFailed, match="pandoc failed"):
        pandoc.run(["--from=json", "--to=docx"], "no document")


@needs_libreoffice
def test_libreoffice_reads_head_text_footnotes_and_foot(world: World, folder: Path) -> None:
    world.set_target(1)
    document = assemble(get_template("annual-province-i-2-2"), world.province, Period.year(2023), None)
    source = folder / "report.docx"
    source.write_bytes(to_word(document, folder))
    pdf = converted(source, "pdf", folder)
    text = subprocess.run(
        [str(PDFTOTEXT), "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    said = " ".join(text.split())
    for expected in (
        "TỈNH ỦY ĐẤT MỚI",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "-BC/BTCTU",
        "BÁO CÁO",
        "I. KẾT QUẢ CÔNG TÁC NĂM 2023",
        "kết nạp 02 đảng viên, vượt 100%",
        "Ngày 10/12/2023: 02/10 đảng viên",
        "Gồm: Chi bộ Ngân hàng B; Chi bộ Ngân hàng A.",
        "Nơi nhận:",
        "K/T TRƯỞNG BAN",
    ):
        assert expected in said
