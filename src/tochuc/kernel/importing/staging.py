"""Uploaded files and their previews on disk: under random names, readable by the server's own user only."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tochuc.kernel.importing.spec import Row
from tochuc.kernel.sheets.limits import DEFAULT, Limits

_NAME_LENGTH = 255
_PRIVATE = 0o600


def limits() -> Limits:
    """What an upload may be, with the size that this site allows."""
    return replace(DEFAULT, file_bytes=settings.UPLOAD_BYTES)


def folder() -> Path:
    path = Path(settings.DATA_DIR) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(file: UploadedFile[Any]) -> str:
    """Stores the file and returns its name in the folder; raises `ValidationError` for one too large."""
    limit = settings.UPLOAD_BYTES
    if (file.size or 0) > limit:
        raise ValidationError(
            f"Tệp “{shown_name(file)}” nặng quá {limit // 2**20} MB cho phép. Hãy chia thành nhiều tệp."
        )
    name = secrets.token_hex(16)
    _write(folder() / name, file.chunks())
    return name


def shown_name(file: UploadedFile[Any]) -> str:
    """What the user calls the file, without folders, whatever system it comes from."""
    return PureWindowsPath(file.name or "").name[-_NAME_LENGTH:] or "tệp không tên"


def upload(stored_name: str) -> Path:
    return folder() / stored_name


def write_preview(stored_name: str, content: str) -> None:
    """Replaces the preview at once: a page that reads it meanwhile sees the old one or the new one."""
    target = _preview(stored_name)
    fresh = target.with_suffix(f".{secrets.token_hex(4)}")
    _write(fresh, [content.encode()])
    fresh.replace(target)


def read_preview(stored_name: str) -> str | None:
    path = _preview(stored_name)
    return path.read_text() if stored_name and path.exists() else None


@dataclass(frozen=True)
class ParsedRows:
    """The parsed rows of an upload, with the head of the log and the day on which they were parsed.

    Every write moves the head, so while it stands the look-ups in them hold, and so does what was checked.
    """

    head: str
    day: dt.date
    rows: list[Row]


def write_rows(stored_name: str, parsed: ParsedRows) -> None:
    path = _rows(stored_name)
    path.unlink(missing_ok=True)
    _write(path, [pickle.dumps(parsed, pickle.HIGHEST_PROTOCOL)])


def read_rows(stored_name: str) -> ParsedRows | None:
    path = _rows(stored_name)
    if not stored_name or not path.exists():
        return None
    parsed: ParsedRows = pickle.loads(path.read_bytes())  # noqa: S301 (our own file, in a folder of our own)
    return parsed


def discard(stored_name: str) -> None:
    """Deletes the file and what was made of it."""
    if stored_name:
        for path in (upload(stored_name), _preview(stored_name), _rows(stored_name)):
            path.unlink(missing_ok=True)


def _preview(stored_name: str) -> Path:
    return folder() / f"{stored_name}.json"


def _rows(stored_name: str) -> Path:
    return folder() / f"{stored_name}.rows"


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as target:
        for chunk in chunks:
            target.write(chunk)
