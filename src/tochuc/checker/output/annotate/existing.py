"""The Word file that was checked, with a comment for each finding: else every part and all text as they were."""

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from tochuc.checker.document import Span
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Outcome
from tochuc.checker.output.annotate.comments import comment_xml, said
from tochuc.checker.output.annotate.rewriting import Rewriting
from tochuc.checker.output.annotate.splitting import Pieces
from tochuc.checker.readers.docx import Package, Range, open_package
from tochuc.checker.readers.docx.inline import local

#: What is made anew by Word or has a grammar of its own: comments begin and end outside of it.
_CLOSED = frozenset(("fldSimple", "oMath", "oMathPara"))


@dataclass(frozen=True, slots=True)
class _Runs:
    """From a character of a run to one of the same or another; -1 is the end of the run."""

    first: etree._Element
    first_offset: int
    last: etree._Element
    last_offset: int


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where a comment lies, without runs at the beginning of `paragraph`; `itself`: on the words it speaks of."""

    paragraph: etree._Element
    runs: _Runs | None
    itself: bool


def with_comments(content: bytes, outcome: Outcome, language: Language) -> bytes:
    """The annotated file; the same outcome gives the same bytes. Raises Unreadable."""
    package = open_package(content)
    root = package.parts.roots["document"]
    # All anchors are found before the first run is cut.
    notes = _references(root)
    anchors = [_anchor(package, notes, outcome, found.finding.span) for found in outcome.found]
    pieces = _cut(anchors)
    rewriting = Rewriting(content, package.parts)
    namespace = etree.QName(root).namespace or ""
    for number, found, anchor in zip(
        rewriting.free_numbers(len(anchors)), outcome.found, anchors, strict=True
    ):
        _place(anchor, pieces, str(number), f"{{{namespace}}}")
        paragraphs = said(outcome.document, found, language, quoted=not anchor.itself)
        rewriting.add(etree.fromstring(comment_xml(number, paragraphs, namespace)))
    return rewriting.finished()


def _references(root: etree._Element) -> dict[tuple[str, str | None], etree._Element]:
    """The runs in the main part that refer to notes, by the note's element name and id."""
    w = root.tag[: root.tag.rfind("}") + 1]
    found: dict[tuple[str, str | None], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        for reference in root.iter(f"{w}{kind}Reference"):
            run = reference.getparent()
            if run is not None:
                found.setdefault((f"{w}{kind}", reference.get(f"{w}id")), run)
    return found


def _anchor(
    package: Package, notes: dict[tuple[str, str | None], etree._Element], outcome: Outcome, span: Span
) -> _Anchor:
    place = outcome.document.locate(span)
    line, column, end_line, end_column = (number - 1 for number in place[:4])
    if (line, column) == (end_line, end_column):
        # A point has its comment on the character before it, or on the first one.
        column, end_column = max(column - 1, 0), max(column, 1)
    begins = package.range_of(line, column, _length(outcome, line) if end_line > line else end_column)
    ends = package.range_of(end_line, 0, end_column) if end_line > line else begins
    if begins.part != "document":
        return _on_reference(package, notes, begins)
    box = _outermost_box(begins.paragraph)
    return _Anchor(begins.paragraph, _runs(begins, ends), itself=True) if box is None else _on_run(box)


def _runs(begins: Range, ends: Range) -> _Runs | None:
    """What lies between two ranges; of one that is wholly virtual, nothing."""
    start = begins if begins.first is not None else ends
    stop = ends if ends.last is not None else begins
    if start.first is None or stop.last is None:
        return None
    return _Runs(start.first, start.first_offset, stop.last, stop.last_offset)


def _length(outcome: Outcome, line: int) -> int:
    return len(outcome.document.lines[line].text)


def _on_reference(
    package: Package, notes: dict[tuple[str, str | None], etree._Element], place: Range
) -> _Anchor:
    """On the mark of a footnote or endnote: Word has no comments within notes."""
    w = place.paragraph.tag[: place.paragraph.tag.rfind("}") + 1]
    for around in place.paragraph.iterancestors():
        run = notes.get((str(around.tag), around.get(f"{w}id")))
        if run is not None:
            box = _outermost_box(run)
            return _on_run(run if box is None else box)
    return _Anchor(next(package.parts.roots["document"].iter(f"{w}p")), None, itself=False)


def _outermost_box(element: etree._Element) -> etree._Element | None:
    """The run that holds the text box in which an element stands: a box is kept twice, for old programs too."""
    boxes = [one for one in element.iterancestors() if local(one) == "txbxContent"]
    runs = [one for one in boxes[-1].iterancestors() if local(one) == "r"] if boxes else []
    return runs[0] if runs else None


def _on_run(run: etree._Element) -> _Anchor:
    paragraph = next(one for one in run.iterancestors() if local(one) == "p")
    return _Anchor(paragraph, _Runs(run, 0, run, -1), itself=False)


def _cut(anchors: list[_Anchor]) -> dict[etree._Element, Pieces]:
    """All runs in which comments begin or end, cut there."""
    cuts: defaultdict[etree._Element, set[int]] = defaultdict(set)
    for runs in filter(None, (anchor.runs for anchor in anchors)):
        cuts[runs.first].add(runs.first_offset)
        cuts[runs.last].add(runs.last_offset)
    return {run: Pieces(run, () if _closed(run) is not None else offsets) for run, offsets in cuts.items()}


def _place(anchor: _Anchor, pieces: dict[etree._Element, Pieces], number: str, w: str) -> None:
    """Put the comment's beginning, end and reference where they belong."""
    begin, end = (
        etree.Element(f"{w}{name}", {f"{w}id": number}) for name in ("commentRangeStart", "commentRangeEnd")
    )
    run = etree.Element(f"{w}r")
    etree.SubElement(run, f"{w}commentReference", {f"{w}id": number})
    if anchor.runs is None:
        position = int(len(anchor.paragraph) > 0 and local(anchor.paragraph[0]) == "pPr")
        anchor.paragraph[position:position] = [begin, end, run]
        return
    runs = anchor.runs
    _opened(pieces[runs.first].beginning(runs.first_offset)).addprevious(begin)
    stop = _opened(pieces[runs.last].ending(runs.last_offset))
    stop.addnext(run)
    stop.addnext(end)


def _closed(run: etree._Element) -> etree._Element | None:
    """The outermost element around a run that a comment must not begin or end in."""
    return next((one for one in reversed(list(run.iterancestors())) if local(one) in _CLOSED), None)


def _opened(run: etree._Element) -> etree._Element:
    closed = _closed(run)
    return run if closed is None else closed
