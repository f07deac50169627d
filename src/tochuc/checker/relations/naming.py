"""Names that follow their count in the same sentence: "3 huyện: A, B, C", "02 cấp trưởng (Giám đốc …; …)"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.footnotes import joined_before
from tochuc.checker.relations.items import listed_items
from tochuc.checker.relations.kinds import can_be_total
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.segments import PROPER
from tochuc.checker.relations.text import Text

_LIST_SIGN = re.compile(r"\s(?::|gồm:?|là:?|gồm có:?|bao gồm:?|cụ thể:?|cụ thể là:?)\s|:\s")
_UNIT_BEFORE = re.compile(r"(?:xã|phường|huyện|thị xã|thành phố|thị trấn|thôn|tỉnh)\s")
_NEXT_NAME = re.compile(r"(?P<last>,?\s(?:và|cùng)\s)|,\s")
_NEAR = 90


def names_in(text: Text) -> Iterator[Relation]:
    """Counts followed by the names of what they count."""
    for total in text.quantities:
        if not can_be_total(total) or total.number.form is not Form.COUNT or total.labelled:
            continue
        yield from _bracketed(text, total)
        yield from _introduced(text, total)
        if total.unit == "places" and (relation := _named_at_once(text, total)):
            yield relation


def _bracketed(text: Text, total: Quantity) -> Iterator[Relation]:
    for start, end in text.remarks_between(total.end + 1, total.end + 3):
        inside = text.only(start, end, inside=True)
        yield from listed_items(_in_one_breath(text, total), text.block, inside, Where.BRACKETS)


def _introduced(text: Text, total: Quantity) -> Iterator[Relation]:
    end = text.sentence_at(total.number.span.start)[1]
    sign = _LIST_SIGN.search(text.flat, total.end, min(end, total.end + _NEAR))
    if not sign or any(one in text.flat[total.end : sign.start()].removesuffix(",") for one in ",;."):
        return
    totals = _in_one_breath(text, total)
    semicolon = text.flat.find(";", sign.end(), end)
    for stop in dict.fromkeys((semicolon if semicolon > 0 else end, end)):
        found = list(listed_items(totals, text.block, text.only(sign.end(), stop), Where.SENTENCE))
        if found:
            yield from found
            return


def _in_one_breath(text: Text, total: Quantity) -> list[Quantity]:
    return [total, *joined_before(text, total, 0)]


def _named_at_once(text: Text, total: Quantity) -> Relation | None:
    """ "03 huyện Bình Sơn, Mộ Đức và Ba Tơ": the names stand right behind the noun."""
    flat = text.flat
    position = total.noun.start + len(" ".join(total.noun.text.split()[: len(total.head.split())])) + 1
    parts: list[Part] = []
    finished = False
    while name := PROPER.match(flat, position):
        parts.append(Part(total.noun.of(*name.span()), Decimal(1)))
        following = _NEXT_NAME.match(flat, name.end())
        if not following or finished:
            break
        finished = bool(following["last"])
        unit = _UNIT_BEFORE.match(flat, following.end())
        position = unit.end() if unit else following.end()
    if len(parts) < 2:
        return None
    behind = flat[parts[-1].span.end : parts[-1].span.end + 6]
    unfinished = "..." in behind or "…" in behind
    return Relation(How.ITEMS, total, tuple(parts), Confidence.LIKELY, open=unfinished)
