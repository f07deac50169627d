"""The whole demonstration province for tests, built once for a version of the sources and copied for who needs it.

A test module that wants it puts `pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only,
pytest.mark.usefixtures("demo_database")]`; its conftest imports the fixtures from here. What a test writes is
rolled back as usual. `demo_copy` is a file of one's own, for a test that starts a server on it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

import tochuc
from tochuc.demo.build import build

SOURCES = Path(tochuc.__file__).parent
PACKAGES = ("demo", "kernel", "registers", "rules", "site", "vi")
ALIAS = "default"


@pytest.fixture(scope="session")
def demo_template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """The built database; never to be written to."""
    folder = Path(tempfile.gettempdir()) / f"tochuc-demo-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    template = folder / f"{_version()}.sqlite3"
    # Workers of one run, and runs beside each other, wait for the one that builds.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            for older in folder.glob("*.sqlite3*"):
                older.unlink()
            _build(template.with_suffix(".part"), django_db_blocker)
            template.with_suffix(".part").rename(template)
    return template


@pytest.fixture(scope="session")
def demo_file(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(demo_template, tmp_path_factory.mktemp("demo")))


@pytest.fixture(scope="module")
def demo_database(demo_file: Path) -> Iterator[Path]:
    """For one module, the demonstration stands in the place of the empty test database."""
    with _standing_in(demo_file):
        yield demo_file


@pytest.fixture
def demo_copy(demo_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_template, tmp_path))


def silently(part: str) -> None:
    """Listens to `build` and says nothing."""


def _version() -> str:
    digest = sha256()
    for package in PACKAGES:
        for path in sorted((SOURCES / package).rglob("*")):
            if path.suffix in (".py", ".yaml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _build(path: Path, blocker: DjangoDbBlocker) -> None:
    path.unlink(missing_ok=True)
    with blocker.unblock(), _standing_in(path):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        build(silently)


@contextmanager
def _standing_in(path: Path) -> Iterator[None]:
    """The test database lives in memory as long as its connection is open, so that is kept and put back."""
    before, settings = connections[ALIAS], connections.settings[ALIAS]
    connections.settings[ALIAS] = {
        **settings,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
    }
    connections[ALIAS] = connections.create_connection(ALIAS)
    try:
        yield
    finally:
        connections[ALIAS].close()
        connections.settings[ALIAS] = settings
        connections[ALIAS] = before
