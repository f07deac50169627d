"""A document is checked, decided about, and checked again; of its text nothing stays unless asked."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.builders import make_officer
from tests.province import Province
from tests.reports.checking.files import CLEAN, DATE, FAULTY, MENDED, SUM, sent
from tochuc.kernel.changes.verify import verify
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import Change, ReadingLog, User
from tochuc.registers.documents import storage
from tochuc.reports.checking import actions, running, temporary
from tochuc.reports.checking.access import seen_by
from tochuc.reports.checking.checks import check_file, content_of, layout_of, log_reading
from tochuc.reports.checking.models import CheckDecision, CheckedDocument, CheckedVersion, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    return temporary.new_key()


def latest(document: CheckedDocument) -> CheckedVersion:
    found = document.versions.first()
    assert found is not None
    return found


def found_in(document: CheckedDocument, key: str) -> dict[str, str]:
    """Fingerprints by code."""
    layout = layout_of(latest(document), key)
    assert layout is not None
    return {one["code"]: one["fingerprint"] for one in layout["findings"]}


def dismiss(user: User, document: CheckedDocument, code: str, fingerprint: str) -> None:
    actions.decide(
        Acting(user),
        document=document,
        code=code,
        fingerprint=fingerprint,
        verdict=Verdict.DISMISSED,
        reason="Đã đối chiếu bản gốc.",
    )


def test_what_was_found_is_counted_and_the_document_is_called_after_its_file(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    assert document.name == "bao-cao"
    assert (latest(document).errors, latest(document).number) == (2, 1)
    assert {SUM, DATE} <= set(found_in(document, key))


def test_a_decision_is_known_again_in_the_next_version(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    before = found_in(document, key)
    dismiss(officer, document, DATE, before[DATE])
    check_file(Acting(officer), sent(MENDED), key=key, document=document)
    after = found_in(document, key)
    assert latest(document).number == 2
    assert SUM not in after
    assert after[DATE] == before[DATE]
    assert document.decisions.get().fingerprint == after[DATE]


def test_the_same_file_again_is_the_same_version(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    assert check_file(Acting(officer), sent(), key=key) == document
    assert check_file(Acting(officer), sent(), key=key, document=document) == document
    assert document.versions.count() == 1


def test_of_the_text_nothing_readable_stays_on_the_server(officer: User, key: str, folders: Path) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    stored = b"".join(path.read_bytes() for path in folders.rglob("*") if path.is_file())
    assert "cấp trưởng".encode() not in stored
    assert not storage.path_of(latest(document).sha256).exists()
    assert content_of(latest(document), key) == FAULTY.encode()
    assert content_of(latest(document), temporary.new_key()) is None
    assert layout_of(latest(document), "") is None


def test_after_some_hours_the_file_is_gone_and_the_decisions_are_not(
    officer: User, key: str, folders: Path
) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    dismiss(officer, document, DATE, found_in(document, key)[DATE])
    old = time.time() - (temporary.HOURS * 3600 + 1)
    for path in (folders / "checks").iterdir():
        os.utime(path, (old, old))
    assert layout_of(latest(document), key) is None
    temporary.sweep()
    assert list((folders / "checks").iterdir()) == []
    assert document.decisions.count() == 1


def test_a_file_is_kept_if_asked_and_its_reading_is_logged(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key, keep=True)
    assert content_of(latest(document), "") == FAULTY.encode()
    log_reading(officer, latest(document), "đọc")
    assert ReadingLog.objects.filter(register="checks", object_id=document.pk).count() == 1
    unkept = check_file(Acting(officer), sent(CLEAN), key=key)
    log_reading(officer, latest(unkept), "đọc")
    assert ReadingLog.objects.count() == 1


def test_removing_takes_versions_decisions_and_kept_files(
    officer: User, key: str, django_capture_on_commit_callbacks: Any
) -> None:
    document = check_file(Acting(officer), sent(), key=key, keep=True)
    path = storage.path_of(latest(document).sha256)
    dismiss(officer, document, DATE, found_in(document, key)[DATE])
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(Acting(officer), document=document)
    assert not path.exists()
    assert (CheckedDocument.objects.count(), CheckDecision.objects.count()) == (0, 0)
    assert verify().breaks == []


def test_a_file_that_another_document_keeps_stays(
    officer: User, key: str, django_capture_on_commit_callbacks: Any
) -> None:
    document = check_file(Acting(officer), sent(), key=key, keep=True)
    check_file(Acting(officer), sent(), key=key, keep=True, name="Bản khác")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(Acting(officer), document=document)
    assert storage.path_of(CheckedVersion.objects.get().sha256).exists()


def test_names_and_reasons_stand_encrypted_in_the_log(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(name="ky-luat-ong-A.txt"), key=key)
    dismiss(officer, document, DATE, found_in(document, key)[DATE])
    logged = "".join(
        f"{one.before}{one.after}" for one in Change.objects.filter(model__startswith="checking.")
    )
    assert "ky-luat" not in logged
    assert "đối chiếu" not in logged


def test_a_dismissal_needs_a_reason_and_a_known_finding(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    mark = found_in(document, key)[DATE]
    for code, fingerprint, reason in ((DATE, mark, " "), ("XXX-001", mark, "có"), (DATE, "../x", "có")):
        with pytest.raises(ValidationError):
            actions.decide(
                Acting(officer),
                document=document,
                code=code,
                fingerprint=fingerprint,
                verdict=Verdict.DISMISSED,
                reason=reason,
            )
    assert not CheckDecision.objects.exists()


def test_a_decision_can_be_changed_and_taken_back(officer: User, key: str) -> None:
    document = check_file(Acting(officer), sent(), key=key)
    mark = found_in(document, key)[DATE]
    dismiss(officer, document, DATE, mark)
    actions.decide(Acting(officer), document=document, code=DATE, fingerprint=mark, verdict=Verdict.ACCEPTED)
    decision = document.decisions.get()
    assert (decision.verdict, decision.reason) == (Verdict.ACCEPTED, "")
    actions.decide(Acting(officer), document=document, code=DATE, fingerprint=mark, verdict="")
    assert not document.decisions.exists()


def test_only_the_owner_and_those_of_the_shared_unit_see_it(
    officer: User, province: Province, key: str
) -> None:
    colleague = make_officer("district_officer", province.district)
    above = make_officer("province_officer", province.root)
    document = check_file(Acting(officer), sent(), key=key)
    assert [seen_by(user).count() for user in (officer, colleague, above)] == [1, 0, 0]
    with pytest.raises(PermissionDenied):
        dismiss(colleague, document, DATE, "0" * 16)
    actions.share(Acting(officer), document=document, unit=province.district)
    assert [seen_by(user).count() for user in (officer, colleague, above)] == [1, 1, 0]
    dismiss(colleague, document, DATE, "0" * 16)
    for forbidden in (
        actions.remove,
        lambda acting, document: actions.share(acting, document=document, unit=None),
    ):
        with pytest.raises(PermissionDenied):
            forbidden(Acting(colleague), document=document)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx"),
        (b"PK\x03\x04 not an archive at all", "hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "ảnh"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(running.CannotCheck, match=sentence):
        running.layout(content, "tep.docx")


def test_too_much_text_is_refused_before_it_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LIMITS", running.Limits(characters=50))
    with pytest.raises(running.CannotCheck, match="chia thành nhiều tệp"):
        running.layout(FAULTY.encode(), "a.txt")


def test_a_process_without_memory_is_a_sentence_and_no_breakdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LIMITS", running.Limits(memory=30 * running.MEBIBYTE))
    with pytest.raises(running.CannotCheck, match="quá nhiều bộ nhớ"):
        running.layout(FAULTY.encode(), "a.txt")


def test_a_refused_file_leaves_nothing_behind(officer: User, key: str, folders: Path) -> None:
    with pytest.raises(ValidationError):
        check_file(Acting(officer), sent("\x00\x00"), key=key, keep=True)
    assert not CheckedDocument.objects.exists()
    assert not (folders / "files").exists()
    assert list((folders / "checks").iterdir()) == []
