"""All documents: those that the report names, those of every year, and those behind what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.issuing import issued_yearly
from tochuc.demo.membership import Membership, PlannedAdmission, PlannedMember
from tochuc.demo.papers import PlannedDocument, number_all
from tochuc.demo.tree import Decision, Kind, PlannedTree, PlannedUnit
from tochuc.rules.document_number import parse

ADMISSIONS_FROM = 2023
"""Decisions on admission are kept one by one from that year on; of earlier ones the register holds only the day."""
_LEAVING = {"removed": "Xóa tên trong danh sách", "expelled": "Khai trừ"}


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

    def collect(self, membership: Membership, names: Sequence[str], years: Iterable[int]) -> Documents:
        found = self._found
        found.all += map(self._named, self._data["named"])
        for data in self._data["counted"]:
            self._add(self._tree["QNG"], data["day"], data["subject"], data["type"], data["body"])
        found.all += issued_yearly(self._tree)
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
        number_all(found.all)
        return found

    def _named(self, data: Mapping[str, Any]) -> PlannedDocument:
        number = parse(data["number"])
        return PlannedDocument(
            data["type"],
            data.get("day"),
            data["subject"],
            self._tree[data["issuer"]] if "issuer" in data else None,
            data.get("issuer_name", ""),
            data.get("body", ""),
            number.number,
            f"{number.type_abbr}/{number.issuer_symbol}",
        )

    def _about(self, cell: PlannedUnit, day: dt.date, subject: str) -> PlannedDocument:
        """A decision about a person is the district committee's, or one of its rank."""
        issuer = cell.above(Kind.UPPER, day) or self._tree["QNG"]
        document = self._add(issuer, day, subject)
        document.personal = True
        return document

    def _add(
        self, issuer: PlannedUnit, day: dt.date, subject: str, type_code: str = "decision", body: str = ""
    ) -> PlannedDocument:
        """Without `body` as is usual for such an organisation."""
        usual = str(self._data["decides"][issuer.kind.value])
        document = PlannedDocument(type_code, day, subject, issuer, body=body or usual)
        self._found.all.append(document)
        return document
