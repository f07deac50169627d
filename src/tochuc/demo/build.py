"""Builds the demonstration province into the configured database, and says what stands there already."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from tochuc.demo import accounts, plan
from tochuc.demo.rows import Rows
from tochuc.demo.tree import BEGIN
from tochuc.demo.verbs import BUILD
from tochuc.kernel.access import roles
from tochuc.kernel.changes.writer import Acting, Writer, writing
from tochuc.kernel.models import ChangeSet, Unit, User, Via

PACKAGE = Path(__file__).parents[1]
ROLES = PACKAGE / "site" / "roles.yaml"
Told = Callable[[str], None]


class Standing(Enum):
    """What the database holds."""

    EMPTY = auto()
    SAME = auto()
    OLDER = auto()
    USED = auto()
    FOREIGN = auto()


def standing() -> Standing:
    """SAME: this version's demonstration, whatever was written since; OLDER: another version's, in which nobody
    has written; USED: another version's with somebody's work in it; FOREIGN: not a demonstration.
    """
    built = ChangeSet.objects.filter(verb=BUILD.name).order_by("number")
    last = built.last()
    if last is None:
        empty = not (ChangeSet.objects.exists() or Unit.objects.exists() or User.objects.exists())
        return Standing.EMPTY if empty else Standing.FOREIGN
    if json.loads(last.params)["version"] == version():
        return Standing.SAME
    return Standing.USED if ChangeSet.objects.filter(number__gt=last.number).exists() else Standing.OLDER


def version() -> str:
    """Changes with everything that the demonstration is made of: its sources, its data and the roles."""
    digest = sha256()
    demo = PACKAGE / "demo"
    for path in (*sorted(demo.glob("*.py")), *sorted(demo.glob("content/*.yaml")), ROLES):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def empty() -> None:
    """Removes everything from the database; the tables stay."""
    call_command("flush", interactive=False, verbosity=0)


def build(tell: Told, scale: float = 1.0) -> None:
    """Writes the demonstration into the empty, migrated database in one transaction; `tell` hears of each part."""
    with _without_collection():
        tell("drawing up the plan")
        rows = Rows(plan.make(scale))
        with transaction.atomic():
            roles.load(ROLES)
            for part, write in _parts(rows).items():
                tell(f"writing {part}")
                with writing(Acting(None, via=Via.COMMAND), BUILD.name) as writer:
                    writer.params.update(part=part, version=version(), scale=scale)
                    write(writer)
        tell("gathering statistics")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _parts(rows: Rows) -> dict[str, Callable[[Writer], None]]:
    """Several change sets, so that the log rows of one are gone from memory before the next begins."""
    return {
        "units": rows.write_units,
        "documents": rows.write_documents,
        "reorganisations": rows.write_reorganisations,
        "people": rows.write_people,
        "members": rows.write_members,
        "cells": rows.write_stays,
        "handbook": rows.write_handbook_and_targets,
        "accounts": lambda writer: accounts.write(writer, rows.units, BEGIN),
    }


@contextmanager
def _without_collection() -> Iterator[None]:
    """A million objects that stay are not to be searched for cycles again and again: a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
