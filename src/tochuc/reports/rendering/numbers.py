"""How values are printed in running text, and what conditions ask of them."""

from __future__ import annotations

from dataclasses import replace

from tochuc.figures import declaration
from tochuc.figures.values import Value
from tochuc.reports.template import Format, State
from tochuc.vi.numbers import format_percent

_MOST_PLACES = 4


def printed(value: Value, how: Format = Format.NUMBER) -> str:
    """`07`, `1.967`, `90,5%`. A percentage that one decimal would round to 0 gets more: `vượt 0,04%`, not `vượt 0%`."""
    if value.number is not None and how is Format.ABSOLUTE:
        value = replace(value, number=abs(value.number))
    if value.number and value.figure.format is declaration.Format.PERCENT:
        return _percent(value.number)
    return str(value)


def _percent(number: float) -> str:
    places = 1
    while places < _MOST_PLACES and round(number, places) == 0:
        places += 1
    return format_percent(number, places)


def state_of(value: Value) -> State:
    if value.number is None:
        return State.MISSING
    if value.number == 0:
        return State.ZERO
    return State.POSITIVE if value.number > 0 else State.NEGATIVE
