"""Numbers and symbols of documents are read in the variants met, and compared with type and issuer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.rules.document_number import DocumentNumber, Shape, check, document_types, parse, types_of
from tochuc.rules.finding import Severity

abbreviations = sorted({item for kind in document_types().values() for item in kind.abbreviations})
issuers = st.sampled_from(["TW", "TU", "BTCTW", "BTCTU", "UBKTTU", "ĐU", "HU", "VPTW", "ĐUK"])


def codes(type_code: str, text: str, issuer: str = "") -> list[str]:
    return [finding.code for finding in check(type_code, text, issuer)]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1263-QĐ/TU", "1263-QĐ/TU"),
        ("Số 203-KH/TU ngày 24/5/2023", "203-KH/TU"),
        ("số: 203 - KH / TU, ngày 24/5/2023", "203-KH/TU"),
        ("1-HD/TW", "01-HD/TW"),
        ("25-HD/TW, ngày 28/02/2020", "25-HD/TW"),
        ("12-NQ/ ĐU", "12-NQ/ĐU"),
        ("21-NQ/TƯ", "21-NQ/TW"),
        ("25-HD/BTCTƯ", "25-HD/BTCTW"),
        ("QĐ-TW/96", "96-QĐ/TW"),
        ("01–qđi/ubkttw", "01-QĐi/UBKTTW"),
        ("12a-QD/TU", "12a-QĐ/TU"),
        ("33-CTR/T.U", "33-CTr/TU"),
        ("60-QĐ/TW của Ban Bí thư", "60-QĐ/TW"),
        ("135/2020/NĐ-CP", "135/2020/NĐ-CP"),
        ("36/2018/HD-VPTW", "36/2018/HD-VPTW"),
        ("91/2025/QH15", "91/2025/QH15"),
        ("1234/QĐ-UBND", "1234/QĐ-UBND"),
        ("456/UBND-NC", "456/UBND-NC"),
        ("05/2021/TTLT-BNV-BTC", "05/2021/TTLT-BNV-BTC"),
    ],
)
def test_variants_are_read_and_written_in_one_way(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


def test_the_parts_of_a_party_number() -> None:
    assert parse("1263-QĐ/TU") == DocumentNumber(1263, "", "QĐ", "TU")


def test_the_parts_of_a_state_number() -> None:
    assert parse("135/2020/NĐ-CP") == DocumentNumber(135, "", "NĐ", "CP", 2020, Shape.STATE)
    assert parse("91/2025/QH15").type_abbr == ""
    assert parse("456/UBND-NC").issuer_symbol == "UBND-NC"


@given(
    st.builds(
        DocumentNumber,
        number=st.integers(1, 99999),
        suffix=st.sampled_from(["", "a", "b"]),
        type_abbr=st.sampled_from(abbreviations),
        issuer_symbol=issuers,
    )
)
def test_a_number_survives_writing_and_reading(number: DocumentNumber) -> None:
    assert parse(number.format()) == number


@given(st.integers(1, 9), st.sampled_from(abbreviations), issuers)
def test_numbers_below_ten_have_a_leading_zero(number: int, abbreviation: str, issuer: str) -> None:
    assert DocumentNumber(number, "", abbreviation, issuer).format().startswith(f"0{number}-")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Chưa có số, ký hiệu"),
        ("-NQ/ ĐU", "không có số thứ tự"),
        ("QĐ/TU 1263", "hãy nhập như 1263-QĐ/TU"),
        ("1263", "hãy nhập như"),
        ("1263-QĐ", "hãy nhập như"),
        ("1263-QĐ/", "hãy nhập như"),
        ("12/13/14/15", "hãy nhập như"),
        ("12-QĐ/TU" + "," * 30_000 + "x", "hãy nhập như"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text: str, said: str) -> None:
    (finding,) = check("decision", text)
    assert (finding.code, finding.severity) == ("DOC-003", Severity.ERROR)
    assert said in finding.sentence


@pytest.mark.parametrize(
    ("type_code", "text"),
    [
        ("plan", "203-KH/TU"),
        ("decision", "1263-QĐ/TU"),
        ("regulation", "1263-QĐ/TU"),
        ("regulation", "01-QĐi/UBKTTW"),
        ("circular", "08/2013/TT-BNV"),
        ("law", "91/2025/QH15"),
        ("master_plan", "12-KH/TU"),
    ],
)
def test_a_symbol_that_may_stand_for_the_type_is_accepted(type_code: str, text: str) -> None:
    assert codes(type_code, text) == []


@pytest.mark.parametrize(
    ("type_code", "text"), [("plan", "203-QĐ/TU"), ("decision", "01-QĐi/TU"), ("notice", "05-BC/TU")]
)
def test_a_symbol_of_another_type_is_an_error(type_code: str, text: str) -> None:
    assert codes(type_code, text) == ["DOC-001"]


def test_the_sentence_names_both_types() -> None:
    (finding,) = check("plan", "203-QĐ/TU")
    assert "Quyết định hoặc Quy định" in finding.sentence
    assert "Kế hoạch (ký hiệu KH)" in finding.sentence


def test_the_symbol_of_another_issuer_is_an_error() -> None:
    assert codes("guideline", "11-HD/TU", "BTCTU") == ["DOC-002"]
    assert codes("guideline", "11-HD/BTCTU", "BTCTU") == []
    assert codes("guideline", "11-HD/TW", "TƯ") == []


def test_an_unknown_abbreviation_is_a_warning() -> None:
    (finding,) = check("plan", "12-XYZ/TU")
    assert (finding.code, finding.severity) == ("DOC-004", Severity.WARNING)


def test_another_way_of_writing_is_a_note_that_gives_the_usual_one() -> None:
    (finding,) = check("guideline", "1-HD/TƯ", "TW")
    assert (finding.code, finding.severity) == ("DOC-005", Severity.NOTE)
    assert "01-HD/TW" in finding.sentence


def test_one_abbreviation_can_serve_two_types() -> None:
    assert [kind.code for kind in types_of("QĐ")] == ["decision", "regulation"]
    assert [kind.code for kind in types_of("QĐi")] == ["regulation"]
    assert [kind.code for kind in types_of("TT")] == ["circular_letter", "circular"]


@given(st.text(max_size=30))
def test_any_text_gives_findings_and_no_crash(text: str) -> None:
    assert all(code.startswith("DOC-") for code in codes("plan", text, "TU"))
