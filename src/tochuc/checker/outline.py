"""The tree of headings and items that the enumerators (I., 1.1., (1), a), -) of a document make."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tochuc.checker.document import Block, Document, Kind, Span
from tochuc.checker.enumerators import Enumerator, Script, Style, find_enumerators

__all__ = ["Enumerator", "Item", "Outline", "Script", "Style", "find_enumerators", "outline_of"]


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
class Siblings:
    """The items of one list in their order; a list that counts from 1 again is another list.

    `parent` is the item that the list stands in, `resumes` whether it counts on from an earlier list
    of its kind (the headings 4., 5. of a second part after 1., 2., 3. of the first).
    """

    items: tuple[Item, ...]
    parent: Item | None = None
    resumes: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The items of the first level; footnotes have outlines of their own, by their block's number.

    `lists` are all lists of siblings, of the text and of the footnotes.
    """

    items: tuple[Item, ...] = ()
    in_footnotes: tuple[tuple[int, tuple[Item, ...]], ...] = ()
    lists: tuple[Siblings, ...] = ()


#: What stands behind the last item of every list.
_LIST_OF_RECIPIENTS = re.compile(r"\W{0,6}Nơi (?:nhận|gửi)\b", re.IGNORECASE)
#: From the highest: a label of a higher style ends the items of lower ones. What is not named (brackets,
#: small letters) stands under whatever is open.
_RANKS = {
    Style.PART: 0,
    Style.CHAPTER: 2,
    Style.SECTION: 3,
    Style.ARTICLE: 4,
    Style.ROMAN: 4,
    Style.ARABIC: 5,
    Style.CLAUSE: 5,
    Style.DOTTED: 6,
}
_LETTER_RANK, _OPEN_RANK, _DASH_RANK = 1, 20, 21
_Family = tuple[str, str, int]


@dataclass(slots=True)
class _Node:
    enumerator: Enumerator
    text: Span
    first: int
    children: list["_Node"] = field(default_factory=list)
    runs: list[list["_Node"]] = field(default_factory=list)
    resumed: set[int] = field(default_factory=set)
    item: Item | None = None


@dataclass(slots=True)
class _Level:
    """One open item: the next of its family takes its place in `parent`."""

    node: _Node
    parent: _Node | None


def outline_of(document: Document, enumerators: tuple[Enumerator, ...]) -> Outline:
    """The tree that the enumerators make."""
    body = [block for block in document.blocks if block.kind is not Kind.FOOTNOTE]
    by_footnote: dict[int, list[Enumerator]] = {}
    in_body: list[Enumerator] = []
    for enumerator in enumerators:
        if enumerator.span.block.kind is Kind.FOOTNOTE:
            by_footnote.setdefault(enumerator.span.block.number, []).append(enumerator)
        else:
            in_body.append(enumerator)
    lists: list[Siblings] = []
    items = _Builder(body, in_body).build(lists)
    in_footnotes = tuple(
        (number, _Builder([several[0].span.block], several).build(lists))
        for number, several in by_footnote.items()
    )
    return Outline(items, in_footnotes, tuple(lists))


class _Builder:
    """Puts one text's enumerators into a tree, in one pass over them."""

    def __init__(self, blocks: list[Block], enumerators: list[Enumerator]) -> None:
        self.blocks = blocks
        self.numbers = [block.number for block in blocks]
        self.ends = [block.number for block in blocks if _LIST_OF_RECIPIENTS.match(block.text)]
        self.enumerators = enumerators
        self.root: list[_Node] = []
        self.root_runs: list[list[_Node]] = []
        self.root_resumed: set[int] = set()
        self.open: list[_Level] = []
        self.reached: dict[_Family, Enumerator] = {}

    def build(self, lists: list[Siblings]) -> tuple[Item, ...]:
        for enumerator, text in zip(self.enumerators, _texts(self.enumerators), strict=True):
            self._add(_Node(enumerator, text, bisect_left(self.numbers, enumerator.span.block.number)))
        items = _finish(self.root, self.blocks, len(self.blocks))
        _collect(self.root_runs, self.root_resumed, None, lists)
        for node in _walk(self.root):
            _collect(node.runs, node.resumed, node.item, lists)
        return items

    def _add(self, node: _Node) -> None:
        while self.ends and self.ends[0] <= node.enumerator.span.block.number:
            del self.ends[0]
            self.open.clear()
        place = self._level_of(node.enumerator)
        if place is None:
            while self.open and _ends(node.enumerator, self.open[-1].node.enumerator):
                self.open.pop()
            parent = self.open[-1].node if self.open else None
        else:
            parent = self.open[place].parent
            del self.open[place:]
        self._append(node, parent)
        self.open.append(_Level(node, parent))

    def _level_of(self, new: Enumerator) -> int | None:
        """The open level that a label carries on; None where it opens one."""
        same = [place for place, level in enumerate(self.open) if level.node.enumerator.family == new.family]
        if not same or not new.inline:
            outer = [place for place in same if not self.open[place].node.enumerator.inline]
            return next(iter(outer or same), None)
        here = [place for place in same if self.open[place].node.enumerator.span.block is new.span.block]
        if not here:
            # A list within a paragraph may go on in the next one, but does not begin anew in the same list.
            last = same[-1]
            carried_on = self.open[last].node.enumerator.inline and new.numbers[-1:] != (1,)
            return last if carried_on else None
        if new.numbers[-1:] == (1,) and not self.open[here[-1]].node.enumerator.inline:
            return None
        return here[-1]

    def _append(self, node: _Node, parent: _Node | None) -> None:
        children, runs, resumed = (
            (parent.children, parent.runs, parent.resumed)
            if parent
            else (self.root, self.root_runs, self.root_resumed)
        )
        children.append(node)
        run = self._run_of(node, runs)
        if run is None:
            before = self.reached.get(node.enumerator.family)
            if before and node.enumerator.numbers and node.enumerator.follows(before):
                resumed.add(len(runs))
            runs.append([node])
        else:
            run.append(node)
        self.reached[node.enumerator.family] = node.enumerator

    def _run_of(self, node: _Node, runs: list[list[_Node]]) -> list[_Node] | None:
        """The list that a node carries on: the last one, unless it counts from the beginning again."""
        if not runs or runs[-1][-1].enumerator.family != node.enumerator.family:
            return None
        last = runs[-1][-1].enumerator
        elsewhere = last.inline and last.span.block is not node.enumerator.span.block
        again = node.enumerator.numbers[-1:] == (1,) and (last.numbers[-1] > 1 or elsewhere)
        return None if again else runs[-1]


def _ends(new: Enumerator, last: Enumerator) -> bool:
    """Whether a label of another kind closes the item before it: a lower one, or one within another paragraph."""
    return _rank(last) > _rank(new) or (last.inline and last.span.block is not new.span.block)


def _rank(enumerator: Enumerator) -> int:
    if enumerator.style is Style.LETTER and enumerator.script is Script.UPPER:
        return _LETTER_RANK
    if enumerator.style is Style.DOTTED:
        return _RANKS[Style.DOTTED] + len(enumerator.numbers) - 2
    if enumerator.style in (Style.DASH, Style.PLUS):
        return _DASH_RANK + (enumerator.style is Style.PLUS)
    # A list within a paragraph never ends what it stands in.
    return _OPEN_RANK if enumerator.inline else _RANKS.get(enumerator.style, _OPEN_RANK)


def _texts(enumerators: list[Enumerator]) -> Iterator[Span]:
    """The words behind each label, up to the next label in its block."""
    followers: Iterable[Enumerator | None] = [*enumerators[1:], None]
    for enumerator, following in zip(enumerators, followers, strict=False):
        block, start = enumerator.span.block, enumerator.span.end
        same = following is not None and following.span.block is block
        end = following.span.start if following is not None and same else len(block.text)
        words = block.text[start:end]
        start += len(words) - len(words.lstrip())
        yield Span(block, start, max(start, start + len(words.strip())))


def _finish(nodes: list[_Node], blocks: list[Block], end: int) -> tuple[Item, ...]:
    """Items of nodes, in a depth that the number of styles bounds."""
    items = []
    for index, node in enumerate(nodes):
        last = nodes[index + 1].first if index + 1 < len(nodes) else end
        last = max(last, node.first + 1)
        children = _finish(node.children, blocks, last)
        node.item = Item(node.enumerator, node.text, tuple(blocks[node.first : last]), children)
        items.append(node.item)
    return tuple(items)


def _walk(nodes: list[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _collect(runs: list[list[_Node]], resumed: set[int], parent: Item | None, into: list[Siblings]) -> None:
    for number, run in enumerate(runs):
        items = tuple(node.item for node in run if node.item)
        into.append(Siblings(items, parent, resumes=number in resumed))
