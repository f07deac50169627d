"""Percentages and the two numbers that they are said of."""

from typing import TYPE_CHECKING

from tochuc.checker.numbers import Form
from tochuc.checker.proportions.beside import Beside
from tochuc.checker.proportions.model import Proportion
from tochuc.checker.proportions.wholes import Wholes, totals_of_kind

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
                proportion = Beside(block, usable, at).proportion() or wholes.proportion(block, usable, at)
                if proportion and proportion.whole_value > 0:
                    found.append(proportion)
    return tuple(found)
