"""From a file that somebody sends to a version that was checked, and back to its text while it can be had."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tochuc.checker.finding import Confidence
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import ReadingLog, User
from tochuc.registers.documents import storage
from tochuc.reports.checking import actions, running, temporary
from tochuc.reports.checking.access import seen_by
from tochuc.reports.checking.laid_out import Values
from tochuc.reports.checking.models import CheckedDocument, CheckedVersion

MEBIBYTE = 2**20
LARGEST = 30 * MEBIBYTE
"""Of a file: a report with pictures. What it holds of text is bounded on its own (`running.LIMITS`)."""
AREA = "checks"
_NAME_LENGTH = 255


def shown_name(file: UploadedFile[Any]) -> str:
    """What the user calls the file, without folders, whatever system it comes from."""
    return PureWindowsPath(file.name or "").name[-_NAME_LENGTH:] or "tệp không tên"


def largest() -> int:
    """Bytes of a file that is checked: no more than this site takes of any upload."""
    return min(LARGEST, settings.UPLOAD_BYTES)


def content_of_upload(file: UploadedFile[Any]) -> bytes:
    """Raises `ValidationError` for a file that is too large."""
    if (file.size or 0) > largest():
        raise ValidationError(
            f"Tệp “{shown_name(file)}” nặng quá {largest() // MEBIBYTE} MB cho phép. "
            "Hãy bỏ bớt ảnh hoặc chia thành nhiều tệp."
        )
    file.seek(0)
    content: bytes = file.read()
    return content


def check_file(
    acting: Acting,
    file: UploadedFile[Any],
    *,
    key: str,
    keep: bool = False,
    name: str = "",
    document: CheckedDocument | None = None,
) -> CheckedDocument:
    """Checks the file as the next version of a document, or as the first of a new one called `name`.

    The same file as before is that version again, also where no document was chosen.

    Raises `ValidationError` with a sentence for a file that cannot be read; then nothing has been kept of it.
    """
    content, file_name = content_of_upload(file), shown_name(file)
    version = _checked(content, file_name, key)
    if keep:
        file.seek(0)
        version.kept = bool(storage.store(file))
    document = document or _same_again(acting, version.sha256, name)
    if document is not None:
        actions.add_version(acting, document=document, version=version)
        return document
    stem = file_name.rpartition(".")[0] or file_name
    return actions.start_document(acting, name=(name or stem)[:200], version=version)


def _same_again(acting: Acting, digest: str, name: str) -> CheckedDocument | None:
    """The document whose latest version is this very file, unless it was given a name of its own."""
    if name or acting.user is None:
        return None
    found = seen_by(acting.user).filter(versions__sha256=digest).order_by("-pk")
    return next((one for one in found if one.versions.all()[0].sha256 == digest), None)


def layout_of(version: CheckedVersion, key: str) -> Values | None:
    """The document as it was read, with everything found in it; None once the file is no longer there."""
    made = temporary.read(version.sha256, "layout", key)
    if made is None:
        content = content_of(version, key)
        made = _laid_out(content, version.file_name, key) if content is not None else None
    return json.loads(made) if made is not None else None


def content_of(version: CheckedVersion, key: str) -> bytes | None:
    """The file itself; None where it was not kept and the hours of work on it are over."""
    content = temporary.read(version.sha256, "content", key)
    if content is None and version.kept:
        content = storage.path_of(version.sha256).read_bytes()
    return content


def log_reading(user: User, version: CheckedVersion, what: str) -> None:
    """Who opened a file that is kept. One that is not can be opened only by who sent it."""
    if version.kept:
        ReadingLog.objects.create(user=user, register=AREA, object_id=version.document_id, what=what)


def _checked(content: bytes, file_name: str, key: str) -> CheckedVersion:
    """Not yet saved; its content and layout are at hand under the key. Raises `ValidationError`."""
    temporary.sweep()
    try:
        layout = json.loads(_laid_out(content, file_name, key))
    except running.CannotCheck as error:
        raise ValidationError({"file": str(error)}) from error
    digest = sha256(content).hexdigest()
    temporary.write(digest, "content", content, key)
    usual = [one for one in layout["findings"] if Confidence[one["confidence"].upper()] >= Confidence.LIKELY]
    counts = Counter(one["severity"] for one in usual)
    return CheckedVersion(
        file_name=file_name,
        sha256=digest,
        errors=counts["error"],
        warnings=counts["warning"],
        notes=counts["note"],
    )


def _laid_out(content: bytes, file_name: str, key: str) -> bytes:
    layout = running.layout(content, file_name)
    if temporary.is_key(key):
        temporary.write(sha256(content).hexdigest(), "layout", layout, key)
    return layout
