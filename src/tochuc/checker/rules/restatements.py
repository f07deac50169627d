"""One quantity with two values; two lists of the same thing that differ."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.quantities import Quantity
from tochuc.checker.reading import Reading
from tochuc.checker.restatements import restated
from tochuc.checker.rule import rule
from tochuc.checker.twins import Twins, twins
from tochuc.rules.finding import Severity

_FIRST = Say("nơi khác ghi", "stated elsewhere")
_TWIN = Say("danh sách kia", "the other list")


@rule("AGR-001", Severity.ERROR, vi="Một số liệu có hai giá trị", en="One quantity with two values")
def two_values(reading: Reading) -> Iterator[Finding]:
    for same in restated(reading):
        values = Counter(quantity.number.value for quantity in same)
        # Three values of one phrase are three things; of two, one is a slip.
        if len(values) == 2:
            yield _two_values(same, values)


def _two_values(same: list[Quantity], values: Counter[Decimal]) -> Finding:
    """The rarer value is reported, of equally frequent ones the later."""
    (usual, often), (_, seldom) = values.most_common()
    if often == seldom:
        usual = same[0].number.value
    wrong = next(quantity for quantity in reversed(same) if quantity.number.value != usual)
    right = next(quantity for quantity in same if quantity.number.value == usual)
    said, there = wrong.number.span.text, right.number.span.text
    noun = wrong.noun.text.strip()
    return Finding(
        "AGR-001",
        wrong.number.span,
        Say(
            f"Cùng một số liệu “{noun}”: ở đây ghi {said}, nơi khác ghi {there}.",
            f"The same quantity “{noun}”: {said} here, {there} elsewhere.",
        ),
        Confidence.LIKELY,
        said,
        there,
        (Related(right.number.span, _FIRST),),
    )


@rule(
    "AGR-002",
    Severity.ERROR,
    vi="Hai danh sách của cùng một việc khác nhau",
    en="Two lists of one thing differ",
)
def lists(reading: Reading) -> Iterator[Finding]:
    for pair in twins(reading.relations, reading.scopes):
        yield from _missing(pair)
        yield from _unequal(pair)


def _missing(pair: Twins) -> Iterator[Finding]:
    for part, lacking in pair.missing:
        words = part.span.text.strip()
        yield Finding(
            "AGR-002",
            part.span,
            Say(
                f"“{words}” có ở đây nhưng không có trong danh sách cùng nội dung ở nơi khác.",
                f"“{words}” stands here and is missing from the list of the same things elsewhere.",
            ),
            pair.confidence,
            related=(Related(lacking.total.number.span, _TWIN),),
        )


def _unequal(pair: Twins) -> Iterator[Finding]:
    for first, second in pair.unequal:
        words = second.span.text.strip()
        yield Finding(
            "AGR-002",
            second.span,
            Say(
                f"“{words}”: ở đây là {second.value}, trong danh sách cùng nội dung ở nơi khác là {first.value}.",
                f"“{words}”: {second.value} here, {first.value} in the list of the same things elsewhere.",
            ),
            pair.confidence,
            str(second.value),
            str(first.value),
            (Related(first.span, _TWIN),),
        )
