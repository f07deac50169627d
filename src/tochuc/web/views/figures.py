"""Figures: all of them for a unit, and each with its course, its parts and its records."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tochuc.figures.access import sees, visible_breakdown, visible_values
from tochuc.figures.behind import counted_first, register_at, visible_records
from tochuc.figures.breakdowns import UnknownDimension, dimension_of
from tochuc.figures.declaration import Counted, Figure
from tochuc.figures.definitions import definition
from tochuc.figures.evaluation import series
from tochuc.figures.period import Period
from tochuc.figures.registry import UnknownFigure, all_figures, get_figure
from tochuc.figures.values import Value
from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible, visible_to
from tochuc.kernel.models import Unit, User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import shown_columns
from tochuc.kernel.register.registry import register_of
from tochuc.vi.numbers import format_int
from tochuc.web import figures as shown
from tochuc.web.remembered import remembered
from tochuc.web.shell import YEAR, latest_year, own_unit, requires, user_of, year_of
from tochuc.web.tables import table_columns, table_rows
from tochuc.web.views.exports import sheet_response

PAGE = 50
GROUPS = {"members": "Đảng viên", "units": "Tổ chức"}


@require_safe
@requires("figures.view")
def figure_list(request: HttpRequest) -> HttpResponse:
    user, unit, period = user_of(request), chosen_unit(request), chosen_period(request)
    context = {
        "groups": remembered(user, ("figures", unit.pk, period), lambda: _groups(user, unit, period)),
        "subtitle": f"{unit.name}, {period}",
        "period": _chooser(unit, period),
        "crumbs": [("Số liệu", "")],
    }
    return render(request, "web/figures.html", context)


def _groups(user: User, unit: Unit, period: Period) -> list[tuple[str, Any, Any]]:
    figures = [figure for figure in all_figures() if sees(user, figure, unit)]
    values = visible_values(user, figures, unit, period)
    before = visible_values(user, figures, unit, period.back(1))
    columns = [
        {"label": "Số liệu", "lead": True},
        {"label": "Giá trị", "numeric": True},
        {"label": "Năm trước", "numeric": True},
        {"label": "Nghĩa là"},
    ]
    return [
        (
            GROUPS.get(area, shown.capitalised(area)),
            columns,
            [_row(one, values[one.name], before[one.name], unit) for one in group],
        )
        for area, group in groupby(figures, key=lambda one: one.name.partition(".")[0])
    ]


def _row(figure: Figure, value: Value, before: Value, unit: Unit) -> dict[str, Any]:
    return {
        "url": shown.figure_url(figure.name, unit, value.period),
        "cells": [shown.capitalised(figure.label), str(value), str(before), figure.description],
    }


@require_safe
@requires("figures.view")
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure of a unit: value, meaning, course, parts, and the first page of its records."""
    user, unit, found = user_of(request), chosen_unit(request), figure_or_404(request, name)
    period = chosen_period(request)
    computed = remembered(
        user, ("figure", name, unit.pk, period), lambda: _computed(user, found, unit, period)
    )
    context = {
        "title": shown.capitalised(found.label),
        "subtitle": f"{unit.name}, {period}",
        "period": _chooser(unit, period),
        "crumbs": _crumbs(found, unit, period),
        **computed,
        **_records_context(request, found, unit, period),
    }
    return render(request, "web/figure.html", context)


def _computed(user: User, figure: Figure, unit: Unit, period: Period) -> dict[str, Any]:
    value = visible_values(user, [figure], unit, period)[figure.name]
    return {
        "stat": shown.stat(figure, value, unit, anchor="this-figure"),
        "facts": _facts(figure, value, unit),
        "trend": _trend(figure, unit, period),
        "breakdowns": [
            (f"by-{by}", f"Theo {dimension.label}", shown.parts_chart(figure, shares, unit, period, by))
            for by, dimension in figure.dimensions.items()
            if (shares := visible_breakdown(user, figure, unit, period, by))
        ],
    }


def _trend(figure: Figure, unit: Unit, period: Period) -> tuple[str, str, dict[str, Any] | None]:
    if not period.is_year:
        return "", "", None
    years = shown.years_until(period.last.year)
    course = shown.course("line", years, {figure: series(figure, unit, years)}, unit)
    return "trend", "Diễn biến các năm", course


@require_safe
@requires("figures.view")
def records(request: HttpRequest, name: str) -> HttpResponse:
    """The records of one part of a breakdown (`by`, `key`), or of the whole value."""
    unit, found, period = chosen_unit(request), figure_or_404(request, name), chosen_period(request)
    by, key = _part(request, found)
    label = dimension_of(found, by).label if by else ""
    context = {
        "title": shown.capitalised(found.label),
        "subtitle": f"{unit.name}, {period}"
        + (f", {label}: {_key_label(request, found, unit, period, by, key)}" if by else ""),
        "crumbs": [*_crumbs(found, unit, period), ("Bản ghi", "")],
        "figure_url": shown.figure_url(name, unit, period),
        **_records_context(request, found, unit, period, by, key),
    }
    return render(request, "web/figure_records.html", context)


@require_safe
@requires("figures.view")
def records_export(request: HttpRequest, name: str, format: str) -> HttpResponseBase:  # noqa: A002 (the address names it so)
    """The records behind a value as a sheet, with the register's columns."""
    user, unit, found = user_of(request), chosen_unit(request), figure_or_404(request, name)
    by, key = _part(request, found)
    register, queryset = opened(user, found, unit, chosen_period(request), by, key)
    return sheet_response(
        user,
        register,
        visible_to(user, queryset, "export").order_by(*register.order),
        shown_columns(register, user),
        format,
    )


def opened(
    user: User, figure: Figure, unit: Unit, period: Period, by: str = "", key: str = ""
) -> tuple[Register[Any], Any]:
    """The register in which a figure's records are opened, and those records there."""
    leaf, _ = counted_first(figure, period)
    register = register_at(leaf)
    behind = visible_records(user, figure, unit, period, by, key)
    path = leaf.shown if isinstance(leaf, Counted) else ""
    if not path:
        return register, register.queryset().filter(pk__in=behind.values("pk"))
    return register, register.queryset().filter(pk__in=behind.values(path))


def _records_context(
    request: HttpRequest, figure: Figure, unit: Unit, period: Period, by: str = "", key: str = ""
) -> dict[str, Any]:
    user = user_of(request)
    register = register_at(counted_first(figure, period)[0])
    what = ("behind", figure.name, unit.pk, period, by, key)
    keys = remembered(user, what, lambda: _keys(user, figure, unit, period, by, key))
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    columns = shown_columns(register, user)
    found = visible(user, register).in_bulk(list(page.object_list))
    rows = table_rows([found[one] for one in page.object_list if one in found], columns, register)
    log_reading(user, register, f"số liệu {figure.name}", count=len(rows))
    headings = [{**column, "sort_url": ""} for column in table_columns(request, columns, register)]
    url = shown.figure_url(figure.name, unit, period, by=by, key=key, page="figure-export")
    return {
        "columns": headings,
        "rows": rows,
        "page": page,
        "noun": figure.noun,
        "export_url": url if may(user, f"{register.name}.export") else "",
        "hidden": _hidden(user, figure, unit, period, by, key, page.paginator.count),
    }


def _keys(user: User, figure: Figure, unit: Unit, period: Period, by: str, key: str) -> array[int]:
    """The records behind a value in their register's order; compact, since a province has tens of thousands."""
    register, queryset = opened(user, figure, unit, period, by, key)
    return array("q", queryset.order_by(*register.order).values_list("pk", flat=True))


def _hidden(user: User, figure: Figure, unit: Unit, period: Period, by: str, key: str, seen: int) -> str:
    """A sentence where the value counts records that this user may not open."""
    leaf, day = counted_first(figure, period)
    what = ("counted", leaf.name, unit.pk, day, by, key)
    counted = remembered(user, what, lambda: _counted(user, leaf, unit, day, by, key))
    if counted <= seen:
        return ""
    return (
        f"Số này đếm {format_int(counted)} bản ghi; đồng chí xem được {format_int(seen)}. "
        "Phần còn lại nay thuộc đơn vị khác, hoặc ở mức bảo mật mà đồng chí chưa được xem."
    )


def _counted(user: User, leaf: Figure, unit: Unit, period: Period, by: str, key: str) -> int:
    if not by:
        return int(visible_values(user, [leaf], unit, period)[leaf.name].number or 0)
    parts = visible_breakdown(user, leaf, unit, period, by)
    return next((int(part.value.number or 0) for part in parts if part.key == key), 0)


def figure_or_404(request: HttpRequest, name: str) -> Figure:
    try:
        found = get_figure(name)
    except UnknownFigure as error:
        raise Http404 from error
    if not sees(user_of(request), found, chosen_unit(request)):
        raise Http404
    return found


def chosen_unit(request: HttpRequest) -> Unit:
    """The unit named in the address where the user sees it, else the user's own; 404 for any other."""
    user = user_of(request)
    code = request.GET.get("unit", "")
    unit = visible(user, register_of(Unit)).filter(code=code).first() if code else own_unit(user)
    if unit is None:
        raise Http404
    return unit


def chosen_period(request: HttpRequest) -> Period:
    """`from` and `to` (ISO dates), or `year`, or the last year that ended; 404 for what is no period."""
    if "from" in request.GET and "to" in request.GET:
        try:
            first, last = (dt.date.fromisoformat(request.GET[name]) for name in ("from", "to"))
            if not YEAR.fullmatch(str(first.year)):
                raise Http404
            return Period(first, last)
        except ValueError as error:
            raise Http404 from error
    return Period.year(year_of(request, latest_year()))


def _part(request: HttpRequest, figure: Figure) -> tuple[str, str]:
    by, key = request.GET.get("by", ""), request.GET.get("key", "")
    try:
        if by:
            dimension_of(figure, by)
    except UnknownDimension as error:
        raise Http404 from error
    return by, key


def _key_label(request: HttpRequest, figure: Figure, unit: Unit, period: Period, by: str, key: str) -> str:
    parts: Sequence[Any] = visible_breakdown(user_of(request), figure, unit, period, by)
    return next((part.label for part in parts if part.key == key), key)


def _facts(figure: Figure, value: Value, unit: Unit) -> list[tuple[str, str]]:
    facts = [
        ("Đếm gì", figure.description),
        ("Đơn vị", unit.name),
        ("Kỳ", str(value.period)),
        ("Quy tắc", definition(figure)),
        ("Tên trong hệ thống", figure.name),
    ]
    if value.parts:
        names = [f"{shown.capitalised(part.figure.label)} ({part.period}): {part}" for part in value.parts]
        facts.insert(3, ("Tính từ", "; ".join(names)))
    if value.missing:
        facts.insert(0, ("Không có số", value.missing.value))
    return facts


def _crumbs(figure: Figure, unit: Unit, period: Period) -> list[tuple[str, str]]:
    return [
        ("Số liệu", f"{reverse('figures')}?{urlencode({'unit': unit.code, 'year': str(period.last.year)})}"),
        (shown.capitalised(figure.label), shown.figure_url(figure.name, unit, period)),
    ]


def _chooser(unit: Unit, period: Period) -> dict[str, Any]:
    return shown.year_chooser(period.last.year, [("unit", unit.code)])
