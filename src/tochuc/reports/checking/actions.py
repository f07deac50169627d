"""What can be done to a checked document."""

from __future__ import annotations

import re
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit, User
from tochuc.registers.documents import storage
from tochuc.registers.documents.models import Attachment
from tochuc.reports.checking.access import seen_by
from tochuc.reports.checking.models import CheckDecision, CheckedDocument, CheckedVersion, Verdict
from tochuc.reports.checking.running import codes
from tochuc.vi.fold import normalise

_FINGERPRINT = re.compile(r"[0-9a-f]{16}(-[0-9]{1,6})?")


@action("checks.start", label="Kiểm tra văn bản mới", sentence="kiểm tra một văn bản mới")
def start_document(w: Writer, *, name: str, version: CheckedVersion) -> CheckedDocument:
    """A document of the writer's own, with its first version (not yet saved)."""
    document = w.create(CheckedDocument(name=normalise(name), owner=_user(w)))
    _add(w, document, version)
    return document


@action("checks.add_version", label="Kiểm tra bản tiếp theo", sentence="kiểm tra bản tiếp theo của văn bản")
def add_version(w: Writer, *, document: CheckedDocument, version: CheckedVersion) -> CheckedVersion:
    """The same content as the latest version's is that version again; what was decided holds for both."""
    _check_seen(w, document)
    latest = document.versions.first()
    if latest is not None and latest.sha256 == version.sha256:
        return w.update(latest, kept=latest.kept or version.kept)
    return _add(w, document, version)


@action("checks.decide", label="Kết luận về phát hiện", sentence="kết luận về một phát hiện")
def decide(
    w: Writer, *, document: CheckedDocument, code: str, fingerprint: str, verdict: str, reason: str = ""
) -> CheckDecision | None:
    """An empty verdict takes an earlier one back. Raises `ValidationError` for a dismissal without a reason."""
    _check_seen(w, document)
    if code not in codes() or not _FINGERPRINT.fullmatch(fingerprint):
        raise ValidationError("Không có phát hiện này. Hãy tải lại trang rồi thử lại.")
    known = document.decisions.filter(fingerprint=fingerprint).first()
    if not verdict:
        if known is not None:
            w.delete(known)
        return None
    reason = normalise(reason)
    if verdict == Verdict.DISMISSED and not reason:
        raise ValidationError({"reason": "Bỏ qua một phát hiện phải có lý do: hãy ghi vì sao chỗ này đúng."})
    values = {
        "verdict": verdict,
        "reason": reason,
        "decided_by": _user(w),
        "decided_at": timezone.now(),
    }
    if known is not None:
        return w.update(known, **values)
    return w.create(CheckDecision(document=document, code=code, fingerprint=fingerprint, **values))


@action("checks.share", label="Chia sẻ văn bản được kiểm tra", sentence="chia sẻ văn bản được kiểm tra")
def share(w: Writer, *, document: CheckedDocument, unit: Unit | None) -> CheckedDocument:
    """With those assigned to a unit; with nobody where there is none."""
    _check_owner(w, document)
    return w.update(document, unit=unit)


@action("checks.remove", label="Xóa văn bản được kiểm tra", sentence="xóa văn bản được kiểm tra")
def remove(w: Writer, *, document: CheckedDocument) -> None:
    """With its versions, decisions, and the files that nothing else keeps."""
    _check_owner(w, document)
    kept = set(document.versions.filter(kept=True).values_list("sha256", flat=True))
    w.delete(document)
    transaction.on_commit(partial(_drop_unused, kept))


def _add(w: Writer, document: CheckedDocument, version: CheckedVersion) -> CheckedVersion:
    latest = document.versions.first()
    version.document = document
    version.number = latest.number + 1 if latest is not None else 1
    version.checked_by = _user(w)
    return w.create(version)


def _drop_unused(digests: set[str]) -> None:
    for digest in digests:
        used = (
            Attachment.objects.filter(sha256=digest).exists()
            or CheckedVersion.objects.filter(sha256=digest, kept=True).exists()
        )
        if not used:
            storage.path_of(digest).unlink(missing_ok=True)


def _user(w: Writer) -> User:
    if w.acting.user is None:
        raise PermissionDenied("Việc này cần có người thực hiện.")
    return w.acting.user


def _check_seen(w: Writer, document: CheckedDocument) -> None:
    if not seen_by(_user(w)).filter(pk=document.pk).exists():
        raise PermissionDenied("Văn bản này không phải của đồng chí và không được chia sẻ với đồng chí.")


def _check_owner(w: Writer, document: CheckedDocument) -> None:
    if document.owner_id != _user(w).pk:
        raise PermissionDenied("Chỉ người đưa văn bản vào kiểm tra mới làm được việc này.")
