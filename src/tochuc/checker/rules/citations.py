"""Cited documents: type and issuer against the symbol, one document in two ways, what is missing."""

from collections.abc import Iterator
from itertools import pairwise

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.cited import CitedDocument, date_of, same_subject
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.issuers import Issuer, signers_of, symbol_of
from tochuc.checker.near import slip_between
from tochuc.checker.numbering import term_of
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.document_number import DocumentNumber, document_types, types_of
from tochuc.rules.finding import Severity
from tochuc.vi.dates import format_date_document

FIRST_MENTION = Say("nơi nêu trước", "the earlier mention")

#: `Thông báo kết luận số …-TB/TW` is often called a Kết luận.
_CUSTOMARY = {("conclusion", "TB")}


@rule(
    "CIT-003",
    Severity.ERROR,
    vi="Thể loại văn bản không khớp ký hiệu",
    en="A document's type does not fit its symbol",
)
def type_against_symbol(reading: Reading) -> Iterator[Finding]:
    front = reading.front
    if front.number and front.number_span and front.type_span:
        yield from _type(front.type_code, front.number, front.number_span, Confidence.SURE)
    for citation in reading.citations:
        if citation.number and citation.number_span and citation.type_code:
            said = Confidence.SURE if citation.type_name else Confidence.LIKELY
            yield from _type(citation.type_code, citation.number, citation.number_span, said)


def _type(type_code: str, number: DocumentNumber, span: Span, confidence: Confidence) -> Iterator[Finding]:
    kind, symbol = document_types().get(type_code), number.type_abbr
    if kind is None or not kind.abbreviations or not symbol or symbol in kind.abbreviations:
        return
    others = " hoặc ".join(other.name for other in types_of(symbol))
    if not others:
        if not slip_between(symbol, kind.abbreviations[0]):
            return
        confidence = Confidence.LIKELY
    elif (type_code, symbol) in _CUSTOMARY:
        confidence = Confidence.MAYBE
    usual = "/".join(kind.abbreviations)
    is_of = (f"là của {others}", f"stands for {others}") if others else ("không có", "is unknown")
    yield Finding(
        "CIT-003",
        span,
        Say(
            f"Văn bản gọi là {kind.name} (ký hiệu {usual}) nhưng số là {number}, mà ký hiệu {symbol} {is_of[0]}.",
            f"The document is called {kind.name} (symbol {usual}), but numbered {number}; {symbol} {is_of[1]}.",
        ),
        confidence,
        stated=symbol,
        computed=usual,
    )


@rule(
    "CIT-004",
    Severity.ERROR,
    vi="Cơ quan ban hành không khớp ký hiệu",
    en="A document's issuer does not fit its symbol",
)
def issuer_against_symbol(reading: Reading) -> Iterator[Finding]:
    for citation, body, number in _issued(reading):
        symbol = symbol_of(number)
        signers = signers_of(symbol)
        if not signers or body.signs(symbol) or (body.key == "centre" and symbol.endswith("TW")):
            continue
        # An office signs what its committee's standing members have concluded.
        for_another = symbol.startswith("VP")
        yield _issuer(citation, body, number, Confidence.MAYBE if for_another else Confidence.LIKELY)


@rule(
    "CIT-014",
    Severity.WARNING,
    vi="Ký hiệu cơ quan ban hành viết khác thường lệ",
    en="An issuer's symbol is written in an unusual way",
)
def unusual_symbol(reading: Reading) -> Iterator[Finding]:
    present = {symbol_of(document.number) for document in reading.cited}
    for citation, body, number in _issued(reading):
        symbol = symbol_of(number)
        if signers_of(symbol) or body.signs(symbol):
            continue
        if symbol in body.older_symbols:
            # Old papers carry it rightly; beside the present one an editor would ask.
            both = body.symbols & present
            yield _issuer(citation, body, number, Confidence.LIKELY if both else Confidence.MAYBE)
        elif any(slip_between(symbol, known.rstrip("*")) for known in body.symbols):
            yield _issuer(citation, body, number, Confidence.LIKELY)


def _issued(reading: Reading) -> Iterator[tuple[DocumentCitation, Issuer, DocumentNumber]]:
    """The numbered citations whose issuer is known."""
    for citation in reading.citations:
        if citation.body and citation.number and citation.number.type_abbr != "TTLT":
            yield citation, citation.body, citation.number


def _issuer(
    citation: DocumentCitation, body: Issuer, number: DocumentNumber, confidence: Confidence
) -> Finding:
    symbol = symbol_of(number)
    usual = " hoặc ".join(sorted(body.symbols))
    named = citation.issuer.text if citation.issuer else "Cơ quan ban hành nêu trước đó"
    related = (Related(citation.issuer, Say("cơ quan ban hành", "the issuer")),) if citation.issuer else ()
    known = signers_of(symbol)
    return Finding(
        "CIT-004" if known else "CIT-014",
        citation.number_span or citation.span,
        Say(
            f"{named} ban hành văn bản với ký hiệu {usual}, ở đây ghi {citation.shown}.",
            f"Documents of {named} carry the symbol {usual}; the text says {citation.shown}.",
        ),
        confidence,
        stated=symbol,
        computed=usual,
        related=related,
    )


@rule(
    "CIT-006",
    Severity.WARNING,
    vi="Một văn bản được ghi của hai cơ quan ban hành",
    en="One document is given two issuers",
)
def two_issuers(reading: Reading) -> Iterator[Finding]:
    for document in reading.cited:
        named = [mention for mention in document.mentions if mention.body and "/" in mention.body.key]
        for one, other in pairwise(named):
            if one.body and other.body and one.body.key != other.body.key and _one_document(one, other):
                yield _two_issuers(document, one, other)


def _one_document(one: DocumentCitation, other: DocumentCitation) -> bool:
    """Whether two mentions of one number can be of one document: not dated in two terms, not about two things."""
    day, other_day = date_of(one), date_of(other)
    if one.number and day and other_day and term_of(day, one.number) != term_of(other_day, one.number):
        return False
    return same_subject(one, other) is not False


def _two_issuers(document: CitedDocument, one: DocumentCitation, other: DocumentCitation) -> Finding:
    names = [mention.issuer.text if mention.issuer else "" for mention in (one, other)]
    first, second = (name or "cơ quan nêu trước văn bản" for name in names)
    return Finding(
        "CIT-006",
        other.issuer or other.span,
        Say(
            f"{document.shown} ở đây ghi của {second}, nơi khác ghi của {first}.",
            f"{document.shown} is here said to be of {second}, elsewhere of {first}.",
        ),
        Confidence.LIKELY,
        stated=second,
        computed=first,
        related=(Related(one.issuer or one.span, FIRST_MENTION),),
    )


@rule(
    "CIT-007",
    Severity.ERROR,
    vi="Một văn bản được ghi hai số, ký hiệu",
    en="One document is given two numbers",
)
def two_numbers(reading: Reading) -> Iterator[Finding]:
    for one, other in reading.renumbered:
        yield _two_numbers(one, other)


def _two_numbers(one: DocumentCitation, other: DocumentCitation) -> Finding:
    return Finding(
        "CIT-007",
        other.number_span or other.span,
        Say(
            f"Văn bản cùng thể loại và nội dung ở đây ghi số {other.shown}, nơi khác ghi số {one.shown}.",
            f"A document of the same type and subject is here numbered {other.shown}, elsewhere {one.shown}.",
        ),
        Confidence.LIKELY,
        stated=other.shown,
        computed=one.shown,
        related=(Related(one.number_span or one.span, FIRST_MENTION),),
    )


@rule(
    "CIT-012",
    Severity.NOTE,
    vi="Lần đầu dẫn văn bản thiếu ngày hoặc thiếu số",
    en="A document is first cited without its date or its number",
)
def incomplete(reading: Reading) -> Iterator[Finding]:
    shared = set(_sharing_a_date(reading.citations))
    for document in reading.cited:
        first = document.mentions[0]
        if first.date is None and document.number.year is None and first not in shared:
            yield _without_date(document, first)
    for citation in reading.citations:
        if citation.number is None and citation.date and citation.type_name:
            yield Finding(
                "CIT-012",
                citation.type_name,
                Say(
                    f"{citation.type_name.text} được dẫn có ngày mà không có số, ký hiệu: hãy bổ sung.",
                    f"{citation.type_name.text} is cited with a date and without a number.",
                ),
                Confidence.LIKELY,
            )


def _sharing_a_date(citations: tuple[DocumentCitation, ...]) -> Iterator[DocumentCitation]:
    """The citations of a row whose last one gives the date."""
    dated = False
    for one, other in pairwise(citations[::-1]):
        dated = (dated or one.date is not None) and _goes_on(other, one)
        if dated:
            yield other


def _goes_on(one: DocumentCitation, other: DocumentCitation) -> bool:
    """`Quy định số 70-QĐ/TW và số 71-QĐ/TW ngày …`: the second has its type, and perhaps its date, with the first."""
    together = one.span.block is other.span.block and other.type_name is None
    return together and bool(other.type_code) and other.type_code == one.type_code


def _without_date(document: CitedDocument, first: DocumentCitation) -> Finding:
    later = next(iter(document.dated), None)
    found = f" Ngày {format_date_document(later[0])} chỉ ghi ở lần dẫn sau." if later else ""
    return Finding(
        "CIT-012",
        first.number_span or first.span,
        Say(
            f"Lần đầu dẫn {document.shown} chưa ghi ngày ban hành: hãy bổ sung.{found}",
            f"{document.shown} is first cited without its date.",
        ),
        Confidence.LIKELY,
        related=(Related(later[1].span, Say("nơi ghi ngày", "where the date stands")),) if later else (),
    )
