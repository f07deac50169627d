"""The whole demonstration as a plan, before anything is written. Deterministic: one version gives one plan."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from tochuc.demo import handbook, history
from tochuc.demo.content import content
from tochuc.demo.decisions import Documents, collect
from tochuc.demo.membership import Membership
from tochuc.demo.people import People, PlannedPerson
from tochuc.demo.simulation import simulate
from tochuc.demo.structure import initial
from tochuc.demo.tree import PlannedTree

SEED = 2336
_NUMBERED_FROM = 2021
"""Who left before the citizen cards came to the province has no number on file."""


@dataclass
class Plan:
    """`people` runs parallel to `membership.people`; `accounts` is by a member's number."""

    tree: PlannedTree
    membership: Membership
    people: list[PlannedPerson]
    documents: Documents
    accounts: handbook.Accounts
    targets: list[handbook.Target]


def make(scale: float = 1.0) -> Plan:
    """`scale` below 1 makes a smaller province for tests; what report 2336 names stays in it."""
    rng, numbers = random.Random(SEED), np.random.default_rng(SEED)  # noqa: S311 (nothing secret comes of it)
    tree = initial(rng, scale)
    weights = {unit.code: unit.weight for unit in tree.units.values() if unit.has_members}
    history.run(tree, rng, scale)
    membership = simulate(tree, weights, numbers, scale)
    people = _people(membership, rng)
    years = list(content("members")["years"])
    return Plan(
        tree,
        membership,
        people,
        collect(tree, membership, [person.name for person in people], years),
        handbook.accounts(membership, numbers, scale),
        handbook.targets(tree, membership, numbers, scale),
    )


def _people(membership: Membership, rng: random.Random) -> list[PlannedPerson]:
    left: dict[int, int] = {}
    for member in membership.members:
        left[member.person] = member.left.year if member.left else membership.horizon.year
    describe = People(rng).describe
    return [
        describe(
            life,
            membership.horizon,
            numbered=left.get(number, membership.horizon.year) >= _NUMBERED_FROM,
        )
        for number, life in enumerate(membership.people)
    ]
