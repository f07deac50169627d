"""What of a page is text, what its number and running heads, and what its footnotes."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from tochuc.checker.readers.marks import plain
from tochuc.checker.readers.pdf.characters import Stroke
from tochuc.checker.readers.pdf.lines import TextLine

_PAGE_NUMBER = re.compile(
    r"[-–—]?\s?\d{1,4}\s?[-–—]?|(?:Trang|Page)\s\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_LABEL = re.compile(r"(?:(\d{1,3})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))[.)]?\s*(?=\S)")
#: A footnote's letters are at most so high, compared with the text's.
_SMALLER = 0.94
#: A running head returns at the same height on so many pages.
_LEAST_PAGES = 3
_EDGE_LINES = 2
#: In points, how far from the margin the rule above footnotes begins; what part of the text's width it may have.
_MARGIN = 10.0
_SHORT = 0.5


@dataclass(slots=True)
class PageText:
    """The lines of a page's text, and of its footnotes from the top."""

    number: int
    body: list[TextLine]
    strokes: list[Stroke]
    notes: list[TextLine] = field(default_factory=list)


def usual_size(pages: Sequence[PageText]) -> float:
    """The size of most characters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.body:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def leave_out_furniture(pages: Sequence[PageText]) -> None:
    """Take page numbers and running heads from the first and last lines of the pages."""
    edges = {page.number: _edges(page) for page in pages}
    returning = Counter(_known_by(line) for lines in edges.values() for line in lines)
    for page in pages:
        for line in edges[page.number]:
            if _PAGE_NUMBER.fullmatch(line.text) or returning[_known_by(line)] >= _LEAST_PAGES:
                page.body.remove(line)


def _edges(page: PageText) -> list[TextLine]:
    """The highest and lowest lines."""
    ordered = sorted(page.body, key=lambda line: -line.y)
    return [*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]] if len(ordered) > 2 * _EDGE_LINES else ordered


def _known_by(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.y / 4)


def part_notes(page: PageText, size: float, *, goes_on: bool) -> None:
    """Take the footnotes from the foot of a page.

    They stand below a short rule, or are set smaller; the first begins with its number, unless a footnote of the
    page before `goes_on`.
    """
    foot = sorted(page.body, key=lambda line: -line.y)
    rule = _rule_above_notes(page, foot, goes_on=goes_on)
    if rule is not None:
        foot = [line for line in foot if line.y < rule]
    else:
        small = list(takewhile(lambda line: line.size <= _SMALLER * size, reversed(foot)))
        foot = small[::-1]
        while foot and not goes_on and not label_of(foot[0]):
            foot.pop(0)
    chosen = set(map(id, foot))
    page.notes = foot
    page.body = [line for line in page.body if id(line) not in chosen]


def _rule_above_notes(page: PageText, lines: Sequence[TextLine], *, goes_on: bool) -> float | None:
    """The height of a short line from the margin on, below which footnotes stand."""
    if not lines:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    for stroke in page.strokes:
        if (
            not stroke.horizontal
            or stroke.left > left + _MARGIN
            or stroke.right - left > _SHORT * (right - left)
        ):
            continue
        below = next((line for line in lines if line.y < stroke.bottom), None)
        if below and (goes_on or label_of(below)):
            return stroke.bottom
    return None


def label_of(line: TextLine, expected: Container[str] | None = None) -> tuple[str, int] | None:
    """The number that a footnote's line begins with, and where its text begins.

    A number that is not raised may be a word of the text: it must be one of those that are expected.
    """
    found = _LABEL.match(line.text)
    if not found or (found[1] and expected is not None and found[1] not in expected):
        return None
    return found[1] or plain(found[2]), found.end()
