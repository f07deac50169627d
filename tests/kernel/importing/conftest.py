"""A small province in which targets are imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.builders import FOUNDED, make_role, make_unit, make_user
from tests.kernel.importing.uploads import Callbacks, Importer
from tochuc.kernel.models import Assignment, Unit, UnitKind


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
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
def district_officer(
    province: Unit, districts: list[Unit], django_capture_on_commit_callbacks: Callbacks
) -> Importer:
    """Sees all units of the province, but imports into the first district only."""
    user = make_user("admission_targets.import", "admission_targets.view", on=districts[0])
    Assignment.objects.create(user=user, role=make_role(["units.view"]), unit=province, since=FOUNDED)
    return Importer(user, django_capture_on_commit_callbacks)
