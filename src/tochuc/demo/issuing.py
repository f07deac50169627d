"""What the committees issue in the ordinary course of a year, so that the counts of documents have a past."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.papers import PlannedDocument
from tochuc.demo.tree import Kind, PlannedTree, PlannedUnit
from tochuc.rules.working_days import is_working_day

_SEED = 399
"""Chance of its own: one document more must not change the members' lives."""
_FIRST, _DAYS = (1, 5), 350


def issued_yearly(tree: PlannedTree) -> Iterator[PlannedDocument]:
    """Without numbers; a unit that does not live on the day of a document does not issue it."""
    data = content("issuing")
    rng = random.Random(_SEED)  # noqa: S311 (nothing secret comes of it)
    for kind in (Kind.PROVINCE, Kind.UPPER):
        for issuer in tree.of_kind(kind):
            for document in _of_issuer(issuer, data, rng):
                if document.day is not None and issuer.lives(document.day):
                    yield document


def _of_issuer(issuer: PlannedUnit, data: Mapping[str, Any], rng: random.Random) -> Iterator[PlannedDocument]:
    varied = [0] if issuer.kind is Kind.PROVINCE else data["varied"]
    for body, types in data["numbers"][issuer.kind.value].items():
        for type_code, numbers in types.items():
            for year, usual in enumerate(numbers, start=data["since"]):
                for subject in _subjects(data["subjects"][type_code], usual + rng.choice(varied), year, rng):
                    yield PlannedDocument(type_code, _day(year, rng), subject, issuer, body=body)


def _subjects(texts: Sequence[str], number: int, year: int, rng: random.Random) -> Iterator[str]:
    """Each at most once in a year."""
    for text in rng.sample(texts, max(number, 0)):
        yield text.format(year=year, next=year + 1)


def _day(year: int, rng: random.Random) -> dt.date:
    day = dt.date(year, *_FIRST) + dt.timedelta(rng.randrange(_DAYS))
    while not is_working_day(day):
        day -= dt.timedelta(1)
    return day
