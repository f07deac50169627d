"""From the text of a cell to a value, one parser for each kind of column.

A parser takes the canonical text and returns the value, None for an empty cell, or raises ValueError with a
Vietnamese sentence. `parse_column` runs it over a whole column and interprets each distinct text once.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from tochuc.kernel.sheets.cells import ERROR_TEXTS
from tochuc.vi.dates import PartialDate, parse_date, parse_full_date
from tochuc.vi.fold import fold, normalise
from tochuc.vi.numbers import format_decimal, format_int, parse_int, parse_number
from tochuc.vi.quoting import quote

T = TypeVar("T")
Parser = Callable[[str], T | None]

YES = frozenset({"x", "v", "✓", "co", "dung", "1", "true", "yes"})
NO = frozenset({"", "-", "khong", "sai", "0", "false", "no"})
LISTED = 8
"""How many labels a sentence lists in full."""
LIKENESS = 0.6
DECIMAL_PLACES_SHOWN = 6


def parse_column(values: Sequence[str], parser: Parser[T]) -> tuple[list[T | None], list[tuple[int, str]]]:
    """(value of each text, None where it is empty or wrong; (index, sentence) of each wrong one)."""
    known: dict[str, T | None] = {}
    wrong: dict[str, str] = {}
    for text in dict.fromkeys(values):
        try:
            known[text] = _parse(text, parser)
        except ValueError as error:
            known[text] = None
            wrong[text] = str(error)
    errors = [(index, wrong[text]) for index, text in enumerate(values) if text in wrong] if wrong else []
    return [known[text] for text in values], errors


def _parse(text: str, parser: Parser[T]) -> T | None:
    if text in ERROR_TEXTS:
        raise ValueError(f"Ô chứa lỗi công thức {text}: hãy sửa công thức hoặc ghi giá trị trực tiếp.")
    return parser(text)


def text(max_length: int) -> Parser[str]:
    """Text of at most `max_length` characters."""

    def parse(value: str) -> str | None:
        if len(value) > max_length:
            raise ValueError(f"Dài {len(value)} ký tự, quá {max_length} ký tự cho phép: hãy viết gọn lại.")
        return value or None

    return parse


def integer(least: int | None = None, most: int | None = None) -> Parser[int]:
    """A whole number between `least` and `most`, both included."""

    def parse(value: str) -> int | None:
        if not value:
            return None
        number = parse_int(value)
        _check_range(number, least, most, format_int)
        return number

    return parse


def decimal(least: Decimal | None = None, most: Decimal | None = None) -> Parser[Decimal]:
    """A number between `least` and `most`, both included."""

    def parse(value: str) -> Decimal | None:
        if not value:
            return None
        number = parse_number(value)
        _check_range(number, least, most, lambda bound: format_decimal(bound, DECIMAL_PLACES_SHOWN))
        return number

    return parse


Number = TypeVar("Number", int, Decimal)


def _check_range(
    number: Number, least: Number | None, most: Number | None, shown: Callable[[Number], str]
) -> None:
    if least is not None and number < least:
        raise ValueError(f"{shown(number)} nhỏ hơn mức thấp nhất là {shown(least)}: hãy kiểm tra lại.")
    if most is not None and number > most:
        raise ValueError(f"{shown(number)} lớn hơn mức cao nhất là {shown(most)}: hãy kiểm tra lại.")


def date_full(value: str) -> date | None:
    """A date whose day is known."""
    return parse_full_date(value) if value else None


def date_partial(value: str) -> PartialDate | None:
    """A date of which the day, or day and month, may be unknown."""
    if not value:
        return None
    found = parse_date(value)
    return PartialDate(found.year, found.month, found.day) if isinstance(found, date) else found


def boolean(value: str) -> bool:
    """Yes or no; an empty cell is no, as in lists that are filled in with crosses."""
    folded = fold(value)
    if folded in YES:
        return True
    if folded in NO:
        return False
    raise ValueError(
        f"{quote(value)} không rõ là có hay không: hãy ghi “x” hoặc “có”, để trống hoặc “không”."
    )


def choice(values: Mapping[str, T]) -> Parser[T]:
    """One of the labels of `values`; case and diacritics matter only where two labels differ by them."""
    exact = {normalise(label).casefold(): value for label, value in values.items()}
    alike: dict[str, list[str]] = {}
    for label in values:
        alike.setdefault(fold(label), []).append(label)

    def parse(value: str) -> T | None:
        if not value:
            return None
        written = normalise(value).casefold()
        if written in exact:
            return exact[written]
        labels = alike.get(fold(value), [])
        if len(labels) == 1:
            return values[labels[0]]
        raise ValueError(_not_in_list(value, alike))

    return parse


def _not_in_list(value: str, alike: Mapping[str, list[str]]) -> str:
    close = difflib.get_close_matches(fold(value), alike, n=1, cutoff=LIKENESS)
    if close:
        meant = " hay ".join(f"“{label}”" for label in alike[close[0]])
        return f"{quote(value)} không có trong danh mục. Có phải là {meant}?"
    labels = [label for group in alike.values() for label in group]
    listed = ", ".join(f"“{label}”" for label in labels[:LISTED])
    more = " …" if len(labels) > LISTED else ""
    return f"{quote(value)} không có trong danh mục. Hãy chọn một trong các giá trị: {listed}{more}"
