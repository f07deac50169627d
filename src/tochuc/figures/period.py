"""The time a figure speaks of: from one day to another, both included."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from tochuc.vi.dates import format_date


@dataclass(frozen=True, order=True)
class Period:
    """A flow is counted from `first` to `last`, a stock on `last`, and the tree of `last` says where it
    belongs.
    """

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(
                f"Kỳ báo cáo bắt đầu ({format_date(self.first)}) sau khi kết thúc "
                f"({format_date(self.last)}): hãy đổi lại hai ngày."
            )

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @classmethod
    def until(cls, day: dt.date) -> Self:
        """From New Year to `day`."""
        return cls(dt.date(day.year, 1, 1), day)

    def back(self, years: int) -> Period:
        """The same period so many years earlier; 29 February becomes 28 February."""
        return Period(years_before(self.first, years), years_before(self.last, years))

    @property
    def is_year(self) -> bool:
        return self == Period.year(self.last.year)

    def __str__(self) -> str:
        """`năm 2023`, or `từ 01/01/2023 đến 10/12/2023`."""
        if self.is_year:
            return f"năm {self.last.year}"
        return f"từ {format_date(self.first)} đến {format_date(self.last)}"


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years earlier; for 29 February, the last day of that February."""
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year - years, 3, 1) - dt.timedelta(days=1)
    return day.replace(year=day.year - years)
