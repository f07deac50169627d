"""What stands in a line and is not text: footnote marks, emphasis, invisible characters.

A `Gap` is such a stretch; what lies between the gaps becomes a block's text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tochuc.checker.readers.drafts import Draft

_RAISED = re.compile("⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}⁾?")
_CARET = re.compile(r"\[\^([^\]\s]{1,40})\]")
_SQUARE = re.compile(r"\[(\d{1,3})\]")
#: What a footnote begins with: `¹ `, `[^1]: `; `[1] ` is one only where the text has the same mark elsewhere.
_RAISED_START = re.compile(r"[ \t]{0,20}\*{0,3}(⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}⁾?)\*{0,3}[ \t]*(?=\S)")
_CARET_START = re.compile(r"[ \t]{0,20}\[\^([^\]\s]{1,40})\]:?[ \t]*(?=\S)")
_SQUARE_START = re.compile(r"^[ \t]{0,20}\[(\d{1,3})\][ \t]+(?=\S)", re.MULTILINE)
_RAISED_NOTES = re.compile(r"^[ \t]{0,20}\*{0,3}(⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}⁾?)", re.MULTILINE)
#: What is raised after it is an exponent: m², km³, and a power of ten.
_UNIT = re.compile(r"(?<![^\W\d_])(?:da|[khdcmµ])?m$")
_TEN = re.compile(r"(?<![\d.,])10$")
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


class Marks:
    """Tells footnote marks from what looks like them; needs the whole text once, for what it uses as marks."""

    def __init__(self, text: str) -> None:
        self._raised = bool(_RAISED.search(text))
        self._caret = "[^" in text
        self._square = _square_labels(text)
        self._invisible = bool(_INVISIBLE.search(text))
        self._notes = {plain(label) for label in _RAISED_NOTES.findall(text)} if self._raised else set()
        self._certain = set(self._certain_labels(text)) if self._raised else set()
        self.none = not (self._raised or self._caret or self._square or self._invisible)

    def note_start(self, line: str) -> NoteStart | None:
        """The footnote that begins with this line."""
        if self._raised and (found := _RAISED_START.match(line)):
            return NoteStart(plain(found[1]), found.end())
        if self._caret and (found := _CARET_START.match(line)):
            return NoteStart(found[1], found.end())
        if self._square and (found := _SQUARE_START.match(line)) and found[1] in self._square:
            return NoteStart(found[1], found.end())
        return None

    def gaps(self, line: str, start: int = 0) -> Iterator[Gap]:
        """Marks and invisible characters from column `start` on, not in order."""
        if self.none:
            return
        if self._raised:
            for found in _RAISED.finditer(line, start):
                if not self._is_exponent(line, found.start(), plain(found[0])):
                    yield Gap(found.start(), found.end(), plain(found[0]))
        if self._caret:
            yield from (Gap(*found.span(), found[1]) for found in _CARET.finditer(line, start))
        if self._square:
            for found in _SQUARE.finditer(line, start):
                if found[1] in self._square:
                    yield Gap(*found.span(), found[1])
        if self._invisible:
            yield from (Gap(*found.span()) for found in _INVISIBLE.finditer(line, start))

    def _is_exponent(self, line: str, start: int, label: str) -> bool:
        """After 10 a raised number is a mark only if a footnote has no other mark."""
        before = line[max(0, start - 4) : start]
        if label in ("2", "3") and _UNIT.search(before):
            return True
        return bool(_TEN.search(before)) and (label not in self._notes or label in self._certain)

    def _certain_labels(self, text: str) -> Iterator[str]:
        """Labels of raised numbers that are no exponents and do not begin a line."""
        for found in _RAISED.finditer(text):
            before = text[max(0, found.start() - 4) : found.start()]
            if (
                before.rstrip(" \t*")[-1:] not in ("", "\n")
                and not _UNIT.search(before)
                and not _TEN.search(before)
            ):
                yield plain(found[0])


def _square_labels(text: str) -> frozenset[str]:
    """Numbers in square brackets that both begin a line and stand elsewhere in the text."""
    if "[" not in text:
        return frozenset()
    starts = {found.start(1): found[1] for found in _SQUARE_START.finditer(text)}
    elsewhere = {found[1] for found in _SQUARE.finditer(text) if found.start(1) not in starts}
    return frozenset(elsewhere & set(starts.values()))


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
