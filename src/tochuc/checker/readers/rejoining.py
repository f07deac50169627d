"""Paragraphs and footnotes that a page break has torn in two become one again.

On paper a page ends with its footnotes, so between the halves of a paragraph stand all footnotes of the page;
a footnote that did not fit goes on at the foot of the next page, before the footnotes of that page.
"""

import re
from dataclasses import dataclass

from tochuc.checker.document import Kind
from tochuc.checker.readers.drafts import Draft, Flow, TableDraft
from tochuc.checker.readers.shapes import STOPS, capitals, ended, enumerated, goes_on, last, may_be_heading

#: A shorter line without a full stop (a title, a signature) is not one that lost its other half.
_SHORTEST_TORN = 60
_LONGEST_LIST = 50_000
_BRACKETED = re.compile(r"\((\d{1,3})\)\s")


def rejoin(flow: Flow) -> Flow:
    """The flow with torn blocks made whole."""
    return _Rejoiner(flow).run()


@dataclass(slots=True)
class _Page:
    """What may go on: the last paragraph, the last footnote, and whether a page has ended since the former."""

    body: Draft | None = None
    note: Draft | None = None
    turned: bool = False


class _Rejoiner:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._page = _Page()

    def run(self) -> Flow:
        whole: Flow = []
        for position, draft in enumerate(self._flow):
            page = self._page
            page.turned = page.turned or draft.after_break
            if isinstance(draft, TableDraft) or draft.kind is Kind.HEADING:
                self._page = _Page(note=page.note)
            elif draft.kind is Kind.FOOTNOTE:
                page.note, page.turned = draft, True
            elif torn := self._torn(position, draft):
                torn.take(draft)
                if torn is page.body:
                    page.turned = False
                else:
                    page.note = None
                continue
            else:
                self._page = _Page(draft, page.note)
            whole.append(draft)
        return whole

    def _torn(self, position: int, half: Draft) -> Draft | None:
        """The block whose continuation this is; None if it is a paragraph of its own."""
        page, text = self._page, half.text
        if enumerated(text) or may_be_heading(text):
            return page.body if page.turned and page.body and _counts_on(page.body, text) else None
        lower = goes_on(text)
        if page.turned:
            if page.body and _lacks_end(page.body, lower=lower):
                return page.body
            return page.note if lower and page.note and _lacks_end(page.note, lower=True) else None
        if not lower:
            return None
        open_body = page.body if page.body and _lacks_end(page.body, lower=True) else None
        if open_body and ended(open_body.tail):
            open_body = None
        if (
            page.note
            and _lacks_end(page.note, lower=True)
            and self._belongs_to_note(position, half, open_body)
        ):
            return page.note
        return open_body

    def _belongs_to_note(self, position: int, half: Draft, open_body: Draft | None) -> bool:
        """Whether a half within a page continues the footnote of the page before, not the text above it."""
        if not open_body:
            return True
        if not self._ends_page(position):
            return False
        return ended(half.text) and self._next_goes_on(position)

    def _ends_page(self, position: int) -> bool:
        following = self._flow[position + 1 : position + 2]
        return not following or following[0].after_break or _is_note(following[0])

    def _next_goes_on(self, position: int) -> bool:
        """Whether the text after the footnotes that follow begins in mid-sentence."""
        for index in range(position + 1, len(self._flow)):
            item = self._flow[index]
            if not _is_note(item):
                return isinstance(item, Draft) and goes_on(item.text)
        return False


def _counts_on(body: Draft, text: str) -> bool:
    """Whether a list within the sentence goes on, `… (7) …` before `(8) …`, though a sentence ended between."""
    found = _BRACKETED.match(text)
    if not found or body.length > _LONGEST_LIST:
        return False
    return body.text.find(f" ({int(found[1]) - 1}) ") >= 0


def _lacks_end(draft: Draft, *, lower: bool) -> bool:
    """Whether a block breaks off at the end of its page, given how the next one begins."""
    tail = draft.tail
    if capitals(tail):
        return False
    if lower:
        return last(tail) not in (*STOPS, "")
    return not ended(tail) and draft.length >= _SHORTEST_TORN


def _is_note(item: Draft | TableDraft) -> bool:
    return isinstance(item, Draft) and item.kind is Kind.FOOTNOTE
