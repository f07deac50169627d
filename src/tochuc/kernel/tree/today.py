"""Today's tree as it is stored on the units, for range filters in SQL.

No fact of the tree may lie in the future: the reorganisation actions refuse such dates. What is stored
therefore goes stale only by a write, never by the passing of a night, and every write to the tree calls
`rebuild`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from tochuc.kernel import bulk
from tochuc.kernel.access.reach import forget
from tochuc.kernel.actions import action
from tochuc.kernel.changes.values import snapshot
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Placement, Record, TreeVersion, Unit, UnitName
from tochuc.kernel.tree.order import UnitFact
from tochuc.kernel.tree.snapshot import Facts, Tree, names_on, read_placements, today
from tochuc.vi.fold import fold
from tochuc.vi.names import collation_key

TREE = frozenset({Unit, UnitName, Placement})
LOGGED = ("name", "short_name", "parent_id")
COMPUTED = ("first", "last", "depth", "folded", "sort_key")
_logged, _computed = attrgetter(*LOGGED), attrgetter(*COMPUTED)


def lock() -> None:
    """Makes other writers of the tree wait until this transaction ends; comes before facts are read."""
    TreeVersion.objects.select_for_update().get_or_create(pk=1, defaults={"token": _new_token()})


def rebuild(w: Writer) -> int:
    """Writes today's name, parent and position to the units where they differ; returns how many did.

    Names and parents are logged, positions and keys are not: they follow from the rest. Raises `BrokenTree`.
    The writer's reach is read anew, because the positions that bound it have moved. The number of queries
    does not depend on the number of units.
    """
    lock()
    units = list(Unit.objects.order_by("pk"))
    before = [(_logged(unit), _computed(unit)) for unit in units]
    apply(units)
    compared = list(zip(units, before, strict=True))
    renamed = [(unit, old) for unit, (old, _) in compared if _logged(unit) != old]
    moved = [unit for unit, (_, old) in compared if _computed(unit) != old]
    bulk.update(Unit, moved, COMPUTED)
    TreeVersion.objects.filter(pk=1).update(token=_new_token())
    if w.acting.user is not None:
        forget(w.acting.user)
    # After the positions: the writer's guard looks the units up where they stand now.
    w.update_many(
        [unit for unit, _ in renamed],
        [{**snapshot(unit), **dict(zip(LOGGED, old, strict=True))} for unit, old in renamed],
    )
    return len({unit.pk for unit, _ in renamed} | {unit.pk for unit in moved})


def rebuild_after(w: Writer, written: Iterable[type[Record]]) -> None:
    """`rebuild` where one of the models written is the tree's own: for imports and undo, which write any model."""
    if not TREE.isdisjoint(written):
        rebuild(w)


def apply(units: list[Unit]) -> Tree:
    """Sets on the given units, which must be all, what the facts say for today; writes nothing."""
    day = today()
    names = names_on(day)
    folded_width, key_width = _width("folded"), _width("sort_key")
    for unit in units:
        unit.name, unit.short_name = names.get(unit.pk, (unit.name, unit.short_name))
        unit.folded = fold(f"{unit.code} {unit.name} {unit.short_name}")[:folded_width]
        unit.sort_key = collation_key(unit.name)[:key_width]
    tree = Facts([_fact(unit) for unit in units], read_placements()).tree(day)
    for unit in units:
        if unit.pk in tree:
            _place(unit, tree)
    return tree


def _place(unit: Unit, tree: Tree) -> None:
    position = tree.position(unit.pk)
    upper = int(tree.parent[position])
    unit.parent_id = None if upper < 0 else int(tree.ids[upper])
    unit.first, unit.last, unit.depth = position, int(tree.last[position]), int(tree.depth[position])


def _fact(unit: Unit) -> UnitFact:
    return UnitFact(unit.pk, unit.founded_on, unit.ended_on, unit.successor_id, unit.rank, unit.sort_key)


def _width(name: str) -> int:
    field: Any = Unit._meta.get_field(name)
    width: int = field.max_length
    return width


def _new_token() -> str:
    return secrets.token_hex(16)


@action("units.rebuild", label="Dựng lại thứ tự cây tổ chức", sentence="dựng lại thứ tự cây tổ chức")
def rebuild_tree(w: Writer) -> int:
    """`rebuild` by itself, after the rows were written by other means than actions (a restored copy, SQL)."""
    return rebuild(w)
