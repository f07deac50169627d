"""Constraints in memory say what the database would say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_unit
from tochuc.kernel import bulk
from tochuc.kernel.bulk import Columns
from tochuc.kernel.importing.constraints import Violation, truths
from tochuc.kernel.importing.constraints import violations as violations_in
from tochuc.kernel.models import Placement, Record, Unit, UnitKind
from tochuc.registers.members.models import Admission, AdmissionTarget, Member

DAYS = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 5))


def violations(model: type[Record], items: Sequence[Record]) -> list[Violation]:
    """Of objects, of which those without a key are new."""
    columns = columns_of(model, items)
    keys = [item.pk or -number for number, item in enumerate(items, 1)]
    return list(violations_in(model, {**columns, model._meta.pk.attname: keys}))


def columns_of(model: type[Record], items: Sequence[Record]) -> Columns:
    return bulk.columns_of(model, items)


def _with(item: Record, **values: object) -> Record:
    for name, value in values.items():
        setattr(item, name, value)
    return item


@given(since=DAYS, until=DAYS)
def test_a_fact_ends_after_it_began(since: dt.date | None, until: dt.date | None) -> None:
    found = violations(Placement, [_with(Placement(), since=since, until=until)])
    assert bool(found) == (since is not None and until is not None and until <= since)


@given(decided=DAYS, held=DAYS)
def test_a_violation_names_the_column_and_says_why(decided: dt.date | None, held: dt.date | None) -> None:
    found = violations(Admission, [_with(Admission(), decided_on=decided, ceremony_on=held)])
    wrong = decided is not None and held is not None and held < decided
    assert [(one.fields[0], "Lễ kết nạp" in one.sentence) for one in found] == [("ceremony_on", True)] * wrong


@given(left=DAYS, how=st.sampled_from(["", "deceased"]))
@pytest.mark.django_db
def test_conditions_within_conditions(left: dt.date | None, how: str) -> None:
    member = Member(left_on=left, left_how=how)
    found = [one for one in violations(Member, [member]) if "left_on" in one.fields]
    assert bool(found) == ((left is None) != (how == ""))


def test_what_only_the_database_can_tell_is_refused_when_it_is_declared() -> None:
    with pytest.raises(TypeError, match="in memory"):
        truths(AdmissionTarget, Q(year__range=(2000, F("number"))), columns_of(AdmissionTarget, []))


def test_a_value_that_others_have_is_found_in_the_file_and_in_the_database(db: None) -> None:
    root = make_unit(code="T")
    taken = make_unit(code="T-1", parent=root)
    items = [Unit(code="T-1"), Unit(code="T-2"), Unit(code="T-2"), Unit(code="T-3")]
    found = violations(Unit, items)
    assert {(items[one.index].code, one.twin) for one in found} == {("T-1", None), ("T-2", 1)}
    own = Unit.objects.get(pk=taken.pk)
    assert (violations(Unit, [own])) == []


@given(data=st.lists(st.tuples(st.sampled_from([1, 2]), st.sampled_from([2022, 2023])), max_size=4))
@pytest.mark.django_db
def test_uniqueness_agrees_with_the_database(data: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        root = make_unit()
        units = {number: make_unit(parent=root, kind=UnitKind.UPPER) for number in (1, 2)}
        items = [AdmissionTarget(unit=units[number], year=year, number=1) for number, year in data]
        assert bool(violations(AdmissionTarget, items)) == _refused(items)
        transaction.set_rollback(True)


def _refused(items: list[AdmissionTarget]) -> bool:
    try:
        with transaction.atomic():
            AdmissionTarget.objects.bulk_create(items)
    except IntegrityError:
        return True
    return False


def test_no_constraint_of_ours_is_beyond_the_import() -> None:
    kept = [model for model in apps.get_models() if issubclass(model, Record)]
    conditions = [
        (model, constraint.condition)
        for model in kept
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint | models.UniqueConstraint)
    ]
    assert len(conditions) > len(kept) // 2
    for model, condition in conditions:
        if condition is not None:
            assert isinstance(condition, Q)
            truths(model, condition, columns_of(model, []))
