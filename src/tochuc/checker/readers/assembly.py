"""From drafts to a `Document`: footnotes are tied to their marks and stand behind what they hang on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tochuc.checker.document import Block, Document, Footnote, Format, Kind, Line, Mark, Piece, Silence, Table
from tochuc.checker.readers.drafts import Draft, DraftMark, Flow, TableDraft


def assemble(name: str, format_: Format, lines: Iterable[Line], flow: Flow) -> Document:
    """The document that the drafts make; footnotes know their marks already."""
    frozen = _Frozen()
    for draft in _in_reading_order(flow):
        frozen.freeze(draft)
    return Document(
        name,
        format_,
        tuple(lines),
        tuple(frozen.blocks),
        tuple(frozen.marks.values()),
        tuple(
            Footnote(draft.label, block, frozen.marks.get(draft.mark) if draft.mark else None)
            for draft, block in frozen.by_draft.items()
            if draft.kind is Kind.FOOTNOTE
        ),
        tuple(
            Table(tuple(tuple(frozen.by_draft[cell] for cell in row) for row in item.rows))
            for item in flow
            if isinstance(item, TableDraft)
        ),
        tuple(frozen.silences),
    )


def pair(flow: Flow, *, anywhere: bool = False) -> None:
    """Tie footnotes to marks by their labels.

    Labels may begin anew on every page, so a mark belongs to the nearest footnote after it; of several marks
    before one footnote it takes the first. A footnote's own text cannot carry its mark. `anywhere`: labels are
    unique, and a footnote may stand before its mark. What is tied already stays so.
    """
    waiting: dict[str, list[DraftMark]] = {}
    spare: dict[str, list[DraftMark]] = {}
    alone: dict[str, Draft] = {}
    for draft, mark in _as_in_source(flow):
        if mark is None:
            found = waiting.pop(draft.label, None) or spare.pop(draft.label, None)
            if found:
                draft.mark = found[0]
                spare.setdefault(draft.label, []).extend(found[1:])
            else:
                alone[draft.label] = draft
        elif anywhere and draft.label != mark.label and mark.label in alone:
            alone.pop(mark.label).mark = mark
        else:
            waiting.setdefault(mark.label, []).append(mark)


def _as_in_source(flow: Flow) -> list[tuple[Draft, DraftMark | None]]:
    """Footnotes (with None) and marks (with their draft) that are not tied, as they stand in the file."""
    found: list[tuple[int, int, Draft, DraftMark | None]] = []
    tied = {draft.mark for draft in _drafts(flow) if draft.mark}
    for draft in _drafts(flow):
        if draft.kind is Kind.FOOTNOTE and not draft.mark:
            first = draft.pieces[0] if draft.pieces else Piece(0, 0, 0)
            found.append((first.line, first.column - 1, draft, None))
        found.extend((mark.line, mark.column, draft, mark) for mark in draft.marks if mark not in tied)
    found.sort(key=lambda one: one[:2])
    return [(draft, mark) for _, _, draft, mark in found]


def _drafts(flow: Flow) -> Iterator[Draft]:
    for item in flow:
        if isinstance(item, TableDraft):
            yield from item.cells
        else:
            yield item


def _in_reading_order(flow: Flow) -> Iterator[Draft]:
    """All drafts once, a footnote directly behind the block (or the table) that its mark stands in."""
    hanging = {draft.mark: draft for draft in _drafts(flow) if draft.mark}
    seen: set[Draft] = set()
    for item in flow:
        if isinstance(item, Draft) and item.mark:
            continue
        own = [item] if isinstance(item, Draft) else item.cells
        yield from own
        waiting = [mark for draft in own for mark in draft.marks][::-1]
        while waiting:
            note = hanging.get(waiting.pop())
            if note and note not in seen:
                seen.add(note)
                yield note
                waiting += note.marks[::-1]
    # Two footnotes that carry each other's mark hang on nothing that was read.
    yield from (note for note in hanging.values() if note not in seen)


@dataclass(slots=True)
class _Frozen:
    blocks: list[Block] = field(default_factory=list)
    by_draft: dict[Draft, Block] = field(default_factory=dict)
    marks: dict[DraftMark, Mark] = field(default_factory=dict)
    silences: list[Silence] = field(default_factory=list)

    def freeze(self, draft: Draft) -> None:
        pieces = tuple(draft.pieces) or (Piece(0, 0, 0),)
        block = Block(len(self.blocks), draft.kind, draft.text, pieces, draft.level)
        self.blocks.append(block)
        self.by_draft[draft] = block
        for mark in draft.marks:
            place = (mark.line, mark.column, mark.end_column)
            self.marks[mark] = Mark(mark.label, block, mark.offset, *place)
        self.silences += [Silence(code, block.number, reason) for code, reason in draft.silences]
