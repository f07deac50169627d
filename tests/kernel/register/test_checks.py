"""Each slip in a declaration stops the start with a sentence that names it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import models

from tochuc.kernel.access.permissions import known
from tochuc.kernel.actions import Action, ActionInfo
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.checks import problems
from tochuc.kernel.levels import Level
from tochuc.kernel.models import ChangeSet
from tochuc.kernel.register import registry
from tochuc.kernel.register.declaration import Column, Filter, Operation, Register, Related, Section
from tochuc.kernel.register.registry import UnknownRegister, get_register, register, register_of
from tochuc.registers.documents.forms import AttachForm
from tochuc.registers.people.models import Person


def sentences(**changes: Any) -> list[str]:
    return list(problems(replace(get_register("people"), **changes)))


def elsewhere(name: str) -> Action[..., None]:
    def nothing(w: Writer) -> None:
        w.close()

    return Action(ActionInfo(name, "Việc khác", "việc khác"), nothing)


def test_the_declarations_as_they_stand_have_no_slips() -> None:
    assert [message for message in run_checks(tags=["tochuc"]) if message.id == "tochuc.E001"] == []
    assert sentences() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"columns": (Column("nmae"),)}, "nmae leads nowhere"),
        ({"columns": (Column("kept_by__nmae"),)}, "kept_by__nmae leads nowhere"),
        ({"columns": (Column("nobody__name"),)}, "nobody__name leads nowhere"),
        ({"columns": (Column("label", label="Nhãn"),)}, "label is a name of the API's own"),
        ({"columns": (Column("name", sort="nmae"),)}, "nmae is no path of Person"),
        ({"filters": (Filter("nmae"),)}, "nmae is no path of Person"),
        ({"filters": (Filter("sealed_fields"),)}, "sealed_fields is no path of Person"),
        ({"order": ("-nmae", "pk")}, "nmae is no path of Person"),
        ({"search": ("nmae",)}, "nmae is no path of Person"),
        ({"search": ("citizen_number",)}, "citizen_number is encrypted"),
        ({"unit": "keeper"}, "keeper__first is no path of Person"),
        ({"level_field": "secrecy"}, "secrecy is no path of Person"),
        ({"joins": ("name",)}, "name cannot be joined"),
        ({"title": "nmae"}, "nmae leads nowhere"),
        ({"sections": (Section("Chung", ("nmae",)),)}, "nmae leads nowhere"),
        ({"form_fields": ("name", "pk")}, "pk is in the generated form, but is no field"),
        (
            {"columns": (Column("religion"),), "sections": (Section("Chung", ("name",)),)},
            "religion is sealed in the log, but shown below the level SENSITIVE",
        ),
        ({"filters": (Filter("ethnicity"),)}, "ethnicity is masked for some, but everybody can filter by it"),
        ({"edit": elsewhere("people.change")}, "its edit action is called people.change, not people.edit"),
        ({"create": elsewhere("users.create")}, "action users.create belongs to another register"),
        (
            {"operations": (Operation(elsewhere("users.edit"), AttachForm, print),)},
            "action users.edit belongs to another register",
        ),
        (
            {"related": (Related("Ngựa", "unicorns", "person"),)},
            "panel Ngựa names the unknown register unicorns",
        ),
        (
            {"related": (Related("Thẻ", "members", "cell"),)},
            "panel Thẻ: cell does not lead from members here",
        ),
        (
            {"related": (Related("Thẻ", "members", "person", ("nmae",)),)},
            "panel Thẻ: members has no column nmae",
        ),
        ({"model": ChangeSet, "form_fields": ("number",)}, "its model is not a Record"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_slip_has_its_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert any(sentence in found for found in sentences(**changes)), sentences(**changes)


def test_a_slip_is_reported_with_the_register_it_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(get_register("people"), columns=(Column("nmae"),))
    monkeypatch.setattr("tochuc.kernel.checks.all_registers", lambda: (wrong,))
    messages = [message.msg for message in run_checks(tags=["tochuc"]) if message.id == "tochuc.E001"]
    assert "register people: nmae leads nowhere" in messages


def test_the_registry_is_closed_after_the_start() -> None:
    with pytest.raises(RuntimeError, match="too late"):
        register(replace(get_register("people"), name="others"))


def test_no_name_and_no_model_is_declared_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry._Start, "over", False)
    with pytest.raises(ValueError, match="declared twice"):
        register(get_register("people"))
    with pytest.raises(ValueError, match="declared twice"):
        register(replace(get_register("people"), name="others"))


def test_an_unknown_register_raises() -> None:
    with pytest.raises(UnknownRegister):
        get_register("unicorns")
    with pytest.raises(UnknownRegister):
        register_of(ChangeSet)
    assert register_of(Person).name == "people"


def test_a_register_makes_its_permissions_known() -> None:
    assert known("people.export").label == "xuất ra tệp con người"


def test_columns_take_their_label_and_their_order_from_the_field() -> None:
    people: Register[Person] = register_of(Person)
    assert people.label_of(people.column("birth_date")) == "Ngày sinh"
    assert people.sort_of(people.column("name")) == "sort_key"
    assert people.sort_of(people.column("citizen_number")) == ""
    assert people.sort_of(people.column("birth_date")) == "birth_date"
    assert people.level_of("religion") is Level.SENSITIVE
    assert people.level_of("name") is Level.OPEN
    assert isinstance(people.queryset(), models.QuerySet)
