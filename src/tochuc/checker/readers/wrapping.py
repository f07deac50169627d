"""Which lines of a group are one paragraph, wrapped where the width of the page ended."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tochuc.checker.readers.rows import Group, Row
from tochuc.checker.readers.shapes import capitals, ended, ends_in_joint, enumerated, goes_on

_SIDE_BY_SIDE = re.compile(r"\S {3,200}\S|\S\t\S")

#: Between these a text is taken to be wrapped by hand or by a converter; its width is that of nearly its longest line.
_NARROWEST, _WIDEST = 50, 160
_NEARLY_ALL = 0.95
#: Of the lines that others follow, so many must be about full, or they are no wrapped text.
_LEAST_SHARE = 0.3
_ABOUT_FULL = 0.8
#: A line was full if the next word would have made it longer than this share of the width: letters differ in
#: width. One that ends a sentence must come closer, since a paragraph may end there.
_FULL, _FULL_AT_STOP = 0.85, 0.95
_INDENTED = 3


def width_of(groups: Iterable[Group]) -> float:
    """The width at which the lines of a text were wrapped, in characters; 0 if they were not."""
    lengths = sorted(
        len(row.text) for group in groups for row, after in pairwise(group.rows) if _may_wrap(row, after)
    )
    if not lengths:
        return 0
    width = lengths[int(_NEARLY_ALL * (len(lengths) - 1))]
    full = sum(length >= _ABOUT_FULL * width for length in lengths)
    return width if _NARROWEST <= width <= _WIDEST and full >= _LEAST_SHARE * len(lengths) else 0


def _may_wrap(row: Row, after: Row) -> bool:
    """Whether nothing but the width may have ended this row."""
    return not (enumerated(after.text) or capitals(row.text) or _SIDE_BY_SIDE.search(row.text))


def paragraphs(rows: list[Row], width: float) -> Iterator[list[Row]]:
    """The rows of a group, divided into paragraphs."""
    whole = rows[:1]
    for before, row in pairwise(rows):
        if _continues(before, row, width):
            whole.append(row)
        else:
            yield whole
            whole = [row]
    if whole:
        yield whole


def _continues(before: Row, row: Row, width: float) -> bool:
    if _SIDE_BY_SIDE.search(before.text) or _SIDE_BY_SIDE.search(row.text):
        return False
    at_stop = ended(before.text)
    if enumerated(row.text):
        return not at_stop and before.text[-1] != "," and _is_full(before, row, width)
    if capitals(before.text) or capitals(row.text):
        return capitals(before.text) and capitals(row.text) and _is_full(before, row, width)
    if (not at_stop and goes_on(row.text)) or ends_in_joint(before.text):
        return True
    if row.column >= before.column + _INDENTED and not enumerated(before.text):
        return False
    return _is_full(before, row, width * _FULL_AT_STOP / _FULL if at_stop else width)


def _is_full(before: Row, row: Row, width: float) -> bool:
    """Whether the first word of a row would not have fitted behind the row before."""
    if not width or len(before.text) < _NARROWEST:
        return False
    word = row.text.find(" ")
    return len(before.text) + 1 + (len(row.text) if word < 0 else word) > _FULL * width
