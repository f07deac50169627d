"""What became of the members: a simulation, day by day, of who joined, moved and left which cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tochuc.demo.lives import Life
from tochuc.demo.tree import PlannedUnit
from tochuc.rules.working_days import add_months


@dataclass(slots=True)
class Stay:
    """In a cell from `since`, until the next stay begins or the member leaves."""

    cell: PlannedUnit
    since: dt.date


@dataclass(slots=True, eq=False)
class PlannedAdmission:
    """`ceremony` is empty while it is awaited."""

    person: int
    cell: PlannedUnit
    decided: dt.date
    ceremony: dt.date | None = None
    is_student: bool = False
    is_again: bool = False


@dataclass(slots=True, eq=False)
class PlannedMember:
    person: int
    joined: dt.date
    decided: dt.date
    arrived: dt.date
    from_outside: bool = False
    admission: PlannedAdmission | None = None
    left: dt.date | None = None
    left_how: str = ""
    stays: list[Stay] = field(default_factory=list)

    def official(self, horizon: dt.date) -> dt.date | None:
        """Twelve months after the ceremony; none for who left before or is still on probation on the last day."""
        day = add_months(self.joined, 12)
        return day if day <= (self.left or horizon) else None

    def enter(self, cell: PlannedUnit, day: dt.date) -> None:
        """A stay that began on the same day is replaced: nobody belongs to a cell for no day."""
        if self.stays and self.stays[-1].since == day:
            self.stays.pop()
        self.stays.append(Stay(cell, day))


@dataclass
class Membership:
    """Everything about members up to the last day."""

    horizon: dt.date
    people: list[Life] = field(default_factory=list)
    members: list[PlannedMember] = field(default_factory=list)
    admissions: list[PlannedAdmission] = field(default_factory=list)
