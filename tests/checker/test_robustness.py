"""Whatever the file, it gives findings or a refusal: never another exception (`bench/fuzz_checker.py` looks longer)."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.checker.readers.files import p, word
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import Outcome, outcome_of
from tochuc.checker.output.annotate import annotated
from tochuc.checker.output.html import html
from tochuc.checker.output.json import as_json
from tochuc.checker.output.sarif import sarif
from tochuc.checker.output.statements import Statements
from tochuc.checker.output.text import Terminal, text
from tochuc.checker.readers import Unreadable, read_bytes
from tochuc.checker.reading import Reading

#: Words that rules look for, so that chance puts them together in ways nobody wrote.
WORDS = st.sampled_from(
    [
        "I.",
        "1.",
        "1.1.",
        "(1)",
        "(2)",
        "a)",
        "-",
        "¹",
        "²",
        "05",
        "06",
        "1.967",
        "90,5%",
        "2/3",
        "02",
        "đồng",
        "chí",
        "đảng",
        "viên",
        "trong",
        "đó",
        "gồm:",
        "trên",
        "đạt",
        "tăng",
        "giảm",
        "so",
        "với",
        "Quyết",
        "định",
        "số",
        "12-QĐ/TU",
        "ngày",
        "31/4/2023",
        "của",
        "Tỉnh",
        "ủy,",
        "năm",
        "2022",
        "lần",
        "thứ",
        "XIII",
        "Đại",
        "hội",
        ";",
        ";;",
        "“",
        "(",
        ")",
        "…",
        "|",
        "|---|",
        "UBND",
    ]
)
BREAKS = st.sampled_from([" ", " ", " ", "", "\n", "\n\n", "\t", "\x0c", "\u00a0"])
TEXTS = st.lists(st.tuples(WORDS | st.text(max_size=6), BREAKS), max_size=40).map(
    lambda parts: "".join(map("".join, parts))
)
WORD_FILE = word(
    "".join(p(f"{number}. Có 0{number} việc, gồm 01 việc, 0{number} việc.") for number in range(1, 4))
    + f"<w:tbl><w:tr><w:tc>{p('Cộng')}</w:tc><w:tc>{p('05')}</w:tc></w:tr></w:tbl>",
    footnotes='<w:footnote w:id="1">' + p("Ngày 31/4/2023") + "</w:footnote>",
)


def looked_at(content: bytes, name: str) -> Outcome | None:
    """Everything that is done with a file; None for one that is refused."""
    try:
        reading = Reading(read_bytes(content, name))
        outcome = outcome_of(name, reading, Options(confidence=Confidence.MAYBE))
        assert annotated(content, outcome, "vi").startswith(b"PK")
    except Unreadable:
        return None
    json.loads(as_json([outcome], "vi"))
    json.loads(sarif([outcome], "vi"))
    assert html([outcome], "vi")
    assert all(line.endswith("\n") for line in text([outcome], Terminal()))
    assert len(list(Statements(name, reading).records())) == len(reading.numbers)
    assert all(Statements(name, reading).lines("vi"))
    return outcome


@given(TEXTS)
def test_any_text_is_read_and_every_finding_has_a_place_in_it(source: str) -> None:
    outcome = looked_at(source.encode("utf-8", "surrogatepass"), "a.txt")
    for found in outcome.found if outcome else ():
        place = outcome.document.locate(found.finding.span) if outcome else None
        assert place is not None
        assert (1, 1) <= (place.line, place.column) <= (place.end_line, place.end_column)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    looked_at(content, "a.txt")


@given(st.lists(st.tuples(st.integers(0, len(WORD_FILE) - 1), st.integers(0, 255)), max_size=8))
def test_a_damaged_word_file_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    content = bytearray(WORD_FILE)
    for position, value in changes:
        content[position] = value
    looked_at(bytes(content), "a.docx")


@given(TEXTS, st.integers(0, 400), st.text("<>/w:ptbl=\"'& ", max_size=20))
def test_a_word_file_with_broken_xml_is_read_or_refused(source: str, position: int, noise: str) -> None:
    body = "".join(
        p(line.replace("&", "").replace("<", "").encode("ascii", "xmlcharrefreplace").decode())
        for line in source.splitlines()
    )
    looked_at(word(body[:position] + noise + body[position:]), "a.docx")


def test_the_undamaged_word_file_is_read() -> None:
    assert looked_at(WORD_FILE, "a.docx") is not None
