"""A flat register, imported as an officer does it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.builders import SYSTEM, make_unit, make_user
from tests.kernel.importing.uploads import Importer, xlsx
from tochuc.kernel.changes.undo import undo
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing import job as jobs
from tochuc.kernel.importing import progress, staging
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.tasks import check_import, commit_import
from tochuc.kernel.models import ChangeSet, ImportJob, Unit, Via
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import get_register
from tochuc.registers.members.models import AdmissionTarget

THREE: list[list[object]] = [["T-A", 2023, 100], ["T-B", 2023, 120], ["T-C", "2023", "1.030"]]


def targets() -> dict[tuple[str, int], int]:
    return {(one.unit.code, one.year): one.number for one in AdmissionTarget.objects.select_related("unit")}


def files() -> list[Path]:
    return list(staging.folder().iterdir())


def test_nothing_is_written_before_the_officer_confirms(officer: Importer) -> None:
    before = ChangeSet.objects.count()
    job = officer.upload(xlsx(THREE))
    assert (job.state, job.rows, job.created, job.errors) == (ImportState.READY, 3, 3, 0)
    assert targets() == {}
    assert ChangeSet.objects.count() == before


def test_a_confirmed_import_is_one_change_set(officer: Importer) -> None:
    job = officer.run(xlsx(THREE))
    assert job.state == ImportState.DONE
    assert targets() == {("T-A", 2023): 100, ("T-B", 2023): 120, ("T-C", 2023): 1030}
    assert job.change_set is not None
    assert (job.change_set.count, job.change_set.via) == (3, Via.IMPORT)
    assert job.change_set.verb == "admission_targets.import"
    assert "chi-tieu.xlsx" in job.change_set.reason
    assert files() == []


def test_the_same_file_again_changes_nothing(officer: Importer) -> None:
    officer.run(xlsx(THREE))
    before = ChangeSet.objects.count()
    job = officer.upload(xlsx(THREE))
    assert (job.state, job.unchanged, job.change_set) == (ImportState.DONE, 3, None)
    assert ChangeSet.objects.count() == before


def test_the_preview_shows_old_and_new_values(officer: Importer) -> None:
    officer.run(xlsx(THREE))
    job = officer.upload(xlsx([["T-A", 2023, 105], ["T-B", 2023, 120], ["T-A", 2024, 90]]))
    assert (job.created, job.changed, job.unchanged) == (1, 1, 1)
    preview = jobs.preview_of(job)
    assert preview is not None
    assert preview.changed[0].lines == [("Chỉ tiêu", "100", "105")]
    assert ("Đơn vị", "", "Huyện ủy T-A") in preview.created[0].lines
    assert ("Chỉ tiêu", "", "90") in preview.created[0].lines


def test_all_errors_come_at_once_each_with_its_cell(officer: Importer) -> None:
    wrong = [
        ["T-X", 2023, 100],
        ["T-B", "năm nay", -1],
        ["T-C", 2023, None],
        ["T-A", 2023, 5],
        ["T-A", 2023, 6],
    ]
    job = officer.upload(xlsx(wrong))
    assert job.state == ImportState.REFUSED
    preview = jobs.preview_of(job)
    assert preview is not None
    assert [error.address for error in preview.errors] == ["A2", "B3", "C3", "C4", "A6"]
    sentences = [error.sentence for error in preview.errors]
    assert "không có tổ chức nào là “T-X”" in sentences[0]
    assert "phải ghi chỉ tiêu" in sentences[3]
    assert "trùng với dòng 5" in sentences[4]


def test_a_file_with_errors_can_be_had_back_marked(officer: Importer, tmp_path: Path) -> None:
    job = officer.upload(xlsx([["T-X", 2023, 100]]))
    marked = tmp_path / "marked.xlsx"
    with marked.open("wb") as stream:
        jobs.write_marked_copy(job, stream)
    book = openpyxl.load_workbook(marked)
    assert book.sheetnames == ["Lỗi", "Chỉ tiêu"]
    assert book["Chỉ tiêu"]["A2"].comment is not None


def test_a_file_with_errors_cannot_be_confirmed(officer: Importer) -> None:
    job = officer.upload(xlsx([["T-X", 2023, 100], ["T-A", 2023, 5]]))
    with pytest.raises(ValidationError, match="không còn chờ ghi"):
        officer.confirm(job)
    assert targets() == {}


def test_a_mended_file_is_imported(officer: Importer) -> None:
    officer.upload(xlsx([["T-X", 2023, 100]]))
    assert officer.run(xlsx([["T-A", 2023, 100]])).state == ImportState.DONE


def test_units_outside_the_reach_are_refused_cell_by_cell(district_officer: Importer) -> None:
    errors = district_officer.errors(xlsx([["T-A", 2023, 1], ["T-B", 2023, 1]]))
    assert len(errors) == 1
    assert "ô A3" in errors[0]
    assert "nằm ngoài phạm vi" in errors[0]


def test_records_outside_the_reach_are_not_changed(officer: Importer, district_officer: Importer) -> None:
    officer.run(xlsx(THREE))
    job = district_officer.upload(xlsx([["T-A", 2023, 7], ["T-B", 2023, 8]]))
    assert (job.state, job.errors) == (ImportState.REFUSED, 1)
    assert targets()["T-B", 2023] == 120


def test_without_the_permission_no_file_is_taken(province: Unit, officer: Importer) -> None:
    stranger = make_user("admission_targets.view", on=province)
    officer.user = stranger
    with pytest.raises(PermissionDenied, match="không có quyền nhập"):
        officer.upload(xlsx(THREE))
    assert files() == []


def test_someone_elses_upload_cannot_be_confirmed(officer: Importer, province: Unit) -> None:
    job = officer.upload(xlsx(THREE))
    other = make_user("admission_targets.import", on=province)
    with pytest.raises(PermissionDenied):
        jobs.confirm(other, job)


def test_a_register_changed_since_the_preview_is_previewed_again(officer: Importer) -> None:
    first, second = officer.upload(xlsx(THREE)), officer.upload(xlsx([["T-A", 2023, 1]]))
    officer.confirm(second)
    officer.confirm(first)
    assert first.state == ImportState.READY
    assert "đã thay đổi từ lúc xem trước" in first.message
    assert (first.created, first.changed) == (2, 1)
    assert targets() == {("T-A", 2023): 1}
    assert officer.confirm(first).state == ImportState.DONE
    assert targets()["T-A", 2023] == 100


def test_the_file_is_not_read_again_while_nothing_was_written_since(officer: Importer) -> None:
    job = officer.upload(xlsx(THREE))
    staging.upload(job.stored_name).write_bytes(b"")
    assert officer.confirm(job).state == ImportState.DONE
    assert len(targets()) == 3


def test_a_write_elsewhere_has_the_file_checked_again(officer: Importer, province: Unit) -> None:
    job = officer.upload(xlsx(THREE))
    make_unit(parent=province)
    staging.upload(job.stored_name).write_bytes(b"")
    job = officer.confirm(job)
    assert (job.state, targets()) == (ImportState.FAILED, {})


def test_what_was_kept_of_the_check_is_only_taken_as_it_was(officer: Importer) -> None:
    job = officer.upload(xlsx(THREE))
    (kept,) = [path for path in files() if path.suffix == ".writes"]
    kept.write_bytes(kept.read_bytes() + b" ")
    job = officer.confirm(job)
    assert (job.state, targets()) == (ImportState.READY, {})
    assert officer.confirm(job).state == ImportState.DONE


def test_a_write_elsewhere_that_changes_nothing_of_the_plan_lets_it_be_written(
    officer: Importer, province: Unit
) -> None:
    job = officer.upload(xlsx(THREE))
    make_unit(parent=province)
    assert officer.confirm(job).state == ImportState.DONE
    assert len(targets()) == 3


def test_a_cancelled_import_leaves_nothing(officer: Importer) -> None:
    job = officer.upload(xlsx(THREE))
    officer.cancel(job)
    job.refresh_from_db()
    assert job.state == ImportState.CANCELLED
    assert files() == []
    commit_import.call(job.pk)
    check_import.call(job.pk)
    assert targets() == {}


def test_an_import_cancelled_while_it_is_checked_stops(officer: Importer) -> None:
    job = officer.upload(xlsx(THREE))
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.CHECKING)
    job.refresh_from_db()
    report = progress.Reporter(job, watch=True)
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.CANCELLED)
    with pytest.raises(progress.Stopped):
        report(progress.Stage.PARSING, 0, 1)


def test_an_import_whose_worker_died_is_marked(officer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    job = officer.upload(xlsx(THREE))
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.COMMITTING)
    job.refresh_from_db()
    progress.Reporter(job, watch=False)(progress.Stage.WRITING, 1, 3)
    jobs.look(job)
    assert job.state == ImportState.COMMITTING
    monkeypatch.setattr(jobs, "SILENCE", -1)
    jobs.look(job)
    assert job.state == ImportState.FAILED
    assert "bị ngắt" in job.message


def test_an_import_that_waits_for_a_worker_is_not_taken_for_dead(
    officer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = officer.upload(xlsx(THREE))
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.COMMITTING)
    job.refresh_from_db()
    monkeypatch.setattr(jobs, "SILENCE", -1)
    assert jobs.look(job).stage == progress.Stage.WAITING
    assert job.state == ImportState.COMMITTING


def test_uploads_of_users_who_never_came_back_are_deleted(
    officer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = officer.upload(xlsx(THREE))
    monkeypatch.setattr(jobs, "KEPT", -jobs.KEPT)
    officer.upload(xlsx([]))
    job.refresh_from_db()
    assert job.state == ImportState.CANCELLED
    assert not staging.upload(job.stored_name).exists()


def test_a_crash_while_writing_leaves_nothing_behind(
    officer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = officer.upload(xlsx(THREE))
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.COMMITTING)
    before = ChangeSet.objects.count()

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("tochuc.kernel.changes.writer.Writer.close", broken)
    with pytest.raises(OSError, match="the disk is full"):
        commit_import.call(job.pk)
    job.refresh_from_db()
    assert job.state == ImportState.FAILED
    assert "chưa có gì được ghi" in job.message
    assert targets() == {}
    assert ChangeSet.objects.count() == before


def test_an_import_is_undone_as_one(officer: Importer) -> None:
    officer.run(xlsx([["T-A", 2023, 50]]))
    job = officer.run(xlsx(THREE))
    assert job.change_set is not None
    undo(Acting(officer.user, via=Via.UNDO), job.change_set)
    assert targets() == {("T-A", 2023): 50}
    job.refresh_from_db()
    assert job.state == ImportState.UNDONE


def test_uploads_are_private(officer: Importer) -> None:
    job = officer.upload(xlsx(THREE))
    assert {path.stat().st_mode & 0o777 for path in files()} == {0o600}
    assert staging.folder().stat().st_mode & 0o777 == 0o700
    assert job.stored_name not in ("", job.file_name)


def test_a_file_that_is_too_large_is_not_kept(officer: Importer, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 100
    with pytest.raises(ValidationError, match="nặng quá"):
        officer.upload(xlsx(THREE))
    assert files() == []


def test_a_register_without_import_says_so(officer: Importer) -> None:
    officer.register = get_register("reorganisations")
    with pytest.raises(ValidationError, match="không nhập được từ tệp"):
        officer.upload(xlsx(THREE))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    officer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 3600)
    few = xlsx([["T-A", year, 1] for year in (2000, 2001)])
    many = xlsx([[code, year, 1] for code in ("T-A", "T-B", "T-C") for year in range(1930, 2030)])
    counts = []
    for content in (few, many):
        with CaptureQueriesContext(connection) as queries:
            officer.upload(content)
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_the_system_itself_imports_without_bounds(province: Unit, districts: list[Unit]) -> None:
    context = Context(SYSTEM.user, get_register("admission_targets"))
    assert context.may_put(districts[0].pk)
