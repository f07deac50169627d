"""Dates: those that cannot be, and those that what stands beside them rules out."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tochuc.checker.cited import date_of
from tochuc.checker.date_forms import DateForm
from tochuc.checker.dates import DateMention, each_date, lowered
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity
from tochuc.vi.dates import format_date_document

_FIRST_YEAR, _LAST_YEAR = 1858, 2100


@rule("CIT-001", Severity.ERROR, vi="Ngày, tháng không có thật", en="A date that does not exist")
def impossible(reading: Reading) -> Iterator[Finding]:
    for mention in each_date(reading.dates):
        if not mention.possible:
            why = _why_impossible(mention)
            sure = "/" in mention.span.text or mention.span.text[0].isalpha()
            yield _finding("CIT-001", mention.span, why, Confidence.SURE if sure else Confidence.LIKELY)
        elif mention.exact and not _FIRST_YEAR <= mention.exact.year <= _LAST_YEAR:
            why = Say(
                f"Năm {mention.exact.year} trong “{mention.span.text}” không thể đúng: hãy xem lại năm.",
                f"The year {mention.exact.year} cannot be right.",
            )
            yield _finding("CIT-001", mention.span, why, Confidence.LIKELY)


def _why_impossible(mention: DateMention) -> Say:
    written = mention.span.text
    if mention.form is DateForm.QUARTER:
        return Say(f"Không có “{written}”: một năm có 4 quý.", f"“{written}”: a year has four quarters.")
    if mention.year == 0:
        return Say(
            f"Năm trong “{written}” không đủ hoặc thừa chữ số: năm viết bằng bốn chữ số.",
            f"The year in “{written}” does not have four digits.",
        )
    if mention.month is not None and not 1 <= mention.month <= 12:
        return Say(f"Không có tháng {mention.month} (“{written}”).", f"There is no month {mention.month}.")
    return Say(
        f"Không có ngày “{written}”: tháng {mention.month} không có ngày {mention.day}.",
        f"There is no day “{written}”.",
    )


@rule("CIT-002", Severity.ERROR, vi="Khoảng thời gian bị đảo ngược", en="A period that ends before it begins")
def reversed_period(reading: Reading) -> Iterator[Finding]:
    for mention in reading.dates:
        if mention.possible or len(mention.parts) != 2:
            continue
        first, last = mention.parts
        if first.first and last.last and first.first > last.last:
            says = Say(
                f"Khoảng thời gian “{mention.span.text}” kết thúc trước khi bắt đầu.",
                f"The period “{mention.span.text}” ends before it begins.",
            )
            years_given = first.form is DateForm.YEAR or _has_year(first)
            yield _finding(
                "CIT-002", mention.span, says, Confidence.SURE if years_given else Confidence.LIKELY
            )


def _has_year(mention: DateMention) -> bool:
    return mention.year is not None and str(mention.year) in mention.span.text


@rule(
    "CIT-009",
    Severity.ERROR,
    vi="Năm trong số văn bản khác năm ban hành",
    en="The year in a document's number is not that of its date",
)
def year_of_number(reading: Reading) -> Iterator[Finding]:
    for citation in reading.citations:
        number, mention = citation.number, citation.date
        if (
            number is None
            or number.year is None
            or mention is None
            or mention.first is None
            or mention.last is None
        ):
            continue
        if not mention.first.year <= number.year <= mention.last.year:
            says = Say(
                f"Số {citation.shown} là của năm {number.year}, văn bản ghi ngày ban hành {mention.span.text}.",
                f"Number {citation.shown} is of {number.year}, the text dates it {mention.span.text}.",
            )
            related = (
                (Related(citation.number_span, Say("số, ký hiệu", "the number")),)
                if citation.number_span
                else ()
            )
            yield Finding(
                "CIT-009",
                mention.span,
                says,
                Confidence.SURE,
                str(mention.first.year),
                str(number.year),
                related,
            )


#: A report on a year is written some weeks after it, and may cite what was issued meanwhile.
_WRITING_TIME = timedelta(days=60)
_AS_OF = re.compile(
    r"(?:tính|số liệu|cập nhật)\s{1,2}đến\s{1,2}(?:hết\s{1,2})?(?:thời điểm\s{1,2})?(?:ngày\s{1,2})?$"
)
_UNTIL = re.compile(r"đến\s{1,2}(?:hết\s{1,2})?(?:ngày\s{1,2})?$")
_DONE = re.compile(r"(?:^|[\s,])(?:đã|có)\s")
_PLANNED = re.compile(r"phấn đấu|dự kiến|sẽ|kế hoạch|mục tiêu|chỉ tiêu|chậm nhất|phải|cần|yêu cầu|ước")


@rule(
    "CIT-010",
    Severity.ERROR,
    vi="Ngày đã qua lại nằm sau ngày của báo cáo",
    en="A day told as past lies after the report itself",
)
def after_the_report(reading: Reading) -> Iterator[Finding]:
    front = reading.front
    signed, period = front.signed_by, front.period
    written = signed or (period[1] + _WRITING_TIME if period and front.reports else None)
    if written is None:
        yield from _beyond_all(reading)
        return
    for citation in reading.citations:
        day = date_of(citation)
        if day and citation.number and citation.date and day > written:
            yield _after(reading, citation.date.span, citation.shown, signed)
    if front.reports and front.latest:
        for mention in reading.dates:
            if mention.exact and mention.exact > front.latest and _told_as_past(mention):
                yield _after(reading, mention.span, "Số liệu", signed)


def _beyond_all(reading: Reading) -> Iterator[Finding]:
    """Without a date of its own, a document still cites nothing from years that it does not speak of."""
    years = Counter(m.last.year for m in each_date(reading.dates) if m.last)
    for citation in reading.citations:
        day = date_of(citation)
        if day and citation.date and years[day.year] == 1 and sum(years.values()) > _FEWEST_DATES:
            latest = max(year for year in years if year != day.year)
            if day.year > latest + 1:
                yield Finding(
                    "CIT-010",
                    citation.date.span,
                    Say(
                        f"{citation.shown} ghi ngày {citation.date.span.text}, nhưng văn bản chỉ nói đến năm {latest}.",
                        f"{citation.shown}: {citation.date.span.text}, but the text speaks of nothing after {latest}.",
                    ),
                    Confidence.LIKELY,
                    stated=citation.date.span.text,
                )


_FEWEST_DATES = 3


def _told_as_past(mention: DateMention) -> bool:
    text = mention.span.block.text
    before = lowered(text[max(0, mention.span.start - 40) : mention.span.start])
    behind = lowered(text[mention.span.end : mention.span.end + 80]).partition(".")[0]
    if _PLANNED.search(before) or _PLANNED.search(behind):
        return False
    return bool(_AS_OF.search(before) or (_UNTIL.search(before) and _DONE.search(behind)))


def _after(reading: Reading, span: Span, what: str, signed: date | None) -> Finding:
    front = reading.front
    if signed:
        limit, limit_span = f"báo cáo ký ngày {format_date_document(signed)}", front.dated_span
        limit_en = f"the report is signed on {signed.isoformat()}"
    else:
        last = front.period[1] if front.period else date.max
        limit, limit_span = f"báo cáo nói về thời gian đến {format_date_document(last)}", front.title
        limit_en = f"the report is about the time until {last.isoformat()}"
    return Finding(
        "CIT-010",
        span,
        Say(f"{what} ghi ngày {span.text}, nhưng {limit}.", f"{what}: {span.text}, but {limit_en}."),
        Confidence.SURE if signed and what != "Số liệu" else Confidence.LIKELY,
        stated=span.text,
        related=(Related(limit_span, Say("thời gian của báo cáo", "the report's time")),)
        if limit_span
        else (),
    )


def _finding(code: str, span: Span, says: Say, confidence: Confidence) -> Finding:
    return Finding(code, span, says, confidence, stated=span.text)
