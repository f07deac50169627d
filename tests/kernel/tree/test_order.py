"""The order of the tree on a day, compared with a plain recursion over random histories."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.tree.histories import BEGIN, History, Reference, Step, days, histories
from tochuc.kernel.tree.order import BrokenTree, PlacementFact, UnitFact, order_on, stands_above
from tochuc.kernel.tree.snapshot import Facts, NotInTree, Tree


def tree_of(history: History, day: dt.date) -> Tree:
    return Facts(list(history.units.values()), history.placements).tree(day)


@given(histories(), days)
def test_units_stand_in_the_order_of_a_plain_recursion(chosen: list[Step], day: dt.date) -> None:
    history = History.of(chosen)
    reference, tree = Reference(history, day), tree_of(history, day)
    assert tree.ids.tolist() == reference.walk()
    assert tree.alive.tolist() == [reference.lives(unit) for unit in reference.walk()]


@given(histories(), days)
def test_a_subtree_is_the_units_whose_path_leads_through_its_top(chosen: list[Step], day: dt.date) -> None:
    history = History.of(chosen)
    reference, tree = Reference(history, day), tree_of(history, day)
    paths = {unit: reference.path(unit) for unit in reference.units}
    for unit, path in paths.items():
        below = {other for other in paths if unit in paths[other]}
        assert set(tree.subtree_ids(unit)) == below
        assert tree.path(unit) == path
        assert tree.ancestors(unit) == path[:-1]
        assert tree.depth[tree.position(unit)] == len(path) - 1
        assert tree.children(unit) == [one for one in tree.subtree_ids(unit) if paths[one][-2:-1] == [unit]]
        assert {other for other in paths if tree.holds(unit, other)} == below


@given(histories(), days, st.data())
def test_the_common_ancestor_is_the_last_on_both_paths(
    chosen: list[Step], day: dt.date, data: st.DataObject
) -> None:
    history = History.of(chosen)
    reference, tree = Reference(history, day), tree_of(history, day)
    one, other = (data.draw(st.sampled_from(tree.ids.tolist())) for _ in range(2))
    shared = [unit for unit in reference.path(one) if unit in reference.path(other)]
    assert tree.common_ancestor(one, other) == shared[-1]


@given(histories(), days, st.integers(0, 2**32 - 1))
def test_totals_are_the_sums_over_subtrees(chosen: list[Step], day: dt.date, seed: int) -> None:
    tree = tree_of(History.of(chosen), day)
    own = np.random.default_rng(seed).integers(0, 1000, (len(tree), 3))
    totals = tree.roll_up(own)
    for unit in tree.ids.tolist():
        below = [tree.position(other) for other in tree.subtree_ids(unit)]
        assert totals[tree.position(unit)].tolist() == own[below].sum(axis=0).tolist()
    assert tree.roll_up(own[:, 0]).tolist() == totals[:, 0].tolist()


@given(histories(), days)
def test_every_unit_ever_founded_stays_below_the_root(chosen: list[Step], day: dt.date) -> None:
    history = History.of(chosen)
    founded = {unit.id for unit in history.units.values() if unit.founded_on <= day}
    assert set(tree_of(history, day).subtree_ids(1)) == founded


@given(histories(15), days)
def test_standing_above_at_some_time_is_what_the_days_say(chosen: list[Step], since: dt.date) -> None:
    history = History.of(chosen)
    turns = {since} | {p.since for p in history.placements if p.since > since}
    above: set[tuple[int, int]] = set()
    for day in turns:
        reference = Reference(history, day)
        living = [unit for unit in reference.units if reference.lives(unit)]
        above |= {(upper, unit) for unit in living for upper in reference.path(unit)}
    ids = [unit.id for unit in history.units.values() if unit.ended_on is None]
    for upper in ids:
        for lower in ids:
            expected = (upper, lower) in above or upper == lower
            assert stands_above(upper, lower, since, history.placements) == expected


def unit(
    number: int, *, founded: dt.date = BEGIN, ended: dt.date | None = None, successor: int | None = None
) -> UnitFact:
    return UnitFact(number, founded, ended, successor, 0, "")


def place(
    number: int, parent: int | None, since: dt.date = BEGIN, until: dt.date | None = None
) -> PlacementFact:
    return PlacementFact(number, parent, since, until)


LATER = dt.date(2010, 1, 1)


def test_no_units_make_an_empty_tree() -> None:
    assert len(Facts([], []).tree(LATER)) == 0


def test_a_unit_that_ends_on_a_day_no_longer_lives_on_that_day() -> None:
    facts = Facts([unit(1), unit(2, ended=LATER)], [place(1, None), place(2, 1, until=LATER)])
    assert facts.tree(LATER - dt.timedelta(days=1)).alive.tolist() == [True, True]
    assert facts.tree(LATER).alive.tolist() == [True, False]


def test_what_was_merged_twice_counts_in_the_last_heir() -> None:
    sooner = dt.date(2005, 1, 1)
    units = [unit(1), unit(2, ended=sooner, successor=3), unit(3, ended=LATER, successor=4), unit(4)]
    placements = [place(1, None), place(2, 1, until=sooner), place(3, 1, until=LATER), place(4, 1)]
    tree = Facts(units, placements).tree(LATER)
    assert tree.children(4) == [2, 3]
    assert tree.subtree_ids(3) == [3]


def test_a_unit_not_yet_founded_is_not_in_the_tree() -> None:
    tree = Facts([unit(1), unit(2, founded=LATER)], [place(1, None), place(2, 1, LATER)]).tree(BEGIN)
    assert 2 not in tree
    with pytest.raises(NotInTree, match="unit 2 is not in the tree of 2000-01-01"):
        tree.position(2)


@pytest.mark.parametrize(
    ("problem", "units", "placements", "at_fault"),
    [
        ("no placement", [unit(1), unit(2)], [place(1, None)], (2,)),
        ("no placement", [unit(1), unit(2)], [place(1, None), place(2, 1, until=dt.date(2001, 1, 1))], (2,)),
        ("does not exist", [unit(1), unit(2)], [place(1, None), place(2, 9)], (2,)),
        ("several roots", [unit(1), unit(2)], [place(1, None), place(2, None)], (1, 2)),
        (
            "circle of placements",
            [unit(1), unit(2), unit(3), unit(4)],
            [place(1, None), place(2, 3), place(3, 2), place(4, 3)],
            (2, 3),
        ),
        (
            "stand for each other",
            [unit(1), unit(2, ended=LATER, successor=3), unit(3, ended=LATER, successor=2)],
            [place(1, None), place(2, 1, until=LATER), place(3, 1, until=LATER)],
            (2, 3),
        ),
    ],
)
def test_facts_that_make_no_tree_are_refused_with_the_units_at_fault(
    problem: str, units: list[UnitFact], placements: list[PlacementFact], at_fault: tuple[int, ...]
) -> None:
    with pytest.raises(BrokenTree, match=problem) as caught:
        order_on(LATER, units, placements)
    assert caught.value.units == at_fault


def test_totals_need_a_value_for_each_unit() -> None:
    tree = Facts([unit(1)], [place(1, None)]).tree(BEGIN)
    with pytest.raises(ValueError, match="2 values for 1 units"):
        tree.roll_up(np.zeros(2))
