"""What the worker does for an import: the check, and the commit."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django_tasks import task

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing import staging
from tochuc.kernel.importing.checking import Source, check, plan_again, read_source
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Fate, Plan
from tochuc.kernel.importing.preview import make_preview
from tochuc.kernel.importing.progress import Reporter, Stage, Stopped, forget
from tochuc.kernel.importing.spec import ImportSpec
from tochuc.kernel.importing.states import finish, move
from tochuc.kernel.importing.verbs import import_action, spec_of
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
        report = Reporter(job, watch=True)
        report(Stage.READING, 0, 0)
        head = _head()
        source, context = _read(job), _context(job)
        plan, rows = check(source, _spec(job), context, report)
        if not plan.errors:
            staging.write_rows(job.stored_name, staging.ParsedRows(head, context.day, rows))
        _settle(job, source, plan, context)
        forget(job)


@task()
def commit_import(job_id: int) -> None:
    """Plans once more, against the register as it is by now, and writes in the same transaction."""
    job = ImportJob.objects.select_related("user").get(pk=job_id)
    if job.state != ImportState.COMMITTING:
        return
    with _failing_into(job), _uncollected():
        report = Reporter(job, watch=False)
        report(Stage.READING, 0, 0)
        if not _commit_as_checked(job, report):
            _commit_anew(job, report)
        forget(job)


def _commit_as_checked(job: ImportJob, report: Reporter) -> bool:
    """Writes the rows as they were checked, unless anything at all was written since; whether it did."""
    context, parsed = _context(job, trusted=True), staging.read_rows(job.stored_name)
    if parsed is None or parsed.day != context.day:
        return False
    with transaction.atomic():
        if parsed.head != _head(lock=True):
            return False
        plan = plan_again(parsed.rows, _spec(job), context, report)
        if plan.errors or plan.fingerprint() != job.fingerprint:
            return False
        _write(job, plan, report)
    return True


def _commit_anew(job: ImportJob, report: Reporter) -> None:
    """Checks everything again, and writes if the outcome is what the user saw."""
    source, context = _read(job), _context(job)
    with transaction.atomic():
        plan, _ = check(source, _spec(job), context, report)
        if plan.errors or plan.fingerprint() != job.fingerprint:
            _settle(job, source, plan, context, message=CHANGED_MEANWHILE)
        else:
            _write(job, plan, report)


def _head(*, lock: bool = False) -> str:
    """The log's last digest; locked, nobody writes until the transaction ends."""
    heads = ChainHead.objects.select_for_update() if lock else ChainHead.objects.all()
    return heads.filter(pk=1).values_list("digest", flat=True).first() or ""


def _read(job: ImportJob) -> Source:
    return read_source(
        staging.upload(job.stored_name), name=job.file_name, spec=_spec(job), limits=staging.limits()
    )


def _spec(job: ImportJob) -> ImportSpec:
    return spec_of(get_register(job.register))


def _context(job: ImportJob, *, trusted: bool = False) -> Context:
    return Context(job.user, get_register(job.register), trusted=trusted)


def _settle(job: ImportJob, source: Source, plan: Plan, context: Context, message: str = "") -> None:
    """Stores what the check found and lets the user decide; ends the job where nothing is left to decide."""
    counts: dict[str, Any] = {
        "rows": len(source.table.row_numbers),
        "created": plan.count(Fate.CREATED),
        "changed": plan.count(Fate.CHANGED),
        "unchanged": plan.count(Fate.UNCHANGED),
        "errors": len(plan.errors),
        "fingerprint": plan.fingerprint(),
        "message": message,
    }
    here = (ImportState(job.state),)
    if plan.changes_nothing and not plan.errors:
        if move(job, here, ImportState.DONE, **{**counts, "message": NOTHING_TO_DO}):
            finish(job)
        return
    preview = make_preview(plan, context, _spec(job), source)
    staging.write_preview(job.stored_name, preview.to_json())
    if not move(job, here, ImportState.REFUSED if plan.errors else ImportState.READY, **counts):
        staging.discard(job.stored_name)


def _write(job: ImportJob, plan: Plan, report: Reporter) -> None:
    register = get_register(job.register)
    acting = Acting(job.user, via=Via.IMPORT, reason=f"Nhập từ tệp “{job.file_name}”")
    writer = import_action(register)(acting, plan, lambda done, total: report(Stage.WRITING, done, total))
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
