"""Cited documents' dates against what their sentences say: a year, a term, the document that they carry out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.cited import date_of, subject_year
from tochuc.checker.date_forms import DateForm
from tochuc.checker.dates import DateMention, lowered
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.numbering import term_named
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.runs import year_slips
from tochuc.rules.finding import Severity
from tochuc.vi.dates import format_date_document

#: A plan is issued for its year, a report on it up to the next one.
_YEARS_BEFORE, _YEARS_AFTER = 2, 1


@rule(
    "CIT-011",
    Severity.WARNING,
    vi="Ngày ban hành không hợp với năm nêu bên cạnh",
    en="A document's date does not fit the year named beside it",
)
def outside_context(reading: Reading) -> Iterator[Finding]:
    by_block: dict[int, list[DateMention]] = {}
    for mention in reading.dates:
        by_block.setdefault(mention.span.block.number, []).append(mention)
    slips = {slip.entry.mention: slip.year for slip in year_slips(reading.runs, reading.front.latest)}
    for citation in reading.citations:
        day = date_of(citation)
        if day is None or citation.date is None:
            continue
        year, period = subject_year(citation), _issued_within(citation, by_block)
        if year and not -_YEARS_BEFORE <= day.year - year <= _YEARS_AFTER:
            # What the run of numbers proves as well is said there.
            if slips.get(citation) not in (year, year - 1):
                said = Say(f"việc của năm {year}", f"a matter of {year}")
                # A later paper may look back on a year for many reasons.
                yield _outside(citation.date.span, day, said, ahead=day.year < year)
        elif period and period.first and period.last and not period.first <= day <= period.last:
            said = Say(f"ban hành trong {period.span.text}", f"issued in {period.span.text}")
            yield _outside(citation.date.span, day, said)
        elif citation not in slips and (row := reading.strangers.get(citation)):
            said = Say(f"các văn bản cùng đoạn đều của năm {row}", f"all others in its row are of {row}")
            yield _outside(citation.date.span, day, said)


def _issued_within(citation: DocumentCitation, dates: dict[int, list[DateMention]]) -> DateMention | None:
    """`Trong năm 2023, Huyện ủy đã ban hành Kế hoạch số …`: the time that its sentence begins with."""
    start = citation.span.start
    low = lowered(citation.span.block.text[max(0, start - _LONGEST_SENTENCE) : start])
    if not low.endswith("ban hành "):
        return None
    end_before = max(low.rfind(". "), low.rfind("; "))
    begin = start - len(low) + (end_before + 2 if end_before >= 0 else 0)
    in_block = dates.get(citation.span.block.number, [])
    position = bisect_left(in_block, begin, key=lambda mention: mention.span.start)
    for mention in in_block[position : position + 1]:
        at_beginning = mention.span.start <= begin + len("trong ")
        if at_beginning and mention.form in _WHOLE and mention.first:
            return mention
    return None


_LONGEST_SENTENCE = 240
_WHOLE = (DateForm.YEAR, DateForm.PART, DateForm.QUARTER, DateForm.MONTH)


def _outside(span: Span, day: date, said: Say, *, ahead: bool = True) -> Finding:
    return Finding(
        "CIT-011",
        span,
        Say(
            f"Ngày ban hành {format_date_document(day)} không hợp với điều nêu bên cạnh: {said.vi}.",
            f"The date {day.isoformat()} does not fit what is said beside it: {said.en}.",
        ),
        Confidence.LIKELY if ahead else Confidence.MAYBE,
        stated=span.text,
    )


_TERM = re.compile(r"(?:khóa|khoá)\s{1,2}([IVXLC]{1,6})", re.IGNORECASE)


@rule(
    "CIT-015",
    Severity.ERROR,
    vi="Ngày ban hành nằm ngoài nhiệm kỳ được ghi",
    en="A document's date lies outside the term that it is said to be of",
)
def outside_term(reading: Reading) -> Iterator[Finding]:
    for citation in reading.citations:
        day, body = date_of(citation), citation.body
        named = (
            _TERM.search(citation.issuer.text)
            if citation.issuer and body and body.family == "centre"
            else None
        )
        term = term_named(named[1]) if named else None
        if named and term and day and citation.date and not term[0] <= day <= term[1]:
            ordinal = named[1].upper()
            yield Finding(
                "CIT-015",
                citation.date.span,
                Say(
                    f"Ngày {format_date_document(day)} không thuộc nhiệm kỳ khóa {ordinal} "
                    f"(từ {format_date_document(term[0])}).",
                    f"{day.isoformat()} is not within the term {ordinal}, which began on {term[0].isoformat()}.",
                ),
                Confidence.SURE,
                stated=format_date_document(day),
                related=(Related(citation.issuer, Say("nhiệm kỳ", "the term")),) if citation.issuer else (),
            )


_CARRIES_OUT = re.compile(
    r"(?:thực\s{1,2}hiện|triển\s{1,2}khai|thi\s{1,2}hành|quán\s{1,2}triệt|cụ\s{1,2}thể\s{1,2}hóa|sơ\s{1,2}kết|tổng\s{1,2}kết|hướng\s{1,2}dẫn)"
    r"\s{1,2}(?:các\s{1,2})?$"
)
_FOLLOWING = re.compile(
    r"(?:^|[.;:]\s)(?:thực hiện|triển khai|căn cứ|thi hành|quán triệt|sau khi)\s[^.;]{0,60}$"
)
_ISSUED = re.compile(r"ban\s{1,2}hành\s{1,2}$")
_LONGEST_LEAD = 110


@rule(
    "CIT-016",
    Severity.ERROR,
    vi="Văn bản thực hiện có trước văn bản được thực hiện",
    en="A document that carries out another is older than it",
)
def before_its_cause(reading: Reading) -> Iterator[Finding]:
    for one, other in pairwise(reading.citations):
        if one.span.block is not other.span.block:
            continue
        if _carries_out(one, other):
            yield from _too_early(one, other, Confidence.SURE)
        elif _follows(one, other):
            yield from _too_early(other, one, Confidence.LIKELY)


def _carries_out(one: DocumentCitation, cause: DocumentCitation) -> bool:
    """`Kế hoạch số … về thực hiện Kết luận số …`."""
    if one.subject is None or not one.subject.start <= cause.span.start < one.subject.end:
        return False
    lead = lowered(one.subject.of(one.subject.start, cause.span.start).text)
    return len(lead) <= _LONGEST_LEAD and bool(_CARRIES_OUT.search(lead)) and "sửa đổi" not in lead


def _follows(cause: DocumentCitation, other: DocumentCitation) -> bool:
    """`Thực hiện Quy định số …, Ban Thường vụ ban hành Kế hoạch số …`."""
    text = cause.span.block.text
    before = lowered(text[max(0, cause.span.start - 80) : cause.span.start])
    between = lowered(text[cause.span.end : other.span.start])
    if len(between) > 400 or ". " in between or ";" in between:
        return False
    return bool(_FOLLOWING.search(before) and _ISSUED.search(between[-16:]))


def _too_early(
    document: DocumentCitation, cause: DocumentCitation, confidence: Confidence
) -> Iterator[Finding]:
    day, cause_day = date_of(document), date_of(cause)
    if day and cause_day and document.date and cause.date and day < cause_day:
        name, cause_name = (citation.shown for citation in (document, cause))
        yield Finding(
            "CIT-016",
            document.date.span,
            Say(
                f"{name} ghi ngày {format_date_document(day)}, trước văn bản mà nó thực hiện: "
                f"{cause_name} ghi ngày {format_date_document(cause_day)}.",
                f"{name} is dated {day.isoformat()}, before {cause_name} ({cause_day.isoformat()}), which it carries out.",
            ),
            confidence,
            stated=format_date_document(day),
            computed=format_date_document(cause_day),
            related=(Related(cause.date.span, Say("văn bản được thực hiện", "the document carried out")),),
        )
