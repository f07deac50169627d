"""The component kit in a real Chromium, under the site's own content security policy."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

import tochuc.web

CHROMIUM = which("chromium") or ""
DIST = Path(tochuc.web.__file__).parent / "static/tochuc/dist"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed: the component kit was not driven"),
    pytest.mark.skipif(
        not (DIST / "app.js").exists(), reason="assets are not built (make assets): kit not driven"
    ),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the base class
        return


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The kit served on a free loopback port; it reads no database."""
    with override_settings(ROOT_URLCONF="tests.web.kit_urls", ALLOWED_HOSTS=["127.0.0.1"], DEBUG=True):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), handler_class=Quiet)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address)
    yield tab
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_complaint_and_nothing_wider_than_the_screen(
    browser: Browser, address: str, width: int, theme: str
) -> None:
    dark = theme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light"
    )
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(address)
    expect(tab.locator(".chart-canvas svg")).to_have_count(2)
    tab.locator(".chart-canvas").first.hover()
    assert said == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    expect(tab.locator("html")).to_have_attribute("data-bs-theme", theme)
    context.close()


def test_slash_searches_arrows_choose_and_escape_closes(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("phuc")
    results = page.get_by_role("listbox", name="Kết quả tìm kiếm").get_by_role("option")
    expect(results).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-results [aria-selected=true]")).to_have_text("Trần Quang Vững")
    page.keyboard.press("Escape")
    expect(results).to_have_count(0)


def test_a_request_that_fails_says_what_happened(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text("hỏng")
    expect(page.get_by_role("alert").filter(has_text="Máy chủ gặp lỗi")).to_be_visible()


def test_what_was_typed_is_not_left_behind_without_asking(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("Ghi chú").fill("chưa ghi")
    page.evaluate("location.assign('/?khac')")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Ghi chú")).to_have_value("chưa ghi")


def test_the_tree_is_walked_with_the_keyboard(page: Page) -> None:
    tree = page.get_by_role("tree")
    tree.get_by_role("treeitem").first.focus()
    page.keyboard.press("End")
    expect(page.locator(":focus > .tree-row")).to_contain_text("Đảng bộ huyện Ba Tơ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("treeitem")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus > .tree-row")).to_contain_text("Đảng bộ Khối Cơ quan")


def test_rows_are_walked_with_j_and_k(page: Page) -> None:
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.locator("tr.is-current")).to_contain_text("Đinh Văn Brôi")


def test_a_figure_explains_itself_on_focus_and_escape_dismisses_it(page: Page) -> None:
    figure = page.locator(".report .figure-link")
    figure.focus()
    explanation = page.locator("#def-admitted")
    expect(explanation).to_contain_text("Số quyết định kết nạp")
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_the_help_lists_the_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_chosen_theme_and_the_narrow_sidebar_are_remembered(page: Page) -> None:
    page.get_by_role("button", name="Tài khoản").click()
    page.get_by_role("radio", name="Giao diện tối").click()
    page.get_by_role("button", name="Thu gọn thanh bên").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-sidebar", "narrow")


def test_on_a_phone_the_navigation_slides_in_and_out(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    navigation = page.get_by_role("navigation", name="Các mảng công việc")
    expect(navigation).to_be_hidden()
    page.get_by_role("button", name="Mở danh mục công việc").click()
    expect(navigation).to_be_visible()
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()
