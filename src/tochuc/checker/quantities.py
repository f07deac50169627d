"""What each number counts, and with which reservation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tochuc.checker.document import Span
from tochuc.checker.numbers import Number

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading


class Qualifier(StrEnum):
    """The word before a number that keeps it from being exact, or compares it."""

    OVER = "over"  # trên, hơn
    UNDER = "under"  # gần, dưới, chưa đến
    ABOUT = "about"  # khoảng
    AT_LEAST = "at_least"  # ít nhất, tối thiểu
    AT_MOST = "at_most"  # tối đa, không quá
    EXCEEDED = "exceeded"  # vượt (a target, by)
    REACHED = "reached"  # đạt
    INCREASE = "increase"  # tăng
    DECREASE = "decrease"  # giảm


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number with the words that tell what it counts.

    `noun` is the phrase counted as written ("cán bộ diện Ban Thường vụ Tỉnh ủy quản lý"; empty where none
    follows), `head` its leading words folded ("can bo"), by which two quantities are of one kind.
    `verb` is the action before it, folded ("ket nap"; empty where none is).
    """

    number: Number
    noun: Span
    head: str
    verb: str = ""
    qualifiers: frozenset[Qualifier] = frozenset()

    @property
    def exact(self) -> bool:
        return not self.qualifiers & {
            Qualifier.OVER,
            Qualifier.UNDER,
            Qualifier.ABOUT,
            Qualifier.AT_LEAST,
            Qualifier.AT_MOST,
        }


def find_quantities(reading: "Reading") -> tuple[Quantity, ...]:
    """All quantities in reading order."""
    del reading
    return ()
