"""What is left of a share: "42/46 đơn vị …, còn 04 đơn vị chưa …", or the four named in brackets."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.kinds import can_be_part, kinship
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.segments import strong_segments, weak_segments
from tochuc.checker.relations.text import Text

_LEFT = re.compile(r"(?<!\w)còn(?:\slại)?(?:\scó)?(?:\slà)?:?\s$")
_LESS = re.compile(r"(?<!\w)(?:giảm|chỉ|xuống|chỉ còn)\s{0,2}$")
_EXCEPTED = re.compile(r"(?<!\w)(?:chưa|không|trừ|còn lại|miễn|vắng|hoãn|khác)(?!\w)")
_CLAUSE = re.compile(r"[,;:.]")
_STOPS = re.compile(r"[;.]")
_WHOLE = re.compile(r"(?:tổng số|trong số|trên tổng số|trong tổng số)\s$", re.IGNORECASE)
#: "được giao 96 biên chế, đã sử dụng 89, còn 07" and "phải giảm 05, đã giảm 03, còn phải giảm 02".
_DUE = re.compile(
    r"(?<!\w)(?:giao|phân bổ|được cấp|phải|cần|chỉ tiêu|kế hoạch|tổng số|tiếp nhận|thu)(?!\w)", re.IGNORECASE
)
_DONE = re.compile(r"(?<!\w)đã\s(?P<verb>[^\W\d_]{1,8}(?:\s[^\W\d_]{1,8})?)\s$")
_TO_DO = re.compile(r"(?<!\w)còn\s(?:lại\s)?(?:(?P<due>phải|cần)\s(?:tiếp tục\s)?[^,;:.()0-9]{0,20})?$")
_CHANGES = frozenset(("giảm", "tăng", "tinh giản"))
_LOOK_BACK = 22
_NEAR = 60


def remainders_in(text: Text) -> Iterator[Relation]:
    """The relations of shares to what has not been done, has not come, is not yet there."""
    may_be_left = "còn" in text.flat and "đã" in text.flat
    for position, quantity in enumerate(text.quantities):
        if quantity.number.form is Form.SHARE and _sound(quantity):
            following = text.quantities[position + 1 : position + 4]
            if relation := _counted(text, quantity, following) or _excepted(text, quantity):
                yield relation
        elif _is_whole(text, quantity) and (divided := _divided(text, quantity, position)):
            yield divided
        elif may_be_left and (left := _left_to_do(text, text.quantities[position : position + 3])):
            yield left


def _sound(share: Quantity) -> bool:
    return share.number.whole is not None and share.number.value <= share.number.whole


def _counted(text: Text, share: Quantity, following: Sequence[Quantity]) -> Relation | None:
    end = text.sentence_at(share.number.span.start)[1]
    for one in following:
        if one.number.span.start >= end or one.number.form is Form.SHARE:
            return None
        kin = can_be_part(one) and kinship(share, one) and not one.labelled
        if kin and (_is_left(text, one) or (one.head == share.head and _not_yet(text, one))):
            part = Part(one.span, one.number.value, one)
            return _rest(share, (part,), Confidence.SURE if kinship(share, one) == 2 else Confidence.LIKELY)
    return None


def _not_yet(text: Text, one: Quantity) -> bool:
    """Whether a clause of its own says what these have not: "; 104 đảng viên chưa được xếp loại"."""
    start = one.number.span.start
    clause = _CLAUSE.search(text.flat, one.number.span.end)
    said = text.flat[one.number.span.end : clause.start() if clause else len(text.flat)]
    return text.flat[:start].rstrip()[-1:] in (";", ",") and bool(_EXCEPTED.search(said))


def _is_left(text: Text, one: Quantity) -> bool:
    start = one.number.span.start
    match = _LEFT.search(text.flat, max(0, start - _LOOK_BACK), start)
    return (
        bool(match) and not _LESS.search(text.flat, max(0, start - _LOOK_BACK), match.start())
        if match
        else False
    )


def _excepted(text: Text, share: Quantity) -> Relation | None:
    """Those named in brackets with why they have not; how many one stretch names is not always clear."""
    end = text.sentence_at(share.number.span.start)[1]
    for first, last in text.remarks_between(share.end, min(end, share.end + _NEAR)):
        inside = text.only(first, last, inside=True)
        if not _EXCEPTED.search(inside, first):
            continue
        segments = strong_segments(text.block, inside)
        if not segments or text.within(first, last):
            return None
        several = [
            one
            for one in weak_segments(text.block, _STOPS.sub(",", inside))
            if one.organisation or one.person
        ]
        more = max(0, len(several) - len(segments))
        confidence = Confidence.LIKELY if len(segments) > 1 else Confidence.MAYBE
        return _rest(share, tuple(Part(one.span, Decimal(one.count)) for one in segments), confidence, more)
    return None


def _rest(share: Quantity, parts: tuple[Part, ...], confidence: Confidence, doubtful: int = 0) -> Relation:
    number = share.number
    return Relation(
        How.PARTS if parts[0].quantity else How.ITEMS,
        share,
        parts,
        confidence,
        where=Where.REST,
        target=(number.whole or number.value) - number.value,
        doubtful=doubtful,
    )


def _is_whole(text: Text, one: Quantity) -> bool:
    start = one.number.span.start
    return one.number.form is Form.COUNT and bool(_WHOLE.search(text.flat, max(0, start - _LOOK_BACK), start))


def _divided(text: Text, whole: Quantity, position: int) -> Relation | None:
    """ "Trong tổng số 46 đơn vị, 42 đơn vị đã …, còn lại 04 đơn vị"."""
    end = text.sentence_at(whole.number.span.start)[1]
    following = [one for one in text.quantities[position + 1 : position + 8] if one.number.span.start < end]
    kin = [one for one in following if can_be_part(one) and kinship(whole, one) == 2]
    last = next((i for i, one in enumerate(kin) if _is_left(text, one)), 0)
    if not last or not whole.exact:
        return None
    parts = tuple(Part(one.span, one.number.value, one) for one in kin[: last + 1])
    return Relation(How.PARTS, whole, parts, Confidence.LIKELY)


def _left_to_do(text: Text, three: Sequence[Quantity]) -> Relation | None:
    """What was due, what is done of it and what is still to be done, in one sentence."""
    if len(three) < 3 or not all(_of_one_kind(three[0], one) for one in three):
        return None
    due, done, left = three
    start, end = text.sentence_at(due.number.span.start)
    verb = _DONE.search(text.flat, due.end, done.number.span.start)
    rest = _TO_DO.search(text.flat, done.number.span.end, left.number.span.start)
    if not (verb and rest) or left.number.span.start >= end:
        return None
    # "có 120 hộ, đã giảm 20, còn 95": there may be new ones among these.
    changed = verb["verb"] in _CHANGES and not rest["due"]
    if changed or not _DUE.search(text.flat, start, due.number.span.start):
        return None
    parts = tuple(Part(one.span, one.number.value, one) for one in (done, left))
    return Relation(How.PARTS, due, parts, Confidence.LIKELY)


def _of_one_kind(due: Quantity, one: Quantity) -> bool:
    counts = one.number.form in (Form.COUNT, Form.DECIMAL) and one.exact and one.unit != "time"
    return counts and kinship(due, one) == 2
