"""How far somebody reaches, and what of it they see."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FOUNDED, make_document, make_member, make_person, make_role, make_user
from tests.province import Province, make_province
from tochuc.kernel.access.permissions import UnknownPermission
from tochuc.kernel.access.reach import Span, _merged, forget, may, reach, reaches
from tochuc.kernel.access.visibility import sees_level, visible, visible_condition, visible_to
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Unit, User
from tochuc.kernel.register.registry import get_register
from tochuc.registers.members.models import CellMembership, Member

spans = st.builds(
    lambda first, size, level: Span(first, first + size, level),
    st.integers(0, 30),
    st.integers(0, 15),
    st.sampled_from(Level),
)


@pytest.fixture
def province(db: None) -> Province:
    return make_province()


def assign(user: User, unit: Unit, *permissions: str, level: Level, **dates: dt.date) -> None:
    role = make_role(permissions, level)
    Assignment.objects.create(user=user, role=role, unit=unit, **({"since": FOUNDED} | dates))
    forget(user)


def seen(user: User | None, name: str, verb: str = "view") -> set[int]:
    return set(visible(user, get_register(name), verb).values_list("pk", flat=True))


@given(st.sets(spans, max_size=6), st.integers(0, 50), st.sampled_from(Level))
def test_merging_spans_changes_nothing_of_what_they_cover(
    found: set[Span], position: int, level: Level
) -> None:
    merged = _merged(found)
    assert any(one.covers(position, level) for one in merged) == any(
        one.covers(position, level) for one in found
    )
    assert len(merged) <= len(found)


def test_a_cell_secretary_sees_the_cell_and_nothing_beside_it(province: Province) -> None:
    mine, other = make_member(province.near), make_member(province.next)
    user = make_user("members.view", on=province.near, level=Level.PERSONAL)
    assert seen(user, "members") == {mine.pk}
    assert set(visible_to(user, Member.objects.all())) == {mine}
    assert other.pk not in seen(user, "members")


def test_a_district_officer_sees_every_cell_below(province: Province) -> None:
    members = {make_member(cell).pk for cell in (province.near, province.next)}
    make_member(province.far)
    assert seen(make_user("members.view", on=province.district, level=Level.PERSONAL), "members") == members


def test_an_assignment_below_the_registers_level_opens_nothing(province: Province) -> None:
    make_member(province.near)
    assert seen(make_user("members.view", on=province.root, level=Level.INTERNAL), "members") == set()


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [(0, None, True), (0, 1, True), (-9, 0, False), (1, None, False)],
    ids=["from today", "until today included", "ended yesterday", "from tomorrow"],
)
def test_an_assignment_holds_on_its_days_only(
    province: Province, since: int, until: int | None, holds: bool
) -> None:
    today = dt.date.today()
    dates = {"since": today + dt.timedelta(since)}
    if until is not None:
        dates["until"] = today + dt.timedelta(until)
    user = make_user()
    assign(user, province.root, "units.view", level=Level.OPEN, **dates)
    assert may(user, "units.view") is holds


def test_nobody_and_inactive_users_reach_nothing(province: Province) -> None:
    user = make_user("units.view", on=province.root)
    user.is_active = False
    assert reach(user, "units.view") == reach(None, "units.view") == ()
    assert seen(None, "units") == set()


def test_an_unknown_permission_raises_also_for_nobody() -> None:
    with pytest.raises(UnknownPermission, match=r"members\.fly"):
        may(None, "members.fly")


def test_a_document_is_seen_up_to_the_readers_level(province: Province) -> None:
    levels = (Level.INTERNAL, Level.SECRET, Level.TOP_SECRET)
    documents = {level: make_document(province.near, confidentiality=level) for level in levels}
    user = make_user("documents.view", on=province.root, level=Level.SECRET)
    assert seen(user, "documents") == {documents[Level.INTERNAL].pk, documents[Level.SECRET].pk}


def test_two_assignments_add_up_each_with_its_own_level(province: Province) -> None:
    """Secret documents in one cell, and internal ones in the other district: not secret ones there."""
    user = make_user()
    assign(user, province.near, "documents.view", level=Level.SECRET)
    assign(user, province.other_district, "documents.view", level=Level.INTERNAL)
    near, far = (make_document(cell, confidentiality=Level.SECRET) for cell in (province.near, province.far))
    open_far = make_document(province.far, subject="Thông báo")
    assert seen(user, "documents") == {near.pk, open_far.pk}
    assert far.pk not in seen(user, "documents")
    assert reaches(user, "documents.view", province.far.first, Level.INTERNAL)
    assert not reaches(user, "documents.view", province.far.first, Level.SECRET)


def test_viewing_is_not_editing(province: Province) -> None:
    make_member(province.near)
    user = make_user("members.view", on=province.root, level=Level.PERSONAL)
    assert seen(user, "members", "edit") == set()


def test_a_record_can_be_reached_from_another_model(province: Province) -> None:
    mine = make_member(province.near)
    make_member(province.far)
    user = make_user("members.view", on=province.district, level=Level.PERSONAL)
    condition = visible_condition(user, get_register("members"), prefix="member__")
    assert [stay.member for stay in CellMembership.objects.filter(condition)] == [mine]


def test_a_column_is_masked_unless_it_may_be_read_in_every_record_of_the_list(province: Province) -> None:
    """Sensitive data in the own cell must not open the whole district's."""
    people = get_register("people")
    user = make_user("people.view", on=province.near, level=Level.SENSITIVE)
    assert sees_level(user, people, Level.SENSITIVE)
    assign(user, province.district, "people.view", level=Level.PERSONAL)
    assert not sees_level(user, people, Level.SENSITIVE)
    assert sees_level(user, people, Level.PERSONAL)


def test_a_reach_that_opens_no_record_does_not_mask_those_of_another(province: Province) -> None:
    people = get_register("people")
    user = make_user("people.view", on=province.near, level=Level.SENSITIVE)
    assign(user, province.root, "people.view", level=Level.OPEN)
    assert sees_level(user, people, Level.SENSITIVE)


def test_without_the_permission_no_level_is_seen(province: Province) -> None:
    assert not sees_level(make_user(), get_register("units"), Level.OPEN)


def test_reach_is_read_once_for_a_request(
    province: Province, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    user = make_user("units.view", "people.view", on=province.root)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert may(user, "units.view")
        assert may(user, "people.view")
        assert not may(user, "members.view")


def test_people_follow_the_unit_that_keeps_their_file(province: Province) -> None:
    near, far = make_person(province.near), make_person(province.far)
    user = make_user("people.view", on=province.district, level=Level.PERSONAL)
    assert seen(user, "people") == {near.pk}
    assert far.pk not in seen(user, "people")
