"""Cited dates and numbers against documents whose day of issue is known."""

from collections.abc import Iterator
from datetime import date

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.cited import CitedDocument
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Say
from tochuc.checker.known import Known, issued_on, known_by_number, neighbours
from tochuc.checker.near import slip_between
from tochuc.checker.numbering import term_of
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.runs import SLACK
from tochuc.rules.finding import Severity
from tochuc.vi.dates import format_date_document

#: Only of these the numbers of all papers run together; other bodies number secret papers apart.
_COUNTED_TOGETHER = "TW"
_LOW = 5


@rule(
    "CIT-013",
    Severity.ERROR,
    vi="Ngày hoặc số khác với điều đã biết về văn bản",
    en="A date or number differs from what is known of the document",
)
def known_otherwise(reading: Reading) -> Iterator[Finding]:
    for document in reading.cited:
        known = [
            one for one in known_by_number().get(document.number, ()) if one.may_be_of(document.type_code)
        ]
        for day, mention in document.dated:
            if known:
                yield from _dated_otherwise(known, document, day, mention)
            elif document.type_code and not document.foreign:
                yield from _among_known(document, day, mention)


def _dated_otherwise(
    known: list[Known], document: CitedDocument, day: date, mention: DocumentCitation
) -> Iterator[Finding]:
    """A known number with another date of the same term, or of the same day in another year."""
    term = term_of(day, document.number)
    given = {other for other, _ in document.dated}
    # Where the text gives the known day elsewhere, it contradicts itself already.
    if any(one.day in given for one in known) or mention.date is None:
        return
    for one in known:
        alike = (day.day, day.month) == (one.day.day, one.day.month)
        if alike or (term is not None and term == term_of(one.day, document.number)):
            confidence = Confidence.LIKELY if one.sure else Confidence.MAYBE
            stated, computed = format_date_document(day), format_date_document(one.day)
            says = Say(
                f"{one} được biết là ban hành ngày {computed}, văn bản ghi ngày {stated}.",
                f"{one.number} is known to be of {computed}; the text says {stated}.",
            )
            yield Finding("CIT-013", mention.date.span, says, confidence, stated, computed)
            return


def _among_known(document: CitedDocument, day: date, mention: DocumentCitation) -> Iterator[Finding]:
    """A number that is not known, between others that are."""
    number, span = document.number, mention.number_span
    for one in issued_on(number, document.type_code, day):
        far = abs(one.number.number - number.number) > _LOW
        if span and far and slip_between(str(one.number.number), str(number.number)):
            yield _number_slip(one, span)
            return
    if number.issuer_symbol != _COUNTED_TOGETHER or number.number <= _LOW or mention.date is None:
        return
    before, behind = neighbours(number, document.type_code, day)
    wrong = (
        before
        if before and day < before.day - SLACK
        else behind
        if behind and day > behind.day + SLACK
        else None
    )
    if wrong:
        stated, computed = format_date_document(day), format_date_document(wrong.day)
        says = Say(
            f"{document.shown} ghi ngày {stated}, nhưng {wrong.number} được biết là ban hành ngày {computed}: "
            "số trong một nhiệm kỳ tăng theo ngày.",
            f"{document.shown} is dated {stated}, but {wrong.number} is known to be of {computed}.",
        )
        yield Finding("CIT-013", mention.date.span, says, Confidence.LIKELY, stated)


def _number_slip(known: Known, span: Span) -> Finding:
    day = format_date_document(known.day)
    return Finding(
        "CIT-013",
        span,
        Say(
            f"Văn bản ngày {day} được biết có số {known.number} ({known.title}), ở đây ghi {span.text}.",
            f"The document of {day} is known to be numbered {known.number}, not {span.text}.",
        ),
        Confidence.LIKELY,
        span.text,
        str(known.number),
    )
