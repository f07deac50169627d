"""Files to upload, and importing them through the same calls as pages make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from tochuc.kernel.importing import job as jobs
from tochuc.kernel.models import ImportJob, User
from tochuc.kernel.register.registry import get_register

TITLES = ("Đơn vị", "Năm", "Chỉ tiêu")
Callbacks = Callable[..., AbstractContextManager[Any]]


def xlsx(rows: Sequence[Sequence[object]], titles: Sequence[str] = TITLES, sheet: str = "Chỉ tiêu") -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    page.append(list(titles))
    for row in rows:
        page.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class Importer:
    """A user who imports into one register; the worker does its part at once."""

    def __init__(self, user: User, callbacks: Callbacks, register: str = "admission_targets") -> None:
        self.user = user
        self.register = get_register(register)
        self._callbacks = callbacks

    def upload(self, content: bytes, name: str = "chi-tieu.xlsx") -> ImportJob:
        with self._callbacks(execute=True):
            job = jobs.start(self.user, self.register, SimpleUploadedFile(name, content))
        job.refresh_from_db()
        return job

    def confirm(self, job: ImportJob) -> ImportJob:
        with self._callbacks(execute=True):
            jobs.confirm(self.user, job)
        job.refresh_from_db()
        return job

    def cancel(self, job: ImportJob) -> None:
        with self._callbacks(execute=True):
            jobs.cancel(self.user, job)

    def run(self, content: bytes, name: str = "chi-tieu.xlsx") -> ImportJob:
        return self.confirm(self.upload(content, name))

    def errors(self, content: bytes, name: str = "chi-tieu.xlsx") -> list[str]:
        """The errors of a file as the officer reads them."""
        job = self.upload(content, name)
        preview = jobs.preview_of(job)
        return [str(error) for error in preview.errors] if preview else [job.message]
