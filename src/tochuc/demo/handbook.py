"""Who has an account in the electronic member handbook, since when; and the yearly targets for admission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from tochuc.demo.content import content
from tochuc.demo.membership import Membership
from tochuc.demo.tree import Kind, PlannedTree, PlannedUnit

Accounts = dict[int, tuple[dt.date, dt.date | None]]
Target = tuple[str, int, int]
_OLD, _OLD_SPREAD = 66, 9.0


def accounts(membership: Membership, rng: np.random.Generator, scale: float = 1.0) -> Accounts:
    """For members by number: the account's first day, and the day on which it ended with the membership.

    Exactly the printed number is held by who is still a member. Districts differ, and the old register less.
    """
    numbers = content("members")
    first, last = numbers["handbook"]["from"], numbers["handbook"]["to"]
    shares = numbers["handbook_share"]
    eager = np.full(len(membership.members), -np.inf)
    for number, member in enumerate(membership.members):
        if member.left is None or member.left > first:
            share = shares.get(member.stays[-1].cell.upper().code, min(shares.values()))
            age = membership.people[member.person].age(first)
            old = 1.0 / (1.0 + np.exp((_OLD - age) / _OLD_SPREAD))
            eager[number] = np.log(share / (1 - share)) - 3.0 * old + rng.logistic()
    held = [number for number, member in enumerate(membership.members) if member.left is None]
    count = round(numbers["handbook"]["accounts"] * scale)
    order = sorted(held, key=lambda number: -eager[number])
    chosen = set(order[:count])
    limit = eager[order[count - 1]]
    found: Accounts = {}
    for number, member in enumerate(membership.members):
        if number in chosen or (member.left is not None and eager[number] >= limit):
            days = int((last - first).days * rng.beta(1.6, 2.1))
            since = max(first + dt.timedelta(days), member.arrived)
            if member.left is None or since < member.left:
                found[number] = (since, member.left)
    return found


def targets(
    tree: PlannedTree, membership: Membership, rng: np.random.Generator, scale: float = 1.0
) -> list[Target]:
    """(unit code, year, number): the province's, and each upper organisation's, which do not add up to it."""
    numbers = content("members")
    found: list[Target] = []
    for year, counts in numbers["years"].items():
        target = round(counts["target"] * scale)
        found.append(("QNG", year, target))
        sizes = _sizes(membership, dt.date(year, 1, 1))
        for code in sorted(sizes, key=list(tree.units).index):
            share = target * sizes[code] / sum(sizes.values())
            found.append(
                (
                    code,
                    year,
                    _rounded(share * (1 + numbers["target"]["spread"] * rng.uniform(-1, 1)), numbers),
                )
            )
    return found


def _sizes(membership: Membership, day: dt.date) -> dict[str, int]:
    """Members of each upper organisation on that day."""
    sizes: dict[str, int] = {}
    uppers: dict[str, PlannedUnit | None] = {}
    for member in membership.members:
        if member.arrived <= day and (member.left is None or day < member.left):
            cell = next(stay.cell for stay in reversed(member.stays) if stay.since <= day)
            if cell.code not in uppers:
                uppers[cell.code] = cell.above(Kind.UPPER, day)
            upper = uppers[cell.code]
            if upper is not None:
                sizes[upper.code] = sizes.get(upper.code, 0) + 1
    return sizes


def _rounded(number: float, numbers: Mapping[str, Any]) -> int:
    step = int(numbers["target"]["rounded_to"])
    return max(1, step * round(number / step)) if number > 2 * step else max(1, round(number))
