"""A block as the search for relations sees it: brackets hidden, sentences told apart, its quantities at hand."""

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from tochuc.checker.document import Block
from tochuc.checker.quantities import Quantity

#: Stands for each character of a bracketed remark, so that offsets stay.
HIDDEN = "\x01"

_BRACKETS = re.compile(r"[()]")
_BARE_NUMBER = re.compile(r"\(\s?[0-9][0-9.]{0,8}\s?\)")
_LONGEST_REMARK = 4_000
_STOP = re.compile(
    r"(?<!\bTP)(?<!\bTX)(?<!ThS)(?<!\bTS)(?<!\bBS)[.!?…][”\"*)\x01]{0,3}\s{1,4}(?=[“\"(*]{0,3}(\w|[-+]))"
)


class Text:
    """One block. `flat` is its text with bracketed remarks hidden; bare numbers in brackets stay."""

    def __init__(self, block: Block, quantities: Iterable[Quantity] = ()) -> None:
        self.block = block
        self.all_quantities = tuple(quantities)

    @cached_property
    def remarks(self) -> tuple[tuple[int, int], ...]:
        """Where the words of each bracketed remark begin and end, also of those within another."""
        found: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in _BRACKETS.finditer(self.block.text):
            if match[0] == "(":
                opened.append(match.end())
            elif opened:
                start = opened.pop()
                if match.start() - start < _LONGEST_REMARK and not _BARE_NUMBER.match(
                    self.block.text, start - 1
                ):
                    found.append((start, match.start()))
        return tuple(found)

    @cached_property
    def flat(self) -> str:
        text = self.block.text
        for start, end in self.remarks:
            text = f"{text[: start - 1]}{HIDDEN * (end - start + 2)}{text[end + 1 :]}"
        return text

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Those that stand in no bracketed remark."""
        return tuple(one for one in self.all_quantities if self.flat[one.number.span.start] != HIDDEN)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends, its stop included."""
        starts = [match.start(1) for match in _STOP.finditer(self.flat) if not match[1].islower()]
        bounds = [0, *starts, len(self.flat)]
        return tuple((start, end) for start, end in pairwise(bounds) if start < end)

    def sentence_at(self, position: int) -> tuple[int, int]:
        return next((one for one in self.sentences if one[0] <= position < one[1]), (0, len(self.flat)))

    def between(self, start: int, end: int) -> list[Quantity]:
        """The quantities outside of brackets whose number begins there."""
        return [one for one in self.quantities if start <= one.number.span.start < end]

    def within(self, start: int, end: int) -> list[Quantity]:
        """All quantities whose number begins there, in brackets or not."""
        return [one for one in self.all_quantities if start <= one.number.span.start < end]
