"""The filters and the order of a register's list, from its declaration; exports and the API use the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import F, Q

from tochuc.kernel.access.visibility import sees_level, visible
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.declaration import Column, Filter, Register, field_at
from tochuc.kernel.register.fields import VietnameseDateField, unit_field
from tochuc.kernel.register.registry import register_of
from tochuc.vi.fold import fold, normalise

LONGEST_QUERY = 200
"""Characters of a search that count."""


class RegisterFilterSet(django_filters.FilterSet):
    """Carries the register, so that `q` knows where to search."""

    register: Register[Any]
    user: User | None = None

    q = django_filters.CharFilter(label="Tìm", method="search")

    def search(self, queryset: models.QuerySet[Any], name: str, value: str) -> models.QuerySet[Any]:
        return queryset.filter(search_condition(self.register, self.user, value))


def search_condition(register: Register[Any], user: User | None, query: str) -> Q:
    """Every word of the query is somewhere in the searched columns, without regard to diacritics; or the whole
    query is a value that the user may read.

    Of a longer query than anybody types only the beginning counts: thousands of words would be a condition
    that the database gives up on.
    """
    query = normalise(query[:LONGEST_QUERY])
    words = fold(query).split()
    if not words or not register.search:
        return Q() if not words else Q(pk__in=())
    found = _words_found(register, words)
    for path, condition in (register.exact(query) if register.exact else {}).items():
        if sees_level(user, register, register.level_of(path)):
            found |= condition
    return found


def _words_found(register: Register[Any], words: list[str]) -> Q:
    if len(register.search) == 1:
        return _holding(register.model, register.search[0], words)
    found = Q()
    for word in words:
        either = Q()
        for path in register.search:
            either |= _holding(register.model, path, [word])
        found &= either
    return found


def _holding(model: type[models.Model], path: str, words: list[str]) -> Q:
    """The searched column holds all the words; asked for in a query of its own, which an engine answers from the
    column's index alone, where the list's joins and order would make it read every row.
    """
    head, _, tail = path.rpartition("__")
    owner = model
    for step in head.split("__") if head else ():
        owner = owner._meta.get_field(step).related_model  # type: ignore[assignment]
    matching = owner._base_manager.all()
    for word in words:
        matching = matching.filter(**{f"{tail}__contains": word})
    return Q(**{f"{head or 'pk'}__in": matching.values("pk")})


class UnitSubtreeFilter(django_filters.ModelChoiceFilter):
    """Records of a unit and of everything below it."""

    def filter(self, qs: models.QuerySet[Any], value: Unit | None) -> models.QuerySet[Any]:
        if value is None:
            return qs
        if value.parent_id is None and self.field_name:
            # Of the whole tree no positions need be compared, which would lead the engine through every unit.
            return qs.filter(**{f"{self.field_name}__isnull": False})
        path = f"{self.field_name}__first" if self.field_name else "first"
        return qs.filter(**{f"{path}__gte": value.first, f"{path}__lte": value.last})


class _DateFrom(django_filters.DateFilter):
    field_class = VietnameseDateField


def _build(register: Register[Any], declared: Filter) -> dict[str, django_filters.Filter]:
    field = field_at(register.model, declared.path)
    path = declared.path
    label = declared.label or register.label_of(Column(path))
    if field is not None and field.is_relation and field.related_model is Unit:
        # Which units can be chosen depends on the user: `filtered` says it.
        return {path: UnitSubtreeFilter(field_name=path, label=label, queryset=Unit.objects.none())}
    if field is not None and field.choices:
        choices = [(value, text) for value, text in field.flatchoices if value != ""]
        # Paths are single-valued, so nothing comes twice, and DISTINCT would compare whole rows.
        return {
            path: django_filters.MultipleChoiceFilter(
                field_name=path, label=label, choices=choices, distinct=False
            )
        }
    if isinstance(field, models.BooleanField):
        return {path: django_filters.BooleanFilter(field_name=path, label=label)}
    if isinstance(field, models.DateField):
        return {
            f"{path}_from": _DateFrom(field_name=path, lookup_expr="gte", label=f"{label} từ"),
            f"{path}_to": _DateFrom(field_name=path, lookup_expr="lte", label=f"{label} đến"),
        }
    if isinstance(field, models.IntegerField):
        return {path: django_filters.NumberFilter(field_name=path, label=label)}
    return {path: django_filters.CharFilter(field_name=path, lookup_expr="icontains", label=label)}


def filterset_class(register: Register[Any]) -> type[RegisterFilterSet]:
    """The register's filter set, without a user; `filtered` binds one."""
    meta = type("Meta", (), {"model": register.model, "fields": []})
    members: dict[str, Any] = {"register": register, "Meta": meta}
    for declared in register.filters:
        members |= _build(register, declared)
    return type(f"{register.model.__name__}FilterSet", (RegisterFilterSet,), members)


def filtered(register: Register[Any], user: User | None, data: Mapping[str, Any]) -> RegisterFilterSet:
    """What the user sees, filtered by query parameters: `.qs`; `.form` holds the errors of wrong ones."""
    filters = filterset_class(register)(data, queryset=visible(user, register))
    filters.user = user
    units = visible(user, register_of(Unit))
    for name, one in filters.filters.items():
        if isinstance(one, UnitSubtreeFilter):
            filters.form.fields[name] = unit_field(units, required=False, label=str(one.label))
    for bound in filters.form.fields.values():
        if isinstance(bound, forms.MultipleChoiceField):
            bound.widget = forms.CheckboxSelectMultiple()
            bound.widget.choices = bound.choices
    return filters


def sort_paths(register: Register[Any], user: User | None) -> dict[str, str]:
    """What the user may sort by: a column's path to the path ordered by.

    Not by columns whose values they may not read: the order would tell them.
    """
    readable = [one for one in register.columns if sees_level(user, register, register.level_of(one.path))]
    return {one.path: sort for one in readable if (sort := register.sort_of(one))}


def ordered(
    register: Register[Any], user: User | None, queryset: models.QuerySet[Any], sort: str
) -> models.QuerySet[Any]:
    """Sorted by a column's path ("-joined_on" descending), then by the register's own order, so that pages
    never overlap. A path that the user may not sort by is passed over.
    """
    path = sort_paths(register, user).get(sort.removeprefix("-"))
    if path is None:
        return queryset.order_by(*register.order)
    by = F(path).desc(nulls_last=True) if sort.startswith("-") else F(path).asc(nulls_last=True)
    return queryset.order_by(by, *register.order)
