"""The site as it is served, on the demonstration province, and a Chromium that works with it.

Nothing here speaks to a database in this process: the pages, and the worker beside the server, do it all.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import tochuc.web
from tests.demo.database import demo_template
from tests.settings import KEY

__all__ = ["demo_template"]

CHROMIUM = which("chromium") or ""
DIST = Path(tochuc.web.__file__).parent / "static/tochuc/dist"
PATIENCE_SECONDS = 60
PROVINCE_OFFICER = "can-bo-tinh"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips, with its reason, what cannot run on this machine."""
    for item in items:
        if "site" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker("browser")
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="chromium is not installed: the site was not driven"))
        elif not (DIST / "app.js").exists():
            item.add_marker(pytest.mark.skip(reason="assets are not built (make assets): site not driven"))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def site(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own, with its worker, on a copy of the demonstration."""
    data = tmp_path_factory.mktemp("site")
    shutil.copy(demo_template, data / "tochuc.sqlite3")
    address = f"http://127.0.0.1:{_free_port()}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TOCHUC_")},
        "DJANGO_SETTINGS_MODULE": "tochuc.site.settings",
        "DATABASE_URL": f"sqlite:///{data / 'tochuc.sqlite3'}",
        "TOCHUC_DATA_DIR": str(data),
        "TOCHUC_BASE_URL": address,
        "TOCHUC_FIELD_KEYS": KEY,
        "TOCHUC_INDEX_KEY": KEY,
        "TOCHUC_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "tochuc.site"]
    subprocess.run(
        [*command, "manage", "collectstatic", "--noinput", "--verbosity", "0"], env=environment, check=True
    )
    port = address.rpartition(":")[2]
    server = subprocess.Popen([*command, "serve", "--port", port, "--workers", "1"], env=environment)
    try:
        _wait_for(f"{address}/accounts/login/", server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE_SECONDS)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended at once"
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {PATIENCE_SECONDS} s")


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def officer_state(browser: Browser, site: str) -> Iterator[Path]:
    """The cookies of the province officer, signed in once."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    sign_in(page, PROVINCE_OFFICER)
    state = Path(os.environ["TOCHUC_DATA_DIR"]) / "officer.json"
    context.storage_state(path=state)
    context.close()
    yield state
    state.unlink()


@pytest.fixture
def page(browser: Browser, site: str, officer_state: Path) -> Iterator[Page]:
    """A tab of the province officer; a complaint of the browser (an error, or a breach of the policy) fails the test."""
    context = browser.new_context(
        base_url=site,
        storage_state=officer_state,
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    tab = context.new_page()
    complaints = listen(tab)
    yield tab
    context.close()
    assert complaints == []


def sign_in(page: Page, login: str) -> None:
    """With the demonstration's password of that account."""
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(f"demo-{login}")
    page.get_by_role("button", name="Đăng nhập").click()


def listen(page: Page) -> list[str]:
    """What the browser complains of from now on."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "status of 4" not in message.text
            else None
        ),
    )
    return complaints
