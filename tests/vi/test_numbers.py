"""Numbers are written and read as in Vietnamese documents."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.vi.numbers import (
    format_decimal,
    format_int,
    format_percent,
    in_words,
    parse_int,
    parse_number,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (7, "7"), (999, "999"), (1967, "1.967"), (57012, "57.012"), (-1500, "-1.500")],
)
def test_thousands_are_separated_by_dots(value: int, written: str) -> None:
    assert format_int(value) == written


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1967, "1.967")])
def test_counts_of_a_document_have_two_digits_but_zero_stays_zero(value: int, written: str) -> None:
    assert format_int(value, pad=2) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (90.51, 1, "90,5"),
        (Decimal("2.675"), 2, "2,68"),
        (2.675, 2, "2,68"),
        (0.25, 1, "0,3"),
        (-0.25, 1, "-0,3"),
        (-0.04, 1, "0"),
        (1967.04, 1, "1.967"),
        (3.0, 2, "3"),
        (12.5, 0, "13"),
    ],
)
def test_decimals_have_a_comma_and_are_rounded_half_up(
    value: Decimal | float, places: int, written: str
) -> None:
    assert format_decimal(value, places) == written


def test_trailing_zeros_can_be_kept_for_a_column() -> None:
    assert format_decimal(3, 2, strip=False) == "3,00"
    assert format_decimal(-0.001, 2, strip=False) == "0,00"


@pytest.mark.parametrize(("value", "written"), [(90.51, "90,5%"), (3.0, "3%"), (102.44, "102,4%"), (0, "0%")])
def test_percentages(value: float, written: str) -> None:
    assert format_percent(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_not_printed(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_decimal(value)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40),
    st.integers(0, 6),
)
def test_rounding_is_never_off_by_more_than_half_a_step(value: Decimal, places: int) -> None:
    printed = Decimal(format_decimal(value, places).replace(".", "").replace(",", "."))
    step = Decimal(1).scaleb(-places)
    assert abs(printed.copy_abs() - value.copy_abs()) <= step / 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1967, "một nghìn chín trăm sáu mươi bảy"),
        (57012, "năm mươi bảy nghìn không trăm mười hai"),
        (1_000_000, "một triệu"),
        (21_000_005, "hai mươi mốt triệu không trăm linh năm"),
        (1_000_000_010, "một tỷ không trăm mười"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_in_words(value: int, words: str) -> None:
    assert in_words(value) == words


@given(st.sets(st.integers(0, 10**18 - 1), min_size=2))
def test_two_numbers_never_read_the_same(values: set[int]) -> None:
    assert len({in_words(value) for value in values}) == len(values)


def test_numbers_beyond_all_counting_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        in_words(10**18)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.967", "1967"),
        ("1 967", "1967"),
        ("57\u00a0012", "57012"),
        ("'05", "5"),
        ("57.012", "57012"),
        ("90,5", "90.5"),
        ("90.5", "90.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1,9670", "1.967"),
        ("-12", "-12"),
        ("−12", "-12"),
    ],
)
def test_ways_of_writing_a_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


def test_a_number_with_two_readings_is_given_back_with_both() -> None:
    with pytest.raises(ValueError, match="hai cách") as error:
        parse_int("1,967")
    assert "1.967" in str(error.value)
    assert "1,9670" in str(error.value)


@pytest.mark.parametrize("text", ["abc", "12.34.56", "1..2", "1,2,3", "--1", "1e5", "٣", "1" * 61])
def test_what_is_no_number_is_named_in_the_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="không phải là số"):
        parse_number(text)


@pytest.mark.parametrize("text", ["", "  ", "'", "\u200b"])
def test_an_empty_cell_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="Chưa có số"):
        parse_int(text)


def test_a_fraction_is_no_whole_number() -> None:
    with pytest.raises(ValueError, match="số nguyên"):
        parse_int("90,5")
    assert parse_int("90,0") == 90


@given(st.integers(-(10**30), 10**30))
def test_what_is_printed_can_be_read_again(value: int) -> None:
    assert parse_int(format_int(value, pad=2)) == value


@given(st.decimals(places=2, min_value=-(10**12), max_value=10**12))
def test_printed_decimals_can_be_read_again(value: Decimal) -> None:
    assert parse_number(format_decimal(value, 2)) == value
