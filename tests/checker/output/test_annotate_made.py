"""A Word file made of text: its paragraphs, tables and real footnotes, with the findings as comments."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.output.builders import outcome
from tests.checker.output.word import W, anchors, comments, names, paragraphs, part, words
from tests.kernel.sheets.libreoffice import SOFFICE, converted
from tochuc.checker.document import Block, Document, Footnote, Format, Kind, Line, Mark, Piece, Table
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import outcome_of
from tochuc.checker.output.annotate import annotated
from tochuc.checker.reading import Reading

needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None,
    reason="LibreOffice (soffice) or pdftotext is not installed: the annotated Word file was not opened with it",
)


def word_of(text: str, confidence: Confidence = Confidence.LIKELY) -> bytes:
    return annotated(b"", outcome(text, confidence=confidence), "vi")


def block(number: int, kind: Kind, text: str, level: int = 0) -> Block:
    return Block(number, kind, text, (Piece(0, number, 0),), level)


def word_with(blocks: list[Block], **more: tuple[Footnote | Mark | Table, ...]) -> bytes:
    lines = tuple(Line(one.text) for one in blocks)
    document = Document("a.odt", Format.ODT, lines, tuple(blocks), **more)  # type: ignore[arg-type]
    return annotated(b"", outcome_of("a.odt", Reading(document), Options()), "vi")


def test_paragraphs_stay_paragraphs_and_comments_stand_on_their_words() -> None:
    file = word_of("Gồm 2+2+1 việc.\n\nTổng là SAI6 việc.")
    assert paragraphs(file) == ["Gồm 2+2+1 việc.", "Tổng là SAI6 việc."]
    assert anchors(file) == {"0": "SAI6"}
    assert comments(file) == {
        "0": [
            "TST-001 [error, sure] Tổng sai",
            "Cộng lại được 5 mà ghi 6",
            "2 + 2 + 1 = 5; văn bản ghi 6",
            "Danh sách có 5: “2+2+1”",
        ]
    }


def test_a_comment_says_what_would_mend_it_in_the_language_asked_for() -> None:
    (said,) = comments(annotated(b"", outcome("Viết nhầm."), "en")).values()
    assert said == ["TST-002 [warning, likely] Wrong word", "Wrong word", "Could be mended to: “đúng”"]


def test_a_place_without_characters_gets_its_comment_too() -> None:
    file = word_of("Chỗ ngờ này", confidence=Confidence.MAYBE)
    assert anchors(file) == {"0": ""}
    assert paragraphs(file) == ["Chỗ ngờ này"]


def test_headings_have_words_styles() -> None:
    file = word_with([block(0, Kind.HEADING, "I. KẾT QUẢ", 1), block(1, Kind.HEADING, "Sâu", 9)])
    styles = [paragraph.style for paragraph in docx.Document(BytesIO(file)).paragraphs]
    assert [style.name for style in styles if style] == ["Heading 1", "Heading 6"]


def with_footnote(label: str = "1") -> bytes:
    body, note = block(0, Kind.PARAGRAPH, "Có 05 việc."), block(1, Kind.FOOTNOTE, "Cả thảy SAI6 việc.")
    mark = Mark(label, body, 5, 0, 5, 6)
    return word_with([body, note], marks=(mark,), footnotes=(Footnote(label, note, mark),))


def test_a_footnote_is_a_real_one_and_its_comment_stands_on_its_mark() -> None:
    file = with_footnote()
    assert paragraphs(file) == ["Có 05[1] việc."]
    notes = part(file, "word/footnotes.xml").findall(f"{W}footnote")
    assert [words(note).strip() for note in notes] == ["", "", "Cả thảy SAI6 việc."]
    assert anchors(file) == {"0": "[1]"}
    assert comments(file)["0"][1] == "Trong chú thích 1: “SAI6”"


def test_labels_that_word_would_not_count_so_are_kept() -> None:
    document = part(with_footnote("12"), "word/document.xml")
    (reference,) = document.iter(f"{W}footnoteReference")
    assert reference.get(f"{W}customMarkFollows") == "1"
    assert words(document) == "Có 05[1]12 việc."


def test_a_footnote_without_mark_stays_where_it_stands_with_its_label() -> None:
    body, note = block(0, Kind.PARAGRAPH, "Có 05 việc."), block(1, Kind.FOOTNOTE, "SAI6 việc.")
    file = word_with([body, note], footnotes=(Footnote("3", note),))
    assert paragraphs(file) == ["Có 05 việc.", "3 SAI6 việc."]
    assert anchors(file) == {"0": "SAI6"}


def test_a_table_stays_a_table_with_its_merged_cells_and_comments() -> None:
    texts = ["Đơn vị", "Số", "Cộng SAI6", "Năm"]
    wide, tall = 2, 3
    cells = [block(number, Kind.CELL, text) for number, text in enumerate(texts)]
    rows = ((cells[0], cells[1], cells[tall]), (cells[wide], cells[wide], cells[tall]), (cells[1],))
    file = word_with(cells, tables=(Table(rows),))
    (table,) = docx.Document(BytesIO(file)).tables
    read = [[cell.text for cell in row.cells] for row in table.rows]
    assert read == [["Đơn vị", "Số", "Năm"], ["Cộng SAI6", "Cộng SAI6", "Năm"], ["Số", "", ""]]
    assert anchors(file) == {"0": "SAI6"}


def test_the_same_check_gives_the_same_bytes() -> None:
    assert word_of("SAI6 nhầm") == word_of("SAI6 nhầm")


def test_nothing_found_gives_a_word_file_without_comments() -> None:
    file = word_of("Không có gì.")
    assert comments(file) == {}
    assert "word/comments.xml" in names(file)


@given(st.text(max_size=80), st.text(max_size=20))
def test_whatever_the_text_word_can_read_it(before: str, after: str) -> None:
    file = word_of(f"{before}SAI6 nhầm{after}", confidence=Confidence.MAYBE)
    assert list(anchors(file).values()).count("SAI6") >= 1
    assert len(list(docx.Document(BytesIO(file)).comments)) == len(comments(file))


@needs_libreoffice
def test_libreoffice_opens_it_with_its_footnotes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(with_footnote())
    pdf = converted(path, "pdf", tmp_path)
    shown = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Có 051 việc." in " ".join(shown.split()).replace("05 1", "051")
    assert "Cả thảy SAI6 việc." in shown
    read = docx.Document(str(converted(path, "docx", tmp_path)))
    assert [comment.text.split()[0] for comment in read.comments] == ["TST-001"]
