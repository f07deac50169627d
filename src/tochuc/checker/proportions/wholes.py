"""Totals that stand further away from a percentage: before the list that divides them, or elsewhere in the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tochuc.checker.document import Block
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.proportions.model import Proportion, pair, share_of
from tochuc.checker.proportions.words import BEYOND, CHANGE, COUNTS, LEADS_TO_SHARE, LONGEST_GLUE, STOP
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.checker.rounding import doubt
from tochuc.vi.fold import fold

_TOTAL_OF_NOUN = re.compile(
    r"\s{0,3}(?:so với |so |trên |trong |của )?tổng số\s+(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)", re.IGNORECASE
)
_TOTAL_BEFORE = re.compile(
    r"\b(?:(?:tổng số|tổng cộng|tổng|toàn \w+(?: \w+){0,3} (?:hiện )?có)\s*(?:có|là|:)?"
    r"|tổng số [^.;:()0-9]{1,60}(?: là|: ?))\s*$",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:trong đó|trong số đó|gồm|bao gồm|cụ thể|kết quả)\b|:", re.IGNORECASE)
#: Names another whole than the one divided so far: `trong số đảng viên mới có …`.
_OUT_OF_NAMED = re.compile(r"\btrong (?:tổng )?số (?P<noun>[^\W\d_]+ [^\W\d_]+)", re.IGNORECASE)
_TARGET_BEFORE = re.compile(
    r"\b(?:chỉ tiêu|kế hoạch)\b"
    r"(?: (?:được giao|giao|đề ra|năm|cả năm|là|của năm|đăng ký|phấn đấu|phát triển|kết nạp)){0,3}"
    r"\s{0,2}(?:[0-9]{4}\s?)?(?:là|:|\()?\s?$",
    re.IGNORECASE,
)
#: Behind a percentage: it is one of a plan, or compared with another time, not a share of a total.
_OF_PLAN = re.compile(
    r"\s{0,3}(?:so với |so |của |theo )?(?:chỉ tiêu|kế hoạch|nghị quyết|dự toán|yêu cầu|cùng kỳ|năm|đầu năm)\b",
    re.IGNORECASE,
)
#: `44,5% lên 54,0%`: no share, but where a change begins.
_MOVES = re.compile(r"\s{0,3}(?:lên|xuống|còn)\b", re.IGNORECASE)
_POINTS = re.compile(r"\s{0,3}điểm\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s{0,3}\([^()]{0,60}\)")
_NOUN = re.compile(r"\s{0,3}(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)")
_LIST_BLOCKS = 12

Blocks = Sequence[tuple[Block, Sequence[Quantity]]]
#: A count that can be the total, and how surely it is.
Whole = tuple[Quantity, Confidence]


class Wholes:
    """The totals of a document, for percentages that stand apart from them."""

    def __init__(self, blocks: Blocks, totals: Mapping[str, Sequence[Quantity]]) -> None:
        self._blocks = blocks
        self._totals = totals
        self._position = {block.number: at for at, (block, _) in enumerate(blocks)}

    def proportion(self, block: Block, quantities: Sequence[Quantity], at: int) -> Proportion | None:
        part = _part_of(block, quantities, at)
        if part is None or _MOVES.match(block.text, quantities[at].number.span.end):
            return None
        if _OF_PLAN.match(block.text, quantities[at].number.span.end):
            return _of_target(block, quantities, at, part)
        return self._of_a_kind(block, quantities[at], part) or self._of_list(block, quantities, at, part)

    def _of_a_kind(self, block: Block, percent: Quantity, part: Quantity) -> Proportion | None:
        """`1.967 đảng viên, đạt 3,5% tổng số đảng viên`: the total is given elsewhere, once."""
        named = _TOTAL_OF_NOUN.match(block.text, percent.number.span.end)
        if not named:
            return None
        wholes = {
            whole.number.whole or whole.number.value: whole
            for whole in self._totals.get(fold(named["noun"]), ())
        }
        possible = {value: whole for value, whole in wholes.items() if value > part.number.value}
        if len(possible) != 1:
            return None
        ((value, whole),) = possible.items()
        return replace(pair(percent, part, whole, Confidence.LIKELY), whole_value=value)

    def _of_list(
        self, block: Block, quantities: Sequence[Quantity], at: int, part: Quantity
    ) -> Proportion | None:
        """`120 đảng viên, trong đó nữ 15 đồng chí (12,5%)`: a total said to be one, else one that fits."""
        percent = quantities[at]
        if not LEADS_TO_SHARE.search(block.text[part.number.span.end : percent.number.span.start]):
            return None
        earlier = [quantity for quantity in quantities if quantity.number.span.start < part.number.span.start]
        inside = list(_wholes_of(earlier, part, block.text[: part.number.span.start]))
        chosen = _choose(percent, part, inside) or _choose(percent, part, list(self._announced(block, part)))
        return pair(percent, part, *chosen) if chosen else None

    def _announced(self, block: Block, part: Quantity) -> Iterator[Whole]:
        """Totals in the block that announces the list which `block` is an item of."""
        position = self._position.get(block.number, 0)
        for before, others in reversed(self._blocks[max(0, position - _LIST_BLOCKS) : position]):
            if before.text.rstrip().endswith(":"):
                yield from _wholes_of(others, part, before.text)
                return


def _choose(percent: Quantity, part: Quantity, candidates: Sequence[Whole]) -> Whole | None:
    """A total said to be one, else any that fits; of several the first that fits."""
    said = [each for each in candidates if each[1] is not Confidence.MAYBE]
    for whole, confidence in said or candidates:
        if not doubt(percent.number.value, share_of(part, whole), percent.qualifiers):
            return whole, confidence
    return said[0] if said else None


def totals_of_kind(blocks: Blocks) -> dict[str, list[Quantity]]:
    """Quantities that the text gives as totals, by the first two syllables, folded, of what they count."""
    found: dict[str, list[Quantity]] = {}
    for block, quantities in blocks:
        for quantity in quantities:
            number = quantity.number
            if number.form is Form.SHARE or (number.form is Form.COUNT and _is_total(block.text, quantity)):
                end = number.span.end
                skipped = _PARENTHESIS.match(block.text, end)
                named = _NOUN.match(block.text, skipped.end() if skipped else end)
                if named:
                    found.setdefault(fold(named["noun"]), []).append(quantity)
    return found


def _part_of(block: Block, quantities: Sequence[Quantity], at: int) -> Quantity | None:
    """The count that a percentage is said of: the nearest before it in the same sentence."""
    for quantity in reversed(quantities[:at]):
        words = block.text[quantity.number.span.end : quantities[at].number.span.start]
        if len(words) > 2 * LONGEST_GLUE or STOP.search(words):
            return None
        if quantity.number.form in COUNTS:
            changes = quantity.qualifiers & {Qualifier.INCREASE, Qualifier.DECREASE}
            points = _POINTS.match(block.text, quantity.number.span.end)
            return None if changes or points or CHANGE.search(words) else quantity
    return None


def _of_target(block: Block, quantities: Sequence[Quantity], at: int, part: Quantity) -> Proportion | None:
    """`chỉ tiêu 1.900; kết nạp 1.967, đạt 103,5% kế hoạch`: the target stands in the same paragraph."""
    percent = quantities[at]
    targets = [
        quantity
        for quantity in quantities
        if quantity.number.form in COUNTS
        and quantity is not part
        and _TARGET_BEFORE.search(_lead(block.text, quantity, 60))
    ]
    if len(targets) != 1:
        return None
    beyond = bool(BEYOND.search(block.text[part.number.span.end : percent.number.span.start]))
    return replace(pair(percent, part, targets[0], Confidence.LIKELY), beyond=beyond)


def _wholes_of(earlier: Sequence[Quantity], part: Quantity, text: str) -> Iterator[Whole]:
    """Counts that can be the whole of `part`, the nearest first: sure if said so, else only worth a try."""
    named, cue = _last(_OUT_OF_NAMED, text), _last(_AMONG, text)
    # “120, trong đó 15 nữ; …”: only a colon opens a list that goes on behind the semicolon.
    if cue and ":" not in text[cue.start() : cue.end() + 1] and ";" in text[cue.end() :]:
        cue = None
    divided = False
    for quantity in reversed(earlier):
        number = quantity.number
        if number.form not in COUNTS or number.value < part.number.value or number.value <= 0:
            continue
        end = number.span.end
        total = _is_total(text, quantity)
        if named and named.start() >= end:
            between = text[end:]
            bracketed = between.count(")") > between.count("(")
            alike = not bracketed and fold(quantity.noun.text).startswith(fold(named["noun"]))
            yield quantity, Confidence.LIKELY if alike else Confidence.MAYBE
        elif cue and end <= cue.start() and not divided and not STOP.search(text, end, cue.start()):
            divided = True
            yield quantity, Confidence.SURE if total else Confidence.LIKELY
        elif total and ". " not in text[end:]:
            yield quantity, Confidence.LIKELY
        else:
            yield quantity, Confidence.MAYBE


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match in the last sentence of a text."""
    start = max(text.rfind(". "), 0)
    return next(reversed(list(pattern.finditer(text, start))), None)


def _is_total(text: str, quantity: Quantity) -> bool:
    return bool(_TOTAL_BEFORE.search(_lead(text, quantity, 80)))


def _lead(text: str, quantity: Quantity, length: int) -> str:
    start = quantity.number.span.start
    return text[max(0, start - length) : start]
