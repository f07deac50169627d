"""How quantities hang together: a total and its parts, a count and the list of what it counts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence
from tochuc.checker.quantities import Quantity


class How(StrEnum):
    PARTS = "parts"  # the parts carry numbers that must add up to the total
    ITEMS = "items"  # the parts are named one by one; their count must be the total


class Where(StrEnum):
    """Where the parts stand, as seen from their total."""

    SENTENCE = "sentence"
    BRACKETS = "brackets"
    FOOTNOTE = "footnote"
    LINES = "lines"  # the lines or list items that follow
    ROW = "row"  # of a table
    COLUMN = "column"
    REST = "rest"  # what is left of a share: 42/46 and the 4 that have not


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part: its number (1 for an item that is only named) and the words it stands in."""

    span: Span
    value: Decimal
    quantity: Quantity | None = None


@dataclass(frozen=True, eq=False)
class Relation:
    """A total and the parts that make it. `open` where the list says that it is not complete (…, v.v.).

    Where it is not `complete` ("trong đó", which may name some parts only), the parts bind their total from
    below only, each of them by itself.
    """

    how: How
    total: Quantity
    parts: tuple[Part, ...]
    confidence: Confidence
    open: bool = False
    where: Where = Where.SENTENCE
    complete: bool = True
    #: Numbers before `total` that the same list itemises together with it: "06 cấp trưởng, 09 cấp phó¹⁷".
    along: tuple[Quantity, ...] = ()
    #: What the parts must make, where it is not the number itself: the whole of a share, its difference.
    target: Decimal | None = None
    #: Items that may or may not be counted, besides the parts.
    doubtful: int = 0
    #: How far parts and total may lie apart because each was rounded.
    tolerance: Decimal = Decimal(0)
    #: Where a table's total stands: "Tổng cộng, cột Nữ".
    label: str = ""

    @cached_property
    def stated(self) -> Decimal:
        """What the document says that the parts make."""
        if self.target is not None:
            return self.target
        return self.total.number.value + sum((one.number.value for one in self.along), Decimal(0))

    @cached_property
    def computed(self) -> Decimal:
        """What the parts make."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether parts and total agree as far as they must."""
        if not self.complete:
            return all(part.value <= self.stated for part in self.parts)
        least, most = self.computed - self.tolerance, self.computed + self.doubtful + self.tolerance
        return least <= self.stated if self.open else least <= self.stated <= most
