"""Lists that itemise the same thing twice: in the text and in a footnote, in the report's body and in its summary."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tochuc.checker.finding import Confidence
from tochuc.checker.relations import Part, Relation
from tochuc.vi.fold import fold

_NOT_WORDS = re.compile(r"[^\w\s]|\b[0-9]+\b")
#: Two lists are of the same things when they share this much of the longer one, and at least so many.
_SHARED = 0.6
_LEAST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """Two relations over the same things, the earlier first; what one has and the other lacks, what differs."""

    first: Relation
    second: Relation
    #: A part with the list that lacks it.
    missing: tuple[tuple[Part, Relation], ...]
    unequal: tuple[tuple[Part, Part], ...]
    confidence: Confidence


def twins(relations: Sequence[Relation], scopes: Mapping[int, frozenset[str]]) -> Iterator[Twins]:
    """Pairs of lists of one body that count the same noun to the same total, share most items, and yet differ.

    `scopes` gives by block number the bodies that the headings over a block name.
    """
    by_total: defaultdict[tuple[str, Decimal, frozenset[str]], list[Relation]] = defaultdict(list)
    for relation in relations:
        if len(relation.parts) >= _LEAST and not relation.open:
            noun, number = relation.total.noun.text.casefold(), relation.total.number
            by_total[noun, number.value, scopes.get(number.span.block.number, frozenset())].append(relation)
    for lists in by_total.values():
        if len(lists) > 1:
            labelled = [(one, labels) for one in lists if len(labels := _labelled(one)) == len(one.parts)]
            for (first, ours), (second, theirs) in pairwise(labelled):
                if (pair := _compare(first, ours, second, theirs)) is not None:
                    yield pair


def _labelled(relation: Relation) -> dict[str, Part]:
    """The parts by their words, folded, without numbers and punctuation."""
    return {label: part for part in relation.parts if (label := _label(part))}


def _label(part: Part) -> str:
    return " ".join(_NOT_WORDS.sub(" ", fold(part.span.text)).split())


def _compare(
    first: Relation, ours: dict[str, Part], second: Relation, theirs: dict[str, Part]
) -> Twins | None:
    shared = ours.keys() & theirs.keys()
    if len(shared) < _LEAST - 1 or len(shared) < _SHARED * max(len(ours), len(theirs)):
        return None
    missing = [(ours[label], second) for label in ours if label not in shared]
    missing += [(theirs[label], first) for label in theirs if label not in shared]
    unequal = [
        (ours[label], theirs[label])
        for label in ours
        if label in shared and ours[label].value != theirs[label].value
    ]
    # A label missing on both sides is one item under two names.
    if ours.keys() - shared and theirs.keys() - shared:
        missing = []
    if not missing and not unequal:
        return None
    return Twins(first, second, tuple(missing), tuple(unequal), Confidence.LIKELY)
