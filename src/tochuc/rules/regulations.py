"""Regulations as dated data: which one applies on a day, and what numbers it sets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from tochuc.rules.data_files import records
from tochuc.rules.finding import Citation
from tochuc.vi.dates import format_date

Value = int | str | tuple[int, ...]


class Certainty(StrEnum):
    """How surely a fact is known."""

    READ = "T"
    SECONDARY = "S"
    RECALLED_SURELY = "M-h"
    RECALLED = "M-m"
    RECALLED_VAGUELY = "M-l"
    NOT_FOUND = "N"

    @property
    def to_confirm(self) -> bool:
        """Whether an administrator is asked to compare the fact with the text of the regulation."""
        return self in (Certainty.SECONDARY, Certainty.RECALLED, Certainty.RECALLED_VAGUELY)

    @property
    def label(self) -> str:
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.READ: "đã đọc trong văn bản",
    Certainty.SECONDARY: "theo tài liệu thứ cấp, cần xác nhận",
    Certainty.RECALLED_SURELY: "ghi theo hiểu biết chung, độ chắc chắn cao",
    Certainty.RECALLED: "ghi theo hiểu biết chung, cần xác nhận",
    Certainty.RECALLED_VAGUELY: "chưa chắc chắn, cần xác nhận",
    Certainty.NOT_FOUND: "chưa tìm thấy, cần nhập",
}


class NotConfigured(LookupError):
    """No value to judge by: nothing is known for the day, or the value has still to be filled in."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a regulation sets."""

    name: str
    value: Value | None
    unit: str
    certainty: Certainty
    clause: str = ""
    citation: Citation | None = None

    @property
    def number(self) -> int:
        """The value, where it is a whole number; TypeError where it is not."""
        if not isinstance(self.value, int):
            raise TypeError(f"parameter {self.name} is no whole number: {self.value!r}")
        return self.value

    @property
    def numbers(self) -> tuple[int, ...]:
        """The values, where it is a list of whole numbers; TypeError where it is not."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"parameter {self.name} is no list: {self.value!r}")
        return self.value


@dataclass(frozen=True, slots=True)
class Regulation:
    """One version of the rules on a topic, in force on the days `since` ≤ day < `until`.

    Without `since` the document is known by its number only and never chosen. `issued` is the day it was
    signed, where that is known as surely; `document` its type's code, where numbers of several types look alike.
    """

    topic: str
    number: str
    title: str
    issuer: str
    certainty: Certainty
    since: date | None = None
    until: date | None = None
    replaced_by: str = ""
    note: str = ""
    issued: date | None = None
    document: str = ""
    parameters: dict[str, Parameter] = field(default_factory=dict)

    def applies(self, on: date) -> bool:
        return self.since is not None and self.since <= on and (self.until is None or on < self.until)

    def cite(self, clause: str = "") -> Citation:
        return Citation(self.number, clause, self.title, self.since, self.until)


@cache
def load() -> tuple[Regulation, ...]:
    """All regulations. Raises ValueError if two of a topic apply on the same day or a link leads nowhere."""
    sources = records("regulations")
    regulations = tuple(_regulation(source, sources) for source in sources)
    _check_links(regulations)
    for chain in _by_topic(regulations).values():
        _check_order(chain)
    return regulations


def in_force(topic: str, on: date) -> Regulation | None:
    """The regulation that applies on the day, if one is known. Raises KeyError for an unknown topic."""
    return next((regulation for regulation in _topics()[topic] if regulation.applies(on)), None)


def parameter(name: str, on: date) -> Parameter:
    """The value set for the day.

    Raises NotConfigured with a Vietnamese sentence if there is none, KeyError if no regulation at all
    has a parameter of this name.
    """
    for regulation in _setting(name):
        if regulation.applies(on):
            return _configured(regulation.parameters[name])
    raise NotConfigured(f"Chưa có quy định nào cho “{name}” vào ngày {format_date(on)}: hãy bổ sung văn bản.")


def to_confirm() -> tuple[Parameter, ...]:
    """The parameters that an administrator should compare with the text, or fill in."""
    return tuple(
        found
        for regulation in load()
        for found in regulation.parameters.values()
        if found.certainty.to_confirm or found.certainty is Certainty.NOT_FOUND
    )


def _configured(found: Parameter) -> Parameter:
    if found.value is None:
        raise NotConfigured(f"Chưa nhập giá trị của “{found.name}” theo {found.citation}: hãy nhập giá trị.")
    return found


@cache
def _topics() -> dict[str, list[Regulation]]:
    return _by_topic(load())


@cache
def _setting(name: str) -> tuple[Regulation, ...]:
    found = tuple(regulation for regulation in load() if name in regulation.parameters)
    if not found:
        raise KeyError(name)
    return found


def _by_topic(regulations: Iterable[Regulation]) -> dict[str, list[Regulation]]:
    topics: defaultdict[str, list[Regulation]] = defaultdict(list)
    for regulation in regulations:
        topics[regulation.topic].append(regulation)
    return dict(topics)


def _regulation(source: dict[str, Any], sources: list[dict[str, Any]]) -> Regulation:
    fields = {key: value for key, value in source.items() if key not in ("parameters", "carried_over")}
    regulation = Regulation(**fields | {"certainty": Certainty(source["certainty"])})
    own = source.get("parameters", {})
    return replace(
        regulation,
        parameters={
            name: _parameter(name, content, regulation)
            for name, content in (_carried_over(source, sources) | own).items()
        },
    )


def _carried_over(source: dict[str, Any], sources: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Parameters of another version that were not seen in this one: no clause, a certainty of their own."""
    link = source.get("carried_over")
    if link is None:
        return {}
    other = next(found for found in sources if found["number"] == link["number"])
    return {
        name: content | {"clause": "", "certainty": link["certainty"]}
        for name, content in other["parameters"].items()
        if content["certainty"] != Certainty.NOT_FOUND
    }


def _parameter(name: str, content: dict[str, Any], regulation: Regulation) -> Parameter:
    value = content["value"]
    clause = content.get("clause", "")
    return Parameter(
        name=name,
        value=tuple(value) if isinstance(value, list) else value,
        unit=content["unit"],
        certainty=Certainty(content["certainty"]),
        clause=clause,
        citation=regulation.cite(clause),
    )


def _check_links(regulations: tuple[Regulation, ...]) -> None:
    known = {regulation.number for regulation in regulations}
    if len(known) != len(regulations):
        raise ValueError("a number stands twice in regulations.yaml")
    for regulation in regulations:
        if regulation.replaced_by and regulation.replaced_by not in known:
            raise ValueError(
                f"{regulation.number} is replaced by {regulation.replaced_by}, which is not listed"
            )


def _check_order(chain: list[Regulation]) -> None:
    dated = sorted((found.since, found.until, found.number) for found in chain if found.since)
    for (_, until, earlier), (since, _, later) in pairwise(dated):
        if until is None or until > since:
            raise ValueError(f"{earlier} and {later} apply on the same day, {since}")
