"""The organisations as they stood on the first day, built from the data files."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.tree import Kind, PlannedTree, PlannedUnit

SECTOR_PROFILES = {
    "office": "office",
    "public_service": "office",
    "state_enterprise": "enterprise",
    "non_state": "enterprise",
}
TOWNS = ("phường", "thị trấn")
_DAYS = 365
_OFFICES_FOUNDED = (dt.date(1990, 1, 1), 20 * _DAYS)


def bare(place: str) -> str:
    """`"xã Bình An"` → `"Bình An"`, `"thị trấn Châu Ổ"` → `"Châu Ổ"`."""
    for word in ("thành phố", "thị xã", "thị trấn", "huyện", "phường", "xã", "thôn"):
        if place.startswith(f"{word} "):
            return place.removeprefix(f"{word} ")
    return place


def initial(rng: random.Random, scale: float = 1.0) -> PlannedTree:
    """The tree of the first day. `scale` below 1 keeps that part of the communes and offices, for tests."""
    return _Builder(rng, scale).build()


class Villages:
    """Names of villages, each once in a commune."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._places = content("places")
        self._used: dict[str, set[str]] = {}

    def next_cell(self, commune: PlannedUnit, highland: bool) -> tuple[str, str]:
        """Name and profile of one more village's cell."""
        used = self._used.setdefault(commune.code, set())
        if commune.place.startswith(TOWNS):
            name = str(len(used) + 1)
            used.add(name)
            return str(self._places["quarter"]).format(name=name), "quarter"
        parts = self._places["highland" if highland else "lowland"]
        name = self._pick(parts)
        while name in used:
            name = self._pick(parts)
        used.add(name)
        return str(self._places["village"]).format(name=name), "village"

    def _pick(self, parts: Mapping[str, Sequence[str]]) -> str:
        first, second = self._rng.choice(parts["first"]), self._rng.choice(parts["second"])
        return first if first == second else f"{first} {second}"


class Companies:
    """Invented names of organisations in the non-state sector, each once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._words = content("organisations")["company"]
        self._used: set[str] = set()

    def next_name(self) -> str:
        while (name := self._pick()) in self._used:
            pass
        self._used.add(name)
        return name

    def _pick(self) -> str:
        words = self._words
        form = self._rng.choices(words["forms"], words["weights"])[0]
        return f"Chi bộ {form} {self._rng.choice(words['work'])} {self._rng.choice(words['names'])}"


class _Builder:
    def __init__(self, rng: random.Random, scale: float) -> None:
        self._rng = rng
        self._scale = scale
        self._tree = PlannedTree()
        self._villages = Villages(rng)
        self._companies = Companies(rng)
        self._province = content("province")
        self._organisations = content("organisations")

    def build(self) -> PlannedTree:
        top = self._province["province"]
        root = PlannedUnit(top["code"], Kind.PROVINCE, top["founded_on"], rank=1)
        self._tree.add(root, top["name"], None, top["short_name"])
        for rank, data in enumerate(self._province["agencies"], start=10):
            founded = data.get("founded_on", root.founded_on)
            self._tree.add(PlannedUnit(data["code"], Kind.AGENCY, founded, rank=rank), data["name"], root)
        for rank, data in enumerate(self._province["uppers"], start=100):
            self._add_upper(root, data, rank)
        return self._tree

    def _add_upper(self, root: PlannedUnit, data: Mapping[str, Any], rank: int) -> None:
        founded = data.get("founded_on", root.founded_on)
        upper = PlannedUnit(data["code"], Kind.UPPER, founded, rank=rank, place=data["place"])
        self._tree.add(upper, data["name"], root, data.get("short_name", ""))
        if data["kind"] == "district":
            self._add_district(upper, data)
        else:
            self._add_bases(upper, self._templates_of(upper, data["kind"]))
        self._add_bases(
            upper,
            [named for named in self._organisations["named"] if named["upper"] == upper.code],
            all_of=True,
        )
        for _ in range(self._part(self._organisations["non_state"].get(upper.code, 0))):
            self._add_company(upper)
        self._weigh(upper, data["members"])

    def _templates_of(self, upper: PlannedUnit, kind: str) -> list[Mapping[str, Any]]:
        if kind == "block":
            return list(self._organisations["block"][upper.code])
        return [{"sector": "armed_forces", "profile": kind, **data} for data in self._organisations[kind]]

    def _add_district(self, upper: PlannedUnit, data: Mapping[str, Any]) -> None:
        name = f"Ban Tổ chức {data['committee']} {bare(upper.place)}"
        self._tree.add(PlannedUnit(f"{upper.code}-BTC", Kind.AGENCY, upper.founded_on, rank=10), name, upper)
        communes = data["communes"]
        for rank, place in enumerate(communes[: self._part(len(communes), least=2)], start=100):
            self._add_commune(upper, place, rank, highland=data.get("highland", False))
        self._add_bases(upper, self._organisations["district"], committee=data["committee"])
        school = self._organisations["high_school"]
        self._add_bases(upper, [{**school, "name": f"{school['name']} {name}"} for name in data["schools"]])

    def _add_commune(self, upper: PlannedUnit, place: str, rank: int, highland: bool) -> None:
        commune = PlannedUnit(
            self._tree.next_code(upper), Kind.BASE, upper.founded_on, "commune", rank, place=place
        )
        self._tree.add(commune, f"Đảng bộ {place}", upper)
        numbers = self._organisations["villages"]
        land = "highland" if highland else "town" if place.startswith(TOWNS) else "lowland"
        for _ in range(self._rng.randint(*numbers[land])):
            name, profile = self._villages.next_cell(commune, highland)
            self._add_cell(commune, name, profile, self._rng.uniform(*numbers["weight"]))
        for data in self._organisations["commune"]:
            name = data["name"].format(commune=place, bare=bare(place))
            self._add_cell(commune, name, data["profile"], self._varied(data["weight"]))

    def _add_bases(
        self,
        upper: PlannedUnit,
        templates: Sequence[Mapping[str, Any]],
        committee: str = "",
        all_of: bool = False,
    ) -> None:
        kept = templates if all_of else templates[: self._part(len(templates), least=2)]
        for rank, data in enumerate(kept, start=500):
            name = data["name"].format(place=upper.place, bare=bare(upper.place), committee=committee)
            self._add_base(upper, name, data, rank)

    def _add_base(self, upper: PlannedUnit, name: str, data: Mapping[str, Any], rank: int) -> None:
        kind = Kind.BASE if "cells" in data else Kind.BASE_CELL
        profile = data.get("profile") or SECTOR_PROFILES[data["sector"]]
        code = self._tree.next_code(upper)
        base = PlannedUnit(code, kind, self._founding_day(upper), data["sector"], rank, profile)
        self._tree.add(base, name, upper)
        if kind is Kind.BASE_CELL:
            base.weight = self._varied(data["weight"])
            return
        holders = list(self._parts(base, data.get("parts", 0))) or [base]
        for place, cell in enumerate(self._cell_names(data["cells"], profile)):
            self._add_cell(holders[place % len(holders)], cell, profile, self._varied(data["weight"]))

    def _parts(self, base: PlannedUnit, count: int) -> Iterator[PlannedUnit]:
        for number in range(1, count + 1):
            part = PlannedUnit(
                self._tree.next_code(base), Kind.INTERMEDIATE, base.founded_on, base.sector, 50 + number
            )
            yield self._tree.add(part, f"Đảng bộ bộ phận {number}", base)

    def _cell_names(self, cells: int | Sequence[str], profile: str) -> Sequence[str]:
        if not isinstance(cells, int):
            return cells
        departments = self._organisations["departments"]
        numbered = self._organisations["cell_names"].get(profile)
        if numbered is None:
            return list(departments[:cells])
        return [departments[0], *(numbered.format(n=number) for number in range(1, cells))]

    def _add_company(self, upper: PlannedUnit) -> None:
        code = self._tree.next_code(upper)
        company = PlannedUnit(
            code, Kind.BASE_CELL, self._founding_day(upper), "non_state", 900, "enterprise", self._varied(8)
        )
        self._tree.add(company, self._companies.next_name(), upper)

    def _add_cell(self, base: PlannedUnit, name: str, profile: str, weight: float) -> None:
        code = self._tree.next_code(base)
        cell = PlannedUnit(code, Kind.CELL, base.founded_on, rank=100, profile=profile, weight=weight)
        self._tree.add(cell, name, base)

    def _founding_day(self, upper: PlannedUnit) -> dt.date:
        earliest, days = _OFFICES_FOUNDED
        return max(upper.founded_on, earliest + dt.timedelta(self._rng.randrange(days)))

    def _weigh(self, upper: PlannedUnit, members: float) -> None:
        """Makes the weights of the upper organisation's cells its part of the province's members."""
        units = self._tree.subtree(upper)
        factor = members / sum(unit.weight for unit in units)
        for unit in units:
            unit.weight *= factor

    def _varied(self, weight: float) -> float:
        return weight * self._rng.uniform(0.75, 1.3)

    def _part(self, count: int, least: int = 0) -> int:
        return min(count, max(least, ceil(count * self._scale)))
