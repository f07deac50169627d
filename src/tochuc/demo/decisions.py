"""The documents behind what happened, and the numbers that committees gave to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.membership import Membership, PlannedAdmission, PlannedMember
from tochuc.demo.tree import Decision, Kind, PlannedTree, PlannedUnit
from tochuc.rules.document_number import parse

ADMISSIONS_FROM = 2023
"""Decisions on admission are kept one by one from that year on; of earlier ones the register holds only the day."""
_LEAVING = {"removed": "Xóa tên trong danh sách", "expelled": "Khai trừ"}


@dataclass(slots=True, eq=False)
class PlannedDocument:
    """`number` and `symbol` as in `registers.documents.models.Document`; `personal`: it names a person."""

    type: str
    day: dt.date | None
    subject: str
    issuer: PlannedUnit | None = None
    issuer_name: str = ""
    number: int | None = None
    symbol: str = ""
    personal: bool = False


@dataclass
class Documents:
    """All documents, and which stands behind what."""

    all: list[PlannedDocument] = field(default_factory=list)
    of_decision: dict[Decision, PlannedDocument] = field(default_factory=dict)
    of_admission: dict[PlannedAdmission, PlannedDocument] = field(default_factory=dict)
    of_leaving: dict[PlannedMember, PlannedDocument] = field(default_factory=dict)
    of_target: dict[int, PlannedDocument] = field(default_factory=dict)


def collect(
    tree: PlannedTree, membership: Membership, names: Sequence[str], years: Iterable[int]
) -> Documents:
    """`names` are the people's, in their order; `years` those for which targets were set."""
    return _Collector(tree).collect(membership, names, years)


class _Collector:
    def __init__(self, tree: PlannedTree) -> None:
        self._tree = tree
        self._data = content("documents")
        self._found = Documents()
        self._unnumbered: list[tuple[dt.date, PlannedUnit, PlannedDocument]] = []

    def collect(self, membership: Membership, names: Sequence[str], years: Iterable[int]) -> Documents:
        found = self._found
        found.all += map(self._named, self._data["named"])
        for decision in dict.fromkeys(happening.decision for happening in self._tree.happenings):
            found.of_decision[decision] = self._add(decision.issuer, decision.day, decision.subject)
        for admission in membership.admissions:
            if admission.decided.year >= ADMISSIONS_FROM:
                subject = str(self._data["admission"]).format(name=names[admission.person])
                found.of_admission[admission] = self._about(admission.cell, admission.decided, subject)
        for member in membership.members:
            if member.left is not None and member.left_how in _LEAVING:
                subject = str(self._data["removal"]).format(
                    how=_LEAVING[member.left_how], name=names[member.person]
                )
                found.of_leaving[member] = self._about(member.stays[-1].cell, member.left, subject)
        for year in years:
            subject = str(self._data["target"]).format(year=year)
            found.of_target[year] = self._add(self._tree["QNG"], dt.date(year, 1, 16), subject)
        self._number_all()
        return found

    def _named(self, data: Mapping[str, Any]) -> PlannedDocument:
        number = parse(data["number"])
        return PlannedDocument(
            data["type"],
            data.get("day"),
            data["subject"],
            self._tree[data["issuer"]] if "issuer" in data else None,
            data.get("issuer_name", ""),
            number.number,
            f"{number.type_abbr}/{number.issuer_symbol}",
        )

    def _about(self, cell: PlannedUnit, day: dt.date, subject: str) -> PlannedDocument:
        """A decision about a person is the district committee's, or one of its rank."""
        issuer = cell.above(Kind.UPPER, day) or self._tree["QNG"]
        document = self._add(issuer, day, subject)
        document.personal = True
        return document

    def _add(self, issuer: PlannedUnit, day: dt.date, subject: str) -> PlannedDocument:
        document = PlannedDocument("decision", day, subject, issuer)
        self._found.all.append(document)
        self._unnumbered.append((day, issuer, document))
        return document

    def _number_all(self) -> None:
        """Numbers rise with the days and begin anew with each term; those between belong to other affairs."""
        terms, rates = self._data["terms"], self._data["decisions_a_day"]
        last: dict[tuple[str, dt.date], int] = {}
        for day, issuer, document in sorted(self._unnumbered, key=lambda one: one[0]):
            term = max((start for start in terms if start <= day), default=terms[0])
            usual = int((day - term).days * rates[issuer.kind.value])
            key = (issuer.code, term)
            last[key] = document.number = max(last.get(key, 0) + 1, usual)
            document.symbol = f"QĐ/{_symbol(issuer, day, self._data)}"


def _symbol(issuer: PlannedUnit, day: dt.date, data: Mapping[str, Any]) -> str:
    for change in data["symbols_changed"]:
        if change["unit"] == issuer.code and change["day"] <= day:
            return str(change["symbol"])
    province = content("province")
    symbols = {one["code"]: one["symbol"] for one in (province["province"], *province["uppers"])}
    return str(symbols.get(issuer.code, data["base_symbol"]))
