"""How members, admissions and targets are shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing.spec import ImportSpec
from tochuc.kernel.levels import Level
from tochuc.kernel.register.declaration import Column, Filter, Operation, Register, Related, Section
from tochuc.kernel.register.registry import register
from tochuc.kernel.register.standard import create_action, edit_action
from tochuc.registers.members import actions, admission, forms
from tochuc.registers.members.importing import CARD_NUMBER, member_import
from tochuc.registers.members.models import Admission, AdmissionTarget, Member
from tochuc.registers.members.timeline import member_events
from tochuc.registers.people.register import by_citizen_number

AREA = "Đảng viên"


def by_number(query: str) -> dict[str, Q]:
    """Card number, or the person's citizen number."""
    if CARD_NUMBER.fullmatch(query):
        return {"card_number": Q(card_number=query)}
    return by_citizen_number(query, "person__")


def run_ceremony(acting: Acting, record: Admission, data: dict[str, Any]) -> None:
    admission.hold_ceremony(acting, admission=record, on=data["on"])


def run_recognise(acting: Acting, record: Member, data: dict[str, Any]) -> None:
    actions.recognise(acting, member=record, on=data["on"])


def run_transfer(acting: Acting, record: Member, data: dict[str, Any]) -> None:
    actions.transfer(acting, member=record, **data)


def run_leave(acting: Acting, record: Member, data: dict[str, Any]) -> None:
    actions.leave(acting, member=record, **data)


def run_handbook(acting: Acting, record: Member, data: dict[str, Any]) -> None:
    actions.register_handbook(acting, member=record, on=data["on"])


def is_active(member: Member) -> bool:
    return member.left_on is None


def is_probationary(member: Member) -> bool:
    return is_active(member) and member.official_on is None


def has_no_account(member: Member) -> bool:
    return is_active(member) and not hasattr(member, "handbook_account")


def awaits_ceremony(entry: Admission) -> bool:
    return entry.ceremony_on is None


members = register(
    Register(
        name="members",
        model=Member,
        label="Đảng viên",
        area=AREA,
        icon="users",
        position=30,
        unit="cell",
        level=Level.PERSONAL,
        title="person__name",
        columns=(
            Column("person__name", label="Họ và tên", sort="person__sort_key", width=28),
            Column("person__birth_date"),
            Column("person__gender"),
            Column("cell__name", label="Chi bộ", sort="cell__first", width=40),
            Column("joined_on"),
            Column("official_on"),
            Column("card_number", width=12),
            Column("left_on", shown=False),
            Column("left_how", shown=False),
            Column("decided_on", shown=False),
            Column("arrived_on", shown=False),
            Column("joined_how", shown=False, width=24),
            Column("record_number", shown=False),
            Column("person__qualification", shown=False),
            Column("person__occupation", shown=False, width=24),
            Column("person__ethnicity", shown=False, level=Level.SENSITIVE),
            Column("person__citizen_number", shown=False, sort="", level=Level.SENSITIVE, width=16),
        ),
        filters=(
            Filter("cell", label="Tổ chức"),
            Filter("person__gender"),
            Filter("joined_on"),
            Filter("official_on"),
            Filter("left_how", label="Đã ra khỏi danh sách do"),
            Filter("person__birth_date"),
            Filter("person__qualification"),
        ),
        sections=(
            Section(
                "Đảng tịch",
                ("person", "joined_on", "decided_on", "official_on", "card_number", "record_number"),
            ),
            Section("Sinh hoạt", ("cell", "arrived_on", "joined_how", "left_on", "left_how")),
        ),
        form_fields=("joined_on", "decided_on", "official_on", "card_number", "record_number"),
        form=forms.ReceiveForm,
        edit_form=forms.MemberForm,
        timeline=member_events,
        related=(Related("Việc kết nạp", "admissions", "member"),),
        operations=(
            Operation(actions.recognise, forms.OnForm, run_recognise, "circle-check", is_probationary),
            Operation(actions.transfer, forms.TransferForm, run_transfer, "arrows-exchange", is_active),
            Operation(actions.register_handbook, forms.OnForm, run_handbook, "device-mobile", has_no_account),
            Operation(actions.leave, forms.LeaveForm, run_leave, "logout", is_active),
        ),
        importing=member_import(),
        create=actions.receive,
        edit=actions.edit_member,
        search=("person__folded",),
        exact=by_number,
        order=("person__sort_key", "pk"),
    )
)

admissions = register(
    Register(
        name="admissions",
        model=Admission,
        label="Kết nạp đảng viên",
        area=AREA,
        icon="user-plus",
        position=31,
        unit="cell",
        level=Level.PERSONAL,
        title="person__name",
        columns=(
            Column("person__name", label="Họ và tên", sort="person__sort_key", width=28),
            Column("person__birth_date"),
            Column("person__gender"),
            Column("cell__name", label="Chi bộ", sort="cell__first", width=40),
            Column("decided_on"),
            Column("ceremony_on"),
            Column("is_student"),
            Column("is_again", shown=False),
            Column("document", label="Quyết định", sort="document__number", width=24),
            Column("introducers", shown=False, width=30),
        ),
        filters=(
            Filter("cell", label="Tổ chức"),
            Filter("decided_on"),
            Filter("ceremony_on"),
            Filter("is_student"),
            Filter("person__gender"),
        ),
        sections=(
            Section(
                "Quyết định",
                ("person", "cell", "decided_on", "document", "ceremony_on", "is_student", "introducers"),
            ),
        ),
        form_fields=("person", "cell", "decided_on", "document", "is_student", "introducers"),
        form=forms.AdmissionForm,
        operations=(
            Operation(admission.hold_ceremony, forms.OnForm, run_ceremony, "confetti", awaits_ceremony),
        ),
        create=admission.admit,
        edit=admission.edit_admission,
        search=("person__folded",),
        order=("-decided_on", "-pk"),
    )
)

targets = register(
    Register(
        name="admission_targets",
        model=AdmissionTarget,
        label="Chỉ tiêu kết nạp",
        area=AREA,
        icon="target",
        position=32,
        unit="unit",
        columns=(
            Column("unit__name", label="Đơn vị", sort="unit__first", width=44),
            Column("year"),
            Column("number"),
            Column("document", label="Văn bản giao", sort="document__number", level=Level.INTERNAL, width=24),
        ),
        filters=(Filter("unit", label="Đơn vị"), Filter("year")),
        sections=(Section("Chỉ tiêu", ("unit", "year", "number", "document")),),
        create=create_action("admission_targets", AdmissionTarget),
        edit=edit_action("admission_targets", AdmissionTarget),
        importing=ImportSpec.of(AdmissionTarget, columns=("unit", "year", "number"), keys=("unit", "year")),
        search=("unit__folded",),
        order=("-year", "unit__first"),
    )
)
