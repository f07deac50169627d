"""What stands in a line and is not text: footnote marks, emphasis, invisible characters.

A `Gap` is such a stretch; what lies between the gaps becomes a block's text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tochuc.checker.readers.drafts import Draft

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁽][⁰¹²³⁴⁵⁶⁷⁸⁹⁾]{0,5}")
_CARET = re.compile(r"\[\^([^\]\s]{1,40})\]")
_SQUARE = re.compile(r"\[(\d{1,3})\]")
#: What a footnote begins with: `¹ `, `[^1]: `; `[1] ` is one only where the text has the same mark elsewhere.
_RAISED_START = re.compile(r"\*{0,3}([⁰¹²³⁴⁵⁶⁷⁸⁹⁽][⁰¹²³⁴⁵⁶⁷⁸⁹⁾]{0,5})\*{0,3}[ \t]*(?=\S)")
_CARET_START = re.compile(r"\[\^([^\]\s]{1,40})\]:?[ \t]*(?=\S)")
_SQUARE_START = re.compile(r"\[(\d{1,3})\][ \t]+(?=\S)")
#: What is raised after it is an exponent: m², km³, and a power of ten.
_UNIT = re.compile(r"(?<![^\W\d_])(?:da|[khdcmµ])?m$")
_TEN = re.compile(r"(?<![\d.,])10$")
#: What may stand before a footnote's label at the beginning of its line, and how long that is looked for.
_BLANKS, _INDENT = " \t*", 20
#: Soft hyphens, zero-width characters, directions of writing, byte order marks within a text.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_PLAIN_DIGITS = {ord(raised): str(digit) for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {
    ord("⁽"): "",
    ord("⁾"): "",
}


class Gap(NamedTuple):
    """Columns `start` to `end` of a line are no text; a footnote mark has a label."""

    start: int
    end: int
    label: str = ""


class NoteStart(NamedTuple):
    """A footnote of this label begins with the line; its text begins at column `end`."""

    label: str
    end: int


def plain(raised: str) -> str:
    """The label of a raised mark: `¹²` is `12`."""
    return raised.translate(_PLAIN_DIGITS)


class _Found(NamedTuple):
    """A mark or invisible characters, with the line and what stands before them."""

    line: int
    gap: Gap
    before: str

    @property
    def begins_line(self) -> bool:
        return not self.before.strip(_BLANKS) and len(self.before) < _INDENT


class Marks:
    """Tells footnote marks from what looks like them; needs the whole text once, for what it uses as marks."""

    def __init__(self, text: str) -> None:
        raised = [one for one in _found(_RAISED, text) if one.gap.label]
        square = list(_found(_SQUARE, text)) if "[" in text else []
        #: Whether there are marks with unique labels.
        self.unique = "[^" in text
        self._square = _labels(square, begins_line=True) & _labels(square, begins_line=False)
        self._gaps: dict[int, list[Gap]] = {}
        self._add(_without_exponents(raised))
        self._add(one for one in square if one.gap.label in self._square)
        if self.unique:
            self._add(_found(_CARET, text))
        self._add(_found(_INVISIBLE, text))

    def of(self, line: int) -> list[Gap]:
        """The marks and invisible characters of a line, not in order."""
        return self._gaps.get(line, [])

    def note_start(self, line: int, text: str) -> NoteStart | None:
        """The footnote that begins with this line (given without blanks before it)."""
        if line not in self._gaps:
            return None
        if (found := _RAISED_START.match(text)) and plain(found[1]):
            return NoteStart(plain(found[1]), found.end())
        if found := _CARET_START.match(text):
            return NoteStart(found[1], found.end())
        if (found := _SQUARE_START.match(text)) and found[1] in self._square:
            return NoteStart(found[1], found.end())
        return None

    def _add(self, found: Iterable[_Found]) -> None:
        for one in found:
            self._gaps.setdefault(one.line, []).append(one.gap)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[_Found]:
    """What a pattern matches, by line and column; a first group, or raised digits, are the label."""
    line = begin = last = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        if newlines := text.count("\n", last, start):
            line += newlines
            begin = text.rfind("\n", last, start) + 1
        last = start
        label = match[1] if pattern.groups else plain(match[0]) if pattern is _RAISED else ""
        yield _Found(line, Gap(start - begin, end - begin, label), text[max(begin, start - _INDENT) : start])


def _labels(found: Iterable[_Found], *, begins_line: bool) -> frozenset[str]:
    return frozenset(one.gap.label for one in found if one.begins_line == begins_line)


def _without_exponents(raised: list[_Found]) -> Iterator[_Found]:
    """After 10 a raised number is a mark only if a footnote has no other mark."""
    notes = _labels(raised, begins_line=True)
    powers = [one for one in raised if _TEN.search(one.before)]
    others = [one for one in raised if not _TEN.search(one.before) and not _is_unit(one)]
    marked = _labels(others, begins_line=False)
    yield from others
    yield from (one for one in powers if one.gap.label in notes - marked)


def _is_unit(one: _Found) -> bool:
    return one.gap.label in ("2", "3") and bool(_UNIT.search(one.before))


def fill(draft: Draft, line: int, text: str, start: int, end: int, gaps: Iterable[Gap]) -> None:
    """Append columns `start` to `end` of a line without its gaps (in order); marks become anchors.

    A blank before a mark goes with it, unless a word follows: it was set for the mark.
    """
    column = start
    for gap in gaps:
        if gap.start >= end:
            break
        if gap.start < column or gap.end > end:
            continue
        draft.add(text[column : gap.start], line, column)
        column = gap.end
        if gap.label:
            if not text[column : column + 1].isalpha():
                draft.trim()
            draft.add_mark(gap.label, line, gap.start, gap.end)
    draft.add(text[column:end], line, column)
