"""Uploaded files and their previews on disk: under random names, readable by the server's own user only."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tochuc.kernel.importing.writes import Writes
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
class Staged:
    """What the check of an upload found to be written, with the log's head and the day on which it did.

    Every write moves the head, so while it stands all that was checked holds.
    """

    head: str
    day: dt.date
    writes: Writes


def write_staged(stored_name: str, staged: Staged) -> str:
    """Keeps it with the upload; returns the digest by which it is known again."""
    content = pickle.dumps(staged, pickle.HIGHEST_PROTOCOL)
    path = _staged(stored_name)
    path.unlink(missing_ok=True)
    _write(path, [content])
    return sha256(content).hexdigest()


def read_staged(stored_name: str, digest: str) -> Staged | None:
    """None where it is not there, or is not the one with that digest."""
    path = _staged(stored_name)
    content = path.read_bytes() if stored_name and path.exists() else b""
    if sha256(content).hexdigest() != digest:
        return None
    staged: Staged = pickle.loads(content)  # noqa: S301 (our own file, as its digest proves)
    return staged


def discard(stored_name: str) -> None:
    """Deletes the file and what was made of it."""
    if stored_name:
        for path in (upload(stored_name), _preview(stored_name), _staged(stored_name)):
            path.unlink(missing_ok=True)


def _preview(stored_name: str) -> Path:
    return folder() / f"{stored_name}.json"


def _staged(stored_name: str) -> Path:
    return folder() / f"{stored_name}.writes"


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as target:
        for chunk in chunks:
            target.write(chunk)
