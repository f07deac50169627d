"""Things that are counted by editions: congresses, terms, prizes; each with the years the text gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tochuc.checker.document import Block, Document, Span
from tochuc.vi.fold import fold

#: The Party's national congresses, by their years.
NATIONAL_CONGRESSES = {6: 1986, 7: 1991, 8: 1996, 9: 2001, 10: 2006, 11: 2011, 12: 2016, 13: 2021, 14: 2026}

_ORDINAL = re.compile(
    r"\b(?:lần thứ|lần|khóa|khoá)\s+(?P<ordinal>[IVXLC]{1,7}|[0-9]{1,2}|nhất|hai|ba|tư|năm)\b(?!\s*[,/]\s*[0-9])"
)
_CONGRESS = re.compile(r"\b[Đđ]ại hội\s+(?:[Đđ]ảng\s+)?(?P<ordinal>[IVXLC]{1,7})\b")
_YEARS = re.compile(
    r"\s{0,2}(?:của Đảng|của tỉnh)?\s{0,2}[-–,(]{0,2}\s{0,2}(?:năm|nhiệm kỳ|giai đoạn)\s+(?P<since>[12][0-9]{3})"
    r"(?:\s?[-–]\s?(?P<until>[12][0-9]{3}))?"
)
_TERM = re.compile(r"\bnhiệm kỳ\s+(?P<since>[12][0-9]{3})\s?[-–]\s?(?P<until>[12][0-9]{3})", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:đại hội|giải|hội thi|cuộc thi|liên hoan|hội diễn|ngày hội|hội thao|hội báo|tuần lễ)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.;:!?]")
_PARENTHESIS = re.compile(r"\([^()]{0,80}\)")
_LONGEST_NAME = 140
_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5}
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """`Giải báo chí … lần thứ I - năm 2023`: `key` is the folded name, by which editions are of one kind.

    `span` covers the ordinal; `years` is (2023, 2023), or a term's bounds, None where none stands beside it.
    """

    span: Span
    key: str
    ordinal: int
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """`nhiệm kỳ 2020-2025`; `holder` are the words before it, in which the body is named."""

    span: Span
    since: int
    until: int
    holder: str


def find_editions(document: Document) -> tuple[Edition, ...]:
    """All editions of events, in reading order."""
    return tuple(edition for block in document.blocks for edition in _in_block(block))


def find_terms(document: Document) -> tuple[Term, ...]:
    """All terms of office, in reading order."""
    return tuple(
        Term(
            Span(block, match.start(), match.end()),
            int(match["since"]),
            int(match["until"]),
            block.text[max(0, match.start() - 60) : match.start()],
        )
        for block in document.blocks
        for match in _TERM.finditer(block.text)
    )


def congresses(document: Document) -> Iterator[tuple[Span, int]]:
    """The national congresses that the text names by number (`Đại hội XIV của Đảng`, `… lần thứ XIII của Đảng`)."""
    for block in document.blocks:
        for match in _CONGRESS.finditer(block.text):
            yield Span(block, match.start("ordinal"), match.end("ordinal")), roman(match["ordinal"])
        for match in _ORDINAL.finditer(block.text):
            lead = fold(block.text[max(0, match.start() - 40) : match.start()])
            if lead.endswith(("dai hoi dai bieu toan quoc", "dai hoi dang toan quoc")):
                yield Span(block, match.start("ordinal"), match.end("ordinal")), _value(match["ordinal"])


def roman(text: str) -> int:
    """`XIV` → 14. Letters in any order are added or taken off as they stand; no check of their form."""
    values = [_DIGITS[letter] for letter in text]
    return sum(
        -value if following > value else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _in_block(block: Block) -> Iterator[Edition]:
    """A bare “Giải lần thứ II” is an edition of what was named in full before it in its paragraph."""
    full = ""
    for match in _ORDINAL.finditer(block.text):
        name = _name_before(block.text, match.start())
        if name and len(name.split()) == 1 and full.startswith(f"{name} "):
            name = full
        full = name or full
        if name:
            given = _YEARS.match(block.text, match.end())
            since = int(given["since"]) if given else 0
            years = (since, int(given["until"] or since)) if given else None
            span = Span(block, match.start("ordinal"), match.end("ordinal"))
            yield Edition(span, name, _value(match["ordinal"]), years)


def _name_before(text: str, end: int) -> str:
    """The folded name of the event that an ordinal belongs to; empty where none stands before it."""
    lead = text[max(0, end - _LONGEST_NAME) : end]
    breaks = [match.end() for match in _BREAK.finditer(lead)]
    lead = _PARENTHESIS.sub(" ", lead[breaks[-1] if breaks else 0 :])
    starts = [match.start() for match in _EVENT.finditer(lead)]
    if not starts:
        return ""
    # The outermost event that no comma parts from its ordinal names it.
    name = next((lead[start:] for start in starts if "," not in lead[start:].rstrip(", ")), "")
    return fold(name).strip(" ,-–") if "(" not in name and ")" not in name else ""


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _WORDS.get(text) or roman(text)
