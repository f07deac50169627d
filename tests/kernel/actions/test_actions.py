"""An action asks who may, writes all or nothing, and leaves nothing where its writer has no say."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.builders import make_member, make_officer, make_person, make_user
from tests.province import Province, make_province
from tochuc.kernel import actions
from tochuc.kernel.access.actions import assign, create_user, edit_assignment, edit_user
from tochuc.kernel.access.permissions import known
from tochuc.kernel.actions import OutOfReach, UnknownVerb, action, all_actions, declare_verb, describe
from tochuc.kernel.changes.writer import Acting, Writer
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, ChangeSet, Role, Unit, User
from tochuc.registers.members.actions import transfer
from tochuc.registers.people.actions import create_person, edit_person
from tochuc.registers.people.models import Gender, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return make_province()


@action("people.test_move", label="Chuyển hồ sơ", sentence="chuyển hồ sơ")
def move_file(w: Writer, *, person: Person, to: Unit) -> Person:
    return w.update(person, kept_by=to)


@action("people.test_rename_all", label="Đổi tên tất cả", sentence="đổi tên tất cả")
def rename_all(w: Writer, *, people: list[Person], fail: bool = False) -> None:
    for person in people:
        edit_person.within(w, person, name=f"{person.name} Mới")
    if fail:
        raise ValidationError("Không được.")


def holder(on: Unit, *verbs: str, level: Level = Level.PERSONAL) -> User:
    return make_user("people.view", *(f"people.{verb}" for verb in verbs), on=on, level=level)


def test_without_the_permission_nothing_is_written(province: Province) -> None:
    person = make_person(province.near)
    with pytest.raises(PermissionDenied, match="Đồng chí không có quyền sửa hồ sơ người"):
        edit_person(Acting(holder(province.root)), person, name="Khác")
    assert Person.objects.get().name == "Trần Thị Mẫu"


def test_a_record_out_of_reach_is_refused_before_it_is_touched(province: Province) -> None:
    far = make_person(province.far)
    with pytest.raises(OutOfReach, match="ngoài phạm vi"):
        edit_person(Acting(holder(province.district, "edit")), far, name="Khác")
    assert Person.objects.get().name == "Trần Thị Mẫu"


def test_a_record_cannot_be_moved_to_where_its_writer_has_no_say(province: Province) -> None:
    person = make_person(province.near)
    number = ChangeSet.objects.latest("number").number
    user = holder(province.district, "test_move")
    with pytest.raises(OutOfReach):
        move_file(Acting(user), person=person, to=province.far)
    assert Person.objects.get().kept_by == province.near
    assert ChangeSet.objects.latest("number").number == number
    move_file(Acting(user), person=Person.objects.get(), to=province.next)
    assert Person.objects.get().kept_by == province.next


def test_a_record_cannot_be_created_where_its_creator_has_no_say(province: Province) -> None:
    values = {"name": "Lê Văn An", "gender": Gender.MALE, "kept_by": province.far}
    with pytest.raises(OutOfReach):
        create_person(Acting(holder(province.district, "create")), **values)
    assert not Person.objects.exists()


def test_records_of_other_registers_that_it_touches_must_be_seen(province: Province) -> None:
    """A transfer takes the person's file along: who does not see people cannot do it."""
    member = make_member(province.near)
    user = make_user("members.view", "members.transfer", on=province.district, level=Level.PERSONAL)
    with pytest.raises(OutOfReach, match="Con người"):
        transfer(Acting(user), member=member, to=province.next, on=member.arrived_on.replace(year=2023))


def test_all_or_nothing(province: Province) -> None:
    people = [make_person(province.near, name) for name in ("Lê Thị An", "Lê Thị Ba")]
    with pytest.raises(ValidationError):
        rename_all(Acting(None), people=people, fail=True)
    assert not Person.objects.filter(name__contains="Mới").exists()


def test_an_action_within_another_shares_its_change_set_and_its_permission(province: Province) -> None:
    people = [make_person(province.near, name) for name in ("Lê Thị An", "Lê Thị Ba")]
    rename_all(Acting(holder(province.root, "test_rename_all")), people=people)
    written = ChangeSet.objects.latest("number")
    assert (written.verb, written.count) == ("people.test_rename_all", 2)
    assert Person.objects.filter(name__contains="Mới").count() == 2


def test_many_records_are_guarded_like_few(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make_person(cell) for cell in (province.near, province.next, province.far)]
    counted = actions._count_of
    monkeypatch.setattr(actions, "_count_of", lambda queryset, keys: counted(queryset, keys, batch=1))
    rename_all(Acting(holder(province.district, "test_rename_all")), people=people[:2])
    with pytest.raises(OutOfReach):
        rename_all(Acting(holder(province.district, "test_rename_all")), people=people[1:])


def test_the_system_itself_is_not_guarded(province: Province) -> None:
    assert move_file(Acting(None), person=make_person(province.near), to=province.far).kept_by == province.far


def test_a_verb_is_a_permission_and_has_its_sentence() -> None:
    assert known("people.test_move").label == "chuyển hồ sơ"
    assert describe("people.test_move").sentence == "chuyển hồ sơ"
    assert describe("people.test_move") in all_actions()
    with pytest.raises(UnknownVerb):
        describe("people.fly")
    with pytest.raises(ValueError, match="declared twice"):
        declare_verb("people.test_move", "Chuyển hồ sơ", "làm việc khác")


def test_nobody_assigns_anything_to_themselves(province: Province) -> None:
    administrator, other = (make_officer("administrator", province.root) for _ in range(2))
    values: dict[str, Any] = {"unit": province.root, "since": "2023-01-01"}
    officer = Role.objects.get(code="province_officer")
    with pytest.raises(ValidationError, match="tự phân công"):
        assign(Acting(administrator), user=administrator, role=officer, **values)
    theirs = assign(Acting(administrator), user=other, role=officer, **values)
    with pytest.raises(ValidationError, match="tự phân công"):
        edit_assignment(Acting(administrator), theirs, user=administrator)
    own = Assignment.objects.get(user=administrator)
    with pytest.raises(ValidationError, match="tự phân công"):
        edit_assignment(Acting(administrator), own, role=officer)


def test_an_administrator_of_a_district_assigns_within_it(province: Province) -> None:
    user = make_user("assignments.view", "assignments.create", on=province.district)
    somebody, role = make_user(), Role.objects.create(code="r", name="Vai trò")
    assign(Acting(user), user=somebody, role=role, unit=province.near, since="2023-01-01")
    with pytest.raises(OutOfReach):
        assign(Acting(user), user=somebody, role=role, unit=province.root, since="2023-01-01")


def test_a_weak_password_is_refused_at_its_field_and_a_good_one_never_logged(province: Province) -> None:
    acting = Acting(make_officer("administrator", province.root))
    with pytest.raises(ValidationError) as refused:
        create_user(acting, username="an", full_name="Lê Thị An", password="123")
    assert "password" in refused.value.message_dict
    secret = "một câu đủ dài để nhớ"
    user = create_user(acting, username="an", full_name="Lê Thị An", password=secret)
    assert User.objects.get(pk=user.pk).check_password(secret)
    edit_user(acting, user, full_name="Lê Thị An", password=f"{secret} hơn")
    assert User.objects.get(pk=user.pk).check_password(f"{secret} hơn")
    logged = "".join(row.before + row.after for row in ChangeSet.objects.latest("number").changes.all())
    assert logged
    assert secret not in logged
    assert "password" not in logged.replace("password_set_at", "")
    edit_user(acting, user, full_name="Lê Thị Bình")
    assert User.objects.get(pk=user.pk).check_password(f"{secret} hơn")


def test_nobody_locks_themselves_out(province: Province) -> None:
    administrator = make_officer("administrator", province.root)
    with pytest.raises(ValidationError, match="tự khóa"):
        edit_user(Acting(administrator), administrator, is_active=False)
