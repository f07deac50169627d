"""The history of an object as its reader may see it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.builders import FOUNDED, SYSTEM, make_role, make_user
from tests.kernel.changes.writing import (
    CITIZEN_NUMBER,
    make_cell,
    make_district,
    make_member,
    make_person,
    write_targets,
)
from tochuc.kernel.changes.history import history
from tochuc.kernel.changes.shred import shred
from tochuc.kernel.changes.undo import undo
from tochuc.kernel.changes.verify import verify
from tochuc.kernel.changes.wording import MASK
from tochuc.kernel.changes.writer import Acting, writing
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Change, Unit, Via
from tochuc.registers.members.actions import transfer
from tochuc.registers.members.models import AdmissionTarget, CellMembership, Member
from tochuc.registers.people.actions import edit_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def member() -> Member:
    """Transferred from the first cell to the second in 2020."""
    district = make_district()
    made = make_member(make_cell(district, "T-A-1"))
    acting = Acting(None, via=Via.FORM, reason="Chuyển nơi ở")
    transfer(acting, member=made, to=make_cell(district, "T-A-2"), on=dt.date(2020, 1, 1))
    return Member.objects.get(pk=made.pk)


def test_a_transfer_reads_as_the_work_calls_it(member: Member) -> None:
    entry = history(member, None)[0]
    assert (entry.sentence, entry.reason, entry.actor) == (
        "chuyển sinh hoạt đảng trong tỉnh",
        "Chuyển nơi ở",
        "Hệ thống",
    )
    assert ("Chi bộ", "Chi bộ T-A-1", "Chi bộ T-A-2") in entry.lines
    assert ("Sinh hoạt đảng: Đến trước ngày", "", "01/01/2020") in entry.lines
    assert ("Sinh hoạt đảng: Chi bộ", "", "Chi bộ T-A-2") in entry.lines


def test_the_latest_entry_comes_first(member: Member) -> None:
    numbers = [entry.number for entry in history(member, None)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 2


def test_parts_that_are_gone_stay_in_the_history(member: Member) -> None:
    with writing(SYSTEM, "members.edit") as writer:
        writer.delete(CellMembership.objects.get(member=member, until__isnull=True))
    assert ("Sinh hoạt đảng: Chi bộ", "Chi bộ T-A-2", "") in history(member, None)[0].lines


def test_choices_and_sealed_values_are_shown_to_those_who_may_read_them(member: Member) -> None:
    lines = history(member.person, None)[-1].lines
    assert ("Giới tính", "", "Nam") in lines
    assert ("Số định danh cá nhân", "", CITIZEN_NUMBER) in lines


def test_what_is_too_confidential_is_masked(member: Member) -> None:
    root = Unit.objects.get(code="T")
    officer = make_user("people.view", "members.view", "units.view", on=root, level=Level.PERSONAL)
    lines = history(member.person, officer)[-1].lines
    assert ("Số định danh cá nhân", "", MASK) in lines
    assert ("Họ và tên", "", "Nguyễn Văn Ánh") in lines
    with_person = history(member, officer, also=[member.person])
    assert ("Người: Số định danh cá nhân", "", MASK) in [line for one in with_person for line in one.lines]
    assert CITIZEN_NUMBER not in str(with_person)


def test_confidential_values_are_masked_where_the_high_level_holds_elsewhere(member: Member) -> None:
    first, second = Unit.objects.get(code="T-A-1"), Unit.objects.get(code="T-A-2")
    officer = make_user("people.view", on=first, level=Level.SENSITIVE)
    role = make_role(["people.view", "units.view"], Level.PERSONAL)
    Assignment.objects.create(user=officer, role=role, unit=second, since=FOUNDED)
    told = history(member.person, officer)
    assert ("Số định danh cá nhân", "", MASK) in told[-1].lines
    assert CITIZEN_NUMBER not in str(told)


def test_units_that_the_reader_may_not_see_are_masked(member: Member) -> None:
    second = Unit.objects.get(code="T-A-2")
    secretary = make_user("members.view", "units.view", on=second, level=Level.PERSONAL)
    lines = history(member, secretary)[0].lines
    assert ("Chi bộ", MASK, "Chi bộ T-A-2") in lines


def test_undoing_is_told_with_the_number_of_what_was_undone() -> None:
    unit = make_district()
    write_targets(unit, {2023: 1})
    change_set = write_targets(unit, {2023: 2})
    undo(SYSTEM, change_set)
    entry = history(AdmissionTarget.objects.get(), None)[0]
    assert entry.sentence == f"hoàn tác lần ghi số {change_set.number}"
    assert entry.lines == [("Chỉ tiêu", "2", "1")]


def test_erased_values_are_gone_from_the_log_and_the_history_says_so(member: Member) -> None:
    edit_person(SYSTEM, member.person, citizen_number="")
    count = shred(Acting(None, reason="Theo yêu cầu của người có dữ liệu"), member.person)
    assert count == 2
    assert not Change.objects.filter(sealed__isnull=False, object_id=member.person_id).exists()
    told = history(member.person, None)
    assert CITIZEN_NUMBER not in str(told)
    assert told[0].sentence == "xóa hẳn dữ liệu nhạy cảm khỏi nhật ký"
    assert ("Dữ liệu nhạy cảm", "", "đã xóa hẳn khỏi nhật ký") in told[-1].lines
    assert verify().breaks == []


def test_erasing_needs_a_reason_a_permission_and_something_to_erase(member: Member) -> None:
    with pytest.raises(ValidationError, match="lý do"):
        shred(SYSTEM, member.person)
    acting = Acting(make_user("people.edit", on=Unit.objects.get(code="T")), reason="Theo yêu cầu")
    with pytest.raises(PermissionDenied):
        shred(acting, member.person)
    with pytest.raises(ValidationError, match="không còn giữ"):
        shred(Acting(None, reason="Theo yêu cầu"), member)


def test_the_boxes_of_a_deleted_record_can_be_erased(member: Member) -> None:
    person = make_person(member.cell, citizen_number="")
    with writing(SYSTEM, "people.delete") as writer:
        key = person.pk
        writer.delete(person)
    person.pk = key
    assert shred(Acting(None, reason="Theo yêu cầu"), person) == 2
