"""A small province in which targets are imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import SettingsWrapper

from tests.builders import make_unit, make_user
from tests.kernel.importing.uploads import Callbacks, Importer
from tochuc.kernel.models import Unit, UnitKind


@pytest.fixture(autouse=True)
def _own_folder(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def province(db: None) -> Unit:
    return make_unit("Đảng bộ tỉnh", code="T")


@pytest.fixture
def districts(province: Unit) -> list[Unit]:
    codes = ("T-A", "T-B", "T-C")
    made = [make_unit(f"Huyện ủy {code}", code=code, parent=province, kind=UnitKind.UPPER) for code in codes]
    return [Unit.objects.get(pk=unit.pk) for unit in made]


@pytest.fixture
def officer(province: Unit, districts: list[Unit], django_capture_on_commit_callbacks: Callbacks) -> Importer:
    user = make_user("admission_targets.import", "admission_targets.view", "units.view", on=province)
    return Importer(user, django_capture_on_commit_callbacks)


@pytest.fixture
def district_officer(districts: list[Unit], django_capture_on_commit_callbacks: Callbacks) -> Importer:
    """Sees the whole tree's names, but imports into the first district only."""
    user = make_user("admission_targets.import", "admission_targets.view", on=districts[0])
    return Importer(user, django_capture_on_commit_callbacks)
