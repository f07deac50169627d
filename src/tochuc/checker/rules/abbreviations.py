"""Abbreviations that a document uses and nowhere explains."""

import re
from collections.abc import Iterator
from functools import cache

from tochuc.checker.document import Kind, Span
from tochuc.checker.enumerators import roman_number
from tochuc.checker.finding import Confidence, Finding, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.word_lists import sections
from tochuc.rules.finding import Severity

_ABBREVIATION = re.compile(r"[A-ZĐƯƠÂÊÔ]{2,12}(?![\w/]|-[A-ZĐ\d]|\.[A-ZĐ])")
#: `Ủy ban nhân dân (UBND)`, `(viết tắt là UBND)`, `(sau đây gọi tắt là UBND)`, `UBND: Ủy ban nhân dân`.
_INTRODUCED = re.compile(r"[(“\"]\s?(?:[^()“”\"]{0,40}\s)?[“\"]?\Z|tắt(?:\slà)?:?\s?[“\"]?\Z")
_EXPLAINED_AFTER = re.compile(r"[”\"]?\s?(?:\((?!\d)|:\s|=\s|là\sviết\stắt)")


@rule("LAN-009", Severity.NOTE, vi="Chữ viết tắt chưa được giải thích", en="Abbreviation never explained")
def unexplained(reading: Reading) -> Iterator[Finding]:
    first: dict[str, Span] = {}
    explained: set[str] = set()
    for block in reading.document.blocks:
        if block.kind is Kind.CELL or block.text.isupper():
            continue
        for match in _ABBREVIATION.finditer(block.text):
            word = match[0]
            if (
                _is_part(block.text, match.start())
                or word in explained
                or word in _known()
                or roman_number(word)
                or _in_capitals(block.text, match)
            ):
                continue
            if _introduces(block.text, match):
                explained.add(word)
            else:
                first.setdefault(word, Span(block, match.start(), match.end()))
    for word, span in first.items():
        if word not in explained:
            yield Finding(
                "LAN-009",
                span,
                Say(
                    f"Chữ viết tắt “{word}” chưa được giải thích: ghi đầy đủ ở lần dùng đầu tiên.",
                    f"The abbreviation “{word}” is nowhere explained: write it in full the first time.",
                ),
                Confidence.LIKELY,
                stated=word,
            )


def _is_part(text: str, start: int) -> bool:
    """`203-KH/TU`, `v.v.VN`: no word by itself."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/.-_")


@cache
def _known() -> frozenset[str]:
    return frozenset(word.upper() for word in sections("abbreviations")["known"])


def _introduces(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()]
    return _INTRODUCED.search(before) is not None or _EXPLAINED_AFTER.match(text, match.end()) is not None


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    """A word of a line or a name in capitals (`NGUYỄN VĂN AN`, `K/T TRƯỞNG BAN`)."""
    around = [*text[: match.start()].split()[-1:], *text[match.end() :].split()[:1]]
    return any(
        len(word) > 1 and word.strip(",.;:()*").isupper() and word.strip(",.;:()*").isalpha()
        for word in around
    )
