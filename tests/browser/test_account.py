"""Signing in, the second factor, and what other kinds of users get to see."""

from __future__ import annotations

import hmac
import re
import time
from base64 import b32decode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import listen, sign_in


@pytest.fixture
def stranger(browser: Browser, site: str) -> Iterator[Page]:
    """A tab in which nobody has signed in."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    complaints = listen(tab)
    yield tab
    context.close()
    assert complaints == []


def one_time_code(secret: str) -> str:
    """The six digits of this half minute (RFC 6238)."""
    digest = hmac.digest(b32decode(secret), int(time.time() // 30).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_wrong_password_is_told_and_the_login_stays(stranger: Page) -> None:
    stranger.goto("/so/members/")
    expect(stranger).to_have_url(re.compile("/accounts/login/"))
    stranger.get_by_label("Tên đăng nhập").fill("can-bo-tinh")
    stranger.get_by_label("Mật khẩu").fill("sai-mat-khau")
    stranger.get_by_role("button", name="Đăng nhập").click()
    expect(stranger.get_by_role("alert").first).to_be_visible()
    expect(stranger.get_by_label("Tên đăng nhập")).to_have_value("can-bo-tinh")


def test_a_second_factor_is_set_up_and_asked_for(stranger: Page) -> None:
    sign_in(stranger, "lanh-dao-ban")
    stranger.goto("/accounts/2fa/totp/activate/")
    if stranger.get_by_label("Mật khẩu").is_visible():
        stranger.get_by_label("Mật khẩu").fill("demo-lanh-dao-ban")
        stranger.locator("form button[type=submit]").last.click()
    secret = stranger.get_by_label("Không quét được thì nhập khóa này vào ứng dụng").input_value()
    stranger.get_by_label("Mã xác thực").fill(one_time_code(secret))
    stranger.get_by_role("button", name="Bật", exact=True).click()
    expect(stranger.locator("main")).to_contain_text("dự phòng")
    stranger.context.clear_cookies()
    sign_in(stranger, "lanh-dao-ban")
    expect(stranger.locator("[name=code]")).to_be_visible()


def test_the_administrator_is_shown_no_personal_data(stranger: Page) -> None:
    sign_in(stranger, "quan-tri")
    navigation = stranger.get_by_role("navigation", name="Các mảng công việc")
    expect(navigation).to_be_visible()
    expect(navigation.get_by_role("link", name="Đảng viên", exact=True)).to_have_count(0)
    answer = stranger.goto("/so/members/")
    assert answer is not None
    assert answer.status == 404


def test_the_auditor_reads_the_log_and_exports_nothing(stranger: Page) -> None:
    sign_in(stranger, "kiem-tra")
    stranger.goto("/nhat-ky/")
    expect(stranger.get_by_role("table")).to_contain_text("Dựng")
    stranger.goto("/so/members/")
    expect(stranger.get_by_role("button", name="Xuất")).to_have_count(0)
