"""Number and symbol of documents: `1263-QĐ/TU` of Party bodies, `135/2020/NĐ-CP` of State bodies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tochuc.rules.data_files import records
from tochuc.rules.finding import Finding, Severity
from tochuc.vi.fold import fold, normalise
from tochuc.vi.quoting import quote


class Shape(StrEnum):
    """The two ways of writing a number and symbol."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; `abbreviations` has the usual one first and is empty where none is known."""

    code: str
    name: str
    shape: Shape
    abbreviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number and symbol in its parts; `suffix` is a letter after the number (`12a`).

    Party numbers run through a term of the committee and carry no year. `type_abbr` is empty for
    State documents that name only their issuer (`91/2025/QH15`).
    """

    number: int
    suffix: str
    type_abbr: str
    issuer_symbol: str
    year: int | None = None
    shape: Shape = Shape.PARTY

    def format(self) -> str:
        """The canonical writing; numbers below 10 with a zero (05-HD/VPTW)."""
        number = f"{self.number:02}{self.suffix}"
        if self.shape is Shape.PARTY:
            return f"{number}-{self.type_abbr}/{self.issuer_symbol}"
        symbol = "-".join(filter(None, (self.type_abbr, self.issuer_symbol)))
        return "/".join(filter(None, (number, str(self.year or ""), symbol)))

    def __str__(self) -> str:
        return self.format()


_LONGEST = 200
_LEAD = re.compile(r"^(?:số|so)\b\s*:?\s*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;.]*(?:\b(?:ngày|của)\b.*)?$", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2212]")

_NUMBER = r"(?P<number>[0-9]{1,6})(?P<suffix>[A-Za-z]?)"
_TYPE = r"(?P<type>[^\W\d_]{1,6})"
_ISSUER = r"(?P<issuer>[^\W\d_][^\W_.]*(?:[.-][^\W_.]+)*)"
_PARTY = re.compile(rf"{_NUMBER}-{_TYPE}/{_ISSUER}")
_PARTY_REVERSED = re.compile(rf"{_TYPE}-{_ISSUER}/{_NUMBER}")
_STATE = re.compile(rf"{_NUMBER}/(?:(?P<year>[0-9]{{4}})/)?(?P<symbol>{_TYPE}-{_ISSUER})")
_STATE_ISSUER_ONLY = re.compile(rf"{_NUMBER}/(?P<year>[0-9]{{4}})/{_ISSUER}")


@cache
def document_types() -> dict[str, DocumentType]:
    """All types of document by code, in the order of 399-QĐ/TW, then those of State bodies."""
    return {
        record["code"]: DocumentType(
            record["code"], record["name"], Shape(record["shape"]), tuple(record.get("abbreviations", ()))
        )
        for record in records("document_types")
    }


def types_of(abbreviation: str) -> tuple[DocumentType, ...]:
    """The types that an abbreviation can stand for: `QĐ` is a Quyết định or a Quy định."""
    return tuple(kind for kind in document_types().values() if abbreviation in kind.abbreviations)


def parse(text: str) -> DocumentNumber:
    """The parts of a number and symbol, also as cited in a sentence (`Số 203-KH/TU ngày 24/5/2023`).

    Spaces, long dashes, case, a missing `Đ` in the type, `TƯ` for `TW` and `QĐ-TW/96` are put right.
    Raises ValueError with a Vietnamese sentence.
    """
    if len(text) > _LONGEST:
        raise ValueError(_unreadable(text))
    cleaned = re.sub(r"\s", "", _without_context(text))
    for pattern in (_PARTY, _PARTY_REVERSED):
        if match := pattern.fullmatch(cleaned):
            return _party_number(match)
    if match := _STATE.fullmatch(cleaned):
        abbreviation = _canonical_abbreviation(match["type"])
        # 456/UBND-NC is a letter: what stands first is the issuer, not a type.
        if types_of(abbreviation):
            return _state_number(match, abbreviation, match["issuer"])
        return _state_number(match, "", match["symbol"])
    if match := _STATE_ISSUER_ONLY.fullmatch(cleaned):
        return _state_number(match, "", match["issuer"])
    raise ValueError(_unreadable(text))


def check(type_code: str, number_text: str, issuer_symbol: str = "") -> list[Finding]:
    """Findings DOC-001 to DOC-005 on a document said to be of that type and issuer (empty: not compared).

    Raises KeyError for an unknown type code.
    """
    kind = document_types()[type_code]
    try:
        number = parse(number_text)
    except ValueError as error:
        return [Finding("DOC-003", Severity.ERROR, str(error))]
    return [
        *_check_type(kind, number),
        *_check_issuer(issuer_symbol, number),
        *_check_writing(number_text, number),
    ]


def _check_type(kind: DocumentType, number: DocumentNumber) -> Iterator[Finding]:
    if not number.type_abbr:
        return
    possible = types_of(number.type_abbr)
    if not possible:
        yield Finding(
            "DOC-004",
            Severity.WARNING,
            f"Ký hiệu {quote(number.type_abbr)} trong {quote(str(number))} không có trong danh mục thể loại "
            "văn bản: hãy kiểm tra lại ký hiệu.",
        )
    elif kind.abbreviations and number.type_abbr not in kind.abbreviations:
        names = " hoặc ".join(found.name for found in possible)
        yield Finding(
            "DOC-001",
            Severity.ERROR,
            f"{quote(str(number))} là ký hiệu của {names}, thể loại đã chọn là {kind.name} "
            f"(ký hiệu {kind.abbreviations[0]}): hãy sửa số, ký hiệu hoặc thể loại.",
        )


def _check_issuer(issuer_symbol: str, number: DocumentNumber) -> Iterator[Finding]:
    if issuer_symbol and _canonical_issuer(issuer_symbol) != number.issuer_symbol:
        yield Finding(
            "DOC-002",
            Severity.ERROR,
            f"{quote(str(number))} mang ký hiệu cơ quan {quote(number.issuer_symbol)}, cơ quan đã chọn "
            f"có ký hiệu {quote(issuer_symbol)}: hãy sửa số, ký hiệu hoặc cơ quan ban hành.",
        )


def _check_writing(text: str, number: DocumentNumber) -> Iterator[Finding]:
    if normalise(text) != number.format():
        yield Finding(
            "DOC-005",
            Severity.NOTE,
            f"Số, ký hiệu {quote(text)} nên viết thống nhất là {quote(number.format())}.",
        )


def _without_context(text: str) -> str:
    """The text without a leading “Số” and without the date and issuer that follow in a citation."""
    return _TAIL.sub("", _LEAD.sub("", _DASHES.sub("-", normalise(text))), count=1)


def _party_number(match: re.Match[str]) -> DocumentNumber:
    return DocumentNumber(
        int(match["number"]),
        match["suffix"],
        _canonical_abbreviation(match["type"]),
        _canonical_issuer(match["issuer"]),
    )


def _state_number(match: re.Match[str], abbreviation: str, issuer: str) -> DocumentNumber:
    year = int(match["year"]) if match["year"] else None
    return DocumentNumber(
        int(match["number"]), match["suffix"], abbreviation, _canonical_issuer(issuer), year, Shape.STATE
    )


def _canonical_issuer(symbol: str) -> str:
    cleaned = re.sub(r"[\s.]", "", normalise(symbol)).upper()
    # The older “TƯ” for Trung ương, also what text recognition makes of “TW”.
    return re.sub(r"TƯ$", "TW", cleaned)


def _canonical_abbreviation(abbreviation: str) -> str:
    """As in the list of types, whatever the case and with or without diacritics; unknown ones in capitals."""
    known = _known_abbreviations()
    return known.get(abbreviation.casefold()) or known.get(fold(abbreviation)) or abbreviation.upper()


@cache
def _known_abbreviations() -> dict[str, str]:
    listed = [abbreviation for kind in document_types().values() for abbreviation in kind.abbreviations]
    return {fold(item): item for item in listed} | {item.casefold(): item for item in listed}


def _unreadable(text: str) -> str:
    if not normalise(text):
        return "Chưa có số, ký hiệu văn bản: hãy nhập như 1263-QĐ/TU."
    if not re.search(r"[0-9]", text):
        return f"{quote(text)} không có số thứ tự: hãy nhập đủ số và ký hiệu như 1263-QĐ/TU."
    return (
        f"Không đọc được số, ký hiệu {quote(text)}: hãy nhập như 1263-QĐ/TU (văn bản của Đảng) "
        "hoặc 135/2020/NĐ-CP (văn bản của Nhà nước)."
    )
