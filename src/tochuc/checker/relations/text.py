"""A block as the search for relations sees it: brackets hidden, sentences told apart, its quantities at hand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from tochuc.checker.document import Block
from tochuc.checker.quantities import Quantity

if TYPE_CHECKING:
    from tochuc.checker.relations.lists import Entry

#: Stands for each character of a bracketed remark, so that offsets stay.
HIDDEN = "\x01"

_BRACKETS = re.compile(r"[()]")
_BARE_NUMBER = re.compile(r"\(\s?[0-9][0-9.]{0,8}\s?\)")
_LONGEST_REMARK = 4_000
_STOP = re.compile(
    r"[.!?…](?<!\bTP.)(?<!\bTX.)(?<!ThS.)(?<!\bTS.)(?<!\bBS.)[”\"*)\x01]{0,3}\s{1,4}(?=[“\"(*]{0,3}(\w|[-+]))"
)


class Text:
    """One block. `flat` is its text with bracketed remarks hidden; bare numbers in brackets stay."""

    def __init__(self, block: Block, quantities: Iterable[Quantity] = ()) -> None:
        self.block = block
        self.all_quantities = tuple(quantities)
        #: Entries of lists already made, by where the words before them and their numbers begin.
        self.followers: dict[tuple[int, int], Entry] = {}

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
        return tuple(sorted(found))

    def remarks_between(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The remarks whose words begin from `start` to `end`, both included."""
        return self.remarks[bisect_left(self.remarks, (start, 0)) : bisect_left(self.remarks, (end + 1, 0))]

    @cached_property
    def flat(self) -> str:
        pieces: list[str] = []
        position = 0
        for start, end in self.remarks:
            if start > position:
                pieces += [self.block.text[position : start - 1], HIDDEN * (end - start + 2)]
                position = end + 1
        return "".join((*pieces, self.block.text[position:]))

    def only(self, start: int, end: int, *, inside: bool = False) -> str:
        """The text between two places, all else blank, so that offsets stay; `inside` of a bracketed remark."""
        shown = self.flat[start:end]
        if inside:
            shown = self.block.text[start:end]
            for first, last in self.remarks_between(start + 1, end):
                if last < end:
                    shown = f"{shown[: first - start - 1]}{HIDDEN * (last - first + 2)}{shown[last - start + 1 :]}"
        return " " * start + shown

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
        """The sentence that a place belongs to; behind the text, the last one."""
        after = bisect_right(self.sentences, position, key=lambda sentence: sentence[0])
        return self.sentences[after - 1] if after else (0, len(self.flat))

    def between(self, start: int, end: int) -> list[Quantity]:
        """The quantities outside of brackets whose number begins there."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return list(self.quantities[first:last])

    def within(self, start: int, end: int) -> list[Quantity]:
        """All quantities whose number begins there, in brackets or not."""
        starts = self._all_starts
        return list(self.all_quantities[bisect_left(starts, start) : bisect_left(starts, end)])

    @cached_property
    def _starts(self) -> list[int]:
        return [one.number.span.start for one in self.quantities]

    @cached_property
    def _all_starts(self) -> list[int]:
        return [one.number.span.start for one in self.all_quantities]
