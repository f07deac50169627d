"""Percentages and the two numbers that they are said of: `51.602/57.012 (đạt 90,5%)`, `12, chiếm 10% tổng số 120`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tochuc.checker.document import Block, Span
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.checker.rounding import doubt
from tochuc.vi.fold import fold

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

_STOP = re.compile(r"[;!?]|\.(?=\s|$)")
#: What leads from a number to the share that it makes: `(`, `, chiếm tỷ lệ`, `, đạt`, `=`.
_LEADS_TO_SHARE = re.compile(
    r"(?:[(,=:–-]|\b(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|là)\b)[\s,:]*"
    r"(?:(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ|khoảng|gần|trên|hơn|là|vượt)[\s:]*){0,3}$",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\bvượt\b[^%;.]{0,40}$", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:tăng|giảm)\b", re.IGNORECASE)
_OF_TOTAL = re.compile(
    r"^\s*(?:so với |so |trên |trong |của )?(?:tổng số|tổng)\b[^.;()%]{0,60}$", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"(?:\b(?:trên|trong|trên tổng|trong tổng|so với)\s+(?:tổng\s+)?(?:số\s+)?|/\s*)$", re.IGNORECASE
)
_TOTAL_OF_NOUN = re.compile(
    r"\s*(?:so với |so |trên |trong |của )?tổng số\s+(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:tổng số|tổng cộng|tổng|toàn \w+(?: \w+)? (?:hiện )?có)\s*(?:có|là|:)?\s*$", re.IGNORECASE
)
_AMONG = re.compile(r"\b(?:trong đó|trong số đó|gồm|bao gồm|cụ thể|kết quả)\b|:", re.IGNORECASE)
_TARGET_BEFORE = re.compile(
    r"\b(?:chỉ tiêu|kế hoạch)\b(?: (?:được giao|giao|đề ra|năm|cả năm|là|của năm|đăng ký|phấn đấu|phát triển|kết nạp)){0,3}\s*(?:là|:|\(|\d{4}|\s)*$",
    re.IGNORECASE,
)
#: Behind a percentage: it is one of a plan, or compared with another time, not a share of a total.
_OF_PLAN = re.compile(
    r"\s*(?:so với |so |của |theo )?(?:chỉ tiêu|kế hoạch|nghị quyết|dự toán|yêu cầu|cùng kỳ|năm|đầu năm)\b",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\s*\([^()]{0,60}\)")
_NOUN = re.compile(r"\s*(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)")
_OPENS_SHARE = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,6}\(\s*$")
_LONGEST_GLUE = 90
_PERCENT = Fraction(100)


@dataclass(frozen=True, slots=True, eq=False)
class Proportion:
    """`percent` is said to be `part` of `whole`, or, where it is `beyond`, what `part` has more than `whole`."""

    percent: Quantity
    part: Span
    part_value: Decimal
    whole: Span
    whole_value: Decimal
    confidence: Confidence
    beyond: bool = False

    @property
    def exact(self) -> Fraction:
        share = Fraction(self.part_value) / Fraction(self.whole_value) * _PERCENT
        return share - _PERCENT if self.beyond else share

    @property
    def doubt(self) -> Confidence | None:
        """How surely the percentage is wrong, no surer than that it belongs to these numbers."""
        found = doubt(self.percent.number.value, self.exact, self.percent.qualifiers)
        return min(found, self.confidence) if found else None


def find_proportions(reading: "Reading") -> tuple[Proportion, ...]:
    """Every percentage whose two numbers the text gives, in reading order, each once."""
    found: list[Proportion] = []
    wholes = _Wholes(reading)
    for block, quantities in reading.quantities_by_block:
        usable = [quantity for quantity in quantities if quantity.number.form in _COUNTED]
        for at, quantity in enumerate(usable):
            if quantity.number.form is Form.PERCENT:
                proportion = _Sequence(block, usable, at).proportion() or wholes.proportion(block, usable, at)
                if proportion and proportion.whole_value > 0:
                    found.append(proportion)
    return tuple(found)


_COUNTED = frozenset({Form.COUNT, Form.DECIMAL, Form.PERCENT, Form.SHARE})


class _Sequence:
    """The numbers around one percentage in its block, and the words between them."""

    def __init__(self, block: Block, quantities: Sequence[Quantity], at: int) -> None:
        self.block = block
        self.quantities = quantities
        self.at = at
        self.percent = quantities[at]

    def proportion(self) -> Proportion | None:
        return self._after_share() or self._before_share() or self._out_of() or self._of_total_behind()

    def glue(self, first: int, second: int) -> str:
        """The words between two numbers; "." where they are not in one sentence, which no pattern accepts."""
        if first < 0 or second >= len(self.quantities):
            return "."
        start = self.quantities[first].number.span.end
        end = self.quantities[second].number.span.start
        words = self.block.text[start:end]
        return "." if len(words) > _LONGEST_GLUE or _STOP.search(words) else words

    def form(self, at: int) -> Form | None:
        return self.quantities[at].number.form if 0 <= at < len(self.quantities) else None

    def _after_share(self) -> Proportion | None:
        """`51.602/57.012 (đạt 90,5%)`, also behind another percentage: `…, đạt 104%, vượt 4%`."""
        at = self.at - 1
        if self.form(at) is Form.PERCENT and _BEYOND.search(self.glue(at, self.at)):
            at -= 1
        words = self.glue(self.at - 1, self.at)
        if self.form(at) is not Form.SHARE or words == "." or _CHANGE.search(words):
            return None
        return self._share(
            self.quantities[at], Confidence.SURE if _LEADS_TO_SHARE.search(words) else Confidence.LIKELY
        )

    def _before_share(self) -> Proportion | None:
        """`đạt 90,5% (51.602/57.012 đảng viên)`."""
        words = self.glue(self.at, self.at + 1)
        if self.form(self.at + 1) is not Form.SHARE or not _OPENS_SHARE.search(words):
            return None
        return self._share(self.quantities[self.at + 1], Confidence.SURE)

    def _share(self, share: Quantity, confidence: Confidence) -> Proportion | None:
        number = share.number
        if number.whole is None:
            return None
        beyond = bool(
            _BEYOND.search(
                self.block.text[max(0, self.percent.number.span.start - 60) : self.percent.number.span.start]
            )
        )
        return Proportion(
            self.percent, number.span, number.value, number.span, number.whole, confidence, beyond
        )

    def _out_of(self) -> Proportion | None:
        """`15 trên tổng số 120 đảng viên (12,5%)`, `15/120 …` written with words between."""
        if self.form(self.at - 1) is not Form.COUNT or self.form(self.at - 2) is not Form.COUNT:
            return None
        between, words = self.glue(self.at - 2, self.at - 1), self.glue(self.at - 1, self.at)
        if not _OUT_OF.search(between) or not _LEADS_TO_SHARE.search(words) or _CHANGE.search(words):
            return None
        return self._pair(self.at - 2, self.at - 1, Confidence.SURE)

    def _of_total_behind(self) -> Proportion | None:
        """`15 đồng chí, chiếm 12,5% tổng số 120 đảng viên`."""
        words = self.glue(self.at - 1, self.at)
        if self.form(self.at - 1) is not Form.COUNT or self.form(self.at + 1) is not Form.COUNT:
            return None
        if _CHANGE.search(words) or words == "." or not _OF_TOTAL.search(self.glue(self.at, self.at + 1)):
            return None
        return self._pair(
            self.at - 1, self.at + 1, Confidence.SURE if _LEADS_TO_SHARE.search(words) else Confidence.LIKELY
        )

    def _pair(self, part: int, whole: int, confidence: Confidence) -> Proportion:
        return _pair(self.percent, self.quantities[part], self.quantities[whole], confidence)


def _pair(percent: Quantity, part: Quantity, whole: Quantity, confidence: Confidence) -> Proportion:
    return Proportion(
        percent, part.number.span, part.number.value, whole.number.span, whole.number.value, confidence
    )


class _Wholes:
    """Totals that stand further away: before the list that divides them, or elsewhere in the document."""

    def __init__(self, reading: "Reading") -> None:
        self._reading = reading
        self._blocks = reading.quantities_by_block
        self._position = {block.number: at for at, (block, _) in enumerate(self._blocks)}

    def proportion(self, block: Block, quantities: Sequence[Quantity], at: int) -> Proportion | None:
        part = _part_of(block, quantities, at)
        if part is None:
            return None
        if _OF_PLAN.match(block.text, quantities[at].number.span.end):
            return _of_target(block, quantities, at, part)
        return self._of_a_kind(block, quantities[at], part) or self._of_list(block, quantities, at, part)

    def _of_a_kind(self, block: Block, percent: Quantity, part: Quantity) -> Proportion | None:
        """`1.967 đảng viên, đạt 3,5% tổng số đảng viên`: the total is given elsewhere, once."""
        named = _TOTAL_OF_NOUN.match(block.text, percent.number.span.end)
        if not named:
            return None
        wholes = self._reading.totals_of_kind.get(fold(named["noun"]), ())
        possible = {whole.number.whole or whole.number.value: whole for whole in wholes}
        possible = {value: whole for value, whole in possible.items() if value > part.number.value}
        if len(possible) != 1:
            return None
        ((value, whole),) = possible.items()
        found = _pair(percent, part, whole, Confidence.LIKELY)
        return replace(found, whole_value=value)

    def _of_list(
        self, block: Block, quantities: Sequence[Quantity], at: int, part: Quantity
    ) -> Proportion | None:
        """`120 đảng viên, trong đó nữ 15 đồng chí (12,5%)`; a total that fits is preferred, none is guessed."""
        percent = quantities[at]
        words = block.text[part.number.span.end : percent.number.span.start]
        if not _LEADS_TO_SHARE.search(words):
            return None
        candidates = list(self._totals_before(block, quantities, part))
        fitting = [
            _pair(percent, part, whole, confidence)
            for whole, confidence in candidates
            if not doubt(percent.number.value, _share_of(part, whole), percent.qualifiers)
        ]
        if fitting:
            return fitting[0]
        explicit = next(
            ((whole, confidence) for whole, confidence in candidates if confidence > Confidence.MAYBE), None
        )
        return _pair(percent, part, *explicit) if explicit else None

    def _totals_before(
        self, block: Block, quantities: Sequence[Quantity], part: Quantity
    ) -> Iterator[tuple[Quantity, Confidence]]:
        earlier = [quantity for quantity in quantities if quantity.number.span.start < part.number.span.start]
        yield from _totals(earlier, part, block.text[: part.number.span.start])
        position = self._position.get(block.number, 0)
        for before, others in reversed(self._blocks[max(0, position - _LIST_BLOCKS) : position]):
            if before.text.rstrip().endswith(":"):
                yield from _totals(others, part, before.text)
                return


_LIST_BLOCKS = 12


def _part_of(block: Block, quantities: Sequence[Quantity], at: int) -> Quantity | None:
    """The count that a percentage is said of: the nearest before it in the same sentence."""
    for quantity in reversed(quantities[:at]):
        words = block.text[quantity.number.span.end : quantities[at].number.span.start]
        if len(words) > 2 * _LONGEST_GLUE or _STOP.search(words):
            return None
        if quantity.number.form is Form.COUNT:
            changes = quantity.qualifiers & {Qualifier.INCREASE, Qualifier.DECREASE}
            return None if changes or _CHANGE.search(words) else quantity
    return None


def _of_target(block: Block, quantities: Sequence[Quantity], at: int, part: Quantity) -> Proportion | None:
    """`chỉ tiêu 1.900; kết nạp 1.967, đạt 103,5% kế hoạch`: the target stands in the same paragraph."""
    percent = quantities[at]
    targets = [
        quantity
        for quantity in quantities
        if quantity.number.form is Form.COUNT
        and quantity is not part
        and _TARGET_BEFORE.search(
            block.text[max(0, quantity.number.span.start - 60) : quantity.number.span.start]
        )
    ]
    if len(targets) != 1:
        return None
    beyond = bool(_BEYOND.search(block.text[part.number.span.end : percent.number.span.start]))
    return replace(_pair(percent, part, targets[0], Confidence.LIKELY), beyond=beyond)


def totals_of_kind(by_block: Sequence[tuple[Block, Sequence[Quantity]]]) -> dict[str, list[Quantity]]:
    """Quantities that the text gives as totals, by the first two syllables, folded, of what they count."""
    found: dict[str, list[Quantity]] = {}
    for block, quantities in by_block:
        for quantity in quantities:
            number = quantity.number
            if number.form is Form.SHARE or (
                number.form is Form.COUNT
                and _TOTAL_BEFORE.search(block.text[max(0, number.span.start - 30) : number.span.start])
            ):
                end = number.span.end
                skipped = _PARENTHESIS.match(block.text, end)
                named = _NOUN.match(block.text, skipped.end() if skipped else end)
                if named:
                    found.setdefault(fold(named["noun"]), []).append(quantity)
    return found


def _totals(earlier: Sequence[Quantity], part: Quantity, text: str) -> Iterator[tuple[Quantity, Confidence]]:
    """Counts that can be the whole of `part`, the nearest first: sure if said so, else only worth a try."""
    for quantity in reversed(earlier):
        number = quantity.number
        if number.form is not Form.COUNT or number.value < part.number.value or number.value <= 0:
            continue
        between = text[number.span.end :]
        said = _TOTAL_BEFORE.search(text[max(0, number.span.start - 30) : number.span.start])
        if _AMONG.search(between) and (said or not _STOP.search(between)):
            yield quantity, Confidence.SURE if said else Confidence.LIKELY
        else:
            yield quantity, Confidence.MAYBE


def _share_of(part: Quantity, whole: Quantity) -> Fraction:
    return Fraction(part.number.value) / Fraction(whole.number.value) * _PERCENT
