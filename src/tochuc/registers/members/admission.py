"""Admission: the decision, and the ceremony by which the person becomes a member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.findings import refuse_errors
from tochuc.kernel.models import Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.members.cells import enter_cell, require_cell, require_past, require_present_cell
from tochuc.registers.members.models import Admission, JoiningKind, LeavingKind, Member
from tochuc.registers.people.models import Person
from tochuc.rules import membership

ENDED_PARTY_MEMBERSHIP = (LeavingKind.REMOVED, LeavingKind.EXPELLED, LeavingKind.LEFT)


@action("admissions.create", label="Ghi quyết định kết nạp", sentence="ghi quyết định kết nạp")
def admit(
    w: Writer,
    *,
    person: Person,
    cell: Unit,
    decided_on: dt.date,
    document: Document | None = None,
    is_student: bool = False,
    introducers: str = "",
) -> Admission:
    """Records a decision to admit; membership begins with the ceremony.

    Whoever was removed, expelled or left is admitted again, which is marked, and can happen once.
    """
    _check_decision(person, cell, decided_on)
    require_no_membership(person)
    if person.admissions.filter(member__isnull=True).exists():
        raise ValidationError(
            {
                "person": "Đã có quyết định kết nạp người này mà chưa làm lễ: hãy ghi lễ kết nạp, "
                "hoặc sửa quyết định đó."
            }
        )
    if person.admissions.filter(is_again=True).exists():
        raise ValidationError(
            {"person": "Người này đã được kết nạp lại một lần; chỉ được kết nạp lại một lần."}
        )
    return w.create(
        Admission(
            person=person,
            cell=cell,
            decided_on=decided_on,
            document=document,
            is_student=is_student,
            is_again=person.memberships.filter(left_how__in=ENDED_PARTY_MEMBERSHIP).exists(),
            introducers=introducers,
        )
    )


@action("admissions.edit", label="Sửa quyết định kết nạp", sentence="sửa quyết định kết nạp")
def edit_admission(w: Writer, /, admission: Admission, **values: Any) -> Admission:
    """Corrects the decision; after the ceremony person and cell stand in the member's record and stay."""
    kept = {name: values.get(name, getattr(admission, name)) for name in ("person", "cell", "decided_on")}
    _check_decision(**kept)
    member = Member.objects.filter(admission=admission).first()
    fixed = [
        name for name in ("person", "cell") if name in values and values[name] != getattr(admission, name)
    ]
    if member and fixed:
        raise ValidationError(
            dict.fromkeys(fixed, "Đã làm lễ kết nạp: hãy sửa ở hồ sơ đảng viên, không sửa ở quyết định.")
        )
    updated = w.update(admission, **values)
    if member:
        w.update(member, decided_on=updated.decided_on)
    return updated


@action("admissions.hold_ceremony", label="Ghi lễ kết nạp", sentence="ghi lễ kết nạp")
def hold_ceremony(w: Writer, *, admission: Admission, on: dt.date) -> Member:
    """The ceremony's day is the day of joining: probation and membership in the cell begin."""
    if admission.ceremony_on is not None:
        raise ValidationError("Lễ kết nạp đã được ghi.")
    require_past(on)
    refuse_errors(membership.check_ceremony(admission.decided_on, on), "on")
    require_present_cell(admission.cell, on)
    require_no_membership(admission.person)
    w.update(admission, ceremony_on=on)
    member = w.create(
        Member(
            person=admission.person,
            admission=admission,
            joined_how=JoiningKind.ADMITTED,
            joined_on=on,
            decided_on=admission.decided_on,
            arrived_on=on,
            cell=admission.cell,
        )
    )
    enter_cell(w, member, admission.cell, on, admission.document)
    return member


def _check_decision(person: Person, cell: Unit, decided_on: dt.date) -> None:
    require_past(decided_on, "decided_on")
    require_cell(cell, decided_on)
    if person.birth_date:
        refuse_errors(membership.check_admission_age(person.birth_date, decided_on), "decided_on")


def require_no_membership(person: Person) -> None:
    """Refuses who is a member already, and who has died."""
    if person.memberships.filter(left_on__isnull=True).exists():
        raise ValidationError({"person": "Người này đang là đảng viên trong danh sách."})
    if person.memberships.filter(left_how=LeavingKind.DECEASED).exists():
        raise ValidationError({"person": "Theo sổ, người này đã từ trần: hãy kiểm tra lại người được chọn."})
