"""An import from the upload to the commit: what pages call, and what the worker does.

    start → (worker) check → READY or REFUSED → confirm → (worker) commit → DONE

Every step moves the job from the state in which it found it, so two that try the same at once cannot both
succeed. Until DONE nothing is in the register.
"""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tochuc.kernel.access.reach import may
from tochuc.kernel.importing import progress, staging
from tochuc.kernel.importing.preview import Preview
from tochuc.kernel.importing.progress import Progress
from tochuc.kernel.importing.states import finish, move
from tochuc.kernel.importing.tasks import check_import, commit_import
from tochuc.kernel.importing.verbs import spec_of
from tochuc.kernel.models import ImportJob, User
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.sheets.marking import mark_errors

SILENCE = 5 * 60
"""Seconds without a sign of life after which a worker is taken for dead."""
KEPT = dt.timedelta(days=7)
"""How long an upload waits for its user."""
INTERRUPTED = "Việc nhập bị ngắt giữa chừng; chưa có gì được ghi. Hãy tải tệp lên lại."
EXPIRED = "Tệp đã được xóa vì quá lâu không được xác nhận ghi; chưa có gì được ghi."

WORKING = (ImportState.CHECKING, ImportState.COMMITTING)
WAITING_FOR_USER = (ImportState.READY, ImportState.REFUSED)


def start(user: User, register: Register[Any], file: UploadedFile[Any]) -> ImportJob:
    """Keeps the file and has it checked; raises `PermissionDenied`, `ValidationError` for one too large."""
    spec_of(register)
    if not may(user, f"{register.name}.import"):
        raise PermissionDenied(f"Đồng chí không có quyền nhập {register.label.lower()} từ tệp.")
    sweep()
    job = ImportJob.objects.create(
        register=register.name,
        user=user,
        file_name=staging.shown_name(file),
        stored_name=staging.keep(file),
    )
    transaction.on_commit(partial(check_import.enqueue, job.pk))
    return job


def confirm(user: User, job: ImportJob) -> None:
    """Has the previewed plan written; raises `ValidationError` unless it is waiting for that."""
    _check_owner(user, job)
    if not move(job, (ImportState.READY,), ImportState.COMMITTING, message=""):
        raise ValidationError("Lượt nhập này không còn chờ ghi. Hãy tải lại trang để xem trạng thái mới.")
    transaction.on_commit(partial(commit_import.enqueue, job.pk))


def cancel(user: User, job: ImportJob) -> None:
    """Gives the import up, and deletes the file; raises `ValidationError` once it is being written."""
    _check_owner(user, job)
    states = (ImportState.CHECKING, *WAITING_FOR_USER)
    if not move(
        job, states, ImportState.CANCELLED, message="Đồng chí đã hủy lượt nhập này; chưa có gì được ghi."
    ):
        raise ValidationError("Lượt nhập này đang được ghi hoặc đã kết thúc, không hủy được nữa.")
    finish(job)


def look(job: ImportJob) -> Progress:
    """How far it is, for a page that asks again and again; a job whose worker died is marked on the way."""
    told = progress.told(job)
    dead = job.state in WORKING and _is_dead(job, told)
    if dead and move(job, WORKING, ImportState.FAILED, message=INTERRUPTED):
        finish(job)
    return told


def sweep() -> None:
    """Marks interrupted jobs, and gives up those whose users never came back."""
    for job in ImportJob.objects.filter(state__in=WORKING):
        look(job)
    expired = timezone.now() - KEPT
    for job in ImportJob.objects.filter(state__in=WAITING_FOR_USER, heartbeat_at__lt=expired):
        if move(job, WAITING_FOR_USER, ImportState.CANCELLED, message=EXPIRED):
            finish(job)


def preview_of(job: ImportJob) -> Preview | None:
    """What the check found; None before it is done and after the job has ended."""
    text = staging.read_preview(job.stored_name)
    return Preview.from_json(text) if text else None


def write_marked_copy(job: ImportJob, stream: BinaryIO) -> None:
    """The uploaded file with its errors marked, as XLSX; raises `ValidationError` when there is none."""
    preview = preview_of(job)
    if preview is None or not preview.errors:
        raise ValidationError("Lượt nhập này không có tệp lỗi để tải về.")
    mark_errors(staging.upload(job.stored_name), preview.errors, stream)


def _is_dead(job: ImportJob, told: Progress) -> bool:
    """A job that waits for a worker is not dead; one that was begun and fell silent is."""
    begun = max(told.at, job.heartbeat_at.timestamp()) if told.at else 0
    return bool(begun) and time.time() - begun > SILENCE


def _check_owner(user: User, job: ImportJob) -> None:
    if job.user_id != user.pk:
        raise PermissionDenied("Lượt nhập này của người khác.")
