"""How quantities hang together: a total and its parts, a count and the list of what it counts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence
from tochuc.checker.quantities import Quantity

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading


class How(StrEnum):
    PARTS = "parts"  # the parts carry numbers that must add up to the total
    ITEMS = "items"  # the parts are named one by one; their count must be the total


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part: its number (1 for an item that is only named) and the words it stands in."""

    span: Span
    value: int
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """A total and the parts that make it. `open` where the list says that it is not complete (…, v.v.)."""

    how: How
    total: Quantity
    parts: tuple[Part, ...]
    confidence: Confidence
    open: bool = False


def find_relations(reading: "Reading") -> tuple[Relation, ...]:
    """All relations in reading order."""
    del reading
    return ()
