"""Attachments on disk: each content once, under its SHA-256, whatever names it was sent in with."""

from __future__ import annotations

import mimetypes
import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from tochuc.vi.fold import normalise

ALLOWED = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
}


@dataclass(frozen=True)
class Kept:
    name: str
    media_type: str
    size: int
    sha256: str


def keep(file: UploadedFile[bytes]) -> Kept:
    """Stores the content; raises `ValidationError` for a kind of file that is not kept or not what it says.

    A file whose action is rolled back stays behind without a record; content under its hash does no harm twice.
    """
    name = normalise(Path(file.name or "").name)[-255:]
    suffix = Path(name).suffix.lower()
    head = file.read(16)
    file.seek(0)
    if suffix not in ALLOWED:
        raise ValidationError(
            {"file": f"Không nhận tệp {suffix or 'không có đuôi'}: hãy gửi {', '.join(sorted(ALLOWED))}."}
        )
    if not head.startswith(ALLOWED[suffix]):
        raise ValidationError(
            {"file": f"Nội dung tệp “{name}” không phải là {suffix}: hãy mở lại và lưu đúng loại."}
        )
    if not file.size or file.size > settings.UPLOAD_BYTES:
        limit = settings.UPLOAD_BYTES // 2**20
        raise ValidationError({"file": f"Tệp “{name}” rỗng hoặc lớn hơn {limit} MB: hãy kiểm tra lại tệp."})
    digest = store(file)
    media_type = mimetypes.types_map.get(suffix, "application/octet-stream")
    return Kept(name, media_type, file.size, digest)


def path_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def store(file: UploadedFile[bytes]) -> str:
    """Stores content of any kind and returns its hash: through a temporary file in the same folder, so that a
    crash leaves no half content under a hash.
    """
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    hasher = sha256()
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as part:
        for chunk in file.chunks():
            hasher.update(chunk)
            part.write(chunk)
        part.flush()
        os.fsync(part.fileno())
    digest = hasher.hexdigest()
    target = path_of(digest)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(part.name).replace(target)
    return digest
