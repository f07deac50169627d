"""Percentages, targets and changes against the numbers they are said of."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from tochuc.checker.comparisons import Comparison
from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.numbers import Form
from tochuc.checker.proportions import Proportion
from tochuc.checker.quantities import Quantity
from tochuc.checker.reading import Reading
from tochuc.checker.rounding import places_of, shown
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity
from tochuc.vi.numbers import format_decimal, format_int

_OF = Say("số dùng để tính", "the number it is computed from")
_COMPARED = Say("số được so sánh", "the number it is compared with")


@rule(
    "ARI-101",
    Severity.ERROR,
    vi="Tỷ lệ phần trăm không khớp hai số của nó",
    en="A percentage does not fit its two numbers",
)
def percentage(reading: Reading) -> Iterator[Finding]:
    for proportion in reading.proportions:
        if (confidence := proportion.doubt) and not proportion.beyond:
            yield _percentage(proportion, confidence)


@rule(
    "ARI-102",
    Severity.ERROR,
    vi="Mức vượt chỉ tiêu không khớp hai số của nó",
    en="An excess over a target does not fit its two numbers",
)
def excess(reading: Reading) -> Iterator[Finding]:
    for proportion in reading.proportions:
        if (confidence := proportion.doubt) and proportion.beyond:
            yield _percentage(proportion, confidence)


def _percentage(proportion: Proportion, confidence: Confidence) -> Finding:
    number = proportion.percent.number
    part, whole = _count(proportion.part_value), _count(proportion.whole_value)
    result = _closest(proportion.percent, proportion.exact)
    computed = f"{part} / {whole} = {result}%"
    if proportion.beyond:
        computed = f"{part} / {whole} − 100% = {result}%"
    stated = _stated(proportion.percent)
    return Finding(
        "ARI-102" if proportion.beyond else "ARI-101",
        number.span,
        Say(f"{computed}, văn bản ghi {stated}.", f"{computed}, the text says {stated}."),
        confidence,
        stated,
        computed,
        tuple(Related(span, _OF) for span in dict.fromkeys((proportion.part, proportion.whole))),
    )


@rule(
    "ARI-103",
    Severity.ERROR,
    vi="Mức tăng, giảm không khớp hai số được so sánh",
    en="A change does not fit the two numbers compared",
)
def change(reading: Reading) -> Iterator[Finding]:
    for comparison in reading.comparisons:
        if comparison.change and (confidence := comparison.doubt):
            yield _change(comparison, comparison.change, confidence)


def _change(comparison: Comparison, stated_change: Quantity, confidence: Confidence) -> Finding:
    before, after = (_count(side.number.value) for side in (comparison.before, comparison.after))
    larger, smaller = (after, before) if comparison.difference >= 0 else (before, after)
    result = _closest(stated_change, comparison.exact_change)
    percent = stated_change.number.form is Form.PERCENT
    computed = f"{larger} − {smaller} = {result}"
    if percent and not comparison.in_points:
        computed = f"({larger} − {smaller}) / {before} = {result}%"
    elif percent:
        computed += "%"
    stated = _stated(stated_change)
    return Finding(
        "ARI-103",
        stated_change.number.span,
        Say(f"{computed}, văn bản ghi {stated}.", f"{computed}, the text says {stated}."),
        confidence,
        stated,
        computed,
        tuple(Related(side.number.span, _COMPARED) for side in (comparison.before, comparison.after)),
    )


@rule(
    "ARI-104",
    Severity.ERROR,
    vi="Nói tăng mà số giảm, hoặc ngược lại",
    en="Said to rise where the number falls, or the reverse",
)
def direction(reading: Reading) -> Iterator[Finding]:
    said: set[tuple[int, int]] = set()
    for comparison in reading.comparisons:
        span = (comparison.change or comparison.after).number.span
        place = (comparison.after.number.span.block.number, comparison.after.number.span.start)
        if not comparison.wrong_way or place in said:
            continue
        said.add(place)
        before, after = (_count(side.number.value) for side in (comparison.before, comparison.after))
        word, truth = ("tăng", "giảm") if comparison.rises else ("giảm", "tăng")
        yield Finding(
            "ARI-104",
            span,
            Say(
                f"Từ {before} đến {after} là {truth}, văn bản ghi “{word}”.",
                f"From {before} to {after} it {'falls' if comparison.rises else 'rises'}; the text says the opposite.",
            ),
            comparison.confidence,
            word,
            truth,
            tuple(Related(side.number.span, _COMPARED) for side in (comparison.before, comparison.after)),
        )


@rule("ARI-105", Severity.ERROR, vi="Phần chiếm quá 100%", en="A share above 100 percent")
def impossible_share(reading: Reading) -> Iterator[Finding]:
    for quantity in reading.quantities:
        number = quantity.number
        if number.form is Form.PERCENT and number.value > 100:
            lead = number.span.block.text[max(0, number.span.start - 20) : number.span.start].casefold()
            if lead.rstrip().endswith(("chiếm", "chiếm tỷ lệ", "chiếm tỉ lệ")):
                yield Finding(
                    "ARI-105",
                    number.span,
                    Say(
                        f"Một phần không thể chiếm {number.span.text} của toàn bộ.",
                        f"A part cannot be {number.span.text} of its whole.",
                    ),
                    Confidence.SURE,
                    number.span.text,
                )


@rule(
    "ARI-106",
    Severity.NOTE,
    vi="Chỉ tiêu để so sánh không được nêu",
    en="The target compared with is not given",
)
def target_not_given(reading: Reading) -> Iterator[Finding]:
    known = {proportion.percent for proportion in reading.proportions}
    for quantity in reading.quantities:
        number = quantity.number
        if number.form is Form.PERCENT and quantity not in known and _against_target(quantity):
            yield Finding(
                "ARI-106",
                number.span,
                Say(
                    f"Không kiểm tra được {number.span.text}: văn bản không nêu con số của chỉ tiêu, kế hoạch.",
                    f"{number.span.text} cannot be checked: the text does not give the number of the target.",
                ),
                Confidence.LIKELY,
                number.span.text,
            )


def _against_target(quantity: Quantity) -> bool:
    text, span = quantity.number.span.block.text, quantity.number.span
    before = text[max(0, span.start - 25) : span.start].casefold()
    behind = text[span.end : span.end + 40].casefold().split(".")[0].split(";")[0]
    return ("vượt" in before or "đạt" in before) and ("chỉ tiêu" in behind or "kế hoạch" in behind)


def _stated(quantity: Quantity) -> str:
    """The number with the reservation before it, as written: `trên 3,5%`."""
    span = quantity.number.span
    if not quantity.qualifiers:
        return span.text
    lead = span.block.text[: span.start].rstrip().rsplit(" ", 1)[-1]
    return f"{lead} {span.text}" if lead.isalpha() else span.text


def _closest(quantity: Quantity, exact: Fraction) -> str:
    """The computed number with the decimals of the stated one, with more where these would hide the difference."""
    places = places_of(quantity.number.value)
    for extra in range(4):
        text = shown(exact, places + extra)
        if text != shown(Fraction(quantity.number.value), places + extra):
            return text
    return shown(exact, places)


def _count(value: Decimal) -> str:
    if value == value.to_integral_value():
        return format_int(int(value))
    return format_decimal(value, places_of(value), strip=False)


@rule(
    "ARI-107",
    Severity.ERROR,
    vi="Cột tỷ lệ của bảng không khớp ở một dòng",
    en="A percentage column does not fit in one row",
)
def table_percentages(reading: Reading) -> Iterator[Finding]:
    if not reading.document.tables:
        return
    # Imported only here, since most documents have none and its patterns take long to compile.
    from tochuc.checker.proportions.tables import misfits

    for table in reading.document.tables:
        for misfit in misfits(table):
            stated = misfit.cell.text.strip()
            result = shown(misfit.exact, max(1, places_of(misfit.stated)))
            computed = f"{_count(misfit.part_value)} / {_count(misfit.whole_value)} = {result}%"
            yield Finding(
                "ARI-107",
                Span(misfit.cell, 0, len(misfit.cell.text)),
                Say(
                    f"{computed} như ở các dòng khác của cột, ô này ghi {stated}.",
                    f"{computed}, as in the other rows of the column; this cell says {stated}.",
                ),
                Confidence.LIKELY,
                stated,
                computed,
                tuple(Related(Span(cell, 0, len(cell.text)), _OF) for cell in (misfit.part, misfit.whole)),
            )
