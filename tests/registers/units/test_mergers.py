"""Mergers and splits: who takes over what, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError

from tests.builders import SYSTEM, make_unit
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Unit, UnitKind
from tochuc.kernel.tree.check import check
from tochuc.kernel.tree.snapshot import tree_on
from tochuc.registers.documents.models import Document
from tochuc.registers.units import residents
from tochuc.registers.units.actions import dissolve, move
from tochuc.registers.units.mergers import merge, split
from tochuc.registers.units.models import Reorganisation
from tochuc.registers.units.steps import NewUnit

pytestmark = pytest.mark.django_db
LATER = dt.date(2010, 1, 1)
EVE = LATER - dt.timedelta(days=1)


class Books:
    """Residents of the tests: books on the shelves of units."""

    noun = "cuốn sách"

    def __init__(self) -> None:
        self.shelves: dict[int, int] = {}

    def count(self, units: Sequence[Unit], on: dt.date) -> int:
        return sum(self.shelves.get(unit.pk, 0) for unit in units)

    def move(
        self, w: Writer, units: Sequence[Unit], to: Unit, on: dt.date, document: Document | None
    ) -> None:
        for unit in units:
            self.shelves[to.pk] = self.shelves.get(to.pk, 0) + self.shelves.pop(unit.pk, 0)


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    monkeypatch.setattr(residents, "_residents", [shelves := Books()])
    return shelves


@pytest.fixture
def root() -> Unit:
    return make_unit("Đảng bộ tỉnh")


@pytest.fixture
def west(root: Unit) -> Unit:
    return make_unit("Tây Trà", code="TT", kind=UnitKind.UPPER, parent=root)


@pytest.fixture
def east(root: Unit) -> Unit:
    return make_unit("Trà Bồng", code="TB", kind=UnitKind.UPPER, parent=root)


def refusal(error: pytest.ExceptionInfo[ValidationError], field: str) -> str:
    assert check() == []
    assert list(error.value.message_dict) == [field]
    return str(error.value.message_dict[field][0])


def events() -> list[tuple[str, str, str | None, str | None]]:
    found = Reorganisation.objects.exclude(kind="establish").order_by("pk")
    return list(found.values_list("kind", "unit__code", "source__code", "target__code"))


def test_a_merged_unit_leaves_what_is_below_it_to_the_other(west: Unit, east: Unit) -> None:
    communes = [make_unit(parent=west), make_unit(parent=west)]
    merge(SYSTEM, units=[west], into=east, on=LATER)
    west.refresh_from_db()
    assert (west.ended_on, west.successor, west.parent) == (LATER, east, east)
    assert set(tree_on(LATER).children(east.pk)) == {west.pk, *(unit.pk for unit in communes)}
    assert tree_on(EVE).subtree_ids(east.pk) == [east.pk]
    assert events() == [("merge", "TT", None, "TB")]
    assert check() == []


def test_several_units_become_a_new_one_that_was_not_established(root: Unit, west: Unit, east: Unit) -> None:
    child = make_unit(parent=east)
    new = NewUnit("MOI", "Đảng bộ mới", UnitKind.UPPER, root)
    heir = merge(SYSTEM, units=[west, east], into=new, on=LATER)
    child.refresh_from_db()
    assert (heir.founded_on, heir.name, child.parent) == (LATER, "Đảng bộ mới", heir)
    assert events() == [("merge", "TT", None, "MOI"), ("merge", "TB", None, "MOI")]
    assert not Reorganisation.objects.filter(unit=heir, kind="establish").exists()
    assert check() == []


def test_a_unit_and_one_below_it_are_merged_together_into_a_third(west: Unit, east: Unit) -> None:
    inner = make_unit(parent=west)
    leaf = make_unit(parent=inner)
    merge(SYSTEM, units=[west, inner], into=east, on=LATER)
    leaf.refresh_from_db()
    assert leaf.parent == east
    assert check() == []


def test_a_unit_is_merged_into_its_parent(west: Unit) -> None:
    inner = make_unit(parent=west)
    leaf = make_unit(parent=inner)
    merge(SYSTEM, units=[inner], into=west, on=LATER)
    leaf.refresh_from_db()
    assert leaf.parent == west
    assert check() == []


def test_residents_move_to_the_heir(west: Unit, books: Books) -> None:
    one, other = make_unit(parent=west), make_unit(parent=west)
    books.shelves = {one.pk: 3, other.pk: 4}
    merge(SYSTEM, units=[one], into=other, on=LATER)
    assert books.shelves == {other.pk: 7}


def test_residents_cannot_move_into_a_unit_of_a_kind_without_members(west: Unit, books: Books) -> None:
    cell = make_unit(parent=west)
    books.shelves = {cell.pk: 3}
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[cell], into=west, on=LATER)
    assert "Còn 03 cuốn sách" in refusal(error, "into")
    assert books.shelves == {cell.pk: 3}


def test_a_unit_with_residents_is_not_dissolved(west: Unit, books: Books) -> None:
    cell = make_unit(parent=west)
    books.shelves = {cell.pk: 12}
    with pytest.raises(ValidationError, match="còn 12 cuốn sách vào ngày 01/01/2010") as error:
        dissolve(SYSTEM, unit=cell, on=LATER)
    assert error.value.messages


def test_a_merger_into_itself_or_below_itself_is_refused(west: Unit, east: Unit) -> None:
    inner = make_unit("Bên trong", parent=west)
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[west, east], into=west, on=LATER)
    assert "chính nó" in refusal(error, "into")
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[west], into=inner, on=LATER)
    assert "“Bên trong” nằm trong “Tây Trà”" in refusal(error, "into")
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[west], into=NewUnit("M", "Mới", UnitKind.CELL, inner), on=LATER)
    assert "nằm trong" in refusal(error, "into")


def test_a_merger_before_the_last_change_below_is_refused(west: Unit, east: Unit) -> None:
    child = make_unit("Xã", parent=west)
    move(SYSTEM, unit=child, to=east, on=LATER)
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[west], into=east, on=EVE)
    assert "“Xã” còn thay đổi trong “Tây Trà” ngày 01/01/2010" in refusal(error, "on")
    merge(SYSTEM, units=[west], into=east, on=LATER)
    assert check() == []


def test_nothing_to_merge_is_refused(east: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[], into=east, on=LATER)
    refusal(error, "units")


def test_the_root_is_not_merged(root: Unit, west: Unit) -> None:
    with pytest.raises(ValidationError) as error:
        merge(SYSTEM, units=[root], into=west, on=LATER)
    assert "gốc" in refusal(error, "units")


def test_a_unit_splits_off_another_with_some_of_its_children(root: Unit, west: Unit) -> None:
    kept, taken = make_unit(parent=west), make_unit(parent=west)
    [new] = split(
        SYSTEM, unit=west, into=[NewUnit("M", "Mới", UnitKind.UPPER, None, children=(taken,))], on=LATER
    )
    taken.refresh_from_db()
    kept.refresh_from_db()
    west.refresh_from_db()
    assert (new.parent, taken.parent, kept.parent, west.ended_on) == (root, new, west, None)
    assert events() == [("split", "M", "TT", None)]
    assert check() == []


def test_a_unit_is_divided_and_its_heir_takes_what_is_left(west: Unit, books: Books) -> None:
    cell = make_unit(code="CB", parent=west)
    left, taken = (make_unit(parent=cell, kind=UnitKind.GROUP) for _ in range(2))
    books.shelves = {cell.pk: 5}
    parts = [
        NewUnit("CB1", "Chi bộ 1", UnitKind.CELL, None),
        NewUnit("CB2", "Chi bộ 2", UnitKind.CELL, None, children=(taken,)),
    ]
    first, second = split(SYSTEM, unit=cell, into=parts, on=LATER, heir="CB1")
    for unit in (cell, left, taken):
        unit.refresh_from_db()
    assert (cell.ended_on, cell.successor) == (LATER, first)
    assert (left.parent, taken.parent) == (first, second)
    assert books.shelves == {first.pk: 5}
    assert check() == []


def test_an_heir_must_be_one_of_the_parts(west: Unit) -> None:
    part = NewUnit("M", "Mới", UnitKind.UPPER, None)
    for parts, heir in (([part], "KHAC"), ([], "")):
        with pytest.raises(ValidationError) as error:
            split(SYSTEM, unit=west, into=parts, on=LATER, heir=heir)
        assert "kế thừa" in refusal(error, "into")


def test_only_own_children_go_along_with_a_split(west: Unit, east: Unit) -> None:
    foreign = make_unit("Xã lạ", parent=east)
    part = NewUnit("M", "Mới", UnitKind.UPPER, None, children=(foreign,))
    with pytest.raises(ValidationError) as error:
        split(SYSTEM, unit=west, into=[part], on=LATER)
    assert "“Xã lạ” không trực thuộc “Tây Trà”" in refusal(error, "into")
