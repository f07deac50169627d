"""Dates are written as in tables and Party documents, and read as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.vi.dates import (
    PartialDate,
    format_date,
    format_date_document,
    format_date_long,
    parse_date,
    parse_full_date,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_tables_pad_day_and_month() -> None:
    assert format_date(date(2023, 9, 5)) == "05/09/2023"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2023, 8, 9), "09/8/2023"),
        (date(2023, 12, 10), "10/12/2023"),
        (date(2022, 1, 26), "26/01/2022"),
        (date(2013, 2, 15), "15/02/2013"),
        (date(2013, 3, 1), "01/3/2013"),
    ],
)
def test_documents_pad_the_day_and_of_the_months_only_the_first_two(day: date, written: str) -> None:
    assert format_date_document(day) == written


def test_the_head_of_a_document_has_the_long_form() -> None:
    assert format_date_long(date(2023, 9, 5)) == "ngày 05 tháng 9 năm 2023"
    assert format_date_long(date(2024, 1, 15)) == "ngày 15 tháng 01 năm 2024"


@given(days, st.sampled_from([format_date, format_date_document, format_date_long, date.isoformat]))
def test_every_written_form_is_read_back(day: date, write: object) -> None:
    assert callable(write)
    assert parse_full_date(write(day)) == day


@given(days, st.sampled_from("-/."), st.sampled_from(["", " ", "'", "\u00a0"]))
def test_separators_and_stray_characters_do_not_matter(day: date, mark: str, stray: str) -> None:
    assert parse_full_date(f"{stray}{day.day}{mark}{day.month}{mark}{day.year} ") == day
    assert parse_full_date(f"{day.year}{mark}{day.month}{mark}{day.day}") == day


@given(st.dates(date(1927, 5, 18), date(2100, 12, 31)))
def test_serial_numbers_of_excel_are_dates(day: date) -> None:
    assert parse_full_date(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    "text", ["2023-12-31T00:00:00", "2023-12-31 00:00", "2023-12-31T17:30:00.5+07:00", "31/12/2023 00:00:00"]
)
def test_a_time_of_day_is_dropped(text: str) -> None:
    assert parse_date(text) == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("12/2023", PartialDate(2023, 12)),
        ("1 / 2023", PartialDate(2023, 1)),
        ("2023-12", PartialDate(2023, 12)),
        ("2023", PartialDate(2023)),
    ],
)
def test_month_or_year_alone_is_a_partial_date(text: str, partial: PartialDate) -> None:
    assert parse_date(text) == partial


@pytest.mark.parametrize(("text", "said"), [("12/2023", "chỉ có tháng và năm"), ("2023", "chỉ có năm")])
def test_where_the_day_is_needed_a_partial_date_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_full_date(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Chưa có ngày"),
        ("hôm qua", "không phải là ngày"),
        ("31/12-2023", "không phải là ngày"),
        ("31/12/23", "đủ bốn chữ số"),
        ("12/23", "đủ bốn chữ số"),
        ("31/4/2023", "tháng 4 năm 2023 có các ngày từ 1 đến 30"),
        ("29/02/2023", "từ 1 đến 28"),
        ("0/1/2023", "Không có ngày 0/1/2023"),
        ("12/31/2023", "Không có tháng 31"),
        ("13/2023", "Không có tháng 13"),
        ("1/1/1023", "ngoài khoảng"),
        ("73416", "ngoài khoảng"),
        ("0000", "Không có năm 0"),
    ],
)
def test_the_sentence_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_date(text)


def year_or_refusal(text: str) -> int | str:
    try:
        return parse_date(text).year
    except ValueError as error:
        return str(error)


@given(st.one_of(st.text(max_size=40), st.text("0123456789/-. ", max_size=12)))
def test_any_text_is_a_date_or_refused_with_a_sentence(text: str) -> None:
    outcome = year_or_refusal(text)
    if isinstance(outcome, int):
        assert 1900 <= outcome <= 2100
    else:
        assert outcome.endswith(".")


@given(days, st.integers(1, 3))
def test_a_partial_date_spans_the_days_that_it_can_be(day: date, known: int) -> None:
    partial = PartialDate(*(day.year, day.month, day.day)[:known])
    assert partial.first <= day <= partial.last
    assert (partial.first == partial.last) is (known == 3)


@given(days, st.integers(1, 2))
def test_a_partial_date_is_read_back_from_both_its_forms(day: date, known: int) -> None:
    partial = PartialDate(*(day.year, day.month)[:known])
    assert parse_date(partial.iso) == parse_date(str(partial)) == partial


def test_a_day_without_month_is_no_date() -> None:
    with pytest.raises(ValueError, match="tháng"):
        PartialDate(2023, None, 5)
    with pytest.raises(ValueError, match="30"):
        PartialDate(2023, 4, 31)
