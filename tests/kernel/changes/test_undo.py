"""Undoing a change set restores what was, or says what stands in the way."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SYSTEM, make_unit, make_user
from tests.kernel.changes.writing import last, make_cell, make_district, make_member, state, write_targets
from tochuc.kernel.actions import OutOfReach
from tochuc.kernel.changes.shred import shred
from tochuc.kernel.changes.undo import may_undo, undo
from tochuc.kernel.changes.verify import verify
from tochuc.kernel.changes.writer import Acting, writing
from tochuc.kernel.models import ChangeSet, Placement, Unit, UnitKind
from tochuc.registers.members.actions import transfer
from tochuc.registers.members.models import AdmissionTarget, CellMembership, Member
from tochuc.registers.people.actions import edit_person
from tochuc.registers.people.models import Person
from tochuc.registers.units.actions import establish

NUMBERS = st.none() | st.integers(1, 3)
WRITES = st.lists(st.dictionaries(st.integers(2020, 2022), NUMBERS, min_size=1), min_size=1, max_size=4)


@given(writes=WRITES)
@pytest.mark.django_db
def test_undoing_writes_one_after_the_other_restores_every_earlier_state(
    writes: list[dict[int, int | None]],
) -> None:
    with transaction.atomic():
        unit = make_district()
        written: list[tuple[dict[int, object], ChangeSet]] = []
        for numbers in writes:
            before, number = state(AdmissionTarget), last().number
            try:
                change_set = write_targets(unit, numbers)
            except AssertionError:
                assert last().number == number
                continue
            written.append((before, change_set))
        for before, change_set in reversed(written):
            undo(SYSTEM, change_set)
            assert state(AdmissionTarget) == before
        assert verify().breaks == []
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_several_changes_of_one_record_in_one_change_set_are_undone() -> None:
    unit = make_district()
    write_targets(unit, {2023: 1})
    before = state(AdmissionTarget)
    with writing(SYSTEM, "admission_targets.edit") as writer:
        target = AdmissionTarget.objects.get()
        for number in (2, 3, 4):
            writer.update(target, number=number)
    undo(SYSTEM, last())
    assert state(AdmissionTarget) == before


@pytest.mark.django_db
def test_a_transfer_is_undone_with_the_cells_behind_it() -> None:
    district = make_district()
    member = make_member(make_cell(district, "T-A-1"))
    before = state(Member), state(CellMembership)
    transfer(SYSTEM, member=member, to=make_cell(district, "T-A-2"), on=dt.date(2020, 1, 1))
    undo(SYSTEM, last())
    assert (state(Member), state(CellMembership)) == before


@pytest.mark.django_db
def test_sealed_values_come_back() -> None:
    member = make_member(make_cell(make_district(), "T-A-1"))
    before = state(Person)
    edit_person(SYSTEM, member.person, citizen_number="", religion="Phật giáo")
    undo(SYSTEM, last())
    assert state(Person) == before


@pytest.mark.django_db
def test_a_reorganisation_is_undone_with_the_order_of_the_tree() -> None:
    district = make_district()
    before = dict(Unit.objects.values_list("pk", "last")), state(Placement)
    make_unit(code="T-A-1", parent=district, kind=UnitKind.BASE)
    undo(SYSTEM, last())
    assert (dict(Unit.objects.values_list("pk", "last")), state(Placement)) == before


@pytest.mark.django_db
def test_what_was_changed_since_is_not_undone_and_the_later_change_is_named() -> None:
    unit = make_district()
    first = write_targets(unit, {2022: 5, 2023: 1})
    second = write_targets(unit, {2023: 2})
    with pytest.raises(ValidationError, match=f"đã được thay đổi tiếp ở lần ghi số {second.number}"):
        undo(SYSTEM, first)
    assert AdmissionTarget.objects.count() == 2
    undo(SYSTEM, second)
    undo(SYSTEM, first)
    assert AdmissionTarget.objects.count() == 0


@pytest.mark.django_db
def test_what_others_refer_to_is_not_undone_and_the_reference_is_named() -> None:
    district = make_district()
    establish(
        SYSTEM,
        code="T-B",
        name="Huyện ủy B",
        kind=UnitKind.UPPER,
        parent=Unit.objects.get(code="T"),
        founded_on=dt.date(2001, 1, 1),
    )
    founding = last()
    write_targets(Unit.objects.get(code="T-B"), {2023: 5})
    with pytest.raises(ValidationError, match="chỉ tiêu kết nạp “Huyện ủy B, 2023” dùng đến"):
        undo(SYSTEM, founding)
    assert Unit.objects.filter(code="T-B").exists()
    assert district.pk


@pytest.mark.django_db
def test_a_value_taken_meanwhile_is_not_restored() -> None:
    unit = make_district()
    write_targets(unit, {2023: 1})
    removal = write_targets(unit, {2023: None})
    write_targets(unit, {2023: 9})
    with pytest.raises(ValidationError, match="bản ghi khác mang"):
        undo(SYSTEM, removal)
    assert AdmissionTarget.objects.get().number == 9


@pytest.mark.django_db
def test_nothing_is_undone_twice() -> None:
    change_set = write_targets(make_district(), {2023: 1})
    undoing = undo(SYSTEM, change_set)
    with pytest.raises(ValidationError, match=f"đã được hoàn tác ở lần ghi số {undoing.number}"):
        undo(SYSTEM, change_set)
    with pytest.raises(ValidationError, match="không hoàn tác được"):
        undo(SYSTEM, undoing)
    assert undoing.undoes == change_set


@pytest.mark.django_db
def test_what_was_erased_from_the_log_cannot_be_restored() -> None:
    member = make_member(make_cell(make_district(), "T-A-1"))
    edit_person(SYSTEM, member.person, religion="Phật giáo")
    change_set = last()
    shred(Acting(None, reason="Theo yêu cầu của người có dữ liệu"), member.person)
    with pytest.raises(ValidationError, match="đã được xóa hẳn khỏi nhật ký"):
        undo(SYSTEM, change_set)


@pytest.mark.django_db
def test_who_wrote_it_may_undo_it_others_need_the_permission() -> None:
    unit = make_district()
    root = Unit.objects.get(code="T")
    writer, other, auditor = (
        make_user("admission_targets.import", *more, on=root) for more in ((), (), ("changes.undo",))
    )
    own, others = (write_targets(unit, {year: 1}, Acting(writer)) for year in (2022, 2023))
    assert not may_undo(Acting(other), own)
    with pytest.raises(PermissionDenied):
        undo(Acting(other), own)
    undo(Acting(writer), own)
    undo(Acting(auditor), others)
    assert AdmissionTarget.objects.count() == 0


@pytest.mark.django_db
def test_what_lies_outside_the_reach_by_now_is_not_undone() -> None:
    unit = make_district()
    other = make_unit(code="T-B", parent=Unit.objects.get(code="T"), kind=UnitKind.UPPER)
    user = make_user("admission_targets.import", on=Unit.objects.get(pk=other.pk))
    change_set = write_targets(unit, {2023: 1}, Acting(user))
    with pytest.raises(OutOfReach):
        undo(Acting(user), change_set)
    assert AdmissionTarget.objects.count() == 1
