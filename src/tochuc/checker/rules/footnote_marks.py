"""Footnotes and their marks: one without the other, one mark for two places, numbers left out."""

import re
from collections.abc import Iterator

from tochuc.checker.document import Document, Footnote, Kind, Mark, Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

#: `m²` and `km²` are units.
_UNIT = re.compile(r"(?<![^\W\d_])[kdcmh]?m\Z")


@rule("STR-005", Severity.WARNING, vi="Dấu chú thích không có chú thích", en="Mark without footnote")
def mark_without_footnote(reading: Reading) -> Iterator[Finding]:
    document = reading.document
    labels = {footnote.label for footnote in document.footnotes}
    for mark in document.marks:
        if mark.label in labels or _is_power(mark):
            continue
        yield Finding(
            "STR-005",
            _hangs_on(mark),
            Say(
                f"Dấu chú thích {mark.label} không có chú thích tương ứng: bổ sung chú thích hoặc bỏ dấu.",
                f"There is no footnote for the mark {mark.label}: add the footnote or take the mark away.",
            ),
            # A text without any footnote has lost them on its way here.
            Confidence.LIKELY if labels else Confidence.MAYBE,
            stated=mark.label,
        )


@rule("STR-006", Severity.WARNING, vi="Chú thích không có dấu trong bài", en="Footnote without mark")
def footnote_without_mark(reading: Reading) -> Iterator[Finding]:
    for footnote in reading.document.footnotes:
        if footnote.mark is None:
            yield Finding(
                "STR-006",
                _beginning(footnote),
                Say(
                    f"Không có dấu chú thích {footnote.label} nào trong bài dẫn đến chú thích này.",
                    f"No mark {footnote.label} in the text leads to this footnote.",
                ),
                Confidence.LIKELY,
                stated=footnote.label,
            )


@rule("STR-007", Severity.WARNING, vi="Dấu chú thích dùng lại", en="Footnote mark used again")
def mark_reused(reading: Reading) -> Iterator[Finding]:
    document = reading.document
    by_label: dict[str, Footnote] = {}
    for footnote in document.footnotes:
        by_label.setdefault(footnote.label, footnote)
    used = {(note.mark.line, note.mark.column) for note in document.footnotes if note.mark}
    for mark in document.marks:
        footnote_of_it = by_label.get(mark.label)
        if footnote_of_it is None or (mark.line, mark.column) in used or _is_power(mark):
            continue
        own = document.footnote_of_block.get(mark.block.number)
        yield _reused(mark, footnote_of_it, within=own is not None and own.label == mark.label)


def _reused(mark: Mark, footnote: Footnote, *, within: bool) -> Finding:
    if within:
        say = Say(
            f"Dấu chú thích {mark.label} đặt ngay trong chú thích {mark.label}: thừa, hoặc phải là chú thích khác.",
            f"The mark {mark.label} stands within footnote {mark.label} itself: it is left over, or means another.",
        )
    else:
        say = Say(
            f"Dấu chú thích {mark.label} đã dùng cho chỗ khác: một chú thích chỉ nên có một dấu.",
            f"The mark {mark.label} is used at another place already: a footnote has one mark.",
        )
    related = footnote.mark or None
    return Finding(
        "STR-007",
        _hangs_on(mark),
        say,
        Confidence.SURE if within else Confidence.LIKELY,
        stated=mark.label,
        related=(Related(_hangs_on(related), Say("dấu đã dùng trước", "the first mark")),) if related else (),
    )


@rule("STR-008", Severity.WARNING, vi="Dấu chú thích không theo thứ tự", en="Footnote marks out of order")
def marks_out_of_order(reading: Reading) -> Iterator[Finding]:
    document = reading.document
    labels = {footnote.label for footnote in document.footnotes}
    previous: Mark | None = None
    for mark in _of_running_text(document):
        if previous and not _comes_after(mark, previous):
            missing = str(int(previous.label) + 1)
            # A footnote that is there without its mark is told as such.
            if missing not in labels or int(mark.label) < int(previous.label):
                yield _disorder(mark, previous)
        previous = mark


def _disorder(mark: Mark, previous: Mark) -> Finding:
    return Finding(
        "STR-008",
        _hangs_on(mark),
        Say(
            f"Dấu chú thích {mark.label} đứng ngay sau dấu {previous.label}: số chú thích không liên tục.",
            f"The footnote mark {mark.label} follows mark {previous.label}: the numbers do not run on.",
        ),
        Confidence.LIKELY,
        stated=mark.label,
        related=(Related(_hangs_on(previous), Say("dấu đứng trước", "the mark before")),),
    )


def _of_running_text(document: Document) -> Iterator[Mark]:
    """The marks that footnotes hang on, in the order of the text, without those in footnotes and tables."""
    marks = [footnote.mark for footnote in document.footnotes if footnote.mark and footnote.label.isdecimal()]
    running = [mark for mark in marks if mark.block.kind in (Kind.PARAGRAPH, Kind.HEADING)]
    yield from sorted(running, key=lambda mark: (mark.block.number, mark.offset))


def _comes_after(mark: Mark, previous: Mark) -> bool:
    """Numbers may begin anew on each page."""
    return int(mark.label) in (int(previous.label) + 1, 1)


def _is_power(mark: Mark) -> bool:
    before = mark.block.text[max(0, mark.offset - 4) : mark.offset]
    return mark.label in ("2", "3") and _UNIT.search(before) is not None


def _hangs_on(mark: Mark) -> Span:
    """The word that a mark hangs on."""
    text = mark.block.text
    start = max(text.rfind(" ", 0, mark.offset) + 1, mark.offset - 40)
    return Span(mark.block, min(start, max(mark.offset - 1, 0)), mark.offset)


def _beginning(footnote: Footnote) -> Span:
    text = footnote.block.text
    end = text.find(" ", 40)
    return Span(footnote.block, 0, len(text) if end < 0 else min(end, len(text), 60))
