"""Proves what the members' registers repeat for speed, and what no database constraint can say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tochuc.registers.members.models import CellMembership, Member

Problem = tuple[str, int]
"""(what is wrong, number of the member's record)."""


def check() -> list[Problem]:
    """Everything that is wrong, by member; empty where all agrees. A fixed number of queries."""
    return sorted((sentence, key) for sentence, keys in _findings() for key in keys)


def _findings() -> Iterator[tuple[str, QuerySet[Member, int]]]:
    members = Member.objects.values_list("pk", flat=True)
    here = CellMembership.objects.filter(member=OuterRef("pk"), until__isnull=True)
    active = Q(left_on__isnull=True)
    yield "active without a present cell", members.filter(active, ~Exists(here))
    yield "left, but still in a cell", members.filter(Exists(here), left_on__isnull=False)
    present = here.filter(cell=OuterRef("cell"))
    yield (
        "the present cell is not the one of the open stay",
        members.filter(active, Exists(here), ~Exists(present)),
    )
    yield (
        "the person's file is kept elsewhere than in the cell",
        members.filter(active).exclude(person__kept_by=F("cell")),
    )
    other = CellMembership.objects.filter(
        member=OuterRef("member"), since__gte=OuterRef("since"), since__lt=OuterRef("until")
    ).exclude(pk=OuterRef("pk"))
    doubled = CellMembership.objects.filter(Exists(other), until__isnull=False)
    yield "in two cells at once", members.filter(pk__in=doubled.values("member"))
    early = CellMembership.objects.filter(member=OuterRef("pk"), since__lt=OuterRef("arrived_on"))
    yield "in a cell before being on the list", members.filter(Exists(early))
