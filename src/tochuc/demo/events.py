"""The named changes of the tree, from `reorganisations.yaml`: boundaries, the two blocks, and 2023's footnotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.structure import bare
from tochuc.demo.tree import Decision, Kind, PlannedTree, PlannedUnit

_UPPER_WORDS = ("thị xã", "thành phố", "huyện")


class NamedEvents:
    """Units are found by where they stood and how they were called on the first day, or by code."""

    def __init__(self, tree: PlannedTree) -> None:
        self._tree = tree
        self._by_place = {
            f"{unit.upper().code}/{unit.place}": unit
            for unit in tree.units.values()
            if unit.kind is Kind.BASE
        }
        named = content("organisations")["named"]
        by_name = {(unit.upper().code, unit.name): unit for unit in tree.units.values()}
        self.protected = {data["key"]: by_name[data["upper"], data["name"]] for data in named}
        self._by_place |= {f"{data['upper']}/{data['key']}": self.protected[data["key"]] for data in named}

    def days(self) -> list[tuple[dt.date, Mapping[str, Any]]]:
        """The events with their days, in the file's order."""
        return [(data["day"], data) for data in content("reorganisations")["events"]]

    def apply(self, data: Mapping[str, Any]) -> None:
        """Units that a smaller demonstration lacks are passed over."""
        day = data["day"]
        if "establish" in data:
            self._establish(data, day)
            return
        decision = Decision(self._tree[data["issuer"]], day, data["subject"], data.get("under", ""))
        for unit in self._units(data.get("move", ())):
            self._tree.move(unit, self._tree[data["to"]], day, decision)
        for old, new in data.get("alike", {}).items():
            self._merge_alike(self._tree[old], self._tree[new], day, decision)
        if units := self._units(data.get("merge", ())):
            self._tree.merge(units, self._heir(data, units, day), day, decision)
        for key, name in data.get("rename", {}).items():
            for unit in self._units([key]):
                self._rename(unit, name, day, decision)
        for unit in self._units([data["split"]] if "split" in data else ()):
            self._split(unit, data["as"], day, decision)

    def _units(self, keys: Sequence[str]) -> list[PlannedUnit]:
        found = (self._by_place.get(key) or self._tree.units.get(key) for key in keys)
        return [unit for unit in found if unit is not None]

    def _establish(self, data: Mapping[str, Any], day: dt.date) -> None:
        upper = self._tree[data["below"]]
        code = self._tree.next_code(upper)
        unit = PlannedUnit(
            code, Kind.BASE_CELL, day, "non_state", 900, "enterprise", weight=data["members"] / 1000
        )
        subject = str(content("reorganisations")["subjects"]["establish"]).format(unit=data["establish"])
        self._tree.establish(unit, data["establish"], upper, Decision(upper, day, subject), data["members"])

    def _heir(self, data: Mapping[str, Any], units: Sequence[PlannedUnit], day: dt.date) -> PlannedUnit:
        """What the units merge into; a new unit is founded for it, which is no establishment."""
        if "into" in data:
            return self._units([data["into"]])[0]
        return self._new_commune(
            units[0], self._tree[data["below"]] if "below" in data else None, data["as"], day
        )

    def _new_commune(
        self, like: PlannedUnit, parent: PlannedUnit | None, place: str, day: dt.date
    ) -> PlannedUnit:
        below = parent or like.upper()
        code = self._tree.next_code(below)
        unit = PlannedUnit(code, Kind.BASE, day, like.sector, like.rank, place=place)
        return self._tree.add(unit, f"Đảng bộ {place}", below)

    def _rename(self, unit: PlannedUnit, name: str, day: dt.date, decision: Decision) -> None:
        """A new place gives the unit its name; a name in full stands as it is."""
        if name.startswith("Đảng bộ"):
            self._tree.rename(unit, name, day, decision)
            return
        unit.place = name
        short = name[0].upper() + name[1:] if name.startswith(_UPPER_WORDS) else ""
        self._tree.rename(unit, f"Đảng bộ {name}", day, decision, short)

    def _split(self, unit: PlannedUnit, place: str, day: dt.date, decision: Decision) -> None:
        code = self._tree.next_code(unit.upper())
        new = PlannedUnit(code, Kind.BASE, day, unit.sector, unit.rank, place=place)
        children = self._tree.below(unit)
        self._tree.split(unit, new, f"Đảng bộ {place}", children[1::2], decision)

    def _merge_alike(self, old: PlannedUnit, new: PlannedUnit, day: dt.date, decision: Decision) -> None:
        """What both have, such as a court, becomes one: names are equal but for the place."""
        heirs = {unit.name: unit for unit in self._tree.below(new)}
        for unit in list(self._tree.below(old)):
            heir = heirs.get(unit.name.replace(bare(old.place), bare(new.place)))
            if heir is None or heir.kind is not unit.kind:
                continue
            cells = {cell.name: cell for cell in self._tree.below(heir)}
            for cell in list(self._tree.below(unit)):
                if cell.name in cells:
                    self._tree.merge([cell], cells[cell.name], day, decision)
            self._tree.merge([unit], heir, day, decision)
