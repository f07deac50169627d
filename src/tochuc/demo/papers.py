"""Documents as planned, and the numbers that committees give to them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tochuc.demo.content import content
from tochuc.demo.tree import PlannedUnit
from tochuc.rules.document_number import document_types

_FAR = 10_000
"""More days than a term has."""


@dataclass(slots=True, eq=False)
class PlannedDocument:
    """`number`, `symbol` and `body` as in `registers.documents.models.Document`; `personal`: it names a person."""

    type: str
    day: dt.date | None
    subject: str
    issuer: PlannedUnit | None = None
    issuer_name: str = ""
    body: str = ""
    number: int | None = None
    symbol: str = ""
    personal: bool = False

    @property
    def abbreviation(self) -> str:
        """A decision and a regulation have the same one, and so one run of numbers."""
        return document_types()[self.type].abbreviations[0]


Dated = tuple[dt.date, PlannedDocument]


def number_all(documents: Iterable[PlannedDocument]) -> None:
    """Numbers what has none yet: rising with the days, anew with each term, past the numbers that are known.

    The numbers between belong to other affairs.
    """
    data = content("documents")
    series: dict[tuple[PlannedUnit, str, dt.date], list[Dated]] = defaultdict(list)
    for one in documents:
        if one.issuer is not None and one.day is not None:
            term = max((start for start in data["terms"] if start <= one.day), default=data["terms"][0])
            series[one.issuer, one.abbreviation, term].append((one.day, one))
    for (issuer, abbreviation, term), group in series.items():
        group.sort(key=lambda dated: dated[0])
        reached = _Reached(term, group, data["numbers_a_day"][issuer.kind.value][abbreviation])
        last = 0
        for day, one in group:
            if one.number is None:
                one.number = max(last + 1, reached.on(day))
                one.symbol = f"{abbreviation}/{_symbol(issuer, day, data)}"
            last = one.number


class _Reached:
    """How far a series has come: between known numbers in proportion, after the last one at the usual rate."""

    def __init__(self, term: dt.date, group: Sequence[Dated], rate: float) -> None:
        known = [(day, one.number) for day, one in group if one.number is not None]
        self._days = [term.toordinal(), *(day.toordinal() for day, _ in known)]
        self._numbers = [0.0, *(float(number) for _, number in known)]
        self._days.append(self._days[-1] + _FAR)
        self._numbers.append(self._numbers[-1] + _FAR * rate)

    def on(self, day: dt.date) -> int:
        return int(np.interp(day.toordinal(), self._days, self._numbers))


def _symbol(issuer: PlannedUnit, day: dt.date, data: Mapping[str, Any]) -> str:
    for change in data["symbols_changed"]:
        if change["unit"] == issuer.code and change["day"] <= day:
            return str(change["symbol"])
    province = content("province")
    symbols = {one["code"]: one["symbol"] for one in (province["province"], *province["uppers"])}
    return str(symbols.get(issuer.code, data["base_symbol"]))
