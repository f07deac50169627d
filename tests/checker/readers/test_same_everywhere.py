"""One document, written as text, Word, ODT and PDF, is read as the same."""

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from tests.checker.readers.files import from_markdown
from tests.kernel.sheets.libreoffice import converted, needs_libreoffice
from tochuc.checker.document import Document, Format
from tochuc.checker.readers import read

LONG = " ".join(
    f"Cấp ủy huyện thứ {number} đã lãnh đạo, chỉ đạo các chi bộ trực thuộc rà soát, bổ sung quy chế làm việc."
    for number in range(1, 40)
)
NOTE = " ".join(f"Chi bộ thôn {number}: {number:02} đảng viên;" for number in range(1, 120))
TEXT = f"""
I. KẾT QUẢ CÔNG TÁC

1\\. Về công tác đảng viên

Trong năm, đã kết nạp 10 đảng viên[^1], ban hành 02 Hướng dẫn, trụ sở rộng 500 m^2^. {LONG} Hết đoạn một.

{LONG} Trong đó có 05 trường hợp[^2] được biểu dương.

| TT | Đơn vị | Số đảng viên |
|----|--------|--------------|
| 1  | Ba Tơ[^3] | 04 |
| 2  | Sơn Hà | 06 |

2\\. Về tổ chức bộ máy

\\- Sắp xếp 03 phòng, ban.

\\- Tinh giản 05% biên chế.

[^1]: Ba Tơ 04; Sơn Hà 06.

[^2]: {NOTE} hết chú thích.

[^3]: Không kể đảng viên dự bị.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="module")
def word(folder: Path) -> Path:
    return from_markdown(TEXT, folder / "bao-cao.docx")


def content(found: Document) -> dict[str, object]:
    return {
        "blocks": [(block.kind, block.text) for block in found.blocks],
        "marks": [(mark.label, mark.block.number, mark.offset) for mark in found.marks],
        "footnotes": [(note.label, note.block.text, note.mark is not None) for note in found.footnotes],
        "tables": [[[cell.text for cell in row] for row in table.rows] for table in found.tables],
    }


def test_word_and_markdown(word: Path, folder: Path) -> None:
    source = folder / "bao-cao.md"
    source.write_text(TEXT.replace("m^2^", "m²"), encoding="utf-8")
    expected = content(read(source))
    found = content(read(word))
    assert found == expected
    assert found["tables"] == [
        [["TT", "Đơn vị", "Số đảng viên"], ["1", "Ba Tơ", "04"], ["2", "Sơn Hà", "06"]]
    ]


@needs_libreoffice
def test_odt_and_word(word: Path, folder: Path) -> None:
    found = read(converted(word, "odt", folder))
    assert found.format is Format.ODT
    assert content(found) == content(read(word))


@needs_libreoffice
def test_pdf_and_word(word: Path, folder: Path) -> None:
    found = read(converted(word, "pdf", folder))
    assert found.format is Format.PDF
    assert content(found) == content(read(word))
    assert max(line.page for line in found.lines) >= 3


@needs_libreoffice
def test_pdf_of_an_indented_and_justified_text_with_page_numbers(word: Path, folder: Path) -> None:
    file = docx.Document(str(word))
    for paragraph in file.paragraphs:
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_after, form.space_before = Cm(1), Pt(0), Pt(0)
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    head = file.sections[0].header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))
    file.sections[0].footer.paragraphs[0].text = "Báo cáo năm 2023"
    source = folder / "thut-dong.docx"
    file.save(str(source))
    found = read(converted(source, "pdf", folder))
    assert content(found) == content(read(word))
