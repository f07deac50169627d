"""What the log keeps of a column is what it would keep of each value by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.kernel.changes.ahead import ahead
from tochuc.kernel.changes.chain import canonical
from tochuc.kernel.changes.values import plain, texts
from tochuc.registers.people.models import Ethnicity

VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, 1, True, False, Ethnicity.KINH, "kinh", Decimal("1.0"), Decimal("1.00")])
)


@given(st.lists(st.tuples(VALUES, VALUES)))
def test_rows_are_written_as_one_by_one(rows: list[tuple[object, object]]) -> None:
    columns = {name: [row[at] for row in rows] for at, name in enumerate(("since", "cell_id"))}
    alone = [canonical({"since": plain(first), "cell_id": plain(second)}) for first, second in rows]
    assert texts(columns, len(rows)) == alone


@pytest.mark.parametrize("kind", [str, int, bool, dt.date])
def test_a_column_of_one_kind_and_blanks(kind: type) -> None:
    values = {str: "“Đặng”\\n\x1f", int: -7, bool: True, dt.date: dt.date(2023, 12, 31)}
    column = [values[kind], None, values[kind]]
    assert texts({"a": column}, 3) == [canonical({"a": plain(value)}) for value in column]


def test_rows_without_columns_say_nothing() -> None:
    assert texts({}, 2) == ["{}", "{}"]


def test_things_made_ahead_come_in_their_order() -> None:
    assert list(ahead(iter([3, 1, 2]))) == [3, 1, 2]


def test_what_fails_in_making_fails_where_it_is_used() -> None:
    def made() -> Iterator[int]:
        yield 1
        raise ValueError("no second one")

    things = ahead(made())
    assert next(things) == 1
    with pytest.raises(ValueError, match="no second one"):
        next(things)
