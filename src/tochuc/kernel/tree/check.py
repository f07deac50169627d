"""Proof of the tree: dated placements and names without gap or overlap, one root, no circle, and the stored
order equal to the one that follows from them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.tree.order import BrokenTree
from tochuc.kernel.tree.snapshot import today
from tochuc.kernel.tree.today import COMPUTED, LOGGED, apply
from tochuc.vi.dates import format_date

FOREVER = dt.date.max
_FIELDS = (*LOGGED, *COMPUTED)


class Kind(StrEnum):
    """What can be wrong with the tree."""

    MISSING = "missing"
    OVERLAP = "overlap"
    GAP = "gap"
    OUTSIDE = "outside"
    PARENT = "parent"
    CYCLE = "cycle"
    ROOTS = "roots"
    SUCCESSOR = "successor"
    FUTURE = "future"
    STORED = "stored"


@dataclass(frozen=True)
class Problem:
    """One defect; `unit` is the code of the unit at fault, empty where it is the tree's."""

    kind: Kind
    unit: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.unit}: {self.sentence}" if self.unit else self.sentence


@dataclass(frozen=True)
class _Span:
    """A dated fact of a unit; `below` is the parent of a placement."""

    since: dt.date
    until: dt.date
    below: int | None = None


def check() -> list[Problem]:
    """All that is wrong, by unit; empty for a sound tree. Reads everything, writes nothing."""
    units = {unit.pk: unit for unit in Unit.objects.order_by("code")}
    places = _spans(Placement.objects.values_list("unit_id", "since", "until", "parent_id"))
    names = _spans(UnitName.objects.values_list("unit_id", "since", "until"))
    problems: list[Problem] = []
    for unit in units.values():
        problems += _covered(unit, places.get(unit.pk, ()), "vị trí trong hệ thống")
        problems += _covered(unit, names.get(unit.pk, ()), "tên gọi")
        problems += _future(unit, (*places.get(unit.pk, ()), *names.get(unit.pk, ())))
        problems += _parents(unit, places.get(unit.pk, ()), units)
        problems += _successor(unit, units)
    problems += _cycles(units, places)
    problems += _roots(units, places)
    return problems + list(_stored(list(units.values())))


def _spans(rows: Iterable[tuple[object, ...]]) -> dict[int, list[_Span]]:
    spans: dict[int, list[_Span]] = defaultdict(list)
    for unit, since, until, *below in rows:
        spans[unit].append(_Span(since, until or FOREVER, *below))  # type: ignore[index,arg-type]
    for found in spans.values():
        found.sort(key=lambda span: (span.since, span.until))
    return spans


def _covered(unit: Unit, spans: Sequence[_Span], what: str) -> Iterator[Problem]:
    """The spans must follow each other from the unit's foundation to its end."""
    if not spans:
        yield Problem(Kind.MISSING, unit.code, f"không có {what} nào từ ngày thành lập.")
        return
    for one, next_one in pairwise(spans):
        if one.until > next_one.since:
            yield Problem(
                Kind.OVERLAP, unit.code, f"có hai {what} cùng lúc từ ngày {format_date(next_one.since)}."
            )
        elif one.until < next_one.since:
            stretch = f"từ {format_date(one.until)} đến trước {format_date(next_one.since)}"
            yield Problem(Kind.GAP, unit.code, f"không có {what} {stretch}.")
    if spans[0].since != unit.founded_on:
        begin = f"{what} đầu tiên bắt đầu ngày {format_date(spans[0].since)}"
        founded = f"đơn vị thành lập ngày {format_date(unit.founded_on)}"
        yield Problem(Kind.OUTSIDE, unit.code, f"{begin}, còn {founded}.")
    if max(span.until for span in spans) != (unit.ended_on or FOREVER):
        yield Problem(Kind.OUTSIDE, unit.code, f"{what} cuối cùng không kết thúc cùng ngày với đơn vị.")


def _future(unit: Unit, spans: Iterable[_Span]) -> Iterator[Problem]:
    day = today()
    days = {unit.founded_on, unit.ended_on or day}
    days |= {span.since for span in spans} | {span.until for span in spans if span.until != FOREVER}
    if max(days) > day:
        yield Problem(Kind.FUTURE, unit.code, f"có dữ kiện ghi cho ngày chưa tới: {format_date(max(days))}.")


def _parents(unit: Unit, spans: Iterable[_Span], units: Mapping[int, Unit]) -> Iterator[Problem]:
    for span in spans:
        parent = units.get(span.below) if span.below is not None else None
        if parent is None:
            continue
        if span.since < parent.founded_on or span.until > (parent.ended_on or FOREVER):
            sentence = f"trực thuộc {parent.code} cả trong thời gian đơn vị đó chưa có hoặc không còn."
            yield Problem(Kind.PARENT, unit.code, sentence)


def _successor(unit: Unit, units: Mapping[int, Unit]) -> Iterator[Problem]:
    if unit.successor_id is None:
        return
    successor = units[unit.successor_id]
    if unit.ended_on is None:
        sentence = f"có đơn vị kế thừa ({successor.code}) mà không có ngày kết thúc."
        yield Problem(Kind.SUCCESSOR, unit.code, sentence)
    elif not (successor.founded_on <= unit.ended_on < (successor.ended_on or FOREVER)):
        day = format_date(unit.ended_on)
        sentence = f"được {successor.code} kế thừa ngày {day}, khi đơn vị đó chưa có hoặc không còn."
        yield Problem(Kind.SUCCESSOR, unit.code, sentence)


def _cycles(units: Mapping[int, Unit], places: Mapping[int, Sequence[_Span]]) -> Iterator[Problem]:
    """A circle closes on the day on which one of its placements begins."""
    for unit_id, spans in places.items():
        for span in spans:
            if span.below is not None and _leads_back(unit_id, span.below, span.since, places):
                sentence = f"nằm dưới chính nó từ ngày {format_date(span.since)}."
                yield Problem(Kind.CYCLE, units[unit_id].code, sentence)


def _leads_back(unit: int, above: int | None, day: dt.date, places: Mapping[int, Sequence[_Span]]) -> bool:
    passed: set[int] = set()
    while above is not None and above != unit and above not in passed:
        passed.add(above)
        spans = (span for span in places.get(above, ()) if span.since <= day < span.until)
        above = next((span.below for span in spans), None)
    return above == unit


def _roots(units: Mapping[int, Unit], places: Mapping[int, Sequence[_Span]]) -> Iterator[Problem]:
    roots = sorted(
        (span.since, unit, span.until)
        for unit, spans in places.items()
        for span in spans
        if span.below is None
    )
    if units and not roots:
        yield Problem(Kind.ROOTS, "", "Cây không có đơn vị gốc.")
    for (_, one, until), (since, other, _) in pairwise(roots):
        if since < until and one != other:
            sentence = f"là gốc thứ hai của cây, bên cạnh {units[one].code}, từ ngày {format_date(since)}."
            yield Problem(Kind.ROOTS, units[other].code, sentence)


def _stored(units: list[Unit]) -> Iterator[Problem]:
    """Compares what is stored with what follows from the facts; sets the latter on `units`."""
    stored = [[getattr(unit, name) for name in _FIELDS] for unit in units]
    try:
        apply(units)
    except BrokenTree:
        yield Problem(Kind.STORED, "", "Không dựng được cây của ngày hôm nay: hãy sửa các lỗi khác trước.")
        return
    for unit, old in zip(units, stored, strict=True):
        wrong = [name for name, value in zip(_FIELDS, old, strict=True) if getattr(unit, name) != value]
        if wrong:
            fields = ", ".join(sorted({_label(name) for name in wrong}))
            yield Problem(
                Kind.STORED,
                unit.code,
                f"{fields} lưu trên đơn vị không khớp với lịch sử: hãy chạy “tochuc units rebuild”.",
            )


def _label(name: str) -> str:
    field: Any = Unit._meta.get_field(name.removesuffix("_id"))
    return str(field.verbose_name)
