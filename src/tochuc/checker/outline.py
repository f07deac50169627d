"""Enumerators (I., 1.1., (1), a), -) and the tree of headings and items that they make."""

from dataclasses import dataclass
from enum import StrEnum

from tochuc.checker.document import Block, Document, Span


class Style(StrEnum):
    PART = "part"  # Phần thứ nhất
    CHAPTER = "chapter"  # Chương I
    ARTICLE = "article"  # Điều 1
    ROMAN = "roman"  # I.
    ARABIC = "arabic"  # 1.
    DOTTED = "dotted"  # 1.1.
    BRACKETED = "bracketed"  # (1)
    HALF = "half"  # 1)
    LETTER = "letter"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +


@dataclass(frozen=True, slots=True, eq=False)
class Enumerator:
    """A label before an item: `numbers` is (2, 1) for `2.1.`, (3,) for `III.` or `c)`, () for a dash.

    `inline` where it stands within a paragraph and not at its beginning.
    """

    span: Span
    style: Style
    numbers: tuple[int, ...]
    inline: bool


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An enumerated heading or list item: what follows its label to the next of its level, and what is in it.

    `text` are the words behind the label within its own block; `blocks` all blocks up to the next item.
    """

    enumerator: Enumerator
    text: Span
    blocks: tuple[Block, ...]
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The items of the first level; footnotes have outlines of their own, by their block's number."""

    items: tuple[Item, ...] = ()
    in_footnotes: tuple[tuple[int, tuple[Item, ...]], ...] = ()


def find_enumerators(document: Document) -> tuple[Enumerator, ...]:
    """All enumerators in reading order."""
    del document
    return ()


def outline_of(document: Document, enumerators: tuple[Enumerator, ...]) -> Outline:
    """The tree that the enumerators make."""
    del document, enumerators
    return Outline()
