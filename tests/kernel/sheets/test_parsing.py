"""From text to values: each column in its own way, every wrong cell with a sentence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.kernel.sheets import parsing
from tochuc.kernel.sheets.cells import canonical
from tochuc.vi.dates import PartialDate


def test_a_column_gives_its_values_and_all_its_errors_with_their_places() -> None:
    values, errors = parsing.parse_column(
        ["31/12/2023", "31/4/2023", "", "12/2023", "31/4/2023"], parsing.date_full
    )
    assert values == [date(2023, 12, 31), None, None, None, None]
    assert [index for index, _ in errors] == [1, 3, 4]
    assert "30" in errors[0][1]
    assert "tháng và năm" in errors[1][1]


def test_each_distinct_text_is_interpreted_once() -> None:
    seen: list[str] = []

    def parse(value: str) -> str:
        seen.append(value)
        return value

    parsing.parse_column(["a", "b", "a", "a"], parse)
    assert seen == ["a", "b"]


def test_a_formula_error_is_an_error_in_every_kind_of_column() -> None:
    _, errors = parsing.parse_column(["#REF!"], parsing.text(10))
    assert "#REF!" in errors[0][1]


def test_text_has_a_longest_length() -> None:
    values, errors = parsing.parse_column(["abc", "abcd", ""], parsing.text(3))
    assert values == ["abc", None, None]
    assert "4" in errors[0][1]


def test_integers_stay_within_their_bounds() -> None:
    values, errors = parsing.parse_column(["1.967", "0", "57012", "", "2,5", "a"], parsing.integer(1, 10_000))
    assert values == [1967, None, None, None, None, None]
    assert [index for index, _ in errors] == [1, 2, 4, 5]
    assert "10.000" in errors[1][1]


def test_decimals_stay_within_their_bounds() -> None:
    parser = parsing.decimal(Decimal("2.34"), Decimal(10))
    values, errors = parsing.parse_column(["2,34", "2.10", "10", "10,01"], parser)
    assert values == [Decimal("2.34"), None, Decimal(10), None]
    assert ["2,34" in errors[0][1], "10" in errors[1][1]] == [True, True]


def test_a_date_may_be_known_in_part() -> None:
    values, errors = parsing.parse_column(["2023", "12/2023", "2023-12-31", ""], parsing.date_partial)
    assert errors == []
    assert values == [PartialDate(2023), PartialDate(2023, 12), PartialDate(2023, 12, 31), None]


@pytest.mark.parametrize("text", ["x", "X", "có", "CÓ", "1", "TRUE", "Đúng"])
def test_yes(text: str) -> None:
    assert parsing.boolean(text) is True


@pytest.mark.parametrize("text", ["", "không", "Khong", "0", "FALSE", "-"])
def test_no(text: str) -> None:
    assert parsing.boolean(text) is False


def test_neither_yes_nor_no() -> None:
    with pytest.raises(ValueError, match="“có lẽ” không rõ"):
        parsing.boolean("có lẽ")


def test_a_choice_is_met_by_its_label_without_regard_to_case_and_diacritics() -> None:
    parser = parsing.choice({"Nam": "male", "Nữ": "female"})
    values, errors = parsing.parse_column(["nam", "NU", "Nữ", ""], parser)
    assert (values, errors) == (["male", "female", "female", None], [])


def test_a_wrong_choice_is_answered_with_the_nearest_label_or_the_list() -> None:
    parser = parsing.choice({"Khen thưởng": 1, "Kỷ luật": 2})
    _, errors = parsing.parse_column(["khen thuong dot xuat", "zzz"], parser)
    assert "Có phải là “Khen thưởng”?" in errors[0][1]
    assert "“Khen thưởng”, “Kỷ luật”" in errors[1][1]


def test_labels_that_differ_by_a_mark_are_met_only_as_written() -> None:
    parser = parsing.choice({"Bình Sơn": 1, "Bình Sổn": 2})
    values, errors = parsing.parse_column(["BÌNH SƠN", "Bình sổn", "binh son"], parser)
    assert values == [1, 2, None]
    assert "“Bình Sơn” hay “Bình Sổn”" in errors[0][1]


@given(st.integers(0, 70_000))
def test_a_date_cell_comes_through_whatever_day_it_is(days: int) -> None:
    day = date(1900, 1, 1) + timedelta(days=days)
    assert parsing.date_full(canonical(day)) == day


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False))
def test_a_number_cell_comes_through_with_all_its_places(number: Decimal) -> None:
    assert parsing.decimal()(canonical(number)) == number
    assert parsing.decimal()(canonical(float(number))) == Decimal(repr(float(number)))
