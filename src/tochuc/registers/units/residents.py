"""What lives in units without this package knowing it: area registers say here how it is counted and moved.

`members` keeps the members of cells; it stands on this package and cannot be imported by it. At start-up it
calls `register_residents`; a merger then moves what lives in the merged units, and a dissolution asks whether
anything still does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit
from tochuc.registers.documents.models import Document


class Residents(Protocol):
    """One kind of record that belongs to a unit for a while."""

    @property
    def noun(self) -> str:
        """As counted in a sentence: "đảng viên"."""
        ...

    def count(self, units: Sequence[Unit], on: dt.date) -> int:
        """How many live in any of the units on `on` or on any later day."""
        ...

    def move(
        self, w: Writer, units: Sequence[Unit], to: Unit, on: dt.date, document: Document | None
    ) -> None:
        """Ends their stay in the units before `on` and begins one in `to`: in bulk, through `w`.

        Raises `ValidationError` under the field "on" when one of them came on that day or later.
        """
        ...


_residents: list[Residents] = []


def register_residents(residents: Residents) -> None:
    _residents.append(residents)


def all_residents() -> tuple[Residents, ...]:
    return tuple(_residents)
