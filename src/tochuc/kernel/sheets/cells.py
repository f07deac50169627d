"""The canonical text of a cell: one way of writing for each value, interpreted here and not by the library.

Dates become ISO, whole numbers lose ".0", other numbers get a decimal comma. Three decimal places get a
fourth, so that the number 1.967 ("1,9670") is never taken for the text "1.967" (one
thousand nine hundred and sixty-seven).
"""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal

from tochuc.vi.fold import normalise

ERROR_TEXTS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"))
"""Formula errors as the cell shows them."""

MIDNIGHT = time()
AMBIGUOUS_PLACES = 3

CellValue = int | float | Decimal | str | bool | date | time | timedelta
"""What a cell may hold; datetime is a date."""


def canonical(value: CellValue) -> str:
    """The text of a value that is no text itself; text is returned as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat(sep=" ")
    return str(value)


def _number(value: int | float | Decimal) -> str:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    whole = exact.to_integral_value(ROUND_DOWN)
    if exact == whole:
        return str(int(value))
    text, _, places = f"{exact:f}".rstrip("0").partition(".")
    return f"{text},{places}{'0' if len(places) == AMBIGUOUS_PLACES else ''}"


def clean(text: str) -> str:
    """Text without what nobody sees: NFC, plain single spaces, and one leading apostrophe less.

    The apostrophe is how Excel, and our own exports, mark text that must not be taken for a formula or
    number.
    """
    return normalise(normalise(text).removeprefix("'"))


def neutralise(text: str) -> str:
    """Text that no spreadsheet program takes for a formula; `clean` turns it back into the same text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "'")) else text
