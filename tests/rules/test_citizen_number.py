"""The citizen number is checked against itself and against the person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.rules.citizen_number import Sex, check, parse, province_names
from tochuc.rules.explanations import explanations
from tochuc.rules.finding import Severity


def codes(number: str, *, sex: Sex | None = None, birth_year: int | None = None) -> list[str]:
    return [finding.code for finding in check(number, sex=sex, birth_year=birth_year)]


@given(
    st.sampled_from(sorted(province_names())),
    st.sampled_from(["male", "female"]),
    st.integers(1900, 2099),
    st.integers(0, 999_999),
)
def test_a_number_made_for_a_person_fits_that_person_only(
    province: str, sex: Sex, year: int, serial: int
) -> None:
    digit = (year - 1900) // 100 * 2 + (sex == "female")
    number = f"{province}{digit}{year % 100:02}{serial:06}"
    assert codes(number, sex=sex, birth_year=year) == []
    assert codes(number, sex="male" if sex == "female" else "female") == ["PER-003"]
    assert codes(number, birth_year=year + 1) == ["PER-004"]
    parsed = parse(number)
    assert (parsed.province_code, parsed.sex, parsed.year, parsed.century) == (
        province,
        sex,
        year,
        year // 100 * 100,
    )
    assert parsed.serial == f"{serial:06}"


def test_there_are_63_provinces_of_registration() -> None:
    assert len(province_names()) == len(set(province_names().values())) == 63
    assert parse("051085001234").province == "Quảng Ngãi"
    assert parse("096085001234").province == "Cà Mau"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "hãy nhập đủ 12"),
        ("212345678", "chứng minh nhân dân cũ"),
        ("51085001234", "mất số 0"),
        ("0510850012345", "ở đây có 13"),
        ("05108500123A", "không phải chữ số"),
        ("٠٥١٠٨٥٠٠١٢٣٤", "không phải chữ số"),
    ],
)
def test_what_has_not_twelve_digits_is_refused_with_a_hint(number: str, said: str) -> None:
    (finding,) = check(number)
    assert (finding.code, finding.severity) == ("PER-001", Severity.ERROR)
    assert said in finding.sentence


@given(st.text("0123456789A", min_size=6, max_size=14))
def test_no_sentence_repeats_the_number(number: str) -> None:
    assert all(number not in finding.sentence for finding in check(number, sex="male", birth_year=1985))


def test_spaces_and_a_leading_apostrophe_do_not_matter() -> None:
    assert parse("'051 085 001 234") == parse("051085001234")


def test_an_unknown_place_is_a_warning_since_people_are_registered_abroad_too() -> None:
    (finding,) = check("003085001234")
    assert (finding.code, finding.severity) == ("PER-002", Severity.WARNING)


def test_nobody_is_born_in_the_next_century() -> None:
    assert codes("051485001234") == ["PER-005"]


@pytest.mark.parametrize("code", ["PER-001", "PER-002", "PER-005"])
def test_the_documented_examples_behave_as_documented(code: str) -> None:
    explanation = explanations()[code]
    assert code in codes(explanation.wrong)
    assert codes(explanation.right[:12]) == []
