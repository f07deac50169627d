"""Totals and their parts, counts and their lists, shares and their wholes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.reading import Reading
from tochuc.checker.relations import How, Relation, Where
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity
from tochuc.vi.numbers import format_decimal

_PLACES = 6
_PARTS_HERE = Say("các phần ở đây", "the parts are here")
_LIST_HERE = Say("danh sách ở đây", "the list is here")
_IN_TEXT = frozenset((Where.SENTENCE, Where.BRACKETS, Where.LINES))


@rule("ARI-001", Severity.ERROR, vi="Các phần cộng lại không bằng tổng", en="The parts do not make the total")
def parts_against_total(reading: Reading) -> Iterator[Finding]:
    """In a sentence, in brackets, or in the lines of a list."""
    for relation in _failed(reading, How.PARTS):
        if relation.where in _IN_TEXT and relation.complete and not _of_percentages(relation):
            yield _sum_finding("ARI-001", relation)


@rule(
    "ARI-002",
    Severity.ERROR,
    vi="Chú thích cộng lại không bằng con số trong bài",
    en="The footnote does not make the number in the text",
)
def footnote_against_total(reading: Reading) -> Iterator[Finding]:
    for relation in _failed(reading, How.PARTS):
        if relation.where is Where.FOOTNOTE and relation.complete and not _of_percentages(relation):
            yield _sum_finding("ARI-002", relation)


@rule(
    "ARI-003",
    Severity.ERROR,
    vi="Danh sách kể ra không đủ hoặc quá số đã ghi",
    en="A list is longer or shorter than its stated count",
)
def list_against_count(reading: Reading) -> Iterator[Finding]:
    for relation in _failed(reading, How.ITEMS):
        if relation.where is not Where.REST:
            yield _list_finding("ARI-003", relation)


@rule("ARI-004", Severity.ERROR, vi="Một phần lớn hơn tổng", en="A part is greater than its total")
def part_above_total(reading: Reading) -> Iterator[Finding]:
    for relation in _failed(reading, How.PARTS):
        if relation.complete:
            continue
        for part in relation.parts:
            if part.value > relation.stated:
                whole, some = number_text(relation, relation.stated), number_text(relation, part.value)
                yield Finding(
                    "ARI-004",
                    part.span,
                    Say(
                        f"“{part.span.text}” là một phần của “{relation.total.span.text}” nhưng lại lớn hơn: {some} > {whole}.",
                        f"“{part.span.text}” is a part of “{relation.total.span.text}” but greater: {some} > {whole}.",
                    ),
                    relation.confidence,
                    stated=whole,
                    computed=some,
                    related=(Related(relation.total.span, Say("tổng ở đây", "the total is here")),),
                )


@rule(
    "ARI-005",
    Severity.ERROR,
    vi="Bảng cộng không khớp",
    en="A table's total does not fit its cells",
)
def table_totals(reading: Reading) -> Iterator[Finding]:
    for relation in _failed(reading, How.PARTS):
        if relation.where in (Where.ROW, Where.COLUMN):
            yield _table_finding(relation)


@rule(
    "ARI-006",
    Severity.ERROR,
    vi="Phần lớn hơn toàn thể trong một phân số",
    en="A share is greater than its whole",
)
def share_above_whole(reading: Reading) -> Iterator[Finding]:
    for quantity in reading.quantities:
        number = quantity.number
        if number.form is Form.SHARE and number.whole is not None and number.value > number.whole:
            if _may_exceed(quantity):
                continue
            yield Finding(
                "ARI-006",
                number.span,
                Say(
                    f"“{quantity.span.text}”: {_plain(number.value)} không thể nhiều hơn tổng số {_plain(number.whole)}; "
                    "hãy xem lại hai con số, có thể viết ngược.",
                    f"“{quantity.span.text}”: {_plain(number.value)} cannot exceed the whole, {_plain(number.whole)}.",
                ),
                Confidence.LIKELY,
                stated=_plain(number.value),
                computed=f"≤ {_plain(number.whole)}",
            )


#: What is aimed at may be exceeded: "kết nạp 104/100 đảng viên, vượt chỉ tiêu".
_AIMED_AT = re.compile(r"chỉ tiêu|kế hoạch|vượt|dự toán|1[0-9]{2}(?:,[0-9]{1,2})?\s?%", re.IGNORECASE)
_AIMS = frozenset(
    (
        "ket nap",
        "phat trien",
        "mo",
        "dao tao",
        "boi duong",
        "tuyen dung",
        "to chuc",
        "cu",
        "phat hanh",
        "thu nop",
    )
)
_AROUND = 90


def _may_exceed(quantity: Quantity) -> bool:
    span = quantity.number.span
    around = span.block.text[max(0, span.start - _AROUND) : span.end + _AROUND]
    return quantity.verb in _AIMS or bool(_AIMED_AT.search(around))


@rule(
    "ARI-007",
    Severity.ERROR,
    vi="Số còn lại không khớp với phân số",
    en="What is left does not fit the share",
)
def rest_of_share(reading: Reading) -> Iterator[Finding]:
    for relation in reading.relations:
        if relation.where is Where.REST and not relation.holds:
            yield _rest_finding(relation)


@rule("ARI-009", Severity.ERROR, vi="Các tỷ lệ cộng lại không bằng 100%", en="Percentages do not make 100")
def percentages_against_whole(reading: Reading) -> Iterator[Finding]:
    for relation in _failed(reading, How.PARTS):
        if relation.complete and _of_percentages(relation):
            yield _sum_finding("ARI-009", relation) if relation.target is None else _hundred_finding(relation)


def _failed(reading: Reading, how: How) -> Iterator[Relation]:
    return (one for one in reading.relations if one.how is how and not one.holds)


def _of_percentages(relation: Relation) -> bool:
    return any(part.quantity and part.quantity.number.form is Form.PERCENT for part in relation.parts)


def number_text(relation: Relation, value: Decimal) -> str:
    """A number as it is written: `1.967`, `90,5%`, `2,5 triệu`."""
    total = relation.total.number
    scale = total.span.text.rpartition(" ")[2]
    unit = _SCALES.get(scale) if total.form is Form.DECIMAL else None
    if unit:
        return f"{_plain(value / unit)} {scale}"
    return _plain(value) + ("%" if _of_percentages(relation) else "")


_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}


def _plain(value: Decimal) -> str:
    return format_decimal(value, _PLACES)


def _addition(relation: Relation) -> str:
    """`2 + 2 + 1 = 5`."""
    terms = "".join(
        f" {'-' if part.value < 0 else '+'} {number_text(relation, abs(part.value))}"
        for part in relation.parts
    )
    return f"{terms.removeprefix(' + ')} = {number_text(relation, relation.computed)}"


def _sum_finding(code: str, relation: Relation) -> Finding:
    stated, computed = number_text(relation, relation.stated), _addition(relation)
    more = relation.computed > relation.stated
    gap = number_text(relation, abs(relation.computed - relation.stated))
    named = _stated_words(relation)
    return Finding(
        code,
        _stated_span(relation),
        Say(
            f"{computed}, văn bản ghi {stated} (“{named}”): các phần {'nhiều hơn' if more else 'ít hơn'} tổng {gap}.",
            f"{computed}, the text says {stated} (“{named}”): the parts are {gap} {'more' if more else 'less'}.",
        ),
        relation.confidence,
        stated=stated,
        computed=computed,
        related=_related(relation, _PARTS_HERE),
    )


def _hundred_finding(relation: Relation) -> Finding:
    first, last = relation.parts[0].span, relation.parts[-1].span
    computed = _addition(relation)
    return Finding(
        "ARI-009",
        first.of(first.start, last.end),
        Say(f"{computed}, không bằng 100%.", f"{computed}, which is not 100%."),
        relation.confidence,
        stated="100%",
        computed=computed,
    )


def _table_finding(relation: Relation) -> Finding:
    stated, computed = number_text(relation, relation.stated), _addition(relation)
    return Finding(
        "ARI-005",
        relation.total.span,
        Say(
            f"Bảng: {computed}, ô tổng ghi {stated} ({relation.label}).",
            f"Table: {computed}, the total says {stated} ({relation.label}).",
        ),
        relation.confidence,
        stated=stated,
        computed=computed,
        related=tuple(Related(part.span, _PARTS_HERE) for part in relation.parts),
    )


def _list_finding(code: str, relation: Relation) -> Finding:
    stated, named = _plain(relation.stated), _stated_words(relation)
    counted = _plain(relation.computed)
    if relation.doubtful:
        counted += f"–{_plain(relation.computed + relation.doubtful)}"
    return Finding(
        code,
        _stated_span(relation),
        Say(
            f"Danh sách kể ra {counted}, văn bản ghi {stated} (“{named}”).",
            f"The list names {counted}, the text says {stated} (“{named}”).",
        ),
        relation.confidence,
        stated=stated,
        computed=counted,
        related=_related(relation, _LIST_HERE),
    )


def _rest_finding(relation: Relation) -> Finding:
    number = relation.total.number
    whole = number.whole or number.value
    left, counted = _plain(relation.stated), _plain(relation.computed)
    if relation.doubtful:
        counted += f"–{_plain(relation.computed + relation.doubtful)}"
    difference = f"{_plain(whole)} - {_plain(number.value)} = {left}"
    return Finding(
        "ARI-007",
        relation.total.span,
        Say(
            f"{difference}, nhưng văn bản nêu {counted} trường hợp còn lại (“{relation.total.span.text}”).",
            f"{difference}, but the text gives {counted} as what is left (“{relation.total.span.text}”).",
        ),
        relation.confidence,
        stated=counted,
        computed=difference,
        related=_related(relation, Say("phần còn lại ở đây", "what is left is here")),
    )


def _stated_span(relation: Relation) -> Span:
    first = relation.along[0].span if relation.along else relation.total.span
    return first.of(first.start, relation.total.span.end)


def _stated_words(relation: Relation) -> str:
    return _stated_span(relation).text


def _related(relation: Relation, say: Say) -> tuple[Related, ...]:
    """From the first part to the last; in a list of lines, each line's part."""
    if not relation.parts:
        return ()
    first, last = relation.parts[0].span, relation.parts[-1].span
    if first.block is last.block:
        return (Related(first.of(first.start, max(first.end, last.end)), say),)
    return tuple(Related(part.span, say) for part in relation.parts)
