"""A member's life: admission, ceremony, recognition, transfer, leaving; and what is refused on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.builders import SYSTEM, make_admission, make_document, make_member, make_person
from tests.province import Province, make_province
from tochuc.kernel.models import Unit
from tochuc.registers.members.actions import edit_member, leave, recognise, register_handbook, transfer
from tochuc.registers.members.admission import edit_admission, hold_ceremony
from tochuc.registers.members.models import HandbookAccount, JoiningKind, LeavingKind, Member
from tochuc.registers.members.timeline import member_events
from tochuc.registers.people.models import Person
from tochuc.registers.units.actions import dissolve

pytestmark = pytest.mark.django_db
DECIDED, CEREMONY, OFFICIAL = dt.date(2023, 3, 1), dt.date(2023, 3, 15), dt.date(2024, 3, 15)
TRANSFER, LEAVING = dt.date(2024, 6, 1), dt.date(2025, 1, 10)
TOMORROW = dt.date.today() + dt.timedelta(1)


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def admitted(province: Province) -> Member:
    return hold_ceremony(SYSTEM, admission=make_admission(province.near, decided_on=DECIDED), on=CEREMONY)


def stays(member: Member) -> list[tuple[str, dt.date, dt.date | None]]:
    return [(stay.cell.code, stay.since, stay.until) for stay in member.cells.order_by("since")]


def refused(act: Callable[[], object], field: str = "__all__") -> str:
    with pytest.raises(ValidationError) as error:
        act()
    found = error.value
    messages = found.message_dict[field] if hasattr(found, "error_dict") else found.messages
    return " ".join(messages)


def test_a_life_in_the_organisation(province: Province) -> None:
    document = make_document(province.root, "12-QĐ/TU")
    admission = make_admission(province.near, decided_on=DECIDED, document=document)
    assert not Member.objects.exists(), "membership begins with the ceremony, not with the decision"
    member = hold_ceremony(SYSTEM, admission=admission, on=CEREMONY)
    assert (member.joined_on, member.decided_on, member.official_on) == (CEREMONY, DECIDED, None)
    register_handbook(SYSTEM, member=member, on=dt.date(2023, 5, 1))
    recognise(SYSTEM, member=member, on=OFFICIAL)
    transfer(SYSTEM, member=member, to=province.next, on=TRANSFER)
    assert Person.objects.get().kept_by == province.next, "the file goes along"
    leave(SYSTEM, member=member, on=LEAVING, how=LeavingKind.REMOVED, document=document)
    assert stays(member) == [("T-G-1-1", CEREMONY, TRANSFER), ("T-G-1-2", TRANSFER, LEAVING)]
    found = Member.objects.get()
    assert (found.left_on, found.left_how, found.official_on) == (LEAVING, "removed", OFFICIAL)
    assert HandbookAccount.objects.get().until == LEAVING
    assert [event.on for event in member_events(found)] == sorted(event.on for event in member_events(found))
    assert len(member_events(found)) == 7


def test_the_ceremony_is_not_before_the_decision(province: Province) -> None:
    admission = make_admission(province.near, decided_on=DECIDED)
    early = DECIDED - dt.timedelta(1)
    assert "MEM-002" in refused(lambda: hold_ceremony(SYSTEM, admission=admission, on=early), "on")
    assert not Member.objects.exists()


def test_the_ceremony_is_held_once(admitted: Member) -> None:
    assert admitted.admission is not None
    admission = admitted.admission
    assert "đã được ghi" in refused(lambda: hold_ceremony(SYSTEM, admission=admission, on=CEREMONY))


def test_only_cells_that_exist_admit(province: Province) -> None:
    base = province.near.parent
    assert base is not None
    assert "chi bộ" in refused(lambda: make_admission(base), "cell")
    early = dt.date(1999, 1, 1)
    person = make_person(province.near, birth_date=dt.date(1960, 1, 1))
    assert "không hoạt động" in refused(
        lambda: make_admission(province.near, person, decided_on=early), "cell"
    )


def test_nobody_joins_a_cell_that_has_ended_since(province: Province) -> None:
    """Entered late, with a day on which the cell still existed: today it could hold nobody."""
    admission, member = make_admission(province.next), make_member(province.near)
    dissolve(SYSTEM, unit=province.next, on=dt.date(2024, 1, 1))
    ended = Unit.objects.get(pk=province.next.pk)
    admission.cell = ended
    on = dt.date(2023, 6, 1)
    assert "kết thúc" in refused(lambda: hold_ceremony(SYSTEM, admission=admission, on=on), "cell")
    assert "kết thúc" in refused(lambda: transfer(SYSTEM, member=member, to=ended, on=on), "to")
    person = make_person(province.near)
    assert "kết thúc" in refused(lambda: make_member(ended, person), "cell")


def test_too_young_is_refused(province: Province) -> None:
    child = make_person(province.near, birth_date=dt.date(2006, 1, 1))
    assert "MEM-001" in refused(lambda: make_admission(province.near, child), "decided_on")


def test_who_is_a_member_or_about_to_be_is_not_admitted_again(province: Province) -> None:
    waiting = make_person(province.near)
    make_admission(province.near, waiting)
    assert "chưa làm lễ" in refused(lambda: make_admission(province.near, waiting), "person")
    member = make_member(province.near)
    assert "đang là đảng viên" in refused(lambda: make_admission(province.near, member.person), "person")
    assert "đang là đảng viên" in refused(lambda: make_member(province.next, member.person), "person")


def test_who_was_removed_can_be_admitted_again_once(admitted: Member, province: Province) -> None:
    decision = make_document(province.root)
    leave(SYSTEM, member=admitted, on=dt.date(2023, 9, 1), how=LeavingKind.REMOVED, document=decision)
    again = make_admission(province.near, admitted.person, decided_on=dt.date(2024, 9, 1))
    assert again.is_again
    member = hold_ceremony(SYSTEM, admission=again, on=dt.date(2024, 9, 10))
    leave(SYSTEM, member=member, on=dt.date(2024, 12, 1), how=LeavingKind.LEFT)
    third = dt.date(2025, 9, 1)
    assert "một lần" in refused(
        lambda: make_admission(province.near, admitted.person, decided_on=third), "person"
    )


def test_a_transfer_out_and_back_is_no_second_admission(admitted: Member, province: Province) -> None:
    leave(SYSTEM, member=admitted, on=TRANSFER, how=LeavingKind.TRANSFERRED_OUT)
    back = make_member(
        province.next,
        admitted.person,
        joined_on=CEREMONY,
        official_on=OFFICIAL,
        arrived_on=dt.date(2024, 12, 1),
    )
    assert (back.joined_how, back.joined_on) == (JoiningKind.TRANSFERRED_IN, CEREMONY)
    assert Member.objects.filter(person=admitted.person).count() == 2


def test_the_dead_stay_where_they_are(admitted: Member, province: Province) -> None:
    leave(SYSTEM, member=admitted, on=TRANSFER, how=LeavingKind.DECEASED)
    assert "từ trần" in refused(lambda: make_member(province.near, admitted.person), "person")
    assert "từ trần" in refused(lambda: make_admission(province.near, admitted.person), "person")


def test_probation_ends_to_the_day(admitted: Member) -> None:
    late = OFFICIAL + dt.timedelta(20)
    assert "15/03/2024" in refused(lambda: recognise(SYSTEM, member=admitted, on=late), "on")
    recognise(SYSTEM, member=admitted, on=OFFICIAL)
    assert "đã được công nhận" in refused(lambda: recognise(SYSTEM, member=admitted, on=OFFICIAL))


def test_a_transfer_needs_another_cell_and_a_day_after_the_present_one_began(
    admitted: Member, province: Province
) -> None:
    base = province.near.parent
    assert base is not None

    def move(to: Unit, on: dt.date = TRANSFER) -> Callable[[], object]:
        return lambda: transfer(SYSTEM, member=admitted, to=to, on=on)

    assert "chi bộ khác" in refused(move(province.near), "to")
    assert "chọn một chi bộ" in refused(move(base), "to")
    assert "phải sau ngày vào" in refused(move(province.next, CEREMONY), "on")
    assert stays(admitted) == [("T-G-1-1", CEREMONY, None)]


def test_removal_and_expulsion_need_a_decision(admitted: Member) -> None:
    for how in (LeavingKind.REMOVED, LeavingKind.EXPELLED):
        act = lambda how=how: leave(SYSTEM, member=admitted, on=TRANSFER, how=how)  # noqa: E731
        assert "quyết định" in refused(act, "document")


def test_who_has_left_does_nothing_more(admitted: Member, province: Province) -> None:
    leave(SYSTEM, member=admitted, on=TRANSFER, how=LeavingKind.LEFT)
    acts: list[Callable[[], object]] = [
        lambda: recognise(SYSTEM, member=admitted, on=OFFICIAL),
        lambda: transfer(SYSTEM, member=admitted, to=province.next, on=LEAVING),
        lambda: leave(SYSTEM, member=admitted, on=LEAVING, how=LeavingKind.LEFT),
        lambda: register_handbook(SYSTEM, member=admitted, on=LEAVING),
    ]
    for act in acts:
        assert "Xin ra khỏi Đảng" in refused(act)


def test_an_account_is_registered_once_by_a_member(admitted: Member) -> None:
    early = CEREMONY - dt.timedelta(1)
    assert "trước ngày" in refused(lambda: register_handbook(SYSTEM, member=admitted, on=early), "on")
    register_handbook(SYSTEM, member=admitted, on=TRANSFER)
    assert "đã có tài khoản" in refused(lambda: register_handbook(SYSTEM, member=admitted, on=TRANSFER))
    before = TRANSFER - dt.timedelta(1)
    act = lambda: leave(SYSTEM, member=admitted, on=before, how=LeavingKind.LEFT)  # noqa: E731
    assert "tài khoản Sổ tay" in refused(act, "on"), "no account outlives the membership"
    assert Member.objects.get().left_on is None


def test_nothing_is_recorded_before_it_happens(admitted: Member, province: Province) -> None:
    other = make_admission(province.next)
    acts: dict[str, list[Callable[[], object]]] = {
        "on": [
            lambda: hold_ceremony(SYSTEM, admission=other, on=TOMORROW),
            lambda: recognise(SYSTEM, member=admitted, on=TOMORROW),
            lambda: transfer(SYSTEM, member=admitted, to=province.next, on=TOMORROW),
            lambda: leave(SYSTEM, member=admitted, on=TOMORROW, how=LeavingKind.LEFT),
            lambda: register_handbook(SYSTEM, member=admitted, on=TOMORROW),
        ],
        "decided_on": [lambda: make_admission(province.near, decided_on=TOMORROW)],
        "arrived_on": [lambda: make_member(province.near, arrived_on=TOMORROW)],
    }
    for field, ones in acts.items():
        for act in ones:
            assert "chưa tới" in refused(act, field)


def test_a_corrected_ceremony_moves_all_that_began_with_it(admitted: Member) -> None:
    right = CEREMONY + dt.timedelta(1)
    edit_member(SYSTEM, admitted, joined_on=right)
    found = Member.objects.get()
    assert found.admission is not None
    assert (found.joined_on, found.arrived_on, found.admission.ceremony_on) == (right, right, right)
    assert stays(found) == [("T-G-1-1", right, None)]


def test_a_corrected_decision_is_corrected_on_both_sides(admitted: Member) -> None:
    earlier = DECIDED - dt.timedelta(5)
    edit_member(SYSTEM, admitted, decided_on=earlier)
    admission = Member.objects.get().admission
    assert admission is not None
    assert admission.decided_on == earlier
    edit_admission(SYSTEM, admission, decided_on=DECIDED)
    assert Member.objects.get().decided_on == DECIDED


def test_the_arrival_of_somebody_from_elsewhere_stays_when_the_joining_is_corrected(
    province: Province,
) -> None:
    member = make_member(province.near)
    edit_member(SYSTEM, member, joined_on=dt.date(2010, 3, 3), official_on=dt.date(2011, 3, 3))
    assert Member.objects.get().arrived_on == dt.date(2015, 6, 1)


def test_a_correction_is_held_to_the_same_rules(admitted: Member) -> None:
    values: dict[str, Any] = {"official_on": OFFICIAL + dt.timedelta(1)}
    assert "MEM-004" in refused(lambda: edit_member(SYSTEM, admitted, **values), "official_on")
    values = {"joined_on": dt.date(1990, 1, 1)}
    assert "MEM-005" in refused(lambda: edit_member(SYSTEM, admitted, **values), "joined_on")
    late = CEREMONY + dt.timedelta(1)
    assert admitted.admission is not None
    admission = admitted.admission
    assert "không thể trước" in refused(lambda: edit_admission(SYSTEM, admission, decided_on=late))


def test_after_the_ceremony_person_and_cell_are_fixed_in_the_decision(
    admitted: Member, province: Province
) -> None:
    assert admitted.admission is not None
    admission = admitted.admission
    assert "hồ sơ đảng viên" in refused(lambda: edit_admission(SYSTEM, admission, cell=province.next), "cell")


def test_a_card_number_belongs_to_one_member(province: Province) -> None:
    make_member(province.near, card_number="51000123")
    assert "Số thẻ" in refused(lambda: make_member(province.near, card_number="51000123"))


def test_the_arrival_is_not_before_the_joining(province: Province) -> None:
    early = dt.date(2009, 1, 1)
    assert "trước ngày vào Đảng" in refused(
        lambda: make_member(province.near, arrived_on=early), "arrived_on"
    )
