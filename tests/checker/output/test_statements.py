"""Every number as it was understood, for people and for programs."""

import json
from decimal import Decimal

import pytest

from tests.checker.output.builders import plain, spans
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form, Number
from tochuc.checker.output.json import dumped
from tochuc.checker.output.statements import Statements
from tochuc.checker.quantities import Quantity
from tochuc.checker.reading import Reading
from tochuc.checker.relations import How, Part, Relation

TEXT = "Trên 05 việc, gồm 02 việc lớn\nvà 90,5% việc nhỏ."


def number(reading: Reading, words: str, form: Form, value: str) -> Number:
    return Number(next(spans(reading.document, words)), form, Decimal(value))


def quantity(of: Number, noun: Span, *qualifiers: str) -> Quantity:
    from tochuc.checker.quantities import Qualifier

    return Quantity(of, noun, "viec", qualifiers=frozenset(map(Qualifier, qualifiers)))


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """`05` is the total of `02` and of an item that has no number; what `90,5%` counts is not told."""
    reading = Reading(plain(TEXT))
    five, two, share = (
        number(reading, "05", Form.COUNT, "5"),
        number(reading, "02", Form.COUNT, "2"),
        number(reading, "90,5%", Form.PERCENT, "90.5"),
    )
    nouns = list(spans(reading.document, "việc"))
    total, part = quantity(five, nouns[0], "over"), quantity(two, nouns[1])
    named = Part(next(spans(reading.document, "việc nhỏ")), Decimal(1))
    relation = Relation(
        How.PARTS, total, (Part(two.span, Decimal(2), part), named), Confidence.LIKELY, open=True
    )
    for name, value in (
        ("numbers", (five, two, share)),
        ("quantities", (total, part)),
        ("relations", (relation,)),
    ):
        monkeypatch.setitem(vars(reading), name, value)
    return Statements("bao-cao.txt", reading)


def test_people_read_value_kind_noun_and_relations(statements: Statements) -> None:
    assert "".join(statements.lines("vi")) == (
        "bao-cao.txt:1:6: 05 = 5 [số đếm, trên] việc\n"
        "    là tổng của 2 phần [likely; danh sách để ngỏ]:\n"
        "      1:19 2 “02”\n"
        "      2:10 1 “việc nhỏ”\n"
        "bao-cao.txt:1:19: 02 = 2 [số đếm] việc\n"
        "    là một phần của 05 ở 1:6\n"
        "bao-cao.txt:2:4: 90,5% = 90.5 [phần trăm] (không rõ đếm gì)\n"
    )


def test_in_english_the_words_are_english(statements: Statements) -> None:
    told = "".join(statements.lines("en"))
    assert "05 = 5 [count, over] việc" in told
    assert "is the total of 2 parts [likely; open list]:" in told
    assert "is a part of 05 at 1:6" in told


def test_programs_read_the_same(statements: Statements) -> None:
    total, part, share = json.loads(dumped(list(statements.records())))
    assert (total["text"], total["line"], total["column"], total["end_column"]) == ("05", 1, 6, 8)
    assert (total["value"], total["form"], total["noun"], total["qualifiers"]) == (
        5,
        "count",
        "việc",
        ["over"],
    )
    (relation,) = total["total_of"]
    assert (relation["how"], relation["confidence"], relation["open"]) == ("parts", "likely", True)
    assert [(one["text"], one["value"]) for one in relation["parts"]] == [("02", 2), ("việc nhỏ", 1)]
    assert [one["text"] for one in part["part_of"]] == ["05"]
    assert (share["value"], share["form"], share["noun"], share["whole"]) == (90.5, "percent", "", None)
