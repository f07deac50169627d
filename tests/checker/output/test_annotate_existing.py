"""The Word file that was checked gets comments in its margin; nothing else of it changes."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.output.word import W, anchors, comments, names, paragraphs, part, words
from tests.checker.readers.files import from_markdown, p, word
from tests.kernel.sheets.libreoffice import SOFFICE, converted
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import outcome_of
from tochuc.checker.output.annotate import annotated
from tochuc.checker.readers import Unreadable, read_bytes
from tochuc.checker.reading import Reading

needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None,
    reason="LibreOffice (soffice) or pdftotext is not installed: the annotated Word file was not opened with it",
)


def checked(content: bytes, confidence: Confidence = Confidence.LIKELY) -> bytes:
    reading = Reading(read_bytes(content, "bao-cao.docx"))
    return annotated(content, outcome_of("bao-cao.docx", reading, Options(confidence=confidence)), "vi")


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def assert_only_comments_changed(before: bytes, after: bytes) -> None:
    """The text, the paragraphs and every other part are as they were."""
    assert paragraphs(after) == paragraphs(before)
    with ZipFile(BytesIO(before)) as old, ZipFile(BytesIO(after)) as new:
        assert new.testzip() is None
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert [name for name in new.namelist() if name in old.namelist()] == old.namelist()
    if "word/comments.xml" in names(before):
        assert changed <= {"word/document.xml", "word/comments.xml"}
    else:
        assert changed <= {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def test_a_comment_stands_on_its_words_in_the_middle_of_a_run() -> None:
    before = word(p("Gồm 2+2+1 việc.") + p("Tổng là SAI6 việc, viết nhầm."))
    after = checked(before)
    assert anchors(after) == {"0": "SAI6", "1": "nhầm"}
    assert [said[0] for said in comments(after).values()] == [
        "TST-001 [error, sure] Tổng sai",
        "TST-002 [warning, likely] Chữ sai",
    ]
    assert_only_comments_changed(before, after)


def test_what_python_docx_writes_it_reads_again_with_the_comments() -> None:
    file = docx.Document()
    file.add_paragraph("Tổng là SAI6 việc.").add_run(" Viết nhầm.").bold = True
    stream = BytesIO()
    file.save(stream)
    after = checked(stream.getvalue())
    assert_only_comments_changed(stream.getvalue(), after)
    read = docx.Document(BytesIO(after))
    assert [(one.author, one.text.split()[0]) for one in read.comments] == [
        ("tochuc", "TST-001"),
        ("tochuc", "TST-002"),
    ]
    assert [one.text for one in read.paragraphs] == ["Tổng là SAI6 việc. Viết nhầm."]
    with ZipFile(BytesIO(after)) as archive:
        assert b"ns0:" not in archive.read("word/document.xml")


def test_the_pieces_of_a_run_keep_its_formatting() -> None:
    bold = "<w:rPr><w:b/><w:i/></w:rPr>"
    after = checked(word(f"<w:p>{run('Tổng là SAI6 việc', bold)}</w:p>"))
    runs = [one for one in part(after, "word/document.xml").iter(f"{W}r") if words(one)]
    assert [words(one) for one in runs] == ["Tổng là ", "SAI6", " việc"]
    for one in runs:
        properties = one.find(f"{W}rPr")
        assert properties is not None
        assert [child.tag for child in properties] == [f"{W}b", f"{W}i"]


def test_words_over_several_runs_and_a_link_are_covered_whole() -> None:
    body = f'<w:p>{run("Là S")}<w:hyperlink w:anchor="x">{run("AI")}</w:hyperlink>{run("6 việc")}</w:p>'
    after = checked(word(body))
    assert anchors(after) == {"0": "SAI6"}
    assert_only_comments_changed(word(body), after)


def test_tabs_and_breaks_within_a_run_are_counted() -> None:
    inner = "<w:r><w:t>Số</w:t><w:tab/><w:t>là</w:t><w:br/><w:t>SAI6</w:t><w:tab/><w:t>việc</w:t></w:r>"
    after = checked(word(f"<w:p>{inner}</w:p>"))
    assert anchors(after) == {"0": "SAI6"}
    assert_only_comments_changed(word(f"<w:p>{inner}</w:p>"), after)


def test_several_comments_in_one_run_and_on_the_same_words() -> None:
    before = word(p("nhầm SAI6nhầm nhầm"))
    after = checked(before)
    assert list(anchors(after).values()) == ["nhầm", "SAI6", "nhầm", "nhầm"]
    assert_only_comments_changed(before, after)


def test_a_place_without_characters_has_its_comment_on_the_character_before() -> None:
    after = checked(word(p("Chỗ ngờ này")), Confidence.MAYBE)
    assert anchors(after) == {"0": "ờ"}


def test_comments_that_are_there_stay_and_their_ids_are_not_used_again() -> None:
    old = (
        '<w:p><w:commentRangeStart w:id="0"/>' + run("Đã xem") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>' + run(" SAI6 và nhầm") + "</w:p>"
    )
    kept = '<w:comment w:id="0" w:author="Lan"><w:p><w:r><w:t>Đúng</w:t></w:r></w:p></w:comment>'
    before = word(old, comments=kept + kept.replace('"0"', '"2"'))
    after = checked(before)
    assert anchors(after) == {"0": "Đã xem", "1": "SAI6", "3": "nhầm"}
    assert comments(after)["0"] == ["Đúng"]
    assert comments(after)["2"] == ["Đúng"]
    assert_only_comments_changed(before, after)


def with_footnote(mark: str = '<w:footnoteReference w:id="7"/>') -> bytes:
    note = '<w:footnote w:id="7">' + p("Cả thảy SAI6 việc.") + "</w:footnote>"
    return word(f"<w:p>{run('Có 05')}<w:r>{mark}</w:r>{run(' việc.')}</w:p>", footnotes=note)


def test_what_a_footnote_has_wrong_is_told_at_its_mark() -> None:
    after = checked(with_footnote())
    assert anchors(after) == {"0": "[7]"}
    assert comments(after)["0"][:2] == ["TST-001 [error, sure] Tổng sai", "Trong chú thích 1: “SAI6”"]
    assert_only_comments_changed(with_footnote(), after)


def test_table_cells_are_commented_in_their_cell() -> None:
    border = "<w:tblBorders>" + '<w:insideH w:val="single"/>' + "</w:tblBorders>"
    row = "<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("Đơn vị", "SAI6", "Năm")) + "</w:tr>"
    before = word(f"<w:tbl><w:tblPr>{border}</w:tblPr>{row}{row}</w:tbl>" + p("Hết."))
    after = checked(before)
    assert anchors(after) == {"0": "SAI6", "1": "SAI6"}
    assert_only_comments_changed(before, after)


def test_a_number_that_word_shows_itself_has_its_comment_on_the_paragraph() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="SAI6 %1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    before = word(p("Việc", properties), numbering=numbering)
    after = checked(before)
    assert anchors(after) == {"0": ""}
    (paragraph,) = part(after, "word/document.xml").iter(f"{W}p")
    assert [child.tag for child in paragraph][:2] == [f"{W}pPr", f"{W}commentRangeStart"]
    assert_only_comments_changed(before, after)


def test_a_text_box_is_commented_where_it_hangs() -> None:
    box = f"<w:pict><w:txbxContent>{p('Trong khung SAI6')}</w:txbxContent></w:pict>"
    before = word(f"<w:p>{run('Trước. ')}<w:r>{box}</w:r></w:p>")
    after = checked(before)
    start = next(part(after, "word/document.xml").iter(f"{W}commentRangeStart"))
    assert not list(start.iterancestors(f"{W}txbxContent"))
    assert comments(after)["0"][1] == "“SAI6”"
    assert paragraphs(after) == paragraphs(before)


def test_what_word_computes_itself_is_not_cut() -> None:
    body = f'<w:p>{run("Là ")}<w:fldSimple w:instr="PAGE">{run("nay SAI6 việc")}</w:fldSimple></w:p>'
    after = checked(word(body))
    assert anchors(after) == {"0": "nay SAI6 việc"}
    field = next(part(after, "word/document.xml").iter(f"{W}fldSimple"))
    assert not list(field.iter(f"{W}commentRangeStart"))


def test_a_part_of_that_name_that_is_no_comments_is_left_alone() -> None:
    stream = BytesIO(word(p("SAI6")))
    with ZipFile(stream, "a") as archive:
        archive.writestr("word/comments.xml", "<other/>")
    after = checked(stream.getvalue())
    with ZipFile(BytesIO(after)) as archive:
        assert archive.read("word/comments.xml") == b"<other/>"
        assert b"TST-001" in archive.read("word/comments1.xml")
        assert b"comments1.xml" in archive.read("word/_rels/document.xml.rels")


def test_a_package_without_its_list_of_types_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(BytesIO(word(p("SAI6")))) as old, ZipFile(stream, "w") as new:
        for name in set(old.namelist()) - {"[Content_Types].xml"}:
            new.writestr(name, old.read(name))
    with pytest.raises(Unreadable):
        checked(stream.getvalue())


def test_the_same_check_gives_the_same_bytes_and_no_finding_no_change_of_text() -> None:
    before = word(p("Không có gì."))
    assert checked(before) == checked(before)
    assert_only_comments_changed(before, checked(before))


PIECES = st.lists(
    st.sampled_from(["SAI6", "nhầm", "ngờ", "SA", "I6", " ", "chữ ", "nh", "ầm", "2+2+1", "e\u0301", "12"]),
    max_size=5,
).map("".join)


@given(st.lists(st.lists(PIECES, max_size=4), min_size=1, max_size=4))
def test_however_the_text_is_cut_into_runs_it_stays_the_same(body: list[list[str]]) -> None:
    before = word("".join(f"<w:p>{''.join(run(text) for text in texts)}</w:p>" for texts in body))
    after = checked(before, Confidence.MAYBE)
    assert_only_comments_changed(before, after)
    on = anchors(after)
    assert len(on) == len(comments(after))
    everything = "\n".join(paragraphs(before))
    if "e\u0301" not in everything:
        assert list(on.values()).count("SAI6") == everything.count("SAI6")


@needs_libreoffice
def test_libreoffice_opens_it_with_the_same_text_and_all_comments(tmp_path: Path) -> None:
    source = from_markdown(
        "# Mục I\n\nTổng là SAI6 việc.[^1]\n\n[^1]: Chú thích viết nhầm.\n\n1. Một\n2. SAI6\n",
        tmp_path / "a.docx",
    )
    before = source.read_bytes()
    path = tmp_path / "b.docx"
    path.write_bytes(checked(before))
    assert_only_comments_changed(before, path.read_bytes())

    def shown(file: Path) -> str:
        pdf = converted(file, "pdf", tmp_path)
        return subprocess.run(
            ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout

    assert shown(path) == shown(source)
    said = [comment.text.split()[0] for comment in docx.Document(str(path)).comments]
    assert sorted(said) == ["TST-001", "TST-001", "TST-002"]
    (tmp_path / "again").mkdir()
    again = converted(path, "docx", tmp_path / "again")
    assert len(list(docx.Document(str(again)).comments)) == 3
