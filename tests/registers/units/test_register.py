"""The register of organisations: its forms lead to the actions, its time line tells the unit's life."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.checks import run_checks

from tests.builders import make_unit, make_user
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import ChangeSet, Unit, UnitKind, User
from tochuc.kernel.register.declaration import Operation
from tochuc.kernel.tree.check import check
from tochuc.registers.documents.models import Document
from tochuc.registers.units.forms import EstablishForm
from tochuc.registers.units.register import UNITS
from tochuc.registers.units.timeline import timeline

pytestmark = pytest.mark.django_db
VERBS = ("view", "establish", "rename", "move", "merge", "split", "dissolve", "edit")
LATER = dt.date(2010, 1, 1)


@pytest.fixture
def root() -> Unit:
    return make_unit("Đảng bộ tỉnh", code="T")


@pytest.fixture
def officer(root: Unit) -> User:
    reads = ("reorganisations.view", "documents.view")
    return make_user(*(f"units.{verb}" for verb in VERBS), *reads, on=root)


@pytest.fixture
def decision(root: Unit) -> Document:
    return Document.objects.create(type="quyet_dinh", number=5, subject="Sắp xếp", kept_by=root)


def operation(verb: str) -> Operation[Unit]:
    return next(one for one in UNITS.operations if one.verb == verb)


def run(verb: str, officer: User, unit: Unit, **data: Any) -> Any:
    """Fills in the operation's form and runs it, as its page does."""
    chosen = operation(verb)
    form = chosen.form(data, user=officer, record=unit)
    assert form.is_valid(), form.errors
    return chosen.run(Acting(officer), unit, form.cleaned_data)


def test_the_declarations_stand() -> None:
    assert run_checks(tags=["tochuc"]) == []


def test_the_form_establishes_a_unit(officer: User, root: Unit) -> None:
    data = {
        "code": "C",
        "name": "Chi bộ",
        "kind": "cell",
        "parent": "T",
        "rank": "1000",
        "founded_on": "5/3/2010",
    }
    form = EstablishForm(data, user=officer)
    assert form.is_valid(), form.errors
    assert UNITS.create is not None
    unit = UNITS.create(Acting(officer), **form.cleaned_data)
    assert (unit.parent, unit.founded_on) == (root, dt.date(2010, 3, 5))


def test_a_move_names_its_decision_in_the_change_set(officer: User, root: Unit, decision: Document) -> None:
    old, new = make_unit(code="A", parent=root), make_unit(code="B", parent=root)
    cell = make_unit(parent=old)
    run("move", officer, cell, to="B", on="01/01/2010", document=str(decision.pk))
    assert cell.parent == new
    assert ChangeSet.objects.get(verb="units.move").document_id == decision.pk


def test_siblings_are_merged_into_a_new_unit_of_their_kind(officer: User, root: Unit) -> None:
    one, other = (make_unit(parent=root, kind=UnitKind.BASE) for _ in range(2))
    heir = run("merge", officer, one, units=[str(other.pk)], code="M", name="Đảng bộ mới", on="01/01/2010")
    other.refresh_from_db()
    assert (heir.kind, heir.parent, other.successor) == (UnitKind.BASE, root, heir)
    assert check() == []


def test_a_merger_needs_an_old_unit_or_a_new_one_and_not_both(officer: User, root: Unit) -> None:
    one = make_unit(parent=root)
    make_unit(code="B", parent=root)
    form = operation("merge").form
    for data in ({}, {"into": "B", "code": "M", "name": "Mới"}):
        assert "into" in form({**data, "on": "01/01/2010"}, user=officer, record=one).errors
    assert "name" in form({"code": "M", "on": "01/01/2010"}, user=officer, record=one).errors


def test_a_unit_is_divided_through_the_form(officer: User, root: Unit) -> None:
    old = make_unit(parent=root, kind=UnitKind.BASE)
    child = make_unit(parent=old)
    data = {
        "code": "M",
        "name": "Mới",
        "kind": "base",
        "children": [str(child.pk)],
        "ends": "on",
        "on": "01/01/2010",
    }
    [new] = run("split", officer, old, **data)
    old.refresh_from_db()
    child.refresh_from_db()
    assert (old.successor, child.parent) == (new, new)


def test_only_the_units_below_are_offered_to_go_along(officer: User, root: Unit) -> None:
    old = make_unit(parent=root)
    child = make_unit(parent=old)
    form: Any = operation("split").form(user=officer, record=old)
    assert list(form.fields["children"].queryset) == [child]


def test_a_unit_is_renamed_and_dissolved_through_forms(officer: User, root: Unit) -> None:
    unit = make_unit("Cũ", parent=root)
    run("rename", officer, unit, name="Mới", on="01/01/2010")
    run("dissolve", officer, unit, on="01/01/2011")
    assert [(event.on.year, event.label) for event in timeline(unit)] == [
        (2000, "Thành lập"),
        (2000, "Tên gọi"),
        (2000, "Trực thuộc"),
        (2010, "Đổi tên"),
        (2010, "Tên gọi"),
        (2011, "Giải thể"),
    ]
    assert timeline(unit)[4].detail == "Mới"
    assert not operation("rename").available(unit)


def test_the_root_is_offered_only_what_can_be_done_to_it(root: Unit) -> None:
    assert [one.verb for one in UNITS.operations if one.available(root)] == ["rename"]


def test_the_heirs_time_line_tells_of_the_merger(officer: User, root: Unit) -> None:
    old, heir = make_unit("Tây Trà", parent=root), make_unit("Trà Bồng", code="TB", parent=root)
    run("merge", officer, old, into="TB", on="01/02/2020")
    assert [event.label for event in timeline(heir)][-1] == "Hợp nhất, sáp nhập: Tây Trà"
    assert heir.founded_on < LATER
