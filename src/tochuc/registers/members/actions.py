"""What happens to a member after joining: official recognition, transfer, leaving, arrival, handbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.findings import refuse_errors
from tochuc.kernel.models import Unit
from tochuc.registers.documents.models import Document
from tochuc.registers.members.admission import require_no_membership
from tochuc.registers.members.cells import enter_cell, leave_cell, require_past, require_present_cell
from tochuc.registers.members.models import HandbookAccount, JoiningKind, LeavingKind, Member
from tochuc.registers.people.models import Person
from tochuc.rules import membership
from tochuc.vi.dates import format_date


@action(
    "members.create", label="Tiếp nhận đảng viên", sentence="tiếp nhận đảng viên chuyển đến từ ngoài tỉnh"
)
def receive(
    w: Writer,
    *,
    person: Person,
    cell: Unit,
    arrived_on: dt.date,
    joined_on: dt.date,
    decided_on: dt.date | None = None,
    official_on: dt.date | None = None,
    card_number: str = "",
    record_number: str = "",
) -> Member:
    """A member who comes from outside the province; admission happened elsewhere."""
    require_past(arrived_on, "arrived_on")
    require_present_cell(cell, arrived_on)
    require_no_membership(person)
    if arrived_on < joined_on:
        raise ValidationError({"arrived_on": "Ngày chuyển đến không thể trước ngày vào Đảng."})
    _check_dates(person, joined_on, official_on)
    member = w.create(
        Member(
            person=person,
            joined_how=JoiningKind.TRANSFERRED_IN,
            joined_on=joined_on,
            decided_on=decided_on,
            arrived_on=arrived_on,
            official_on=official_on,
            card_number=card_number,
            record_number=record_number,
            cell=cell,
        )
    )
    enter_cell(w, member, cell, arrived_on, None)
    return member


@action("members.edit", label="Sửa hồ sơ đảng viên", sentence="sửa hồ sơ đảng viên")
def edit_member(w: Writer, /, member: Member, **values: Any) -> Member:
    """Corrects dates and numbers; cells change by transfer, membership ends by leaving.

    Of a member admitted here, the day of joining is the ceremony's, and with it the day on which they came
    onto the list and into their first cell: one correction mends them all.
    """
    joined_on = values.get("joined_on", member.joined_on)
    _check_dates(member.person, joined_on, values.get("official_on", member.official_on))
    if member.joined_how == JoiningKind.ADMITTED and joined_on != member.joined_on:
        values["arrived_on"] = joined_on
        first = member.cells.order_by("since").first()
        if first is not None:
            w.update(first, since=joined_on)
    if member.admission is not None:
        decided_on = values.get("decided_on") or member.admission.decided_on
        values["decided_on"] = decided_on
        w.update(member.admission, decided_on=decided_on, ceremony_on=joined_on)
    return w.update(member, **values)


@action("members.recognise", label="Công nhận chính thức", sentence="công nhận đảng viên chính thức")
def recognise(w: Writer, *, member: Member, on: dt.date) -> Member:
    """Ends probation. Official membership counts from twelve months after the ceremony, however late the vote."""
    _require_active(member)
    if member.official_on is not None:
        raise ValidationError("Đảng viên này đã được công nhận chính thức.")
    require_past(on)
    refuse_errors(membership.check_official_date(member.joined_on, on), "on")
    return w.update(member, official_on=on)


@action("members.transfer", label="Chuyển sinh hoạt", sentence="chuyển sinh hoạt đảng trong tỉnh")
def transfer(w: Writer, *, member: Member, to: Unit, on: dt.date, document: Document | None = None) -> Member:
    """From the present cell to another of the province."""
    _require_active(member)
    require_past(on)
    require_present_cell(to, on, "to")
    if to == member.cell:
        raise ValidationError({"to": f"Đảng viên đang sinh hoạt tại {to}: hãy chọn chi bộ khác."})
    leave_cell(w, member, on)
    enter_cell(w, member, to, on, document)
    return w.update(member, cell=to)


@action("members.leave", label="Đưa ra khỏi danh sách", sentence="đưa đảng viên ra khỏi danh sách")
def leave(
    w: Writer, *, member: Member, on: dt.date, how: LeavingKind, document: Document | None = None
) -> Member:
    """Death, transfer out of the province, removal, expulsion or leaving; removal and expulsion need a decision."""
    _require_active(member)
    if how in (LeavingKind.REMOVED, LeavingKind.EXPELLED) and document is None:
        raise ValidationError(
            {"document": "Xóa tên, khai trừ phải có quyết định: hãy chọn văn bản, hoặc thêm văn bản trước."}
        )
    require_past(on)
    leave_cell(w, member, on)
    account = HandbookAccount.objects.filter(member=member, until__isnull=True).first()
    if account is not None:
        if on <= account.since:
            raise ValidationError(
                {"on": f"Ngày này phải sau ngày đăng ký tài khoản Sổ tay ({format_date(account.since)})."}
            )
        w.update(account, until=on)
    return w.update(member, left_on=on, left_how=how, leaving_document=document)


@action(
    "members.register_handbook",
    label="Ghi tài khoản Sổ tay",
    sentence="ghi tài khoản Sổ tay đảng viên điện tử",
)
def register_handbook(w: Writer, *, member: Member, on: dt.date) -> HandbookAccount:
    """The account is registered and opened for the first time on that day."""
    w.guard(Member, {member.pk})
    _require_active(member)
    require_past(on)
    if HandbookAccount.objects.filter(member=member).exists():
        raise ValidationError("Đảng viên này đã có tài khoản Sổ tay đảng viên điện tử.")
    if on < member.arrived_on:
        raise ValidationError({"on": "Ngày đăng ký không thể trước ngày vào danh sách đảng viên."})
    return w.create(HandbookAccount(member=member, since=on))


def _require_active(member: Member) -> None:
    if member.left_on is not None:
        raise ValidationError(f"{member.person} đã ra khỏi danh sách ({member.get_left_how_display()}).")


def _check_dates(person: Person, joined_on: dt.date, official_on: dt.date | None) -> None:
    if person.birth_date:
        refuse_errors(membership.check_joined_after_birth(person.birth_date, joined_on), "joined_on")
    if official_on is not None:
        refuse_errors(membership.check_official_date(joined_on, official_on), "official_on")
