"""A stretch of a long line as a terminal shows it, with a place marked below."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: What a terminal would obey or hide instead of showing it: control characters and marks of direction.
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_CUT = "…"


class Excerpt(NamedTuple):
    """What is shown of a line, and how far from its beginning and how wide the place in it is, in columns."""

    text: str
    indent: int
    width: int


def shown(text: str) -> str:
    """The same characters, those that cannot be shown replaced one by one."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def width(text: str) -> int:
    """Columns that a terminal takes for the text."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=4_000)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """The characters `start` to `end` of a line with what surrounds them, in at most `room` columns.

    Of a line that is longer the beginning and the end are cut at words; however long it is, only what is near the
    place is looked at.
    """
    start = min(start, len(line))
    end = max(start, min(end, len(line)))
    if len(line) <= room and width(shown(line)) <= room:
        first, last = 0, len(line)
    else:
        first, last = _window(line, start, end, room - 2 * len(_CUT))
    before, place, after = (
        shown(line[a:b]) for a, b in ((first, start), (start, min(end, last)), (end, last))
    )
    cut_before, cut_after = (_CUT if first else ""), (_CUT if last < len(line) else "")
    return Excerpt(
        f"{cut_before}{before}{place}{after}{cut_after}",
        width(cut_before + before),
        max(1, width(place)),
    )


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Where to begin and end, so that the place stands in the middle if it fits."""
    left_over = max(room - width(shown(line[start : start + room][: end - start])), 0)
    first = _back(line, start, left_over // 2)
    last = _forward(line, start, room - width(shown(line[first:start])))
    if last == len(line):
        first = _back(line, start, room - width(shown(line[start:])))
    if 0 < first < start and (blank := line.find(" ", first, start)) >= 0:
        first = blank + 1
    if end < last < len(line) and (blank := line.rfind(" ", end, last)) >= 0:
        last = blank
    return first, last


def _back(line: str, place: int, room: int) -> int:
    """The first position from which `room` columns suffice up to `place`."""
    position, taken = place, 0
    # Marks take no column: the second bound holds where a letter carries hundreds of them.
    while position > 0 and place - position < 2 * room:
        taken += _columns(shown(line[position - 1]))
        if taken > room:
            break
        position -= 1
    return position


def _forward(line: str, place: int, room: int) -> int:
    """The last position up to which `room` columns suffice from `place`."""
    position, taken = place, 0
    while position < len(line) and position - place < 2 * room:
        taken += _columns(shown(line[position]))
        if taken > room:
            break
        position += 1
    return position
