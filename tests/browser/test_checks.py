"""An officer has a report checked, mends it, and checks it again, in a real browser."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import listen
from tests.browser.test_work import FAULTS
from tests.reports.checking.files import DATE, FAULTY, MENDED, SUM

DOCUMENT = re.compile(r"/kiem-tra/\d+/")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao-quy.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def drop(page: Page, file: Path) -> None:
    """Choosing a file sends it; nothing else is to be pressed."""
    page.get_by_label("Thả tệp vào đây").set_input_files(file)
    page.wait_for_url(DOCUMENT)


def finding(page: Page, code: str) -> str:
    """The id of the finding's card."""
    card = page.locator(".finding", has=page.get_by_role("link", name=code, exact=True))
    return str(card.get_attribute("id"))


def remove(page: Page) -> None:
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Xóa văn bản này…").click()
    page.get_by_role("dialog").get_by_role("button", name="Xóa", exact=True).click()
    page.wait_for_url(re.compile(r"/kiem-tra/$"))


def test_a_report_is_checked_decided_about_mended_and_checked_again(page: Page, report: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="Kiểm tra văn bản").click()
    drop(page, report)
    for code in (SUM, DATE):
        expect(page.locator(".finding").filter(has_text=code)).to_be_visible()

    date = page.locator(f"#{finding(page, DATE)}")
    date.get_by_text("Bỏ qua…").click()
    date.get_by_label("Vì sao chỗ này đúng").fill("Trích nguyên văn thư của dân")
    date.get_by_role("button", name="Bỏ qua với lý do này").click()
    expect(date).to_contain_text("Trích nguyên văn thư của dân")
    expect(page.locator("#check-summary")).to_contain_text("1 chỗ đã bỏ qua")
    page.locator(f"#{finding(page, SUM)}").get_by_role("button", name="Cần sửa").click()
    expect(page.locator("#check-summary")).to_contain_text("1 chỗ cần sửa")

    page.get_by_role("link", name="Bản tiếp theo").click()
    report.write_text(MENDED, encoding="utf-8")
    page.get_by_label("Thả tệp vào đây").set_input_files(report)
    expect(page.get_by_text("1 chỗ của bản trước đã sửa")).to_be_visible(timeout=30_000)
    expect(page.locator(".finding").filter(has_text=DATE)).to_have_count(0)
    page.get_by_role("link", name="1 chỗ đã bỏ qua").click()
    expect(page.locator(".finding").filter(has_text=DATE)).to_contain_text("Trích nguyên văn thư của dân")

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Word có nhận xét").click()
    assert download.value.suggested_filename == "bao-cao-quy-nhan-xet.docx"
    assert zipfile.is_zipfile(download.value.path())
    remove(page)


def test_place_and_finding_lead_to_each_other_also_from_the_keyboard(page: Page, report: Path) -> None:
    page.goto("/kiem-tra/")
    drop(page, report)
    card = page.locator(f"#{finding(page, SUM)}")
    mark = page.locator("mark.is-error", has_text="06 đồng chí")
    mark.click()
    expect(card).to_be_focused()
    expect(mark).to_have_class(re.compile("is-current"))
    page.keyboard.press("c")
    expect(card).to_contain_text("Bỏ kết luận")
    page.keyboard.press("j")
    date = page.locator(f"#{finding(page, DATE)}")
    while "is-current" not in str(date.get_attribute("class")):
        page.keyboard.press("j")
    page.keyboard.press("b")
    expect(date.get_by_label("Vì sao chỗ này đúng")).to_be_focused()
    page.keyboard.press("Escape")
    expect(date).to_be_focused()
    page.keyboard.press("k")
    expect(date).not_to_have_class(re.compile("is-current"))
    remove(page)


def test_findings_are_filtered_without_leaving_the_page(page: Page, report: Path) -> None:
    page.goto("/kiem-tra/")
    drop(page, report)
    page.get_by_role("button", name="Loại").click()
    page.get_by_label("Số liệu", exact=True).check()
    expect(page.locator(".finding").filter(has_text=DATE)).to_have_count(0)
    expect(page.locator(".finding").filter(has_text=SUM)).to_be_visible()
    assert "kind=ARI" in page.url
    remove(page)


def test_a_file_that_cannot_be_read_is_told_where_it_was_dropped(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "bao-cao.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    page.goto("/kiem-tra/")
    page.get_by_label("Tên gọi").fill("Báo cáo quý")
    page.get_by_label("Thả tệp vào đây").set_input_files(picture)
    expect(page.get_by_role("alert")).to_contain_text("Tệp là ảnh")
    expect(page.get_by_label("Tên gọi")).to_have_value("Báo cáo quý")


@pytest.mark.parametrize("width", [1440, 390])
def test_its_pages_have_labels_landmarks_and_room(
    browser: Browser, site: str, officer_state: Path, report: Path, width: int
) -> None:
    context = browser.new_context(
        base_url=site, storage_state=officer_state, viewport={"width": width, "height": 844}
    )
    tab = context.new_page()
    complaints = listen(tab)
    tab.goto("/kiem-tra/")
    faults = {"start": tab.evaluate(FAULTS)}
    drop(tab, report)
    faults["check"] = tab.evaluate(FAULTS)
    tab.goto(f"/kiem-tra/quy-tac/{SUM}/")
    faults["rule"] = tab.evaluate(FAULTS)
    context.close()
    assert faults == {"start": [], "check": [], "rule": []}
    assert complaints == []
