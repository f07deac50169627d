"""Who issues a report: the committee of a unit, its department, its symbol, and who signs.

All of it follows from the unit's kind and name through `data/party_bodies.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tochuc.kernel.models import UnitKind
from tochuc.reports.files import data_source
from tochuc.reports.source import Source

_PLACE = "{place}"
_SHORT = "{short}"


@dataclass(frozen=True)
class Committee:
    """The committee that leads a unit. `place` is empty where the unit's name holds none."""

    name: str
    short: str
    symbol: str
    scope: str
    place: str


@dataclass(frozen=True)
class CommitteeForm:
    pattern: re.Pattern[str]
    committee: str
    short: str
    symbol: str
    scope: str
    is_place: bool

    def committee_of(self, unit_name: str) -> Committee | None:
        if not (match := self.pattern.fullmatch(unit_name)):
            return None
        rest = match["place"]
        return Committee(
            self.committee.replace(_PLACE, rest),
            self.short,
            self.symbol,
            self.scope.replace(_PLACE, rest),
            rest if self.is_place else "",
        )


@dataclass(frozen=True)
class Department:
    """The organisation department of a committee of one of these kinds of units."""

    kinds: frozenset[UnitKind]
    name: str
    symbol: str
    authority: str
    post: str


@dataclass(frozen=True)
class Bodies:
    forms: tuple[CommitteeForm, ...]
    department: Department
    authority: str
    post: str
    small_inside: tuple[str, ...]

    def committee(self, unit_name: str) -> Committee:
        return next(found for form in self.forms if (found := form.committee_of(unit_name)))

    def committee_authority(self, committee: Committee) -> str:
        """`T/M ĐẢNG ỦY`: a committee is collective, and somebody signs on its behalf."""
        return self.authority.replace(_SHORT, committee.short.upper())

    def inside_sentence(self, name: str) -> str:
        """`Huyện Ba Tơ` as it stands after other words: `huyện Ba Tơ`."""
        small = any(name.startswith(f"{noun} ") for noun in self.small_inside)
        return name[0].lower() + name[1:] if small else name


@cache
def bodies() -> Bodies:
    """Raises `TemplateError`."""
    found = data_source("party_bodies").fields(["committees", "department", "committee", "small_inside"])
    signing = found["committee"].fields(["authority", "post"])
    forms = tuple(map(_form, found["committees"].items()))
    if not forms or not forms[-1].committee_of("Đơn vị"):
        found["committees"].fail("the last entry has to fit every name")
    return Bodies(
        forms,
        _department(found["department"]),
        signing["authority"].text(),
        signing["post"].text(),
        tuple(item.text() for item in found["small_inside"].items()),
    )


def _form(source: Source) -> CommitteeForm:
    found = source.fields(["name", "committee", "short", "symbol", "scope", "is_place"])
    if found["name"].text().count(_PLACE) != 1:
        found["name"].fail(f"{_PLACE} has to stand in the name, once")
    before, after = map(re.escape, found["name"].text().split(_PLACE))
    return CommitteeForm(
        re.compile(rf"{before}(?P<place>.+){after}"),
        found["committee"].text(),
        found["short"].text(),
        found["symbol"].text(),
        found["scope"].text(),
        found["is_place"].flag(),
    )


def _department(source: Source) -> Department:
    found = source.fields(["kinds", "name", "symbol", "authority", "post"])
    return Department(
        frozenset(item.as_(UnitKind, UnitKind) for item in found["kinds"].items()),
        *(found[name].text() for name in ("name", "symbol", "authority", "post")),
    )
