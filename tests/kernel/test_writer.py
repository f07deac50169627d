"""What is written stands in the log, and what is refused stands nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.builders import SYSTEM, citizen_number, make_document, make_member, make_person, make_role
from tests.kernel.changes.writing import row_digest
from tests.province import Province, make_province
from tochuc.kernel.changes.chain import GENESIS, header_digest, rows_digest
from tochuc.kernel.changes.values import snapshot, unsealed
from tochuc.kernel.changes.writer import Acting, Writer, writing
from tochuc.kernel.models import Change, ChangeSet, Grant, Role, Unit, Via
from tochuc.registers.members.models import AdmissionTarget, CellMembership
from tochuc.registers.people.models import Person

pytestmark = pytest.mark.django_db
VERB = "people.edit"


@pytest.fixture
def province() -> Province:
    return make_province()


def last() -> ChangeSet:
    return ChangeSet.objects.latest("number")


def rows() -> list[tuple[str, str, str, str]]:
    return [(row.operation, row.model, row.before, row.after) for row in last().changes.order_by("position")]


def test_change_sets_are_numbered_without_gaps_and_hang_together(province: Province) -> None:
    make_person(province.near)
    previous, number = GENESIS, 0
    for one in ChangeSet.objects.order_by("number"):
        number += 1
        digests = [row.digest for row in one.changes.order_by("position")]
        assert digests == [row_digest(row) for row in one.changes.order_by("position")]
        assert (one.number, one.previous, one.rows_digest) == (number, previous, rows_digest(digests))
        assert one.digest == header_digest(one)
        previous = one.digest
    assert number > 0


def test_an_update_logs_only_what_changed_before_and_after(province: Province) -> None:
    person = make_person(province.near, hometown="Mộ Đức")
    with writing(SYSTEM, VERB) as w:
        w.update(person, hometown="Đức Phổ", name=person.name)
    assert rows() == [("u", "people.person", '{"hometown":"Mộ Đức"}', '{"hometown":"Đức Phổ"}')]


def test_an_update_that_changes_nothing_leaves_no_change_set(province: Province) -> None:
    person = make_person(province.near)
    number = last().number
    with writing(SYSTEM, VERB) as w:
        w.update(person, name=person.name)
    assert last().number == number


def test_what_somebody_else_wrote_meanwhile_stays(province: Province) -> None:
    person = make_person(province.near)
    stale = Person.objects.get(pk=person.pk)
    with writing(SYSTEM, VERB) as w:
        w.update(person, hometown="Mộ Đức")
    with writing(SYSTEM, VERB) as w:
        w.update(stale, occupation="Bác sĩ")
    assert Person.objects.filter(hometown="Mộ Đức", occupation="Bác sĩ").exists()


def test_computed_columns_follow_their_source(province: Province) -> None:
    person = make_person(province.near)
    with writing(SYSTEM, VERB) as w:
        w.update(person, name="Đặng Thị Ước")
    assert Person.objects.filter(folded="dang thi uoc").exists()


def test_sealed_values_stand_in_the_log_only_encrypted(province: Province) -> None:
    number = citizen_number()
    person = make_person(province.near, citizen_number=number, religion="Phật giáo")
    row = Change.objects.get(model="people.person", object_id=person.pk)
    assert number not in row.before + row.after
    assert "Phật giáo" not in row.after
    assert "citizen_number" not in json.loads(row.after)
    assert row.sealed is not None
    _, after = unsealed(row.before, row.after, bytes(row.sealed))
    assert (after["citizen_number"], after["religion"]) == (number, "Phật giáo")


def test_a_refused_value_rolls_everything_back(province: Province) -> None:
    person = make_person(province.near)
    number = last().number

    def write_both() -> None:
        with writing(SYSTEM, VERB) as w:
            w.update(person, hometown="Mộ Đức")
            w.create(AdmissionTarget(unit=province.near, year=2023))

    with pytest.raises(ValidationError, match="chỉ tiêu|number|trống|bắt buộc"):
        write_both()
    assert last().number == number
    assert not Person.objects.filter(hometown="Mộ Đức").exists()


def test_a_deletion_logs_what_the_database_deletes_with_it(province: Province) -> None:
    role = make_role(["units.view", "people.view"])
    with writing(SYSTEM, "access.load_roles") as w:
        w.delete(role)
    assert not Role.objects.exists()
    assert not Grant.objects.exists()
    assert sorted((row[0], row[1]) for row in rows()) == [
        ("d", "kernel.grant"),
        ("d", "kernel.grant"),
        ("d", "kernel.role"),
    ]


def test_a_deleted_member_takes_the_cells_along_in_the_log(province: Province) -> None:
    member = make_member(province.near)
    with writing(SYSTEM, "members.edit") as w:
        w.delete(member)
    assert [row[1] for row in rows()] == ["members.cellmembership", "members.member"]
    assert CellMembership.objects.count() == 0


def test_many_are_created_updated_and_deleted_at_once(province: Province) -> None:
    targets = [AdmissionTarget(unit=province.near, year=year, number=1) for year in range(2000, 2010)]
    with writing(SYSTEM, "admission_targets.import") as w:
        w.create_many(targets)
    assert AdmissionTarget.objects.count() == last().count == 10
    before = [snapshot(target) for target in targets]
    for target in targets[:4]:
        target.number = 5
    with writing(SYSTEM, "admission_targets.import") as w:
        w.update_many(targets, before)
    assert last().count == 4, "those that stayed as they were are not in the log"
    assert AdmissionTarget.objects.filter(number=5).count() == 4
    with writing(SYSTEM, "admission_targets.import") as w:
        w.delete_many(targets)
    assert last().count == 10
    assert AdmissionTarget.objects.count() == 0
    with writing(SYSTEM, "changes.undo") as w:
        w.restore_many(targets)
    assert {target.pk for target in AdmissionTarget.objects.all()} == {target.pk for target in targets}


def test_nothing_at_all_is_no_change_set(province: Province) -> None:
    number = last().number
    with writing(SYSTEM, VERB) as w:
        w.create_many([])
        w.update_many([], [])
        w.delete_many([])
        w.restore_many([])
        assert w.count == 0
    assert last().number == number


def test_a_note_speaks_of_an_object_that_did_not_change(province: Province) -> None:
    with writing(SYSTEM, VERB) as w:
        w.note(make_document(province.near))
    assert rows() == [("u", "documents.document", "", "")]


def test_the_header_says_who_through_what_and_why(province: Province) -> None:
    acting = Acting(None, Via.COMMAND, reason="thử", document_id=7, under="203-KH/TU")
    with writing(acting, VERB) as w:
        w.params["year"] = 2023
        w.update(make_person(province.near), hometown="Mộ Đức")
    one = last()
    assert (one.actor, one.actor_name, one.via) == (None, "Hệ thống", Via.COMMAND)
    assert (one.reason, one.document_id, one.under, one.params) == ("thử", 7, "203-KH/TU", '{"year":2023}')
    assert w.change_set == one


def test_the_guard_is_asked_before_what_exists_is_touched(province: Province) -> None:
    class Refused(Exception):
        pass

    def refuse(model: object, keys: object) -> None:
        raise Refused

    person = make_person(province.near)
    attempts: list[Callable[[Writer], object]] = [
        lambda w: w.update(person, hometown="x"),
        lambda w: w.update_many([person], [snapshot(person)]),
        lambda w: w.delete(person),
        lambda w: w.delete_many([person]),
    ]
    for attempt in attempts:
        with pytest.raises(Refused), writing(SYSTEM, VERB, guard=refuse) as w:
            attempt(w)
    assert Person.objects.get(pk=person.pk).hometown == ""


def test_derived_values_are_written_without_a_log_row(province: Province) -> None:
    number = last().number
    with writing(SYSTEM, "units.move") as w:
        w.update(province.near, rank=province.near.rank, sort_key="z")
    assert last().number == number
    assert Unit.objects.get(pk=province.near.pk).sort_key == "z"
