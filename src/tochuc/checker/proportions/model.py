"""A percentage and the two numbers that it is said of."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence
from tochuc.checker.quantities import Quantity
from tochuc.checker.rounding import doubt

_PERCENT = Fraction(100)


@dataclass(frozen=True, slots=True, eq=False)
class Proportion:
    """`percent` is said to be `part` of `whole`, or, where it is `beyond`, what `part` has more than `whole`."""

    percent: Quantity
    part: Span
    part_value: Decimal
    whole: Span
    whole_value: Decimal
    confidence: Confidence
    beyond: bool = False

    @property
    def exact(self) -> Fraction:
        share = Fraction(self.part_value) / Fraction(self.whole_value) * _PERCENT
        return share - _PERCENT if self.beyond else share

    @property
    def doubt(self) -> Confidence | None:
        """How surely the percentage is wrong, no surer than that it belongs to these numbers."""
        found = doubt(self.percent.number.value, self.exact, self.percent.qualifiers)
        return min(found, self.confidence) if found else None


def pair(percent: Quantity, part: Quantity, whole: Quantity, confidence: Confidence) -> Proportion:
    """What two counts make."""
    return Proportion(
        percent, part.number.span, part.number.value, whole.number.span, whole.number.value, confidence
    )


def share_of(part: Quantity, whole: Quantity) -> Fraction:
    """In percent."""
    return Fraction(part.number.value) / Fraction(whole.number.value) * _PERCENT
