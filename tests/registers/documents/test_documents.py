"""Documents: their number as printed, who issued them, and their files by content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import SYSTEM, make_document, make_unit
from tochuc.kernel.models import Unit, UnitKind
from tochuc.registers.documents.actions import attach_file, edit_document
from tochuc.registers.documents.models import Document, IssuingBody
from tochuc.registers.documents.storage import path_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 quyet dinh"


@pytest.fixture
def unit() -> Unit:
    return make_unit()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def refusal(unit: Unit, number_text: str = "", **values: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        make_document(unit, number_text, **values)
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("type_code", "typed", "number", "symbol", "printed"),
    [
        ("decision", "1263-QĐ/TU", 1263, "QĐ/TU", "1263-QĐ/TU"),
        ("decision", "7-QĐ/TU", 7, "QĐ/TU", "07-QĐ/TU"),
        ("decree", "135/2020/NĐ-CP", 135, "2020/NĐ-CP", "135/2020/NĐ-CP"),
    ],
)
def test_a_number_is_read_as_printed_and_printed_as_read(
    unit: Unit, type_code: str, typed: str, number: int, symbol: str, printed: str
) -> None:
    document = make_document(unit, typed, type=type_code)
    assert (document.number, document.symbol, document.number_and_symbol) == (number, symbol, printed)


def test_a_number_of_another_type_is_refused_at_its_field(unit: Unit) -> None:
    assert "number_text" in refusal(unit, "203-KH/TU", type="decision")


def test_without_an_issuer_a_document_is_refused(unit: Unit) -> None:
    assert "cơ quan ban hành" in refusal(unit, issuer=None)["issuer"][0]
    assert make_document(unit, issuer=None, issuer_name="Bộ Chính trị").issued_by == "Bộ Chính trị"


def test_committee_and_standing_committee_of_one_unit_are_told_apart(unit: Unit) -> None:
    plan = make_document(unit, "202-KH/TU", type="plan", issuing_body=IssuingBody.COMMITTEE)
    other = make_document(unit, "203-KH/TU", type="plan", issuing_body=IssuingBody.STANDING_COMMITTEE)
    assert plan.issued_by == other.issued_by
    assert (plan.get_issuing_body_display(), other.get_issuing_body_display()) == ("Cấp ủy", "Ban thường vụ")


def test_which_body_issued_a_document_may_stay_unrecorded(unit: Unit) -> None:
    assert make_document(unit).issuing_body == ""


def test_a_body_without_a_unit_of_the_tree_is_refused(unit: Unit) -> None:
    told = refusal(unit, issuer=None, issuer_name="Bộ Chính trị", issuing_body=IssuingBody.COMMITTEE)
    assert "đơn vị trong danh sách" in told["issuing_body"][0]


def test_an_agency_issues_in_its_own_name_only(unit: Unit) -> None:
    agency = make_unit("Ban Tổ chức Tỉnh ủy", parent=unit, kind=UnitKind.AGENCY)
    assert "Ban Tổ chức Tỉnh ủy" in refusal(agency, issuing_body=IssuingBody.COMMITTEE)["issuing_body"][0]
    assert make_document(agency, issuing_body=IssuingBody.OFFICE).issuing_body == IssuingBody.OFFICE


def test_a_correction_cannot_give_a_document_to_an_agency_and_leave_it_the_committee_s(unit: Unit) -> None:
    agency = make_unit(parent=unit, kind=UnitKind.AGENCY)
    document = make_document(unit, issuing_body=IssuingBody.COMMITTEE)
    with pytest.raises(ValidationError, match="không phải cấp ủy"):
        edit_document(SYSTEM, document, issuer=agency)


def test_the_same_document_is_kept_once_but_drafts_may_look_alike(unit: Unit) -> None:
    make_document(unit, "203-QĐ/TU")
    assert "đã có trong sổ" in refusal(unit, "203-QĐ/TU")["number_text"][0]
    assert [make_document(unit).number_and_symbol for _ in range(2)] == ["", ""]


def test_a_correction_that_does_not_speak_of_the_number_leaves_it(unit: Unit) -> None:
    document = make_document(unit, "203-QĐ/TU")
    edit_document(SYSTEM, document, subject="Chuẩn  y")
    document.refresh_from_db()
    assert (document.number_and_symbol, document.subject) == ("203-QĐ/TU", "Chuẩn y")
    edit_document(SYSTEM, document, number_text="")
    assert Document.objects.get().number is None


def test_an_attachment_is_kept_once_under_its_content(unit: Unit, folder: Path) -> None:
    first, second = make_document(unit, "01-QĐ/TU"), make_document(unit, "02-QĐ/TU")
    one = attach_file(SYSTEM, document=first, file=SimpleUploadedFile("a.pdf", PDF))
    other = attach_file(SYSTEM, document=second, file=SimpleUploadedFile("b.PDF", PDF))
    assert one.sha256 == other.sha256 == sha256(PDF).hexdigest()
    assert path_of(one.sha256).read_bytes() == PDF
    assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(one.sha256)]
    assert (one.media_type, one.size, other.name) == ("application/pdf", len(PDF), "b.PDF")


def test_the_same_content_twice_on_one_document_is_refused(unit: Unit) -> None:
    document = make_document(unit)
    attach_file(SYSTEM, document=document, file=SimpleUploadedFile("a.pdf", PDF))
    with pytest.raises(ValidationError, match="đã được đính kèm"):
        attach_file(SYSTEM, document=document, file=SimpleUploadedFile("khac.pdf", PDF))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", b"MZ", "Không nhận tệp .exe"),
        ("a", PDF, "không có đuôi"),
        ("a.pdf", b"<html>", "không phải là .pdf"),
        ("a.docx", PDF, "không phải là .docx"),
        ("a.pdf", b"", "không phải là .pdf"),
    ],
)
def test_what_is_not_what_it_says_is_not_kept(
    unit: Unit, folder: Path, name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(ValidationError, match=sentence):
        attach_file(SYSTEM, document=make_document(unit), file=SimpleUploadedFile(name, content))
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_beyond_the_limit_is_not_kept(unit: Unit, settings: Any) -> None:
    settings.UPLOAD_BYTES = 10
    with pytest.raises(ValidationError, match="lớn hơn"):
        attach_file(SYSTEM, document=make_document(unit), file=SimpleUploadedFile("a.pdf", PDF))
