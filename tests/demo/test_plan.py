"""One version of the demonstration is one plan: whatever the process, its hash seed and the day."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.demo import plan
from tochuc.demo.files import write_examples
from tochuc.demo.simulation import apportioned
from tochuc.demo.tree import Event, Kind
from tochuc.rules.working_days import is_working_day

SCALE = 0.02
PRINT_DIGEST = f"""
from hashlib import sha256
from tochuc.demo import plan
made = plan.make({SCALE})
digest = sha256()
for unit in made.tree.units.values():
    digest.update(repr((unit.code, unit.name, unit.founded_on, unit.ended_on)).encode())
    digest.update(repr([(place.since, place.parent and place.parent.code) for place in unit.places]).encode())
for happening in made.tree.happenings:
    digest.update(repr((happening.kind, happening.unit.code, happening.day, happening.note)).encode())
for member in made.membership.members:
    stays = [(stay.cell.code, stay.since) for stay in member.stays]
    digest.update(repr((member.person, member.joined, member.left, member.left_how, stays)).encode())
digest.update(repr(made.people).encode())
digest.update(repr([(one.number, one.symbol, one.day, one.subject) for one in made.documents.all]).encode())
digest.update(repr((made.accounts, made.targets)).encode())
print(digest.hexdigest())
"""


@pytest.fixture(scope="module")
def small() -> plan.Plan:
    return plan.make(SCALE)


def digest(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_two_processes_draw_up_the_same_plan() -> None:
    assert digest("1") == digest("2")


def test_example_files_have_the_same_bytes_every_time(tmp_path: Path) -> None:
    def written(name: str) -> list[bytes]:
        folder = tmp_path / name
        folder.mkdir()
        return [path.read_bytes() for path in write_examples(folder)]

    assert written("one") == written("two")


def test_a_smaller_province_keeps_what_the_report_names(small: plan.Plan) -> None:
    moved = [one for one in small.tree.happenings if one.kind is Event.MOVE and one.day.year == 2023]
    founded = [one for one in small.tree.happenings if one.kind is Event.ESTABLISH and one.day.year == 2023]
    assert len([one for one in moved if one.unit.kind in (Kind.BASE, Kind.BASE_CELL)]) == 4
    assert len([one for one in founded if one.unit.sector == "non_state"]) == 7
    present = [member for member in small.membership.members if member.left is None]
    assert len(present) == round(57_012 * SCALE)


def test_facts_of_a_unit_follow_each_other_without_gap(small: plan.Plan) -> None:
    for unit in small.tree.units.values():
        for facts in (unit.names, unit.places):
            days = [unit.founded_on, *(fact.until for fact in facts[:-1])]
            assert days == [fact.since for fact in facts]
            assert facts[-1].until == unit.ended_on
            assert all(fact.until is None or fact.since < fact.until for fact in facts)


def test_decisions_are_signed_before_they_take_effect(small: plan.Plan) -> None:
    for happening in small.tree.happenings:
        assert happening.decision.day <= happening.day


def test_admissions_are_decided_on_working_days(small: plan.Plan) -> None:
    assert all(is_working_day(admission.decided) for admission in small.membership.admissions)


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=40), st.integers(0, 5_000))
def test_members_are_shared_out_whole(weights: list[float], total: int) -> None:
    counts = apportioned(np.array(weights), total)
    assert sum(counts) == total
    assert min(counts) >= 0
    shared = sorted(zip(weights, counts, strict=True))
    assert all(less <= more for (light, less), (heavy, more) in pairwise(shared) if light < heavy)
