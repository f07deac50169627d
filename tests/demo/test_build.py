"""Building: the same rows each time, one chain, and never over somebody else's work."""

from __future__ import annotations

import argparse
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import models, transaction

from tests.builders import make_unit
from tests.demo.database import silently
from tochuc.demo import build as building
from tochuc.demo import commands
from tochuc.demo.build import Standing, build, standing
from tochuc.kernel.changes.verify import verify
from tochuc.kernel.models import Change, ChangeSet, Record, Unit
from tochuc.kernel.tree.check import check as check_tree

pytestmark = pytest.mark.django_db
SCALE = 0.01


def built_digest() -> str:
    """Of all rows but their keys: the values, and references as the place of what they refer to."""
    digest = sha256()
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if issubclass(model, Record):
            digest.update(model._meta.label.encode())
            for values in rows_of(model):
                digest.update(repr(values).encode())
    return digest.hexdigest()


def rows_of(model: type[models.Model]) -> list[tuple[object, ...]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = [field.attname for field in fields if field.name not in ("date_joined", "last_login")]
    starts = [
        first_key(field.related_model) if isinstance(field.related_model, type) else None
        for field in fields
        if field.attname in names
    ]
    return [
        tuple(
            value - start if start is not None and value is not None else value
            for value, start in zip(row, starts, strict=True)
        )
        for row in model._default_manager.order_by("pk").values_list(*names)
    ]


def first_key(model: type[models.Model]) -> int:
    found = model._default_manager.aggregate(first=models.Min("pk"))["first"]
    return int(found or 0)


def test_two_builds_give_equal_rows() -> None:
    digests = set()
    for _ in range(2):
        with transaction.atomic():
            build(silently, SCALE)
            digests.add(built_digest())
            transaction.set_rollback(True)
    assert len(digests) == 1


def test_a_build_is_a_sound_tree_and_a_whole_chain() -> None:
    told: list[str] = []
    build(told.append, SCALE)
    assert check_tree() == []
    proof = verify()
    assert proof.breaks == []
    assert Change.objects.count() > 1_000
    assert "writing members" in told


def test_an_empty_database_a_demonstration_and_other_data_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert standing() is Standing.EMPTY
    build(silently, SCALE)
    assert standing() is Standing.SAME
    monkeypatch.setattr(building, "version", lambda: "another")
    assert standing() is Standing.OLDER
    make_unit(parent=Unit.objects.get(code="QNG"), code="QNG-NEW")
    assert standing() is Standing.USED


def test_the_command_leaves_other_data_alone() -> None:
    make_unit(code="REAL")
    assert standing() is Standing.FOREIGN
    before = ChangeSet.objects.count()
    with pytest.raises(SystemExit, match="other data than a demonstration"):
        commands.run_build(argparse.Namespace(force=True))
    assert ChangeSet.objects.count() == before


def test_the_command_refuses_a_site_that_others_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_on_this_machine_alone", lambda: False)
    with pytest.raises(SystemExit, match="passwords are public"):
        commands.run_build(argparse.Namespace(force=False))


def test_the_command_keeps_an_older_demonstration_in_which_somebody_has_worked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "standing", lambda: Standing.USED)
    commands.run_build(argparse.Namespace(force=False))
    assert "stays as it is" in capsys.readouterr().out


def test_the_accounts_are_printed_with_their_passwords(capsys: pytest.CaptureFixture[str]) -> None:
    commands.run_accounts(argparse.Namespace())
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 7
    assert any("can-bo-tinh" in line and "demo-can-bo-tinh" in line for line in lines)
