"""The states of an import, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from tochuc.kernel.importing import progress, staging
from tochuc.kernel.models import ImportJob
from tochuc.kernel.models.jobs import ImportState


def move(job: ImportJob, states: Iterable[ImportState], to: ImportState, **values: Any) -> bool:
    """Moves the job on if it still is in one of the states; whether it was."""
    fields = {"state": to, "heartbeat_at": timezone.now(), **values}
    moved = ImportJob.objects.filter(pk=job.pk, state__in=list(states)).update(**fields)
    if moved:
        for name, value in fields.items():
            setattr(job, name, value)
    return bool(moved)


def finish(job: ImportJob) -> None:
    """The job has ended: its file goes, once the end is certain."""
    transaction.on_commit(partial(staging.discard, job.stored_name))
    progress.forget(job)
