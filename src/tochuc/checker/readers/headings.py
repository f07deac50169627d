"""Headings of plain text, where they are unmistakable."""

from typing import TypeGuard

from tochuc.checker.document import Kind
from tochuc.checker.readers.drafts import Draft, Flow, TableDraft
from tochuc.checker.readers.shapes import LONGEST_HEADING, may_be_heading, numbers_of


def tell_headings(flow: Flow) -> None:
    """Make headings of paragraphs in capitals, and of numbered ones that are short and no sentence.

    Numbered lines that follow each other are the items of a list.
    """
    found = [item if _may_be_heading(item) else None for item in flow if not _is_note(item)]
    for before, item, after in zip([None, *found], found, [*found[1:], None], strict=False):
        if item and not _siblings(before, item) and not _siblings(item, after):
            item.kind = Kind.HEADING


def _may_be_heading(item: Draft | TableDraft) -> TypeGuard[Draft]:
    if isinstance(item, TableDraft) or item.kind is not Kind.PARAGRAPH:
        return False
    return item.length <= LONGEST_HEADING and may_be_heading(item.text)


def _is_note(item: Draft | TableDraft) -> bool:
    return isinstance(item, Draft) and item.kind is Kind.FOOTNOTE


def _siblings(one: Draft | None, other: Draft | None) -> bool:
    """Whether two lines are numbered one after the other."""
    if not one or not other:
        return False
    first, second = numbers_of(one.text), numbers_of(other.text)
    return (
        bool(first)
        and len(first) == len(second)
        and first[:-1] == second[:-1]
        and second[-1] == first[-1] + 1
    )
