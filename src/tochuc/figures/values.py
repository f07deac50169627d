"""What an evaluation gives: a number, or why there is none, and the values it was computed from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from tochuc.figures.declaration import Composite, Counted, Figure, Format, Given, Numbers
from tochuc.figures.period import Period
from tochuc.vi.numbers import format_int, format_percent

Cell = tuple[Figure, Period]
"""A figure in a period: what is computed at once for many units."""


class Missing(Enum):
    """Why a value is missing, as the reader is told."""

    NO_UNIT = "Đơn vị chưa được thành lập vào ngày cuối kỳ."
    NOT_GIVEN = "Đơn vị chưa được giao chỉ tiêu cho năm này."
    NO_BASE = "Số dùng để so sánh bằng 0 nên không tính được tỷ lệ."
    HIDDEN = "Số liệu nằm ngoài phạm vi được xem."


@dataclass(frozen=True)
class Value:
    """The value of a figure for a unit, or for one part of a breakdown. `number` is None where it is
    `missing`.

    Counts are whole numbers; percentages are exact, rounded only when printed. `parts` are the values that
    a ratio or a comparison was computed from, in the order of `Figure.parts`.
    """

    figure: Figure
    period: Period
    number: float | None
    missing: Missing | None = None
    parts: tuple[Value, ...] = ()

    def __str__(self) -> str:
        """As documents print it: `1.967`, `07`, `90,5%`; a dash where it is missing."""
        if self.number is None:
            return "–"
        if self.figure.format is Format.PERCENT:
            return format_percent(self.number)
        return format_int(int(self.number), pad=2)

    @property
    def fraction(self) -> str:
        """`51.602/57.012`: both numbers of a ratio or comparison."""
        return "/".join(map(str, self.parts))

    @property
    def difference(self) -> float | None:
        """By how much the first part exceeds the second; None where one is missing."""
        first, second = (part.number for part in self.parts)
        return None if first is None or second is None else first - second


def hidden(figure: Figure, period: Period) -> Value:
    return Value(figure, period, None, Missing.HIDDEN)


def completed(wanted: list[Cell], found: Mapping[Cell, Numbers]) -> dict[Cell, Numbers]:
    """Adds to the numbers that were read those computed from them, for every wanted cell and its parts."""
    numbers = dict(found)

    def complete(cell: Cell) -> Numbers:
        if cell not in numbers:
            figure, period = cell
            if not isinstance(figure, Composite):
                raise LookupError(f"figure {figure} was not read for {period}")
            numbers[cell] = figure.combine(*(complete(part) for part in figure.parts(period)))
        return numbers[cell]

    for cell in wanted:
        complete(cell)
    return numbers


def value_at(cell: Cell, numbers: Mapping[Cell, Numbers], index: int) -> Value:
    """The value of one unit or part, with its parts, out of what `completed` gave."""
    figure, period = cell
    parts = tuple(value_at(part, numbers, index) for part in figure.parts(period))
    number = float(numbers[cell][index])
    if math.isnan(number):
        return Value(figure, period, None, _reason(figure, parts), parts)
    if figure.format is Format.COUNT and number.is_integer():
        return Value(figure, period, int(number), None, parts)
    return Value(figure, period, number, None, parts)


def _reason(figure: Figure, parts: tuple[Value, ...]) -> Missing:
    if isinstance(figure, Counted):
        return Missing.NO_UNIT
    if isinstance(figure, Given):
        return Missing.NOT_GIVEN
    return next((part.missing for part in parts if part.missing), Missing.NO_BASE)
