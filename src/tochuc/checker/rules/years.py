"""A number of years against the years that it is said to span."""

import re
from collections.abc import Iterator

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

_YEARS = r"((?:19|20)[0-9]{2})\s?(?:[-–—]|đến(?: năm)?|tới)\s?((?:19|20)[0-9]{2})(?![0-9])"
#: "15 năm thi hành … (2011-2025)", "5 năm (giai đoạn 2021 - 2025)", "5 năm 2021-2025", "10 năm, từ năm 2013 đến năm 2023".
_SPANNED = re.compile(
    r"(?<![\w.,/-])([0-9]{1,2}) năm"
    rf"(?:(?: [^\W\d_]{{1,12}}){{0,16}} ?\((?:từ )?(?:năm )?{_YEARS}\)"
    rf"|,? ?\(?(?:giai đoạn |từ (?:năm )?)?{_YEARS})"
)
_REVIEW = re.compile(r"(?<!\w)(?:[Tt]ổng|[Ss]ơ) kết ([0-9]{1,2}) năm(?!\w)(?! một lần)")
_REVIEWED_WITHIN = 80
#: A review planned in a report is held in the next year or the one after.
_AHEAD = 2


@rule(
    "ARI-008",
    Severity.ERROR,
    vi="Số năm không khớp với khoảng năm đi kèm",
    en="A number of years does not fit the years beside it",
)
def years_against_span(reading: Reading) -> Iterator[Finding]:
    """Both ways of counting are right: 2011-2025 are 14 years, and 15 with both ends."""
    for block in reading.document.blocks:
        if " năm" not in block.text:
            continue
        for match in _SPANNED.finditer(block.text):
            group = 2 if match[2] else 4
            first, last = int(match[group]), int(match[group + 1])
            if first <= last and int(match[1]) not in (last - first, last - first + 1):
                stated = Span(block, match.start(1), match.end(1) + len(" năm"))
                yield _spanned(stated, Span(block, match.start(group), match.end(group + 1)), last - first)


def _spanned(stated: Span, years: Span, difference: int) -> Finding:
    computed = f"{difference}–{difference + 1}"
    return Finding(
        "ARI-008",
        stated,
        Say(
            f"“{years.text}” là {difference} năm (tính cả hai đầu là {difference + 1}), văn bản ghi {stated.text}.",
            f"“{years.text}” are {difference} years ({difference + 1} with both ends), the text says {stated.text}.",
        ),
        Confidence.SURE,
        stated=stated.text.partition(" ")[0],
        computed=computed,
        related=(Related(years, Say("khoảng năm ở đây", "the years are here")),),
    )


@rule(
    "ARI-010",
    Severity.WARNING,
    vi="Số năm tổng kết không khớp với ngày của văn bản được tổng kết",
    en="The years under review do not fit the date of the document reviewed",
)
def years_under_review(reading: Reading) -> Iterator[Finding]:
    """The review may be held in the year of the report, or be planned for one of the two after it."""
    dated = [citation for citation in reading.citations if citation.date and citation.date.first]
    if not dated or not reading.front.latest:
        return
    now = reading.front.latest.year
    for citation in dated:
        block, start = citation.span.block, citation.span.start
        reviews = list(_REVIEW.finditer(block.text, max(0, start - _REVIEWED_WITHIN), start))
        if not reviews or not citation.date or not citation.date.first:
            continue
        review, begun = reviews[-1], citation.date.first.year
        between = block.text[review.end() : start]
        if any(sign in between for sign in ",;.:") or now - 1 <= begun + int(review[1]) <= now + _AHEAD:
            continue
        yield _reviewed(Span(block, review.start(1), review.end()), citation.date.span, begun, now)


def _reviewed(stated: Span, date: Span, begun: int, now: int) -> Finding:
    return Finding(
        "ARI-010",
        stated,
        Say(
            f"Văn bản được tổng kết có từ năm {begun}: đến năm {now} là {now - begun} năm, văn bản ghi {stated.text}.",
            f"The document under review is of {begun}: by {now} that makes {now - begun} years, the text says {stated.text}.",
        ),
        Confidence.LIKELY,
        stated=stated.text.partition(" ")[0],
        computed=f"{now} - {begun} = {now - begun}",
        related=(Related(date, Say("ngày ban hành ở đây", "its date is here")),),
    )
