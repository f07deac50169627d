"""What the worker does for an import: the check, and the commit."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import task

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing import staging
from tochuc.kernel.importing.checking import Source, check, read_source
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Fate, Plan
from tochuc.kernel.importing.preview import make_preview
from tochuc.kernel.importing.progress import Reporter, Stage, Stopped, forget
from tochuc.kernel.importing.states import finish, move
from tochuc.kernel.importing.verbs import import_action, spec_of
from tochuc.kernel.importing.writes import Writes
from tochuc.kernel.models import ChainHead, ImportJob, Via
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import get_register
from tochuc.kernel.sheets.errors import SheetError

log = logging.getLogger(__name__)

NOTHING_TO_DO = "Mọi dòng của tệp đã có trong sổ, không khác gì; không có gì để ghi."
CHANGED_MEANWHILE = (
    "Sổ đã thay đổi từ lúc xem trước nên chưa ghi. "
    "Dưới đây là kết quả kiểm tra mới: hãy xem lại rồi xác nhận."
)
BROKEN = "Có lỗi của hệ thống; chưa có gì được ghi. Hãy báo người quản trị."


@task()
def check_import(job_id: int) -> None:
    """Checks a new upload and stores its preview."""
    job = ImportJob.objects.select_related("user").get(pk=job_id)
    if job.state != ImportState.CHECKING:
        return
    with _failing_into(job), _uncollected():
        _settle(job, _checked(job, Reporter(job, watch=True)))
        forget(job)


@task()
def commit_import(job_id: int) -> None:
    """Writes what was checked; if anything at all was written since, checks again in the same transaction."""
    job = ImportJob.objects.select_related("user").get(pk=job_id)
    if job.state != ImportState.COMMITTING:
        return
    with _failing_into(job), _uncollected():
        report = Reporter(job, watch=False)
        report(Stage.READING, 0, 0)
        staged = staging.read_staged(job.stored_name, job.fingerprint)
        if staged is None or not _commit_as_checked(job, staged, report):
            _commit_anew(job, staged, report)
        forget(job)


@dataclass(frozen=True)
class Checked:
    """What a check found; `head` is the log's before it began."""

    head: str
    source: Source
    context: Context
    plan: Plan
    writes: Writes


def _checked(job: ImportJob, report: Reporter) -> Checked:
    report(Stage.READING, 0, 0)
    head = _head()
    register = get_register(job.register)
    spec, context = spec_of(register), Context(job.user, register)
    upload = staging.upload(job.stored_name)
    source = read_source(upload, name=job.file_name, spec=spec, limits=staging.limits())
    return Checked(head, source, context, *check(source, spec, context, report))


def _commit_as_checked(job: ImportJob, staged: staging.Staged, report: Reporter) -> bool:
    """Whether it could: while nothing at all was written since, what was checked holds."""
    if staged.day != timezone.localdate():
        return False
    with transaction.atomic():
        if staged.head != _head(lock=True):
            return False
        _write(job, staged.writes, report)
    return True


def _commit_anew(job: ImportJob, seen: staging.Staged | None, report: Reporter) -> None:
    """Checks everything again, and writes if the outcome is what the user saw."""
    with transaction.atomic():
        checked = _checked(job, report)
        if seen is None or checked.plan.errors or checked.writes != seen.writes:
            _settle(job, checked, message=CHANGED_MEANWHILE)
        else:
            _write(job, checked.writes, report)


def _head(*, lock: bool = False) -> str:
    """The log's last digest; locked, nobody writes until the transaction ends."""
    heads = ChainHead.objects.select_for_update() if lock else ChainHead.objects.all()
    return heads.filter(pk=1).values_list("digest", flat=True).first() or ""


def _settle(job: ImportJob, checked: Checked, message: str = "") -> None:
    """Stores what the check found and lets the user decide; ends the job where nothing is left to decide."""
    plan = checked.plan
    counts: dict[str, Any] = {
        "rows": len(checked.source.table.row_numbers),
        "created": plan.count(Fate.CREATED),
        "changed": plan.count(Fate.CHANGED),
        "unchanged": plan.count(Fate.UNCHANGED),
        "errors": len(plan.errors),
        "message": message,
    }
    here = (ImportState(job.state),)
    if not checked.writes and not plan.errors:
        if move(job, here, ImportState.DONE, **{**counts, "message": NOTHING_TO_DO}):
            finish(job)
        return
    preview = make_preview(
        plan, checked.writes, checked.context, spec_of(get_register(job.register)), checked.source
    )
    staging.write_preview(job.stored_name, preview.to_json())
    if not plan.errors:
        staged = staging.Staged(checked.head, checked.context.day, checked.writes)
        counts["fingerprint"] = staging.write_staged(job.stored_name, staged)
    if not move(job, here, ImportState.REFUSED if plan.errors else ImportState.READY, **counts):
        staging.discard(job.stored_name)


def _write(job: ImportJob, writes: Writes, report: Reporter) -> None:
    register = get_register(job.register)
    acting = Acting(job.user, via=Via.IMPORT, reason=f"Nhập từ tệp “{job.file_name}”")
    writer = import_action(register)(acting, writes, lambda done, total: report(Stage.WRITING, done, total))
    if not move(job, (ImportState.COMMITTING,), ImportState.DONE, change_set=writer.change_set):
        raise Stopped
    finish(job)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for circles: among the hundreds of thousands of objects of a large import it finds
    nothing and takes a third of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _failing_into(job: ImportJob) -> Iterator[None]:
    """Whatever goes wrong ends the job with a sentence, outside the transaction that it undid."""
    try:
        yield
    except Stopped:
        staging.discard(job.stored_name)
    except SheetError as error:
        _fail(job, error.sentence)
    except (ValidationError, PermissionDenied) as error:
        sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
        _fail(job, " ".join(sentences))
    except DatabaseError:
        log.exception("import %s failed in the database", job.pk)
        _fail(job, BROKEN)
    except Exception:
        _fail(job, BROKEN)
        raise


def _fail(job: ImportJob, message: str) -> None:
    job.refresh_from_db(fields=["state"])
    if move(job, (ImportState(job.state),), ImportState.FAILED, message=message):
        finish(job)
