"""Cutting runs of a Word paragraph, so that a comment can begin and end within one.

Each piece keeps the run's formatting; together they hold the same characters in the same order.
"""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from tochuc.checker.readers.docx.inline import local

_ONE_CHARACTER = frozenset(("tab", "ptab", "br", "cr", "noBreakHyphen", "sym"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Pieces:
    """The pieces of one run, by the character of the run that each begins with (as `Stretch` counts them)."""

    def __init__(self, run: etree._Element, cuts: Iterable[int]) -> None:
        self._pieces = [(0, run)]
        # What stands within alternatives is not counted here: such a run stays whole.
        if not any(local(child) == "AlternateContent" for child in run):
            for cut in sorted(set(cuts)):
                self._cut(cut)

    def beginning(self, offset: int) -> etree._Element:
        """The piece that holds the character at `offset`."""
        return [piece for start, piece in self._pieces if start <= max(offset, 0)][-1]

    def ending(self, offset: int) -> etree._Element:
        """The piece that holds the character before `offset`; the last one for -1."""
        if offset < 0:
            return self._pieces[-1][1]
        return [piece for start, piece in self._pieces if start < max(offset, 1)][-1]

    def _cut(self, offset: int) -> None:
        """Let a piece begin at `offset`, unless there is nothing before or behind it."""
        start, run = self._pieces[-1]
        if offset <= start or not (behind := _behind(run, offset - start)):
            return
        piece = _alike(run)
        properties = next((child for child in run if local(child) == "rPr"), None)
        if properties is not None:
            piece.append(deepcopy(properties))
        piece.extend(behind)
        run.addnext(piece)
        self._pieces.append((offset, piece))


def _behind(run: etree._Element, offset: int) -> list[etree._Element]:
    """The children behind the first `offset` characters; a `w:t` that goes across is cut in two.

    What has no characters stays with what stands before it.
    """
    met = 0
    children = [child for child in run if local(child) != "rPr"]
    for index, child in enumerate(children):
        length = _length(child)
        if met + length > offset:
            if met == offset:
                return children[index:]
            return [_halved(child, offset - met), *children[index + 1 :]]
        met += length
    return []


def _length(child: etree._Element) -> int:
    name = local(child)
    return len(child.text or "") if name == "t" else int(name in _ONE_CHARACTER)


def _halved(text: etree._Element, offset: int) -> etree._Element:
    """The second half of a `w:t`, which keeps the first."""
    second = _alike(text)
    words = text.text or ""
    text.text, second.text = words[:offset], words[offset:]
    for half in (text, second):
        half.set(_SPACE, "preserve")
    return second


def _alike(element: etree._Element) -> etree._Element:
    """An element of the same name and attributes, with nothing in it."""
    alike = etree.Element(element.tag)
    for name, value in element.attrib.items():
        alike.set(name, value)
    return alike
