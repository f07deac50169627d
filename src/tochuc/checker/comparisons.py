"""Increases and decreases, with the two numbers that they compare: `172, tăng 22 so với năm 2022 (150)`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tochuc.checker.document import Block
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.rounding import doubt

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

_STOP = re.compile(r"[;!?]|\.(?=\s|$)")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_RISES_OR_FALLS = re.compile(
    r"\b(?P<way>tăng|giảm|vượt)(?: (?:thêm|được|khoảng|gần|trên|hơn|thêm được|đi|lên))?\s{0,3}$",
    re.IGNORECASE,
)
_CHANGE_LEAD = re.compile(
    r"[,(] ?(?:tăng|giảm|tức|bằng|tương đương|tương ứng)[^%,;.()]{0,20}$", re.IGNORECASE
)
_COMPARED_WITH = re.compile(
    r"\b(?:so với|so)\s(?:cùng kỳ\s|kết quả\s|số liệu\s|thời điểm\s)?[^%;()]{0,50}"
    r"(?:\((?:[^()\d]{0,30}(?:năm \d{4}|cùng kỳ)?[^()\d]{0,20})?|\b(?:là|có|với|của)\s)\s*$",
    re.IGNORECASE,
)
_WITH_NUMBER = re.compile(r"\bso với\s+$", re.IGNORECASE)
_RISES = frozenset({"tăng", "vượt"})
_FROM = re.compile(r"\b(?:(?P<way>tăng|giảm)\s+)?từ\s+(?:mức\s+|con số\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:lên|xuống|còn|xuống còn|lên đến|lên thành)\s+(?:mức\s+|còn\s+|đến\s+)?$", re.IGNORECASE
)
_POINTS = re.compile(r"\s{0,3}điểm\b", re.IGNORECASE)
_LONGEST = 120
_NUMBERS = frozenset({Form.COUNT, Form.DECIMAL, Form.PERCENT})


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """From `before` to `after`; `change` is what the text says of it, None where it names the direction only."""

    before: Quantity
    after: Quantity
    change: Quantity | None
    rises: bool | None
    confidence: Confidence

    @property
    def difference(self) -> Fraction:
        return Fraction(self.after.number.value) - Fraction(self.before.number.value)

    @property
    def wrong_way(self) -> bool:
        """Whether the text says “tăng” of a number that fell, or the other way round."""
        return self.rises is not None and (self.difference > 0) != self.rises and self.difference != 0

    @property
    def exact_change(self) -> Fraction:
        """The size of the change, in the unit of `change`: in percent of `before`, or as a difference."""
        size = abs(self.difference)
        if (
            self.change
            and self.change.number.form is Form.PERCENT
            and not self.in_points
            and self.before.number.value
        ):
            return size / Fraction(self.before.number.value) * 100
        return size

    @property
    def in_points(self) -> bool:
        """Percent against percent, or “điểm phần trăm”."""
        return self.before.number.form is Form.PERCENT

    @property
    def doubt(self) -> Confidence | None:
        if self.change is None or self.wrong_way:
            return None
        found = doubt(self.change.number.value, self.exact_change, self.change.qualifiers)
        return min(found, self.confidence) if found else None


def find_comparisons(reading: "Reading") -> tuple[Comparison, ...]:
    """All comparisons whose two numbers stand in one sentence, in reading order."""
    found: list[Comparison] = []
    for block, quantities in reading.quantities_by_block:
        usable = [quantity for quantity in quantities if quantity.number.form in _NUMBERS]
        if len(usable) > 1:
            found.extend(_from_to(block, usable))
            found.extend(_with_earlier(block, usable))
    return tuple(found)


def _with_earlier(block: Block, quantities: Sequence[Quantity]) -> Iterator[Comparison]:
    """`172 đảng viên, tăng 22 đảng viên (14,7%) so với năm 2022 (150 đảng viên)`."""
    for at, change in enumerate(quantities):
        said = _RISES_OR_FALLS.search(_before(block, quantities, at))
        if not said or at == 0:
            continue
        before = _compared(block, quantities, at) or _compared_before(block, quantities, at)
        if before is None:
            continue
        changes = [change]
        following = quantities[at + 1] if at + 1 < len(quantities) else None
        if following and following is not before and following.number.form is Form.PERCENT:
            if _between(block, quantities, at) is not None:
                changes.append(following)
        elif (again := _said_again(block, quantities, before)) is not None:
            changes.append(again)
        rises = said["way"].casefold() in _RISES
        yield from _best(before, list(_changed(block, quantities, at, before)), changes, rises)


def _said_again(block: Block, quantities: Sequence[Quantity], before: Quantity) -> Quantity | None:
    """`tăng 29 so với năm 2023 (185), tăng 15,7%`: the change in percent behind the number compared with."""
    position = quantities.index(before) + 1
    if position == len(quantities) or quantities[position].number.form is not Form.PERCENT:
        return None
    words = block.text[before.number.span.end : quantities[position].number.span.start]
    if len(words) > _LONGEST or _STOP.search(words) or not _CHANGE_LEAD.search(words):
        return None
    return quantities[position]


def _best(
    before: Quantity, candidates: list[Quantity], changes: list[Quantity], rises: bool
) -> list[Comparison]:
    """The comparisons of the number that the changes are of: of several that may be, one that fits."""
    confidence = Confidence.SURE if len(candidates) == 1 else Confidence.LIKELY
    possible = [
        [Comparison(before, after, change, rises, confidence) for change in changes] for after in candidates
    ]
    fitting = (all(not each.doubt and not each.wrong_way for each in those) for those in possible)
    if any_fits := next((those for those, fits in zip(possible, fitting, strict=True) if fits), None):
        return any_fits
    # Of several numbers of the sentence before, none is the one that must have been meant.
    unclear = len(candidates) > 1 and before.number.span.start < changes[0].number.span.start
    return possible[0] if possible and not unclear else []


def _changed(block: Block, quantities: Sequence[Quantity], at: int, before: Quantity) -> Iterator[Quantity]:
    """Numbers before a change, in its sentence, that count what `before` counts; the nearest first.

    What stands in brackets is a remark on another number.
    """
    kind = before.head or quantities[at].head
    sentences = 1 if before.number.span.start < quantities[at].number.span.start else 0
    for candidate in reversed(quantities[:at]):
        end = candidate.number.span.end
        words = block.text[end : quantities[at].number.span.start]
        # “So với năm 2022 (150), tăng 6” may speak of the number of the sentence before.
        if len(words) > 2 * _LONGEST or len(_SENTENCE_END.findall(words)) > sentences:
            return
        if candidate is before:
            continue
        alike = not kind or not candidate.head or candidate.head == kind
        if alike and _comparable(candidate, before) and words.count(")") <= words.count("("):
            yield candidate


def _compared(block: Block, quantities: Sequence[Quantity], at: int) -> Quantity | None:
    """The number that the change at `at` is compared with: behind “so với”, in the same sentence."""
    start = quantities[at].number.span.end
    for candidate in quantities[at + 1 : at + 4]:
        words = block.text[start : candidate.number.span.start]
        if len(words) > _LONGEST or _STOP.search(words):
            return None
        if _COMPARED_WITH.search(words) or _WITH_NUMBER.search(words):
            return candidate
    return None


def _compared_before(block: Block, quantities: Sequence[Quantity], at: int) -> Quantity | None:
    """The same where it comes first: `So với năm 2022 (150 đảng viên), tăng 6 đảng viên`."""
    end = quantities[at].number.span.start
    for position in range(at - 1, max(-1, at - 3), -1):
        candidate = quantities[position]
        words = block.text[candidate.number.span.end : end]
        if len(words) > _LONGEST // 2 or _STOP.search(words):
            return None
        lead = _before(block, quantities, position)
        if _COMPARED_WITH.search(lead) or _WITH_NUMBER.search(lead):
            return candidate
    return None


def _from_to(block: Block, quantities: Sequence[Quantity]) -> Iterator[Comparison]:
    """`tăng từ 150 lên 172 (tăng 22, bằng 14,7%)`."""
    for at in range(len(quantities) - 1):
        start = _FROM.search(_before(block, quantities, at))
        between = _between(block, quantities, at)
        if not start or between is None or not _TO.search(between):
            continue
        before, after = quantities[at], quantities[at + 1]
        if not _comparable(after, before):
            continue
        way = (start["way"] or "").casefold()
        rises = way == "tăng" if way else None
        change, said = _change_behind(block, quantities, at + 1)
        yield Comparison(before, after, change, said if rises is None else rises, Confidence.SURE)


def _change_behind(
    block: Block, quantities: Sequence[Quantity], at: int
) -> tuple[Quantity | None, bool | None]:
    words = _between(block, quantities, at)
    said = _RISES_OR_FALLS.search(words) if words is not None else None
    if not said:
        return None, None
    return quantities[at + 1], said["way"].casefold() in _RISES


def _between(block: Block, quantities: Sequence[Quantity], at: int) -> str | None:
    """The words between a number and the next, None where they are not in one sentence."""
    if at + 1 >= len(quantities):
        return None
    words = block.text[quantities[at].number.span.end : quantities[at + 1].number.span.start]
    return None if len(words) > _LONGEST or _STOP.search(words) else words


def _before(block: Block, quantities: Sequence[Quantity], at: int) -> str:
    """The words that lead to a number, from the number before it or at most so many characters back."""
    end = quantities[at].number.span.start
    start = quantities[at - 1].number.span.end if at else 0
    return block.text[max(start, end - _LONGEST) : end]


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Counts with counts, percentages with percentages."""
    return (one.number.form is Form.PERCENT) == (other.number.form is Form.PERCENT)
