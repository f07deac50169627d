"""One document's date against its other mentions and against its neighbours in the run of numbers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.cited import CitedDocument, same_subject, subject_year
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.known import known_by_number
from tochuc.checker.numbering import term_of
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.runs import SLACK, Misplaced, Numbered, YearSlip, misplaced, year_slips
from tochuc.rules.finding import Severity
from tochuc.vi.dates import format_date_document

_OTHER_DATE = Say("nơi ghi ngày khác", "where another date stands")


@rule("CIT-005", Severity.ERROR, vi="Một văn bản được ghi hai ngày", en="One document is given two dates")
def two_dates(reading: Reading) -> Iterator[Finding]:
    for document in reading.cited:
        dated = document.dated
        counts = Counter(day for day, _ in dated)
        if len(counts) < 2:
            continue
        # The one known; else the most frequent, of equals the first.
        known = {one.day for one in known_by_number().get(document.number, ())}
        usual = max(dated, key=lambda item: (item[0] in known, counts[item[0]]))
        for day, mention in dated:
            confidence = _doubled(document, usual, (day, mention)) if day != usual[0] else None
            if confidence and mention.date:
                yield _two_dates(document, usual, (day, mention.date.span), confidence)


def _doubled(
    document: CitedDocument, one: tuple[date, DocumentCitation], other: tuple[date, DocumentCitation]
) -> Confidence | None:
    """How sure it is that two dated mentions of a number are of one document."""
    (day, mention), (other_day, other_mention) = one, other
    same = same_subject(mention, other_mention)
    term, other_term = term_of(day, document.number), term_of(other_day, document.number)
    if term is not None and term == other_term:
        return Confidence.SURE if same is not False or document.type_code else Confidence.LIKELY
    alike = (day.day, day.month) == (other_day.day, other_day.month)
    if same is False and not alike:
        return None
    return Confidence.LIKELY if same or alike else Confidence.MAYBE


def _two_dates(
    document: CitedDocument,
    usual: tuple[date, DocumentCitation],
    other: tuple[date, Span],
    confidence: Confidence,
) -> Finding:
    stated, computed = format_date_document(other[0]), format_date_document(usual[0])
    span = usual[1].date.span if usual[1].date else usual[1].span
    return Finding(
        "CIT-005",
        other[1],
        Say(
            f"{document.shown} ở đây ghi ngày {stated}, nơi khác ghi ngày {computed}.",
            f"{document.shown} is dated {stated} here and {computed} elsewhere.",
        ),
        confidence,
        stated,
        computed,
        (Related(span, _OTHER_DATE),),
    )


@rule(
    "CIT-008",
    Severity.ERROR,
    vi="Số văn bản không tăng theo ngày ban hành",
    en="Numbers of documents do not rise with their dates",
)
def order(reading: Reading) -> Iterator[Finding]:
    # A wrong number puts its document out of order as well; that is said of the number.
    wrong_numbers = {mention for pair in reading.renumbered for mention in pair}
    for terms in reading.runs.values():
        for term, run in terms.items():
            for found in misplaced(run) if term is not None else ():
                if found.entry.mention not in wrong_numbers:
                    yield _misplaced(found)
    for slip in year_slips(reading.runs, reading.front.latest):
        yield _slip(slip, reading)


def _misplaced(found: Misplaced) -> Finding:
    long = 6 * SLACK.days if found.contested else SLACK.days
    confidence = Confidence.MAYBE if found.apart or found.days <= long else Confidence.LIKELY
    return _against(found.entry, found.others, confidence, "")


def _slip(slip: YearSlip, reading: Reading) -> Finding:
    """A year that differs by a digit from the one that fits; what the text says beside it makes it sure."""
    entry = slip.entry
    in_row = reading.strangers.get(entry.mention) == slip.year
    evidence = (subject_year(entry.mention) in (slip.year, slip.year + 1)) + in_row + slip.tight
    confidence = (Confidence.MAYBE, Confidence.LIKELY, Confidence.SURE)[min(evidence, 2)]
    fitting = format_date_document(entry.day.replace(year=slip.year))
    return _against(entry, slip.others, confidence, fitting)


def _against(entry: Numbered, others: tuple[Numbered, ...], confidence: Confidence, fitting: str) -> Finding:
    stated = format_date_document(entry.day)
    known = " và ".join(
        f"{other.document.shown} ghi ngày {format_date_document(other.day)}" for other in others
    )
    known_en = " and ".join(f"{other.document.shown} is of {other.day.isoformat()}" for other in others)
    mend = f" Có thể là {fitting}." if fitting else ""
    mention = entry.mention
    return Finding(
        "CIT-008",
        mention.date.span if mention.date else mention.span,
        Say(
            f"{entry.document.shown} ghi ngày {stated}, nhưng {known}: số trong một nhiệm kỳ tăng theo ngày.{mend}",
            f"{entry.document.shown} is dated {entry.day.isoformat()}, but {known_en}.",
        ),
        confidence,
        stated,
        fitting,
        tuple(Related(other.mention.span, Say("văn bản liền kề", "a neighbour")) for other in others),
    )
