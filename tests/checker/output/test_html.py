"""The page: the whole document, each place marked and linked with its note, and nothing from outside."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.checker.output.builders import outcome
from tochuc.checker.document import Block, Document, Format, Kind, Line, Piece, Table
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import outcome_of
from tochuc.checker.output.html import html
from tochuc.checker.output.marked import Marked, marked
from tochuc.checker.reading import Reading
from tochuc.checker.silences import Silenced, fingerprint

VOID = {"meta", "input"}


class Page(HTMLParser):
    """The page read back: whether its elements are nested rightly, its names, its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if name := values.get("id"):
            self.names.append(name)
        if link := values.get("href"):
            self.links.append(link)
        assert not {"src", "onclick", "onload"} & set(values)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_sound(page: str) -> Page:
    read = Page(page)
    assert read.open == []
    assert len(set(read.names)) == len(read.names)
    assert {link.removeprefix("#") for link in read.links} <= set(read.names)
    assert not {"script", "link", "img", "iframe"} & read.tags
    return read


def test_the_place_is_marked_and_its_note_stands_beside_it() -> None:
    page = html([outcome("Gồm 2+2+1.\n\nLà SAI6 việc.")], "vi")
    assert_sound(page)
    assert '<mark class="error"><a href="#f1-1">SAI6</a></mark> việc.' in page
    assert '<mark class=""><a href="#f1-1">2+2+1</a></mark>' in page
    assert "<p>Cộng lại được 5 mà ghi 6</p>" in page
    assert "2 + 2 + 1 = 5; văn bản ghi 6" in page
    assert '<a href="#r1-1-0">dòng 1</a>: Danh sách có 5' in page
    assert "Tìm thấy 1 lỗi." in page


def test_it_speaks_the_language_asked_for() -> None:
    page = html([outcome("SAI6")], "en")
    assert '<html lang="en">' in page
    assert "The sum is 5, written 6" in page
    assert not re.search("[ăâđêôơư]", page.partition("<body>")[2].replace("bao-cao", ""))


def test_what_the_document_says_is_text_and_never_markup() -> None:
    page = html([outcome("<script>alert(1)</script> SAI6 & <b>", file="<i>.txt")], "vi")
    assert_sound(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<i>" not in page


def test_two_files_have_their_own_places() -> None:
    read = assert_sound(html([outcome("SAI6"), outcome("SAI6", file="khac.txt")], "vi"))
    assert {"f1-1", "f2-1", "p1-1", "p2-1"} <= set(read.names)


def test_what_is_silenced_stands_at_the_end_with_its_reason() -> None:
    (found,) = outcome("SAI6").found
    silence = Silenced("TST-001", fingerprint(found.finding), "SAI6", "đã đối chiếu", "Lan", "2024-01-02")
    page = html([outcome("SAI6", silences=(silence,))], "vi")
    assert_sound(page)
    assert "“SAI6” – Lý do: đã đối chiếu (Lan, 2024-01-02)" in page


def test_a_table_is_a_table_with_its_wide_cells_once() -> None:
    texts = ["Đơn vị", "Số", "Cộng SAI6"]
    cells = [Block(n, Kind.CELL, text, (Piece(0, n, 0),)) for n, text in enumerate(texts)]
    table = Table(((cells[0], cells[1]), (cells[2], cells[2])))
    lines = tuple(Line(text) for text in texts)
    read = Document("bang.docx", Format.DOCX, lines, tuple(cells), tables=(table,))
    page = html([outcome_of("bang.docx", Reading(read), Options())], "vi")
    assert_sound(page)
    assert "<tr><td>Đơn vị</td><td>Số</td></tr>" in page
    assert '<tr><td colspan="2">Cộng <span id="p1-1"></span><mark' in page
    assert page.count("SAI6") == 2 - 1


def test_a_footnotes_mark_stands_in_the_text() -> None:
    assert marked("Có 05 việc", [], [(5, "1")]) == "Có 05<sup>1</sup> việc"


def test_where_places_overlap_the_shorter_finding_is_shown() -> None:
    long, short = Marked(0, 9, "note", "p1", "f1"), Marked(3, 6, "error", "p2", "f2")
    assert re.findall(r'class="(\w+)"><a href="#(\w+)">(\w+)', marked("aaabbbccc", [long, short])) == [
        ("note", "f1", "aaa"),
        ("error", "f2", "bbb"),
        ("note", "f1", "ccc"),
    ]


PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=8)


@given(st.text("ab<&đ ", min_size=30, max_size=30), PLACES)
def test_marking_never_changes_the_words(text: str, places: list[list[int]]) -> None:
    kinds = [Marked(start, end, "note", f"p{n}", f"f{n}") for n, (start, end) in enumerate(places)]
    page = marked(text, kinds)
    assert unescape(re.sub("<[^>]*>", "", page)) == text
    for place in kinds:
        assert page.count(f'<span id="{place.name}">') == 1


@given(st.lists(st.sampled_from(["SAI6", "nhầm", "ngờ", "2+2+1", "\n\n", "chữ ", "<", "\x00"])).map("".join))
def test_whatever_is_found_the_page_is_sound(text: str) -> None:
    assert_sound(html([outcome(text, confidence=Confidence.MAYBE)], "vi"))


def test_every_block_of_the_document_is_on_the_page() -> None:
    page = html([outcome("Một việc.\n\nHai việc.\n\nBa việc.")], "vi")
    assert all(words in page for words in ("Một việc.", "Hai việc.", "Ba việc."))
