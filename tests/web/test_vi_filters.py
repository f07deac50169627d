"""Numbers and dates on the pages are written as the offices write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st


def shown(expression: str, value: object) -> str:
    return Template("{% load vi %}{{ " + expression + " }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "expected"),
    [
        ("value|number", 57012, "57.012"),
        ("value|number", 0, "0"),
        ("value|number", Decimal("12.5"), "12,5"),
        ("value|counted", 7, "07"),
        ("value|counted", 0, "0"),
        ("value|percent", 90.51, "90,5%"),
        ("value|percent", 3.0, "3%"),
        ("value|decimal:2", 1.256, "1,26"),
        ("value|signed", 74, "+74"),
        ("value|signed", Decimal("-3.5"), "−3,5"),
        ("value|signed", 0, "0"),
        ("value|day", date(2023, 8, 9), "09/08/2023"),
        ("value|day_document", date(2023, 8, 9), "09/8/2023"),
        ("value|day_long", date(2023, 9, 5), "ngày 05 tháng 9 năm 2023"),
    ],
)
def test_values_are_written_the_vietnamese_way(expression: str, value: object, expected: str) -> None:
    assert shown(expression, value) == expected


@pytest.mark.parametrize(
    "name", ["number", "counted", "percent", "decimal", "signed", "day", "day_long", "moment"]
)
def test_a_missing_value_is_a_dash_and_never_a_zero(name: str) -> None:
    assert shown(f"value|{name}", None) == "–"


def test_an_evening_in_utc_is_already_the_next_day_in_vietnam() -> None:
    late = datetime(2023, 12, 31, 18, 30, tzinfo=UTC)
    assert shown("value|day", late) == "01/01/2024"
    assert shown("value|moment", late) == "01/01/2024 01:30"


@given(st.integers(min_value=-(10**12), max_value=10**12).filter(bool))
def test_a_difference_keeps_its_sign_and_its_size(value: int) -> None:
    text = shown("value|signed", value)
    assert text[0] == ("+" if value > 0 else "−")
    assert int(text[1:].replace(".", "")) == abs(value)
