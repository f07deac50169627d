"""The tree as the database tells it: after any history of reorganisations, for any day, from any process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings

from tests.builders import SYSTEM, make_unit
from tests.kernel.tree.histories import History, Reference, Step, days, histories, with_sort_keys
from tests.kernel.tree.playing import Played
from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.tree.check import check
from tochuc.kernel.tree.snapshot import names_on, today, tree_on
from tochuc.kernel.tree.today import rebuild_tree
from tochuc.registers.units.actions import move, rename

pytestmark = pytest.mark.django_db
FOUNDED = dt.date(2000, 1, 1)
LATER = dt.date(2010, 1, 1)


@contextmanager
def undone() -> Iterator[None]:
    """Rolls the database back at the end, so that the next example starts from nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=20)
@given(histories(12), days)
def test_after_any_history_the_tree_of_any_day_is_the_one_that_was(chosen: list[Step], day: dt.date) -> None:
    with undone():
        played = Played(History.of(chosen))
        keys = {number: Unit.objects.get(pk=unit.pk).sort_key for number, unit in played.units.items()}
        reference = Reference(with_sort_keys(played.history, keys), day)
        tree = tree_on(day)
        assert [played.ids[unit] for unit in tree.ids.tolist()] == reference.walk()
        assert tree.alive.tolist() == [reference.lives(number) for number in reference.walk()]
        expected = {number: played.history.name_on(number, day) for number in reference.units}
        assert {played.ids[unit]: name for unit, (name, _) in names_on(day).items()} == expected


@settings(max_examples=20)
@given(histories(12))
def test_after_any_history_the_stored_tree_is_sound_and_todays(chosen: list[Step]) -> None:
    with undone():
        played = Played(History.of(chosen))
        assert check() == []
        tree = tree_on(today())
        for unit in Unit.objects.all():
            position = tree.position(unit.pk)
            assert (unit.first, unit.last) == (position, tree.last[position])
            assert unit.depth == tree.depth[position]
            assert unit.parent_id == next(reversed(tree.ancestors(unit.pk)), None)
            assert unit.name == played.history.names[played.ids[unit.pk]][-1][1]
        assert rebuild_tree(SYSTEM) == 0


def test_a_later_move_leaves_the_tree_of_the_earlier_day_as_it_was() -> None:
    root = make_unit()
    old, new = make_unit(parent=root), make_unit(parent=root)
    cell = make_unit(parent=old)
    move(SYSTEM, unit=cell, to=new, on=LATER)
    assert tree_on(LATER - dt.timedelta(days=1)).subtree_ids(old.pk) == [old.pk, cell.pk]
    assert tree_on(LATER).subtree_ids(new.pk) == [new.pk, cell.pk]


def test_a_later_name_leaves_the_name_of_the_earlier_day_as_it_was() -> None:
    unit = make_unit("Huyện Đức Phổ")
    rename(SYSTEM, unit=unit, name="Thị xã Đức Phổ", short_name="Đức Phổ", on=LATER)
    assert names_on(LATER - dt.timedelta(days=1))[unit.pk] == ("Huyện Đức Phổ", "")
    assert names_on(LATER)[unit.pk] == ("Thị xã Đức Phổ", "Đức Phổ")


def test_units_of_one_rank_stand_in_vietnamese_order() -> None:
    root = make_unit()
    for name in ("Chi bộ 10", "Đức Phổ", "Chi bộ 2", "Ba Tơ"):
        make_unit(name, parent=root)
    make_unit("Xếp trước", parent=root, rank=1)
    names = names_on(today())
    shown = [names[unit][0] for unit in tree_on(today()).children(root.pk)]
    assert shown == ["Xếp trước", "Ba Tơ", "Chi bộ 2", "Chi bộ 10", "Đức Phổ"]


def test_what_was_rolled_back_is_forgotten() -> None:
    root = make_unit()
    before = tree_on(LATER)
    with undone():
        make_unit(parent=root)
        assert len(tree_on(LATER)) == 2
    assert len(tree_on(LATER)) == 1
    assert tree_on(LATER).ids.tolist() == before.ids.tolist()


def queries_of_a_tree(units: int) -> list[int]:
    """How many queries the first and the second tree after a write cost, with so many units more."""
    root = Unit.objects.filter(parent=None).first() or make_unit()
    for _ in range(units):
        make_unit(parent=root)
    counts = []
    for day in (LATER, FOUNDED):
        with CaptureQueriesContext(connection) as caught:
            tree_on(day)
        counts.append(len(caught))
    return counts


def test_a_tree_costs_four_queries_and_every_further_one_a_single_query() -> None:
    assert queries_of_a_tree(1) == [4, 1]
    assert queries_of_a_tree(6) == [4, 1]


def test_rebuilding_costs_the_same_queries_however_many_units_move() -> None:
    root = make_unit()
    counts = []
    for units in (2, 10):
        for _ in range(units):
            make_unit(parent=root)
        Unit.objects.update(first=0, last=0)
        with CaptureQueriesContext(connection) as caught:
            assert rebuild_tree(SYSTEM) > 0
        counts.append(len([query for query in caught if "UPDATE" not in query["sql"]]))
    assert counts[0] == counts[1] < 12


def test_facts_written_by_other_means_count_after_a_rebuild() -> None:
    root = make_unit()
    unit = Unit.objects.create(code="SQL", kind="cell", founded_on=FOUNDED, name="Chi bộ ghi thẳng")
    Placement.objects.create(unit=unit, parent=root, since=FOUNDED)
    UnitName.objects.create(unit=unit, name=unit.name, since=FOUNDED)
    assert rebuild_tree(SYSTEM) == 2
    unit.refresh_from_db()
    assert (unit.parent_id, unit.first, unit.depth) == (root.pk, 1, 1)
    assert unit.folded == "sql chi bo ghi thang"
    assert tree_on(today()).subtree_ids(root.pk) == [root.pk, unit.pk]
