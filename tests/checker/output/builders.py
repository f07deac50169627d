"""Outcomes of small documents, found by rules made for the test, with no rule of the checker itself."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tochuc.checker import explanations
from tochuc.checker.document import Block, Document, Format, Kind, Line, Piece, Span
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.outcome import Outcome, outcome_of
from tochuc.checker.reading import Reading
from tochuc.checker.rule import Rule, rules
from tochuc.checker.silences import Silenced
from tochuc.rules.finding import Severity

Check = Callable[[Reading], Iterator[Finding]]

PAGE = """Tìm chữ sai.

## Sai
~~~text
Chữ sai.
~~~

## Đúng
~~~text
Chữ.
~~~

## English
Looks for the wrong word.
"""


def plain(text: str, name: str = "bao-cao.txt") -> Document:
    """Each line that is not empty as a paragraph, with every character as it is, whatever a reader would say."""
    lines = text.split("\n")
    filled = [(number, line) for number, line in enumerate(lines) if line]
    blocks = tuple(
        Block(position, Kind.PARAGRAPH, line, (Piece(0, number, 0),))
        for position, (number, line) in enumerate(filled)
    )
    return Document(name, Format.TEXT, tuple(map(Line, lines)), blocks)


def spans(read: Document, words: str) -> Iterator[Span]:
    """Everywhere the words stand in the document."""
    for block in read.blocks:
        for hit in re.finditer(re.escape(words), block.text):
            yield Span(block, hit.start(), hit.end())


def sums(reading: Reading) -> Iterator[Finding]:
    """An error at each `SAI6`; its other half is the first `2+2+1`."""
    other = next(spans(reading.document, "2+2+1"), None)
    for span in spans(reading.document, "SAI6"):
        related = (Related(span=other, say=Say("Danh sách có 5", "The list has 5")),) if other else ()
        say = Say("Cộng lại được 5 mà ghi 6", "The sum is 5, written 6")
        yield Finding("TST-001", span, say, Confidence.SURE, "6", "2 + 2 + 1 = 5", related)


def words(reading: Reading) -> Iterator[Finding]:
    """A warning at each `nhầm`, with its mending."""
    for span in spans(reading.document, "nhầm"):
        yield Finding("TST-002", span, Say("Chữ viết nhầm", "Wrong word"), Confidence.LIKELY, fix="đúng")


def doubts(reading: Reading) -> Iterator[Finding]:
    """A note behind each `ngờ`, on nothing, which is only possible."""
    for span in spans(reading.document, "ngờ"):
        yield Finding(
            "TST-003", span.of(span.end, span.end), Say("Có thể thiếu", "Maybe missing"), Confidence.MAYBE
        )


TEST_RULES = (
    Rule("TST-001", Severity.ERROR, Say("Tổng sai", "Wrong sum"), sums),
    Rule("TST-002", Severity.WARNING, Say("Chữ sai", "Wrong word"), words),
    Rule("TST-003", Severity.NOTE, Say("Chỗ ngờ", "Doubt"), doubts),
)


def replace_rules(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The three rules above stand for all rules, with a page each in `folder`."""
    declared = rules()
    for code in list(declared):
        monkeypatch.delitem(declared, code)
    for rule in TEST_RULES:
        monkeypatch.setitem(declared, rule.code, rule)
        (folder / f"{rule.code}.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(explanations, "PAGES", folder)


def outcome(
    text: str,
    *,
    file: str = "bao-cao.txt",
    confidence: Confidence = Confidence.LIKELY,
    silences: tuple[Silenced, ...] = (),
) -> Outcome:
    """What the rules of the test find in a text."""
    return outcome_of(file, Reading(plain(text, file)), Options(confidence=confidence), silences)
