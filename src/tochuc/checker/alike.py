"""The items of lists that begin or end alike: only these can be one item listed twice.

Two items that differ in one word have their beginning or their end in common, so that no item is compared
with all others.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tochuc.checker.document import Block, Document, Kind, Span
from tochuc.checker.enumerators import Enumerator
from tochuc.checker.outline import Outline

#: What parts the items of a list within a block.
_PARTING = (";", ": ", ". ", "…")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3
#: So many characters an item has at least, and so many two of them have in common at an end.
_SHORTEST, _COMMON = 12, 16


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a list, and its words in lower case."""

    span: Span
    words: list[str]


def find_alike(
    document: Document, enumerators: tuple[Enumerator, ...], outline: Outline
) -> tuple[list[Part], ...]:
    """For each list that has any: its items that begin or end like another one of it."""
    return tuple(parts for parts in _lists(document, enumerators, outline) if len(parts) > 1)


def _lists(document: Document, enumerators: tuple[Enumerator, ...], outline: Outline) -> Iterator[list[Part]]:
    """Parts that stand in one list: of one block between two labels, and the items of one list of siblings."""
    labels: dict[int, list[int]] = {}
    for enumerator in enumerators:
        if enumerator.inline:
            labels.setdefault(enumerator.span.block.number, []).append(enumerator.span.start)
    for block in document.blocks:
        if block.kind in (Kind.PARAGRAPH, Kind.FOOTNOTE) and (";" in block.text or ". " in block.text):
            bounds = [0, *labels.get(block.number, ()), len(block.text)]
            for start, end in pairwise(bounds):
                yield _alike(_parts(block, start, end))
    for siblings in outline.lists:
        if len(siblings.items) > 1:
            yield _alike(
                [item.text for item in siblings.items if item.text.end - item.text.start >= _SHORTEST]
            )


def _parts(block: Block, start: int, end: int) -> list[Span]:
    found = []
    ends = sorted(place for mark in _PARTING for place in _places(block.text, mark, start, end))
    if not ends:
        return []
    for stop in (*ends, end):
        words = block.text[start:stop]
        lead = len(words) - len(words.lstrip(" :;."))
        if stop - start - lead >= _SHORTEST:
            found.append(Span(block, start + lead, start + len(words.rstrip())))
        start = stop
    return found


def _places(text: str, mark: str, start: int, end: int) -> Iterator[int]:
    place = text.find(mark, start, end)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1, end)


def _alike(spans: list[Span]) -> list[Part]:
    """The words of those that begin or end like another one."""
    if len(spans) < 2:
        return []
    # The full stop of the last item is no part of it.
    texts = [span.text.lower().rstrip(" .;,") for span in spans]
    heads = Counter(text[:_COMMON] for text in texts)
    tails = Counter(text[-_COMMON:] for text in texts)
    return [
        Part(span, words)
        for span, text in zip(spans, texts, strict=True)
        if (heads[text[:_COMMON]] > 1 or tails[text[-_COMMON:]] > 1)
        and len(words := _WORD.findall(text)) >= _FEWEST_WORDS
    ]
