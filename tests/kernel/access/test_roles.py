"""Roles as data, and the answer to "why do I see this?"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SUPPLIED_ROLES, make_document, make_member, make_officer, make_user
from tests.province import make_province
from tochuc.kernel.access import roles
from tochuc.kernel.access.explain import explain
from tochuc.kernel.access.permissions import UnknownPermission, all_permissions, declare, known
from tochuc.kernel.commands import explain_access
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, ChangeSet, Grant, Role
from tochuc.kernel.register.registry import UnknownRegister

ROLES = """
roles:
  clerk:
    name: Văn thư
    description: Giữ sổ văn bản.
    grants:
      - {level: internal, permissions: ["documents.*"]}
      - {level: secret, permissions: [documents.view]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roles.yaml"
    path.write_text(ROLES, encoding="utf-8")
    return path


def grants() -> dict[str, int]:
    return dict(Grant.objects.filter(role__code="clerk").values_list("permission", "level"))


def test_a_star_is_every_permission_of_the_register_at_the_highest_level_named(file: Path) -> None:
    (clerk,) = roles.read(file)
    assert clerk.grants["documents.view"] is Level.SECRET
    assert clerk.grants["documents.attach"] is Level.INTERNAL
    assert {name.partition(".")[0] for name in clerk.grants} == {"documents"}


@pytest.mark.parametrize("name", ["documents.fly", "unicorns.*", "*.fly"])
def test_a_slip_in_a_permission_raises(file: Path, name: str) -> None:
    file.write_text(ROLES.replace("documents.*", name), encoding="utf-8")
    with pytest.raises(UnknownPermission):
        roles.read(file)


def test_every_supplied_role_can_be_read() -> None:
    assert {role.code for role in roles.read(SUPPLIED_ROLES)} == {
        "province_officer",
        "department_head",
        "district_officer",
        "cell_secretary",
        "auditor",
        "administrator",
    }


def test_the_administrator_is_granted_nothing_of_personal_data() -> None:
    (administrator,) = (role for role in roles.read(SUPPLIED_ROLES) if role.code == "administrator")
    assert max(administrator.grants.values()) < Level.PERSONAL
    assert not {
        name for name in administrator.grants if name.startswith(("people.", "members.", "admissions."))
    }


@pytest.mark.django_db
def test_loading_makes_the_database_agree_and_a_second_time_writes_nothing(file: Path) -> None:
    roles.load(file)
    assert grants()["documents.view"] == Level.SECRET
    number = ChangeSet.objects.latest("number").number
    roles.load(file)
    assert ChangeSet.objects.latest("number").number == number
    file.write_text(ROLES.replace("documents.*", "documents.create").replace("secret", "internal"))
    roles.load(file)
    assert grants() == {"documents.create": Level.INTERNAL, "documents.view": Level.INTERNAL}


@pytest.mark.django_db
def test_a_role_that_the_file_names_no_longer_keeps_no_grant(file: Path) -> None:
    roles.load(file)
    file.write_text(ROLES.replace("clerk", "keeper"), encoding="utf-8")
    roles.load(file)
    assert grants() == {}
    assert Role.objects.filter(code="clerk").exists()


def test_a_permission_is_declared_once() -> None:
    assert known("audit.view").label == "xem nhật ký ghi"
    assert declare("audit.view", "xem nhật ký ghi") in all_permissions()
    with pytest.raises(ValueError, match="declared twice"):
        declare("audit.view", "xem cái khác")


@pytest.mark.django_db
def test_the_explanation_names_the_assignment_that_opens_a_record() -> None:
    province = make_province()
    member = make_member(province.near)
    answer = explain(make_officer("district_officer", province.district), f"members:{member.pk}")
    assert answer.allowed["view"] is answer.allowed["transfer"] is True
    assert any("Đảng bộ huyện Gần" in line and "được" in line for line in answer.reasons)


@pytest.mark.django_db
def test_the_explanation_says_what_is_in_the_way() -> None:
    province = make_province()
    member = make_member(province.far)

    def reasons(*roles_and_units: str) -> str:
        user = make_officer("district_officer", province.district)
        return "\n".join(explain(user, f"members:{member.pk}").reasons)

    assert "nằm ngoài đơn vị này" in reasons()
    outsider = explain(make_user(), f"members:{member.pk}")
    assert not any(outsider.allowed.values())
    assert "chưa được phân công" in "\n".join(outsider.reasons)
    low = explain(make_user("members.view", on=province.root, level=Level.OPEN), f"members:{member.pk}")
    assert "quyền chỉ đến mức Thường" in "\n".join(low.reasons)


@pytest.mark.django_db
def test_ended_assignments_locked_accounts_and_levels_of_documents_are_explained() -> None:
    province = make_province()
    document = make_document(province.near, confidentiality=Level.TOP_SECRET)
    user = make_officer("province_officer", province.root)
    assert "quyền chỉ đến mức Mật" in "\n".join(explain(user, f"documents:{document.pk}").reasons)
    Assignment.objects.filter(user=user).update(until="2020-01-01")
    user.is_active = False
    told = "\n".join(explain(user, f"documents:{document.pk}").reasons)
    assert "không có hiệu lực hôm nay" in told
    assert "Tài khoản đã khóa" in told


@pytest.mark.django_db
def test_units_are_named_by_their_code_even_when_it_is_a_number() -> None:
    province = make_province()
    province.far.code = str(province.near.pk)
    province.far.save()
    user = make_officer("administrator", province.root)
    assert explain(user, "units:T-G").record_id == province.district.pk
    assert explain(user, f"units:{province.near.pk}").record_id == province.far.pk
    assert explain(user, f"units:{province.root.pk}").record_id == province.root.pk
    assert not explain(user, "units:KHÔNG-CÓ").exists


@pytest.mark.django_db
def test_a_reference_of_another_shape_is_refused() -> None:
    with pytest.raises(UnknownRegister):
        explain(make_user(), "unicorns:1")
    with pytest.raises(ValueError, match="invalid literal"):
        explain(make_user(), "members:an")


@pytest.mark.django_db
def test_the_command_answers_with_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    from argparse import Namespace

    province = make_province()
    user = make_officer("cell_secretary", province.near)
    assert explain_access(Namespace(user=user.username, object="units:T-G-1-1")) == 0
    assert explain_access(Namespace(user=user.username, object="units:T-X-1")) == 1
    assert "✓ units.view" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="no user"):
        explain_access(Namespace(user="ai-đó", object="units:T"))
