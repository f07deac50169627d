"""Proving that the log is what was written: nothing altered, removed, inserted or reordered.

Who can write to the database could also compute the whole chain anew. Against that stands only a head noted
down elsewhere (`tochuc audit head`), with which `verify(expect=…)` compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from tochuc.kernel.changes.chain import GENESIS, digest_of_row, header_digest, rows_digest
from tochuc.kernel.changes.shred import SHRED
from tochuc.kernel.models import ChainHead, Change, ChangeSet

_CHUNK = 5_000
_COLUMNS = (
    "change_set_id",
    "position",
    "model",
    "object_id",
    "operation",
    "before",
    "after",
    "sealed_digest",
    "digest",
    "sealed",
)
Row = tuple[Any, ...]


class Fault(Enum):
    """What is wrong; the value says it to the operator."""

    ROW_ALTERED = "the row does not match its digest: it was altered"
    ROW_REMOVED = "a row is missing at this position"
    ROW_INSERTED = "the change set has more rows than its header says"
    ROWS_REPLACED = (
        "the rows do not match the header: rows were exchanged or rewritten together with their digests"
    )
    HEADER_ALTERED = "the header does not match its digest: it was altered"
    LINK_BROKEN = (
        "the header does not continue the change set before it: one was removed, inserted or rewritten"
    )
    NUMBER_MISSING = "a change set with this number is missing"
    TAIL = "the chain does not end where its head says: change sets were removed from or added to its end"
    EXPECTED_MISSING = "no change set has the digest that was expected: the chain was cut or rewritten"
    BOX_ALTERED = "the sealed values do not match their digest: they were altered"
    BOX_EMPTIED = "the sealed values are gone though no change set says that they were erased"


@dataclass(frozen=True)
class Break:
    """One place where the log is not what was written; `position` and object only where a row is meant."""

    fault: Fault
    number: int
    position: int | None = None
    model: str = ""
    object_id: int | None = None

    def __str__(self) -> str:
        row = "" if self.position is None else f", row {self.position}"
        thing = f" ({self.model} {self.object_id})" if self.model else ""
        return f"change set {self.number}{row}{thing}: {self.fault.value}"


@dataclass
class Report:
    """`digest` is the head of the chain as found, "0…0" for an empty one."""

    breaks: list[Break] = field(default_factory=list)
    change_sets: int = 0
    rows: int = 0
    digest: str = GENESIS


def verify(expect: str = "") -> Report:
    """Reads the whole log once. `expect` is a head noted down earlier, or the beginning of one."""
    report = Report()
    emptied: list[Break] = []
    erased: dict[tuple[str, int], int] = {}
    rows = _RowsByChangeSet()
    found_expected = not expect
    previous, number = GENESIS, 0
    for header in ChangeSet.objects.order_by("number").iterator(chunk_size=_CHUNK):
        missing = range(number + 1, header.number)
        report.breaks += [Break(Fault.NUMBER_MISSING, gap) for gap in missing]
        if header.previous != previous and not missing:
            report.breaks.append(Break(Fault.LINK_BROKEN, header.number))
        if header_digest(header) != header.digest:
            report.breaks.append(Break(Fault.HEADER_ALTERED, header.number))
        own = rows.of(header.pk)
        report.breaks += _check_rows(header, own)
        report.breaks += _check_boxes(header.number, own, emptied)
        if header.verb == SHRED:
            params = json.loads(header.params)
            erased[params["model"], params["object"]] = params["up_to"]
        report.change_sets += 1
        report.rows += len(own)
        previous, number = header.digest, header.number
        found_expected = found_expected or header.digest.startswith(expect)
    report.digest = previous
    report.breaks += [one for one in emptied if one.number > erased.get((one.model, one.object_id or 0), 0)]
    report.breaks += _check_end(number, previous)
    if not found_expected:
        report.breaks.append(Break(Fault.EXPECTED_MISSING, number))
    return report


class _RowsByChangeSet:
    """All rows in the order of the change sets' keys, which is that of their numbers; read once, a set at a
    time.
    """

    def __init__(self) -> None:
        ordered = Change.objects.order_by("change_set_id", "position", "pk").values_list(*_COLUMNS)
        self._groups = groupby(ordered.iterator(chunk_size=_CHUNK), key=itemgetter(0))
        self._next: tuple[int, list[Row]] | None = self._advance()

    def _advance(self) -> tuple[int, list[Row]] | None:
        for key, group in self._groups:
            return key, [row[1:] for row in group]
        return None

    def of(self, key: int) -> list[Row]:
        while self._next is not None and self._next[0] < key:
            self._next = self._advance()
        if self._next is None or self._next[0] != key:
            return []
        rows = self._next[1]
        self._next = self._advance()
        return rows


def _check_rows(header: ChangeSet, rows: list[Row]) -> Iterator[Break]:
    altered = [row for row in rows if digest_of_row(*row[:7]) != row[7]]
    positions = {row[0] for row in rows}
    missing = sorted(set(range(header.count)) - positions)
    extra = [row for row in rows if row[0] >= header.count]
    yield from (Break(Fault.ROW_ALTERED, header.number, *row[:3]) for row in altered)
    yield from (Break(Fault.ROW_REMOVED, header.number, position) for position in missing)
    yield from (Break(Fault.ROW_INSERTED, header.number, *row[:3]) for row in extra)
    if not (altered or missing or extra) and rows_digest(row[7] for row in rows) != header.rows_digest:
        yield Break(Fault.ROWS_REPLACED, header.number)


def _check_boxes(number: int, rows: list[Row], emptied: list[Break]) -> Iterator[Break]:
    for position, model, key, *_, sealed_digest, _digest, sealed in rows:
        if sealed is not None and sha256(bytes(sealed)).hexdigest() != sealed_digest:
            yield Break(Fault.BOX_ALTERED, number, position, model, key)
        elif sealed is None and sealed_digest:
            emptied.append(Break(Fault.BOX_EMPTIED, number, position, model, key))


def _check_end(number: int, digest: str) -> Iterator[Break]:
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if (head.number, head.digest) != (number, digest):
        yield from (Break(Fault.NUMBER_MISSING, gap) for gap in range(number + 1, head.number + 1))
        yield Break(Fault.TAIL, head.number)
