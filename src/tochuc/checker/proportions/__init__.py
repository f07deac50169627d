"""Percentages and the two numbers that they are said of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tochuc.checker.document import Block
from tochuc.checker.numbers import Form
from tochuc.checker.proportions.beside import Beside
from tochuc.checker.proportions.model import Proportion
from tochuc.checker.proportions.wholes import Wholes, totals_of_kind
from tochuc.checker.quantities import Quantity

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

__all__ = ["Proportion", "find_proportions", "totals_of_kind"]

_COUNTED = frozenset({Form.COUNT, Form.DECIMAL, Form.PERCENT, Form.SHARE})


def find_proportions(reading: "Reading") -> tuple[Proportion, ...]:
    """Every percentage whose two numbers the text gives, in reading order, each once."""
    found: list[Proportion] = []
    wholes = Wholes(reading.quantities_by_block, reading.totals_of_kind)
    for block, quantities in reading.quantities_by_block:
        usable = [quantity for quantity in quantities if quantity.number.form in _COUNTED]
        for at, quantity in enumerate(usable):
            if quantity.number.form is Form.PERCENT:
                near = _around(block, usable, at)
                position = near.index(quantity)
                beside = Beside(block, near, position).proportion()
                proportion = beside or wholes.proportion(block, near, position)
                if proportion and proportion.whole_value > 0:
                    found.append(proportion)
    return tuple(found)


def _around(block: Block, quantities: Sequence[Quantity], at: int) -> list[Quantity]:
    """The numbers near a percentage, without those in brackets that were closed before it.

    `54 đồng chí (15 nam, 39 nữ), đạt 135% chỉ tiêu`: the percentage is of the 54.
    """
    kept: list[Quantity] = []
    depth = 0
    end = quantities[at].number.span.start
    for quantity in reversed(quantities[max(0, at - _NEAR) : at]):
        between = block.text[quantity.number.span.end : end]
        depth = max(0, depth + between.count(")") - between.count("("))
        end = quantity.number.span.start
        if not depth:
            kept.append(quantity)
    return [*reversed(kept), *quantities[at : at + 3]]


#: So many numbers before a percentage are looked at.
_NEAR = 24
