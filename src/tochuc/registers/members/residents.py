"""Members live in cells: how a merger takes them along and a dissolution asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q

from tochuc.kernel.changes.values import snapshot
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import CellMembership, Member
from tochuc.registers.people.models import Person
from tochuc.vi.dates import format_date


class Members:
    """The members of cells, as `registers.units.residents.Residents` wants them."""

    noun = "đảng viên"

    def count(self, units: Sequence[Unit], on: dt.date) -> int:
        later = Q(until__isnull=True) | Q(until__gt=on)
        return CellMembership.objects.filter(later, cell__in=units).count()

    def move(
        self, w: Writer, units: Sequence[Unit], to: Unit, on: dt.date, document: Document | None
    ) -> None:
        """Open stays end and begin anew in `to`; the members' present cell and their people's file follow.

        Raises `ValidationError` under "on" when somebody came to one of the cells on that day or later.
        """
        stays = list(CellMembership.objects.filter(cell__in=units, until__isnull=True))
        late = next((stay for stay in stays if stay.since >= on), None)
        if late is not None or CellMembership.objects.filter(cell__in=units, until__gt=on).exists():
            day = format_date(late.since) if late is not None else "sau ngày này"
            raise ValidationError(
                {
                    "on": f"Có đảng viên vào hoặc rời chi bộ {day}: hãy chọn ngày muộn hơn, hoặc sửa quá trình sinh hoạt trước."
                }
            )
        befores = [snapshot(stay) for stay in stays]
        for stay in stays:
            stay.until = on
        w.update_many(stays, befores)
        w.create_many(
            [CellMembership(member_id=one.member_id, cell=to, since=on, document=document) for one in stays]
        )
        _follow(w, [stay.member_id for stay in stays], to)


def _follow(w: Writer, member_ids: Sequence[int], to: Unit) -> None:
    members = list(Member.objects.filter(pk__in=member_ids))
    befores = [snapshot(member) for member in members]
    for member in members:
        member.cell = to
    w.update_many(members, befores)
    people = list(Person.objects.filter(pk__in=[member.person_id for member in members]))
    kept = [snapshot(person) for person in people]
    for person in people:
        person.kept_by = to
    w.update_many(people, kept)
