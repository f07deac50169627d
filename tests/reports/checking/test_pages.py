"""The pages: a file is sent in, read with its findings, decided about, downloaded."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import make_officer
from tests.province import Province
from tests.reports.checking.files import CLEAN, DATE, FAULTY, HOSTILE, MENDED, SUM, sent
from tochuc.checker.rule import rules
from tochuc.kernel.models import User
from tochuc.reports.checking.models import CheckDecision, CheckedDocument, CheckedVersion
from tochuc.web import checked

pytestmark = pytest.mark.django_db


def upload(browser: Client, text: str = FAULTY, **more: Any) -> str:
    """The address of the checked document."""
    answer = browser.post(reverse("checks"), {"file": sent(text), **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text_of(browser: Client, address: str) -> str:
    return unescape(browser.get(address).content.decode())


def cards(page: str) -> list[str]:
    return re.findall(r'<a class="finding-code"[^>]*>([A-Z]{3}-\d{3})</a>', page)


def fingerprint(page: str, code: str) -> str:
    found = re.search(
        rf'name="code" value="{code}"><input type="hidden" name="fingerprint" value="([^"]+)"', page
    )
    assert found is not None
    return found[1]


def decide(browser: Client, address: str, code: str, **values: str) -> Any:
    mark = fingerprint(text_of(browser, f"{address}?state=all"), code)
    return browser.post(f"{address}ket-luan/", {"code": code, "fingerprint": mark, **values})


def test_findings_stand_beside_their_paragraph_and_lead_to_their_place(browser: Client) -> None:
    page = text_of(browser, upload(browser))
    assert {SUM, DATE} <= set(cards(page))
    assert "2 + 2 + 1 = 5, văn bản ghi 6" in page
    number = re.search(r'id="f(\d+)"[^>]*data-finding="p\1"', page)
    assert number is not None
    assert f'id="p{number[1]}"' in page
    assert re.search(r'<mark class="is-error"><a href="#f\d+">06 đồng chí</a></mark>', page)
    assert re.search(r'href="#r\d+-0">dòng 3</a>', page)


def test_what_the_document_says_is_text_and_never_markup(browser: Client) -> None:
    page = browser.get(upload(browser, HOSTILE)).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_document_without_faults_says_so(browser: Client) -> None:
    assert "Không thấy lỗi nào" in text_of(browser, upload(browser, CLEAN, name="Sạch"))


def test_a_file_that_cannot_be_read_is_told_at_the_form_and_nothing_is_lost(browser: Client) -> None:
    answer = browser.post(
        reverse("checks"), {"file": sent("{\\rtf1 x}", "a.rtf"), "name": "Báo cáo năm", "keep": "on"}
    )
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert "RTF chưa đọc được" in page
    assert 'value="Báo cáo năm"' in page
    assert re.search(r'name="keep"[^>]*checked', page)
    assert not CheckedDocument.objects.exists()


def test_a_dismissed_finding_stays_dismissed_in_the_next_version(browser: Client) -> None:
    address = upload(browser)
    assert decide(browser, address, DATE, verdict="dismissed", reason="Trích nguyên văn").status_code == 302
    assert DATE not in cards(text_of(browser, address))
    following = browser.post(f"{address}ban-moi/", {"file": sent(MENDED)})
    assert following.status_code == 302
    assert following["Location"] == address
    page = text_of(browser, address)
    assert not {SUM, DATE} & set(cards(page))
    assert "Bản 2: bao-cao.txt" in page
    assert "Trích nguyên văn" in text_of(browser, f"{address}?state=dismissed")


def test_what_was_to_be_mended_and_is_gone_counts_as_mended(browser: Client) -> None:
    address = upload(browser)
    decide(browser, address, SUM, verdict="accepted")
    assert "1 chỗ cần sửa" in text_of(browser, address)
    browser.post(f"{address}ban-moi/", {"file": sent(MENDED)})
    assert "1 chỗ của bản trước đã sửa" in text_of(browser, address)


def test_a_later_file_can_continue_an_earlier_document(browser: Client) -> None:
    address = upload(browser)
    document = CheckedDocument.objects.get()
    assert upload(browser, MENDED, document=document.pk) == address
    assert document.versions.count() == 2


def test_htmx_gets_the_row_and_the_summary(browser: Client) -> None:
    address = upload(browser)
    mark = fingerprint(text_of(browser, address), DATE)
    sending = {"code": DATE, "fingerprint": mark, "verdict": "dismissed", "reason": "Đúng vậy"}
    answer = browser.post(f"{address}ket-luan/", sending, headers={"HX-Request": "true"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div class="check-row')
    assert cards(page) == [DATE]
    assert 'hx-swap-oob="true"' in page
    assert "1 chỗ đã bỏ qua" in page


def test_a_dismissal_without_a_reason_is_refused_and_told(browser: Client) -> None:
    address = upload(browser)
    mark = fingerprint(text_of(browser, address), DATE)
    sending = {"code": DATE, "fingerprint": mark, "verdict": "dismissed", "reason": " "}
    answer = browser.post(f"{address}ket-luan/", sending, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "phải có lý do" in unescape(answer.content.decode())
    assert not CheckDecision.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"verdict": "perhaps"}, {"reason": "a\0b"}, {"code": "XXX-999"}, {"fingerprint": "x" * 999}]
)
def test_what_no_card_sends_is_refused(browser: Client, changed: dict[str, str]) -> None:
    address = upload(browser)
    mark = fingerprint(text_of(browser, address), DATE)
    sending = {"code": DATE, "fingerprint": mark, "verdict": "dismissed", "reason": "Đúng", **changed}
    assert browser.post(f"{address}ket-luan/", sending).status_code == 302
    assert not CheckDecision.objects.exists()


def test_of_very_many_findings_the_first_are_shown_and_the_rest_counted(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked, "MOST_CARDS", 1)
    page = text_of(browser, upload(browser))
    assert len(cards(page)) == 1
    assert re.search(r"còn \d+ phát hiện nữa", page)


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("kind=ARI", SUM, DATE),
        ("kind=CIT", DATE, SUM),
        ("confidence=sure", DATE, SUM),
        ("severity=error", SUM, ""),
        ("severity=note", "", SUM),
        ("state=open", SUM, ""),
        ("state=accepted", "", SUM),
        ("state=nonsense&kind=%27", SUM, ""),
    ],
)
def test_findings_are_filtered(browser: Client, query: str, there: str, gone: str) -> None:
    found = cards(text_of(browser, f"{upload(browser)}?{query}"))
    assert not there or there in found
    assert not gone or gone not in found


def test_the_word_file_has_comments_but_for_what_was_dismissed(browser: Client) -> None:
    address = upload(browser)
    decide(browser, address, DATE, verdict="dismissed", reason="Trích nguyên văn")
    answer = browser.get(f"{address}nhan-xet.docx")
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-nhan-xet.docx"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as word:
        comments = word.read("word/comments.xml").decode()
    assert SUM in comments
    assert DATE not in comments


def test_in_another_browser_the_text_is_asked_for_again_and_the_decisions_are_there(
    browser: Client, officer: User
) -> None:
    address = upload(browser)
    decide(browser, address, DATE, verdict="dismissed", reason="Trích nguyên văn")
    other = Client()
    other.force_login(officer)
    page = text_of(other, address)
    assert "không còn trên máy chủ" in page
    assert "Trích nguyên văn" in page
    assert "chuyên viên." not in page
    assert other.get(f"{address}nhan-xet.docx")["Location"] == address
    assert upload(other) == address
    assert SUM in cards(text_of(other, address))


def test_a_kept_file_is_read_by_a_colleague_once_it_is_shared(
    browser: Client, officer: User, province: Province
) -> None:
    address = upload(browser, keep="on")
    colleague = Client()
    colleague.force_login(make_officer("district_officer", province.district))
    assert colleague.get(address).status_code == 404
    browser.post(f"{address}chia-se/")
    assert SUM in cards(text_of(colleague, address))
    assert colleague.post(f"{address}xoa/").status_code == 403
    browser.post(f"{address}chia-se/")
    assert colleague.get(address).status_code == 404


def test_the_owner_removes_it(browser: Client) -> None:
    address = upload(browser)
    assert browser.post(f"{address}xoa/")["Location"] == reverse("checks")
    assert browser.get(address).status_code == 404
    assert not CheckedVersion.objects.exists()


def test_every_rule_is_explained_on_a_page(browser: Client) -> None:
    for code in rules():
        page = text_of(browser, reverse("check-rule", args=[code]))
        assert f"{code}: {rules()[code].title.vi}" in page
    assert browser.get(reverse("check-rule", args=["XXX-999"])).status_code == 404


def test_tables_footnotes_and_headings_are_laid_out(browser: Client) -> None:
    text = (
        "# Kết quả\n\nKết nạp 12 đảng viên[^1].\n\n[^1]: Trong đó có 05 nữ.\n\n"
        "| Đơn vị | Số |\n|---|---|\n| Một | 7 |\n| Hai | 6 |\n| Cộng | 12 |\n"
    )
    answer = browser.post(reverse("checks"), {"file": sent(text, "bang.md")})
    page = text_of(browser, answer["Location"])
    assert "<h3>Kết quả</h3>" in page
    assert "<sup>1</sup> Trong đó có 05 nữ." in page
    assert "<td>Hai</td>" in page


def test_the_browser_keeps_the_key_to_itself(browser: Client) -> None:
    upload(browser)
    cookie = browser.cookies["tochuc_check"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/kiem-tra/")
    assert not cookie["max-age"]
