"""Things named one by one for a stated count: posts, documents, units, people."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from tochuc.checker.document import Block
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.segments import Segment, is_open, office, strong_segments, weak_segments

_LEADERS = {"cap truong": "heads", "truong": "heads", "cap pho": "deputies", "pho": "deputies"}
_OFFICE_BREAK = re.compile(r",\s|\s(?:và|cùng)\s")
_TAIL = re.compile(r"[\s,;.]{0,3}(?:\s(?:và|cùng))?\s{0,3}$")
_COUNT = re.compile(r"(?<!\w)0?([0-9]{1,2})\s(?=[^\W\d_])")
_COUNT_WITHIN = 40
#: "Phó Bí thư," has hardly room for the organisation: the next office is the same person's.
_JOINT_WORDS = 3
_ANOTHER_NUMBER = re.compile(r"(?:,|\svà)\s(?:Kế hoạch |Quyết định |Quy định |Công văn )?số\s[0-9]")
_NARRATIVE = re.compile(
    r"^(?:Theo|Căn cứ|Tính đến|Trong đó|Thực hiện|Trong|Do|Vì|Tại|Số liệu|Xem|Nguồn|Kèm theo)\s|\s(?:đã|được|đang|chưa)\s"
)
_DOCUMENT = "documents"
_ANY_DOCUMENT = frozenset(("van ban", "tai lieu"))
_LIST_UNITS = frozenset(("places", "organisations", "people", "cases"))
_MOST = 60


def listed_items(totals: Sequence[Quantity], block: Block, flat: str, where: Where) -> Iterator[Relation]:
    """Relations between numbers and what is named behind them, where that is a list of such things.

    `flat` is the block's text, blank outside of the list, so that offsets stay.
    """
    totals = [
        one for one in totals if one.number.form is Form.COUNT and one.exact and one.number.value <= _MOST
    ]
    leaders = [one for one in totals if one.head in _LEADERS]
    documents = [one for one in totals if one.unit == _DOCUMENT]
    if leaders:
        yield from _offices(leaders, block, flat, where)
    elif documents:
        yield from _documents(documents, block, flat, where)
    elif totals and (relation := _named(totals[0], block, flat, where)):
        yield relation


def _offices(totals: Sequence[Quantity], block: Block, flat: str, where: Where) -> Iterator[Relation]:
    """Heads and deputies by their titles; who is neither may have been counted among either."""
    found: dict[str, list[Part]] = {"heads": [], "deputies": []}
    doubtful = 0
    for segment in strong_segments(block, flat):
        for part, kind in _offices_of(segment):
            if kind in found:
                found[kind].append(part)
            else:
                doubtful += 1
    for total in totals:
        parts = found[_LEADERS[total.head]]
        if parts:
            yield _items(total, parts, where, Confidence.LIKELY, is_open(flat), doubtful)


def _offices_of(segment: Segment) -> Iterator[tuple[Part, str]]:
    """The offices of a segment; of one person's two ("Phó Bí thư, Chủ tịch …") it is not clear which counts."""
    text, first = segment.span.text, segment.span.start
    bounds = [0, *(match.end() for match in _OFFICE_BREAK.finditer(text)), len(text)]
    pieces = [(at, text[at:following]) for at, following in pairwise(bounds)]
    found = [(at, piece, count, kind) for at, piece in pieces for count, kind in [_counted(piece)] if kind]
    if not found:
        yield Part(segment.span, Decimal(segment.count)), ""
    after_joint = False
    for position, (at, piece, count, kind) in enumerate(found):
        joint = (
            position + 1 < len(found) and piece.rstrip().endswith(",") and len(piece.split()) <= _JOINT_WORDS
        )
        words = _TAIL.sub("", piece)
        yield (
            Part(segment.span.of(first + at, first + at + len(words)), Decimal(count)),
            "" if joint or after_joint else kind,
        )
        after_joint = joint


def _counted(piece: str) -> tuple[int, str]:
    """How many a piece names ("02 Phó Chủ tịch", "giới thiệu bầu 01 Phó ban"), and whether they lead or assist."""
    number = _COUNT.search(piece, 0, _COUNT_WITHIN)
    if number and (kind := office(piece[number.end() :])):
        return int(number[1]), kind
    return 1, office(piece)


def _documents(totals: Sequence[Quantity], block: Block, flat: str, where: Where) -> Iterator[Relation]:
    """Documents by their types: "05 Quy định, 04 Quy chế" and a list of "Quy định …; Quy chế …"."""
    segments = strong_segments(block, flat)
    if _is_prose(segments):
        return
    if len(segments) == 1:
        segments = weak_segments(block, flat)
    for total in totals:
        name = _type_name(total).casefold()
        own = [one for one in segments if _is_of_type(one, name, total)]
        if not own or (len(own) < 2 and len(segments) < 2):
            continue
        more = rf"(?:và|cùng)\s(?:các|một số|nhiều)\s{re.escape(name)}"
        unfinished = is_open(flat) or re.search(more, flat.casefold())
        further = sum(len(_ANOTHER_NUMBER.findall(one.words)) for one in own)
        yield _items(total, _parts(own), where, Confidence.LIKELY, bool(unfinished), further)


def _type_name(total: Quantity) -> str:
    words = total.noun.text.split()
    return " ".join(words[: len(total.head.split())])


def _is_of_type(segment: Segment, name: str, total: Quantity) -> bool:
    if total.head in _ANY_DOCUMENT:
        return segment.words[:1].isupper()
    words = segment.words
    return words.casefold().startswith(name) and words[:1].isupper() and not segment.several


def _named(total: Quantity, block: Block, flat: str, where: Where) -> Relation | None:
    """People, units or places named one by one."""
    if total.unit not in _LIST_UNITS:
        return None
    unfinished = is_open(flat)
    segments = strong_segments(block, flat)
    if _is_prose(segments):
        return None
    if all(segment.counted for segment in segments):
        return None
    if len(segments) > 1:
        if not all(_names_one(segment, total) for segment in segments):
            return None
        commas = any("," in segment.words or " và " in segment.words for segment in segments)
        confidence = Confidence.LIKELY if _alike(segments) or not commas else Confidence.MAYBE
        return _items(total, _parts(segments), where, confidence, unfinished or _tails_off(segments))
    segments = weak_segments(block, flat)
    clear = all(segment.proper for segment in segments) or all(segment.organisation for segment in segments)
    if len(segments) < 2 or not clear or (total.unit == "people" and not all(one.proper for one in segments)):
        return None
    return _items(total, _parts(segments), where, Confidence.LIKELY, unfinished)


def _names_one(segment: Segment, total: Quantity) -> bool:
    if total.unit == "people":
        return segment.person or segment.proper
    return segment.organisation or segment.proper


def _alike(segments: Sequence[Segment]) -> bool:
    return all(segment.person for segment in segments) or all(segment.organisation for segment in segments)


def _tails_off(segments: Sequence[Segment]) -> bool:
    return segments[-1].several


def _is_prose(segments: Sequence[Segment]) -> bool:
    return not segments or bool(_NARRATIVE.search(segments[0].words[:60]))


def _parts(segments: Sequence[Segment]) -> list[Part]:
    return [Part(one.span, Decimal(one.count)) for one in segments]


def _items(
    total: Quantity,
    parts: Sequence[Part],
    where: Where,
    confidence: Confidence,
    unfinished: bool,
    doubtful: int = 0,
) -> Relation:
    return Relation(
        How.ITEMS, total, tuple(parts), confidence, open=unfinished, where=where, doubtful=doubtful
    )
