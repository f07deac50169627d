"""A day's work of the province officer, in a real browser on the real server."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tochuc.demo.files import MENDED, WITH_ERRORS, write_examples

REPORT = "/bao-cao/annual-province-i-2-2/?unit=QNG&year=2023"
PAGES = (
    "/",
    "/so/members/",
    "/so/members/?q=nguyen+thi",
    "/so/documents/",
    "/so/units/them/",
    "/to-chuc/",
    "/to-chuc/QNG-BS/?as_of=31/12/2023",
    "/so-lieu/?unit=QNG&year=2023",
    "/so-lieu/members.admitted/?unit=QNG&year=2023",
    "/tim/?q=nguyen",
    "/nhap/",
    REPORT,
)

FAULTS = """() => {
  const faults = [];
  if (document.querySelectorAll("main").length !== 1) faults.push("not one main landmark");
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  if (document.documentElement.lang !== "vi") faults.push("no language");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length) faults.push("ids twice: " + twice);
  for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!one.labels?.length && !one.getAttribute("aria-label")) faults.push("no label: " + one.outerHTML.slice(0, 90));
  for (const one of document.querySelectorAll("a, button"))
    if (!one.textContent.trim() && !one.getAttribute("aria-label")) faults.push("no name: " + one.outerHTML.slice(0, 90));
  for (const name of ["aria-describedby", "aria-controls", "aria-labelledby"])
    for (const one of document.querySelectorAll(`[${name}]`))
      for (const id of one.getAttribute(name).split(" "))
        if (!document.getElementById(id)) faults.push(`${name} leads nowhere: ${id}`);
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
  return faults;
}"""


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    write_examples(folder)
    return folder


def upload(page: Page, file: Path) -> None:
    page.goto("/so/members/nhap/")
    page.get_by_label("Tệp").set_input_files(file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()


def test_a_member_is_found_from_the_keyboard_without_diacritics(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("nguyen thi")
    first = page.locator("#search-results [role=option]").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/so/\w+/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nguyễn Thị")


def test_a_file_with_errors_is_mended_written_and_undone(page: Page, examples: Path) -> None:
    upload(page, examples / WITH_ERRORS)
    expect(page.get_by_role("alert")).to_contain_text("Tệp có 2 ô cần sửa; chưa ghi gì cả", timeout=30_000)
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(2)
    with page.expect_download() as marked:
        page.get_by_role("link", name="Tải tệp đã đánh dấu").click()
    assert zipfile.is_zipfile(marked.value.path())

    upload(page, examples / MENDED)
    page.get_by_role("button", name="Ghi tất cả").click(timeout=30_000)
    expect(page.get_by_text("Đã thêm 12, sửa 0, giữ nguyên 0.")).to_be_visible(timeout=30_000)

    page.get_by_role("button", name="Hoàn tác lần nhập").click()
    page.get_by_label("Lý do").fill("Nhập để thử")
    page.get_by_role("dialog").get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác: mọi thay đổi")).to_be_visible(timeout=30_000)


def test_a_number_of_the_report_explains_itself_and_opens_as_many_records(page: Page) -> None:
    page.goto(REPORT)
    number = page.get_by_role("link", name="1.967", exact=True)
    number.hover()
    card = page.get_by_role("tooltip").filter(has_text="Đảng viên được kết nạp")
    expect(card).to_be_visible()
    expect(card).to_contain_text("năm 2023")
    number.click()
    expect(page.locator(".pager p")).to_have_text(re.compile(r"1–50 trong 1\.967"))
    page.get_by_role("link", name="Trang cuối").click()
    expect(page.locator(".pager p")).to_have_text(re.compile(r"1\.951–1\.967 trong 1\.967"))
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(17)


def test_a_note_is_called_and_leads_back(page: Page) -> None:
    page.goto(REPORT)
    page.get_by_role("link", name="Chú thích 3", exact=True).click()
    assert page.url.endswith("#chu-thich-3")
    expect(page.locator("#chu-thich-3")).to_contain_text("Ngân hàng")
    page.get_by_role("link", name="Về chỗ gọi chú thích 3").click()
    assert page.url.endswith("#goi-3")


def test_the_report_is_downloaded_as_word(page: Page) -> None:
    page.goto(REPORT)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(download.value.path()) as word:
        assert "1.967" in re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
        assert "51.602" in re.sub(r"<[^>]+>", "", word.read("word/footnotes.xml").decode())


def test_a_filter_keeps_the_form_and_makes_an_address_to_share(page: Page) -> None:
    page.goto("/so/members/")
    page.get_by_role("button", name="Giới tính").click()
    page.get_by_label("Nữ").check()
    expect(page.get_by_role("list", name="Bộ lọc đang dùng")).to_contain_text("Giới tính: Nữ")
    assert page.url.endswith("/so/members/?person__gender=female")
    unit = page.get_by_role("combobox", name="Tổ chức")
    unit.fill("binh son")
    page.locator(".lookup-results [role=option]", has_text="Đảng bộ huyện Bình Sơn").first.click()
    expect(page.get_by_role("list", name="Bộ lọc đang dùng")).to_contain_text("Đảng bộ huyện Bình Sơn")
    assert "cell=QNG-BS" in page.url
    assert "__shown" not in page.url
    page.get_by_role("link", name="Bỏ lọc Tổ chức: Đảng bộ huyện Bình Sơn").click()
    assert page.url.endswith("/so/members/?person__gender=female")


def test_chosen_columns_are_remembered(page: Page) -> None:
    page.goto("/so/documents/")
    page.get_by_role("button", name="Cột").click()
    page.get_by_label("Đơn vị lưu", exact=True).last.check()
    page.get_by_role("button", name="Hiện các cột này").click()
    page.goto("/so/documents/")
    expect(page.get_by_role("columnheader", name="Đơn vị lưu")).to_be_visible()


def test_a_form_says_what_is_wrong_and_loses_nothing(page: Page) -> None:
    page.goto("/so/people/them/")
    page.get_by_label("Họ và tên").fill("Đinh Thị Thử")
    page.get_by_label("Ngày sinh").fill("31/02/1990")
    page.get_by_label("Lý do (ghi vào nhật ký)").fill("Bổ sung hồ sơ")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Không có ngày 31/2/1990")
    expect(page.get_by_label("Họ và tên")).to_have_value("Đinh Thị Thử")
    expect(page.get_by_label("Lý do (ghi vào nhật ký)")).to_have_value("Bổ sung hồ sơ")


def test_the_tree_opens_branch_by_branch_from_the_keyboard(page: Page) -> None:
    page.goto("/to-chuc/?as_of=31/12/2023")
    district = page.get_by_role("treeitem", name=re.compile("Bình Sơn")).first
    district.focus()
    page.keyboard.press("ArrowRight")
    expect(district.get_by_role("treeitem").first).to_be_visible()


def test_lists_are_walked_with_arrows_and_opened_with_enter(page: Page) -> None:
    page.goto("/so/members/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/so/members/\d+/"))
    expect(page.get_by_role("heading", name="Quá trình")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_has_labels_landmarks_and_room(
    browser: Browser, site: str, officer_state: Path, width: int
) -> None:
    context = browser.new_context(
        base_url=site, storage_state=officer_state, viewport={"width": width, "height": 844}
    )
    tab = context.new_page()
    found = {address: faults for address in PAGES if tab.goto(address) and (faults := tab.evaluate(FAULTS))}
    context.close()
    assert found == {}
