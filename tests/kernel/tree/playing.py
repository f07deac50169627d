"""Plays a random history through the actions, into the database."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders import SYSTEM
from tests.kernel.tree.histories import BEGIN, Happened, History
from tochuc.kernel.models import Unit, UnitKind
from tochuc.registers.units.actions import dissolve, establish, move, rename
from tochuc.registers.units.mergers import merge, split
from tochuc.registers.units.steps import NewUnit


class Played:
    """`units` holds the units of the database by the history's numbers."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.units = {1: self._establish(1, None)}
        for event in history.happened:
            steps: dict[str, Callable[[Happened], None]] = {
                "establish": self._found,
                "rename": self._rename,
                "move": self._move,
                "merge": self._merge,
                "split": self._split,
                "divide": self._split,
                "dissolve": self._dissolve,
            }
            steps[event.kind](event)

    @property
    def ids(self) -> dict[int, int]:
        """The history's number by the database's key."""
        return {unit.pk: number for number, unit in self.units.items()}

    def _establish(self, number: int, parent: Unit | None) -> Unit:
        founded_on = self.history.units[number].founded_on if number > 1 else BEGIN
        name = self.history.names[number][0][1]
        code, kind = f"U{number}", UnitKind.CELL if parent else UnitKind.PROVINCE
        return establish(SYSTEM, code=code, name=name, kind=kind, parent=parent, founded_on=founded_on)

    def _found(self, event: Happened) -> None:
        self.units[event.unit] = self._establish(event.unit, self.units[event.other])

    def _rename(self, event: Happened) -> None:
        name = self.history.name_on(event.unit, event.on)
        rename(SYSTEM, unit=self.units[event.unit], name=name, on=event.on)

    def _move(self, event: Happened) -> None:
        move(SYSTEM, unit=self.units[event.unit], to=self.units[event.other], on=event.on)

    def _merge(self, event: Happened) -> None:
        merge(SYSTEM, units=[self.units[event.unit]], into=self.units[event.other], on=event.on)

    def _split(self, event: Happened) -> None:
        new = NewUnit(
            code=f"U{event.other}",
            name=self.history.names[event.other][0][1],
            kind=UnitKind.CELL,
            parent=None,
            children=tuple(self.units[number] for number in event.moved),
        )
        heir = new.code if event.kind == "divide" else ""
        unit = self.units[event.unit]
        [self.units[event.other]] = split(SYSTEM, unit=unit, into=[new], on=event.on, heir=heir)

    def _dissolve(self, event: Happened) -> None:
        dissolve(SYSTEM, unit=self.units[event.unit], on=event.on)
