"""Whatever is done to the log behind the system's back is found and named."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.kernel.changes.writing import (
    last,
    make_cell,
    make_district,
    make_member,
    row_digest,
    write_targets,
)
from tochuc.kernel.changes.chain import header_digest
from tochuc.kernel.changes.shred import shred
from tochuc.kernel.changes.verify import Break, Fault, verify
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import ChainHead, Change, ChangeSet, Unit
from tochuc.site import cli

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> ChangeSet:
    """A change set of three rows, with one before it and one after it."""
    unit = make_district()
    change_set = write_targets(unit, {2021: 1, 2022: 2, 2023: 3})
    write_targets(unit, {2023: 4})
    assert verify().breaks == []
    return change_set


def run(sql: str, *values: int) -> None:
    """What somebody with access to the database does, without the constraints that would hinder them."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults() -> list[tuple[Fault, int, int | None]]:
    return [(one.fault, one.number, one.position) for one in verify().breaks]


def test_an_altered_value_is_found_with_its_object(written: ChangeSet) -> None:
    row = written.changes.get(position=1)
    run("UPDATE kernel_change SET after = replace(after, '2022', '2029') WHERE id = %s", row.pk)
    assert verify().breaks == [
        Break(Fault.ROW_ALTERED, written.number, 1, "members.admissiontarget", row.object_id)
    ]


def test_a_removed_row_is_found(written: ChangeSet) -> None:
    run("DELETE FROM kernel_change WHERE change_set_id = %s AND position = 1", written.pk)
    assert faults() == [(Fault.ROW_REMOVED, written.number, 1)]


def test_swapped_rows_are_found(written: ChangeSet) -> None:
    for old, new in ((0, 77), (1, 0), (77, 1)):
        run(
            "UPDATE kernel_change SET position = %s WHERE change_set_id = %s AND position = %s",
            new,
            written.pk,
            old,
        )
    assert faults() == [
        (Fault.ROW_ALTERED, written.number, 0),
        (Fault.ROW_ALTERED, written.number, 1),
    ]


def test_an_inserted_row_is_found(written: ChangeSet) -> None:
    extra = written.changes.get(position=2)
    extra.pk, extra.position = None, 3
    extra.digest = row_digest(extra)
    extra.save()
    assert faults() == [(Fault.ROW_INSERTED, written.number, 3)]


def test_an_altered_row_with_a_new_digest_is_found(written: ChangeSet) -> None:
    row = written.changes.get(position=0)
    row.after = row.after.replace("2021", "2029")
    row.digest = row_digest(row)
    row.save()
    assert faults() == [(Fault.ROWS_REPLACED, written.number, None)]


def test_an_altered_header_is_found(written: ChangeSet) -> None:
    run("UPDATE kernel_changeset SET actor_name = 'Người khác' WHERE id = %s", written.pk)
    assert faults() == [(Fault.HEADER_ALTERED, written.number, None)]


def test_a_header_rewritten_with_all_its_digests_breaks_the_link_of_the_next(written: ChangeSet) -> None:
    written.reason = "lý do khác"
    written.digest = header_digest(written)
    written.save()
    assert faults() == [(Fault.LINK_BROKEN, written.number + 1, None)]


def test_a_removed_change_set_is_found(written: ChangeSet) -> None:
    written.changes.all().delete()
    written.delete()
    assert faults() == [(Fault.NUMBER_MISSING, written.number, None)]


def test_a_removed_last_change_set_is_found(written: ChangeSet) -> None:
    newest = last()
    newest.changes.all().delete()
    newest.delete()
    assert faults() == [
        (Fault.NUMBER_MISSING, written.number + 1, None),
        (Fault.TAIL, written.number + 1, None),
    ]


def test_a_chain_cut_together_with_its_head_is_found_by_a_head_noted_down_elsewhere(
    written: ChangeSet,
) -> None:
    newest = last()
    newest.changes.all().delete()
    newest.delete()
    ChainHead.objects.update(number=written.number, digest=written.digest)
    assert faults() == []
    assert [one.fault for one in verify(expect=newest.digest).breaks] == [Fault.EXPECTED_MISSING]
    assert verify(expect=written.digest[:16]).breaks == []


def test_a_chain_that_grew_still_contains_the_head_noted_down(written: ChangeSet) -> None:
    write_targets(Unit.objects.get(code="T-A"), {2019: 7})
    assert verify(expect=written.digest).breaks == []


def test_an_altered_sealed_box_is_found() -> None:
    member = make_member(make_cell(make_district(), "T-A-1"))
    row = Change.objects.get(model="people.person", object_id=member.person_id)
    row.sealed = bytes([bytes(row.sealed or b"")[0]]) + b"\0" * 40
    row.save()
    assert [(one.fault, one.object_id) for one in verify().breaks] == [(Fault.BOX_ALTERED, member.person_id)]


def test_a_box_emptied_without_a_word_is_found() -> None:
    member = make_member(make_cell(make_district(), "T-A-1"))
    run("UPDATE kernel_change SET sealed = NULL WHERE model = 'people.person'")
    assert [(one.fault, one.object_id) for one in verify().breaks] == [(Fault.BOX_EMPTIED, member.person_id)]


def test_a_box_that_was_erased_by_the_book_is_accounted_for() -> None:
    member = make_member(make_cell(make_district(), "T-A-1"))
    shred(Acting(None, reason="Theo yêu cầu của người có dữ liệu"), member.person)
    assert verify().breaks == []


def test_the_command_says_what_is_wrong_and_fails(
    written: ChangeSet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_start_django", lambda: None)
    assert cli.main(["audit", "verify"]) == 0
    assert f"head {last().digest}" in capsys.readouterr().out
    run("UPDATE kernel_changeset SET reason = 'x' WHERE id = %s", written.pk)
    assert cli.main(["audit", "verify"]) == 1
    assert f"change set {written.number}: the header does not match" in capsys.readouterr().out
    assert cli.main(["audit", "verify", "--expect", "f" * 64]) == 1
    assert cli.main(["audit", "head"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{last().number} {last().digest}"
