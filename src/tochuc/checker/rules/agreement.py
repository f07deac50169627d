"""What the document says twice, and whether it says the same."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tochuc.checker.document import Span
from tochuc.checker.editions import NATIONAL_CONGRESSES, Edition, congresses
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

_ELSEWHERE = Say("nơi khác trong văn bản", "elsewhere in the text")
_AHEAD = re.compile(
    r"\b(?:tiến tới|tiến đến|hướng tới|hướng đến|chuẩn bị|chào mừng|trước thềm)\b[^.;]{0,80}$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_CLAUSE = re.compile(r"[.;:](?=\s)")
#: Terms are of five years; those of cells and hamlets were of two and a half.
_USUAL_TERMS = frozenset({2, 3, 5})


@rule(
    "AGR-003",
    Severity.ERROR,
    vi="Thứ tự lần tổ chức mâu thuẫn với năm",
    en="The number of an edition contradicts its year",
)
def editions(reading: Reading) -> Iterator[Finding]:
    by_key: defaultdict[str, list[Edition]] = defaultdict(list)
    for edition in reading.editions:
        if edition.years:
            by_key[edition.key].append(edition)
    for same in by_key.values():
        yield from _contradicting(same)


def _contradicting(same: list[Edition]) -> Iterator[Finding]:
    """One ordinal in two years, two ordinals in one, or a later one that is earlier; the rarer is reported."""
    seen: dict[tuple[int, tuple[int, int]], list[Edition]] = defaultdict(list)
    for edition in same:
        seen[edition.ordinal, edition.years or (0, 0)].append(edition)
    ordered = sorted(seen.items())
    for (key, first), (other_key, second) in pairwise(ordered):
        # One edition a year at most: IV of 2024 is not followed by VI of 2025.
        if key[0] == other_key[0] or other_key[0] - key[0] > other_key[1][0] - key[1][0]:
            rare, usual = (first, second) if len(first) < len(second) else (second, first)
            yield _edition_finding(rare[0], usual[0])


def _edition_finding(wrong: Edition, other: Edition) -> Finding:
    said, there = (f"lần {edition.span.text} – năm {_years(edition)}" for edition in (wrong, other))
    return Finding(
        "AGR-003",
        wrong.span,
        Say(
            f"Ở đây ghi {said}, nơi khác ghi {there}: hai nơi mâu thuẫn nhau.",
            f"Here it is number {wrong.span.text} of {_years(wrong)}, elsewhere number {other.span.text} of {_years(other)}.",
        ),
        Confidence.LIKELY,
        said,
        there,
        (Related(other.span, _ELSEWHERE),),
    )


def _years(edition: Edition) -> str:
    since, until = edition.years or (0, 0)
    return str(since) if since == until else f"{since}-{until}"


@rule(
    "AGR-004",
    Severity.ERROR,
    vi="Đại hội sắp tới là đại hội đã qua",
    en="A coming congress is one that has been held",
)
def congress_ahead(reading: Reading) -> Iterator[Finding]:
    latest = reading.front.latest or reading.front.dated
    if latest is None:
        return
    named = list(congresses(reading.document))
    for span, ordinal in named:
        held = NATIONAL_CONGRESSES.get(ordinal)
        clause = _clause_before(span)
        earlier = any(int(year) <= (held or 0) for year in _YEAR.findall(clause))
        if held and held < latest.year and _AHEAD.search(clause) and not earlier:
            yield _past_congress(span, ordinal, held, latest.year, named)


def _past_congress(
    span: Span, ordinal: int, held: int, year: int, named: Iterable[tuple[Span, int]]
) -> Finding:
    coming = min((number for number, when in NATIONAL_CONGRESSES.items() if when > year), default=ordinal + 1)
    related = [Related(other, _ELSEWHERE) for other, number in named if number == coming]
    return Finding(
        "AGR-004",
        span,
        Say(
            f"Đại hội {span.text} đã họp năm {held}; văn bản nói về năm {year} không thể hướng tới đại hội này.",
            f"Congress {span.text} met in {held}; a text about {year} cannot look ahead to it.",
        ),
        Confidence.SURE if related else Confidence.LIKELY,
        span.text,
        f"{held} < {year}",
        tuple(related[:1]),
    )


def _clause_before(span: Span) -> str:
    text = span.block.text[max(0, span.start - 300) : span.start]
    ends = [match.end() for match in _CLAUSE.finditer(text)]
    return text[ends[-1] if ends else 0 :]


@rule("AGR-005", Severity.WARNING, vi="Nhiệm kỳ dài khác thường", en="A term of office of unusual length")
def term_length(reading: Reading) -> Iterator[Finding]:
    for term in reading.terms:
        years = term.until - term.since
        if years not in _USUAL_TERMS:
            yield Finding(
                "AGR-005",
                term.span,
                Say(
                    f"Nhiệm kỳ này dài {years} năm ({term.until} − {term.since}); nhiệm kỳ thường là 5 năm.",
                    f"This term has {years} years ({term.until} − {term.since}); terms have 5.",
                ),
                Confidence.LIKELY,
                term.span.text,
                f"{term.until} − {term.since} = {years}",
            )
