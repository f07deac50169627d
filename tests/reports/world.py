"""A small province whose report of 2023 is known beforehand, made through the actions that make it in life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from tests.builders import FOUNDED, SYSTEM, make_unit
from tochuc.kernel.models import Sector, Unit, UnitKind
from tochuc.registers.members.actions import receive, register_handbook
from tochuc.registers.members.admission import admit, hold_ceremony
from tochuc.registers.members.models import AdmissionTarget, Member
from tochuc.registers.people.actions import create_person
from tochuc.registers.people.models import Gender, Person
from tochuc.registers.units.actions import establish, move
from tochuc.reports.document import Block, Document, Footnote, Inline, Number

_names = count(1)


@dataclass
class World:
    """Ten members on 31/12/2023, two of them admitted in that year; three new non-state organisations, two moved ones."""

    province: Unit
    mountain: Unit
    coast: Unit
    cell: Unit

    def set_target(self, number: int, unit: Unit | None = None) -> None:
        AdmissionTarget.objects.create(unit=unit or self.province, year=2023, number=number)


def make_world() -> World:
    province = _upper("Đảng bộ tỉnh Đất Mới", "Tỉnh Đất Mới", None)
    mountain = _upper("Đảng bộ huyện Núi Xa", "Huyện Núi Xa", province)
    coast = _upper("Đảng bộ huyện Biển Gần", "Huyện Biển Gần", province)
    cell = make_unit("Chi bộ xã Suối Trong", parent=mountain, kind=UnitKind.BASE_CELL)
    banks = [make_unit(f"Chi bộ Ngân hàng {name}", parent=coast, kind=UnitKind.BASE_CELL) for name in "AB"]
    for bank, day in zip(banks, (dt.date(2023, 9, 1), dt.date(2023, 5, 1)), strict=True):
        move(SYSTEM, unit=bank, to=mountain, on=day)
    for number, above in enumerate((mountain, coast, coast), start=1):
        make_unit(
            f"Chi bộ Công ty {number}",
            parent=above,
            kind=UnitKind.BASE_CELL,
            founded_on=dt.date(2023, number, 15),
            sector=Sector.NON_STATE,
        )
    members = [*_received(cell, 8), *_admitted(cell, 2)]
    for member, day in zip(
        members, (dt.date(2023, 6, 1), dt.date(2023, 12, 10), dt.date(2023, 12, 11)), strict=False
    ):
        register_handbook(SYSTEM, member=member, on=day)
    province.refresh_from_db()
    mountain.refresh_from_db()
    coast.refresh_from_db()
    cell.refresh_from_db()
    return World(province, mountain, coast, cell)


def _upper(name: str, short_name: str, parent: Unit | None) -> Unit:
    return establish(
        SYSTEM,
        code=f"H{next(_names)}",
        name=name,
        short_name=short_name,
        kind=UnitKind.UPPER if parent else UnitKind.PROVINCE,
        parent=parent,
        founded_on=FOUNDED,
    )


def _person(cell: Unit) -> Person:
    return create_person(
        SYSTEM,
        name=f"Trần Văn Số {next(_names)}",
        birth_date=dt.date(1985, 4, 2),
        gender=Gender.MALE,
        kept_by=cell,
    )


def _received(cell: Unit, number: int) -> Iterable[Member]:
    for _ in range(number):
        yield receive(
            SYSTEM,
            person=_person(cell),
            cell=cell,
            arrived_on=dt.date(2015, 1, 5),
            joined_on=dt.date(2010, 2, 3),
            official_on=dt.date(2011, 2, 3),
        )


def _admitted(cell: Unit, number: int) -> Iterable[Member]:
    for _ in range(number):
        admission = admit(SYSTEM, person=_person(cell), cell=cell, decided_on=dt.date(2023, 3, 1))
        yield hold_ceremony(SYSTEM, admission=admission, on=dt.date(2023, 3, 10))


def body_of(document: Document) -> str:
    """The text as it reads, without the footnotes."""
    return "\n".join(_text(block.inlines) for block in document.blocks)


def notes_of(document: Document) -> list[str]:
    return [_text(inline.inlines) for inline in inlines_of(document.blocks) if isinstance(inline, Footnote)]


def numbers_of(document: Document) -> list[Number]:
    """All numbers, in the text and in the footnotes."""
    found: list[Number] = []
    for inline in inlines_of(document.blocks):
        inside = inline.inlines if isinstance(inline, Footnote) else (inline,)
        found += [one for one in inside if isinstance(one, Number)]
    return found


def inlines_of(blocks: Iterable[Block]) -> list[Inline]:
    return [inline for block in blocks for inline in block.inlines]


def _text(inlines: Iterable[Inline]) -> str:
    return "".join("" if isinstance(inline, Footnote) else inline.text for inline in inlines)
