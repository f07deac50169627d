"""Dates and periods are read in every manner documents write them, and nothing else is taken for one."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.date_forms import DateForm
from tochuc.checker.dates import DateMention, dates_in, each_date, find_dates, lowered
from tochuc.checker.document import Block, Kind, Piece
from tochuc.vi.dates import format_date, format_date_document, format_date_long

days = st.dates(date(1930, 1, 1), date(2099, 12, 31))


def read(text: str) -> list[DateMention]:
    return list(find_dates(document(text)))


def in_block(text: str) -> list[DateMention]:
    """Of a text that no reader has seen before."""
    return dates_in(Block(0, Kind.PARAGRAPH, text, (Piece(0, 0, 0),)))


def bounds(text: str) -> list[tuple[date | None, date | None]]:
    return [(mention.first, mention.last) for mention in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "họp ngày 15/02/2023",
        "họp 15/2/2023.",
        "họp ngày 15-02-2023;",
        "họp ngày 15.02.2023, sau đó",
        "họp ngày 15 / 02 / 2023",
        "họp ngày 15 tháng 02 năm 2023",
        "Họp Ngày 15 tháng 2, năm 2023",
        "HỌP NGÀY 15 THÁNG 02 NĂM 2023",
        "họp ngày 15/02 năm 2023",
        "họp ngày 15 tháng 02/2023",
        "họp ngày\u00a015/02/2023",
        "họp ngày 15/02/23",
    ],
)
def test_one_day_in_many_manners(text: str) -> None:
    (mention,) = read(text)
    assert mention.exact == date(2023, 2, 15)
    assert mention.possible


@pytest.mark.parametrize(
    ("text", "form", "first", "last"),
    [
        ("tháng 5/2023", DateForm.MONTH, date(2023, 5, 1), date(2023, 5, 31)),
        ("tháng 02 năm 2024", DateForm.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng Tám năm 1945", DateForm.MONTH, date(1945, 8, 1), date(1945, 8, 31)),
        ("đến 12/2023", DateForm.MONTH, date(2023, 12, 1), date(2023, 12, 31)),
        ("quý II/2023", DateForm.QUARTER, date(2023, 4, 1), date(2023, 6, 30)),
        ("quý 4 năm 2023", DateForm.QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("6 tháng đầu năm 2023", DateForm.PART, date(2023, 1, 1), date(2023, 6, 30)),
        ("sáu tháng cuối năm 2023", DateForm.PART, date(2023, 7, 1), date(2023, 12, 31)),
        ("9 THÁNG ĐẦU NĂM 2023", DateForm.PART, date(2023, 1, 1), date(2023, 9, 30)),
        ("năm 2023", DateForm.YEAR, date(2023, 1, 1), date(2023, 12, 31)),
        ("giai đoạn 2020-2025", DateForm.PERIOD, date(2020, 1, 1), date(2025, 12, 31)),
        ("giai đoạn 2024 -2026", DateForm.PERIOD, date(2024, 1, 1), date(2026, 12, 31)),
        ("nhiệm kỳ 2020 – 2025", DateForm.TERM, date(2020, 1, 1), date(2025, 12, 31)),
        ("(2011-2025)", DateForm.PERIOD, date(2011, 1, 1), date(2025, 12, 31)),
        ("từ năm 2020 đến năm 2025", DateForm.PERIOD, date(2020, 1, 1), date(2025, 12, 31)),
        ("từ tháng 5 đến tháng 9/2023", DateForm.PERIOD, date(2023, 5, 1), date(2023, 9, 30)),
        ("từ 15/02 đến 20/3/2023", DateForm.PERIOD, date(2023, 2, 15), date(2023, 3, 20)),
        ("từ ngày 10 đến ngày 12/9/2025", DateForm.PERIOD, date(2025, 9, 10), date(2025, 9, 12)),
        ("ngày 10-12/9/2025", DateForm.PERIOD, date(2025, 9, 10), date(2025, 9, 12)),
        ("từ 28 đến 30 tháng 9 năm 2025", DateForm.PERIOD, date(2025, 9, 28), date(2025, 9, 30)),
        ("từ 15/12 đến 20/01/2024", DateForm.PERIOD, date(2023, 12, 15), date(2024, 1, 20)),
    ],
)
def test_months_quarters_parts_years_and_periods(text: str, form: DateForm, first: date, last: date) -> None:
    (mention,) = read(f"Kết quả {text} như sau")
    assert (mention.form, mention.first, mention.last) == (form, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Sau 09 tháng triển khai, trong 6 tháng qua",
        "7/8 cơ quan, 42/46 đơn vị, 12/13 văn phòng",
        "51.602/57.012 đảng viên (90,5%)",
        "số 05/2021/TT-BNV, số 135/2020/NĐ-CP, số 1956/QĐ-TTg",
        "3,5%; 1.967 đảng viên; 2.2. Công tác; mục 1.2.3",
        "mỗi tháng 5 đồng chí, hằng ngày 12 lượt",
        "Kế hoạch số 203-KH/TU, Nghị quyết 18-NQ/TW",
        "khóa XIII, lần thứ XX, đợt 1, đối tượng 2",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/4/2023",
        "ngày 30/02/2024",
        "29/02/2023",
        "ngày 31 tháng 11 năm 2023",
        "ngày 31/4",
        "15/13/2023",
        "ngày 00/5/2023",
        "ngày 15/02/20223",
        "ngày 15/02/203",
        "tháng 13/2023",
        "quý V/2023",
    ],
)
def test_what_no_calendar_has_is_impossible(text: str) -> None:
    (mention,) = read(text)
    assert not mention.possible
    assert mention.first is None
    assert mention.last is None


@pytest.mark.parametrize(
    "text", ["từ ngày 20/5/2023 đến ngày 10/5/2023", "từ ngày 20/5 đến ngày 10/5/2023", "giai đoạn 2025-2020"]
)
def test_a_period_that_runs_backwards_holds_no_day(text: str) -> None:
    (mention,) = read(text)
    assert not mention.possible
    assert (mention.first, mention.last) == (None, None)
    assert all(part.possible for part in mention.parts)


def test_without_its_year_a_day_is_known_to_be_possible_only() -> None:
    (mention,) = read("họp ngày 15/02")
    assert (mention.first, mention.day, mention.month, mention.possible) == (None, 15, 2, True)


def test_the_word_for_day_is_no_part_of_a_day_in_numbers() -> None:
    (mention,) = read("họp ngày 15/02/2023")
    assert mention.span.text == "15/02/2023"


def test_a_list_of_years_gives_each_year() -> None:
    assert [mention.span.text for mention in read("các năm 2021, 2022 và 2023")] == [
        "năm 2021",
        "2022",
        "2023",
    ]


def test_the_parts_of_a_period_are_at_hand() -> None:
    found = find_dates(document("từ ngày 01/01/2023 đến ngày 31/12/2023 và ngày 05/02/2024"))
    assert len(found) == 2
    assert [mention.exact for mention in each_date(found)] == [
        date(2023, 1, 1),
        date(2023, 12, 31),
        date(2024, 2, 5),
    ]


@given(days, st.sampled_from([format_date, format_date_document]))
def test_a_day_in_numbers_is_read_back(day: date, written: object) -> None:
    assert callable(written)
    assert bounds(f"ban hành ngày {written(day)} về") == [(day, day)]


@given(days)
def test_a_day_in_words_is_read_back(day: date) -> None:
    assert bounds(f"Thạch Khê, {format_date_long(day)}") == [(day, day)]


@given(days, days)
def test_a_period_of_days_is_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    text = f"từ ngày {format_date(first)} đến ngày {format_date(last)}"
    assert bounds(text) == [(first, last)]


@given(st.integers(1980, 2050), st.integers(1, 20), st.sampled_from(["-", " - ", " –", "- "]))
def test_a_period_of_years_is_read_back(since: int, length: int, dash: str) -> None:
    found = bounds(f"giai đoạn {since}{dash}{since + length}")
    assert found == [(date(since, 1, 1), date(since + length, 12, 31))]


@given(st.text(alphabet="0123456789/.-– ngàythánămquýtừđếnIVX,;()", max_size=80))
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    found = in_block(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for mention in in_block(text):
        assert (mention.first is None) == (mention.last is None)


@given(st.text())
def test_lower_case_leaves_each_character_in_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)
