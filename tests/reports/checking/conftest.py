"""A data folder of its own for each test, an officer, and a district officer beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.builders import make_officer
from tests.province import Province, make_province
from tochuc.kernel.models import User


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()  # of how often the users of other tests, who had the same keys, have sent something
    return tmp_path


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def officer(province: Province) -> User:
    return make_officer("district_officer", province.district)


@pytest.fixture
def browser(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client
