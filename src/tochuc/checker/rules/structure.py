"""Numbering of headings and list items: doubled, skipped, out of order, under the wrong heading."""

import re
from collections import Counter
from collections.abc import Iterator

from tochuc.checker.document import Span, Table
from tochuc.checker.enumerators import Enumerator, Script, Style
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.outline import Item, Siblings
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

#: The head of a column of row numbers, and a row's number in it.
_COUNTER = re.compile(r"(?:S\.?\s?)?T\.?\s?T\.?|Số\s(?:TT|thứ\stự)", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\s{0,9}(\d{1,4})\.?\s{0,9}")
_HEAD_ROWS = 3
#: A larger jump is more likely a number of the sentence than a label.
_LARGEST_GAP = 3
_NAMED_LABELS = 3
#: Of so few items, none is the exception.
_FEWEST_WITH_CUSTOM = 4
_USUAL_SHARE = 0.7


def _lists(reading: Reading) -> Iterator[Siblings]:
    """Lists of the text, and the numbered rows of tables."""
    yield from reading.outline.lists
    for table in reading.document.tables:
        yield from _numbered_rows(table)


def _numbered_rows(table: Table) -> Iterator[Siblings]:
    """The numbers below `STT`; they may begin anew below each heading within the table."""
    heads = [
        (row, column)
        for row in range(min(_HEAD_ROWS, len(table.rows)))
        for column, cell in enumerate(table.rows[row])
        if _COUNTER.fullmatch(cell.text.strip())
    ]
    if not heads:
        return
    row, column = heads[-1]
    items: list[Item] = []
    for cells in table.rows[row + 1 :]:
        cell = cells[column] if column < len(cells) else None
        number = _ROW_NUMBER.fullmatch(cell.text) if cell else None
        if cell is None or number is None or (items and items[-1].text.block is cell):
            continue
        span = Span(cell, number.start(1), number.end(1))
        if int(number[1]) == 1 and items and items[-1].enumerator.numbers != (1,):
            yield Siblings(tuple(items))
            items = []
        enumerator = Enumerator(span, Style.ARABIC, (int(number[1]),), inline=False, script=Script.DIGIT)
        items.append(Item(enumerator, span, (cell,)))
    if items:
        yield Siblings(tuple(items))


@rule("STR-001", Severity.ERROR, vi="Số thứ tự bị lặp", en="Enumerator doubled")
def doubled(reading: Reading) -> Iterator[Finding]:
    for siblings in _lists(reading):
        for item, _, first, _ in _faults(siblings):
            if first:
                label, words = _label(item.enumerator), first.text.text[:60].rstrip()
                yield Finding(
                    "STR-001",
                    item.enumerator.span,
                    Say(
                        f"Số thứ tự {label} đã dùng ở mục trước trong cùng danh sách: hãy đánh số lại.",
                        f"The label {label} is already used by an earlier item of the same list: renumber.",
                    ),
                    _doubled_confidence(first, item),
                    stated=label,
                    related=(Related(first.enumerator.span, Say(f"mục {label}: {words}", words)),),
                )


def _doubled_confidence(first: Item, item: Item) -> Confidence:
    """Two lists of one item each also have the first label twice."""
    apart = first.enumerator.span.block is not item.enumerator.span.block
    alone = item.enumerator.numbers[-1] == 1 and apart
    return Confidence.LIKELY if alone else Confidence.SURE


@rule(
    "STR-002",
    Severity.WARNING,
    vi="Số thứ tự bị bỏ sót hoặc sai trình tự",
    en="Enumerator skipped or out of order",
)
def out_of_order(reading: Reading) -> Iterator[Finding]:
    for siblings in _lists(reading):
        for item, previous, first, missing in _faults(siblings):
            if first is None:
                yield _gap(item, previous.enumerator, missing)


def _gap(item: Item, before: Enumerator, missing: list[int]) -> Finding:
    label = _label(item.enumerator)
    if missing:
        named = ", ".join(item.enumerator.numbered(number) for number in missing[:_NAMED_LABELS])
        more = ", …" if len(missing) > _NAMED_LABELS else ""
        say = Say(
            f"Sau {_label(before)} là {label}: thiếu {named}{more}.",
            f"{_label(before)} is followed by {label}: {named}{more} is missing.",
        )
    else:
        say = Say(
            f"{label} đứng sau {_label(before)}: các mục không theo trình tự.",
            f"{label} stands behind {_label(before)}: the items are out of order.",
        )
    return Finding(
        "STR-002",
        item.enumerator.span,
        say,
        Confidence.LIKELY if len(missing) <= _LARGEST_GAP else Confidence.MAYBE,
        stated=label,
        related=(Related(before.span, Say("mục đứng trước", "the item before")),),
    )


@rule(
    "STR-003",
    Severity.WARNING,
    vi="Danh sách không bắt đầu từ số đầu tiên",
    en="List does not begin at the first number",
)
def late_beginning(reading: Reading) -> Iterator[Finding]:
    for siblings in reading.outline.lists:
        first = siblings.items[0]
        numbers = first.enumerator.numbers
        if not numbers or numbers[-1] <= 1 or siblings.resumes:
            continue
        label, beginning = _label(first.enumerator), first.enumerator.numbered(1)
        several = len(siblings.items) > 1 and siblings.items[1].enumerator.follows(first.enumerator)
        yield Finding(
            "STR-003",
            first.enumerator.span,
            Say(
                f"Danh sách bắt đầu từ {label}, trước đó không có {beginning}: thiếu mục hoặc đánh số sai.",
                f"The list begins with {label} and there is no {beginning}: an item is missing or misnumbered.",
            ),
            Confidence.LIKELY if several else Confidence.MAYBE,
            stated=label,
        )


@rule(
    "STR-004",
    Severity.WARNING,
    vi="Đề mục không khớp số của mục trên",
    en="Heading's number does not fit the heading above",
)
def wrong_parent(reading: Reading) -> Iterator[Finding]:
    for siblings in reading.outline.lists:
        if siblings.parent is None or siblings.items[0].enumerator.style is not Style.DOTTED:
            continue
        parent = siblings.parent.enumerator
        for item in siblings.items:
            prefix = item.enumerator.numbers[:-1]
            expected = (*parent.numbers, item.enumerator.numbers[-1])
            if (
                len(prefix) == len(parent.numbers)
                and prefix != parent.numbers
                and _counts_alike(item, parent)
            ):
                label, right = _label(item.enumerator), ".".join(map(str, expected))
                yield Finding(
                    "STR-004",
                    item.enumerator.span,
                    Say(
                        f"Mục {label} nằm trong mục {_label(parent)}: phải là {right} hoặc đặt sai chỗ.",
                        f"{label} stands under {_label(parent)}: it should be {right}, or it is misplaced.",
                    ),
                    Confidence.LIKELY,
                    stated=label,
                    computed=right,
                    related=(Related(parent.span, Say("mục chứa nó", "the heading above")),),
                )


def _counts_alike(item: Item, parent: Enumerator) -> bool:
    """`2.1.` says something of a heading `2.` or `2.1.`, not of `(3)` or `III.`; `II.1.` does of `III.`."""
    if parent.style is Style.ROMAN:
        return item.enumerator.script is parent.script
    return parent.style in (Style.ARABIC, Style.DOTTED) and item.enumerator.script is parent.script


@rule("STR-011", Severity.NOTE, vi="Danh sách chỉ có một mục", en="List of one item")
def single_item(reading: Reading) -> Iterator[Finding]:
    for siblings in reading.outline.lists:
        only = siblings.items[0]
        label = _label(only.enumerator)
        if len(siblings.items) > 1 or only.enumerator.numbers[-1:] != (1,) or siblings.resumes:
            continue
        if only.enumerator.style in (Style.PART, Style.CHAPTER, Style.ARTICLE, Style.CLAUSE):
            continue
        yield Finding(
            "STR-011",
            only.enumerator.span,
            Say(
                f"Chỉ có một mục {label}, không có mục tiếp theo: bỏ số thứ tự hoặc kiểm tra mục bị thiếu.",
                f"There is an item {label} but no next one: leave out the label, or see what is missing.",
            ),
            Confidence.LIKELY,
            stated=label,
        )


@rule(
    "STR-012", Severity.NOTE, vi="Dấu kết thúc các mục không thống nhất", en="Items of a list end differently"
)
def mixed_ends(reading: Reading) -> Iterator[Finding]:
    for siblings in reading.outline.lists:
        # The last one ends the sentence; headings have no end.
        ended = [(item, item.text.text[-1:]) for item in siblings.items[:-1] if len(item.blocks) == 1]
        if len(ended) < _FEWEST_WITH_CUSTOM:
            continue
        usual, count = Counter(mark for _, mark in ended).most_common(1)[0]
        if usual not in (";", ".", ",") or count < _USUAL_SHARE * len(ended):
            continue
        for item, mark in ended:
            if mark != usual and mark != ":":
                end = item.text.end
                yield Finding(
                    "STR-012",
                    item.text.of(max(item.text.start, end - 1), end),
                    Say(
                        f"Mục này kết thúc khác các mục khác trong danh sách (“{usual}”).",
                        f"This item ends otherwise than the others of its list (“{usual}”).",
                    ),
                    Confidence.MAYBE,
                    stated=mark,
                    computed=usual,
                )


def _faults(siblings: Siblings) -> Iterator[tuple[Item, Item, Item | None, list[int]]]:
    """Items out of turn: with the item before, the earlier one of the same label, the numbers left out."""
    if not siblings.items[0].enumerator.numbers:
        return
    at_hand = Counter(item.enumerator.numbers for item in siblings.items)
    seen: dict[tuple[int, ...], Item] = {}
    highest, previous, doubled_before = siblings.items[0].enumerator, siblings.items[0], False
    for item in siblings.items:
        label = item.enumerator
        prefix, number = label.numbers[:-1], label.numbers[-1]
        if first := seen.get(label.numbers):
            yield item, previous, first, []
            previous, doubled_before = item, True
            continue
        if seen and prefix == highest.numbers[:-1]:
            # (3), (3), (5): the second (3) was meant for (4), which is told already.
            gap = range(highest.numbers[-1] + 1 + doubled_before, number)
            missing = [] if label.follows(highest) else [n for n in gap if not at_hand[(*prefix, n)]]
            if missing or number < highest.numbers[-1]:
                yield item, previous, None, missing
        if not seen or prefix != highest.numbers[:-1] or number > highest.numbers[-1]:
            highest = label
        seen[label.numbers] = item
        previous, doubled_before = item, False


def _label(enumerator: Enumerator) -> str:
    return enumerator.span.text.strip()
