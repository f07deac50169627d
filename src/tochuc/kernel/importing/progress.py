"""How far an import is: told through the cache, since other processes and open transactions hide it
otherwise.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.core.cache import cache

from tochuc.kernel.models import ImportJob

INTERVAL = 0.5
"""Seconds between two tellings."""
_KEPT = 24 * 60 * 60


class Stage(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    PARSING = "parsing"
    MATCHING = "matching"
    WRITING = "writing"


STAGE_LABELS = {
    Stage.WAITING: "Đang chờ đến lượt",
    Stage.READING: "Đang đọc tệp",
    Stage.PARSING: "Đang kiểm tra từng ô",
    Stage.MATCHING: "Đang đối chiếu với sổ",
    Stage.WRITING: "Đang ghi vào sổ",
}


@dataclass(frozen=True)
class Progress:
    """`at` is when it was told, in seconds since the epoch; 0 while nobody works on the import yet."""

    stage: Stage = Stage.WAITING
    done: int = 0
    total: int = 0
    at: float = 0

    @property
    def label(self) -> str:
        return STAGE_LABELS[self.stage]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Stopped(Exception):
    """The import was cancelled while it was being checked."""


class Reporter:
    """Tells the progress of one import; raises `Stopped` once the job has left the state it began in."""

    def __init__(self, job: ImportJob, *, watch: bool) -> None:
        """`watch`: look after the job's state. Not within a transaction, which would not see it change."""
        self._job = job
        self._watch = watch
        self._told = Progress()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.time()
        if stage == self._told.stage and now - self._told.at < INTERVAL:
            return
        self._told = Progress(Stage(stage), done, total, now)
        cache.set(_key(self._job.pk), asdict(self._told), _KEPT)
        if self._watch and not ImportJob.objects.filter(pk=self._job.pk, state=self._job.state).exists():
            raise Stopped


def told(job: ImportJob) -> Progress:
    return Progress(**(cache.get(_key(job.pk)) or {}))


def forget(job: ImportJob) -> None:
    cache.delete(_key(job.pk))


def _key(job_id: int) -> str:
    return f"import-progress-{job_id}"
