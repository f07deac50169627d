"""The first page of the day: the year's key figures of the user's unit, and their course over ten years."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tochuc.figures.access import sees, visible_values
from tochuc.figures.evaluation import series_of
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.kernel.access.reach import may
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.registry import all_registers
from tochuc.web import figures as shown
from tochuc.web.remembered import remembered
from tochuc.web.shell import latest_year, own_unit, user_of, year_of

STATS = (
    "members",
    "members.admitted",
    "members.handbook.share",
    "members.probationary",
    "members.left",
    "units.base",
    "units.non_state.new",
    "units.transferred",
)
CHARTS = (
    ("Đảng viên cuối năm", ("members",), "line"),
    ("Kết nạp và ra khỏi danh sách", ("members.admitted", "members.left"), "bar"),
)
LISTS = ("members", "admissions", "documents")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    unit = own_unit(user)
    year = year_of(request, latest_year())
    context: dict[str, Any] = {
        "year": year,
        "unit_name": unit.name if unit else "Chào đồng chí",
        "period": shown.year_chooser(year),
        "unassigned": unit is None,
        "unit_url": reverse("unit", args=[unit.code]) if unit and may(user, "units.view") else "",
        "report_url": f"{reverse('reports')}?year={year}" if unit and may(user, "reports.view") else "",
        "lists": [
            (register.label, reverse("register:list", args=[register.name]), register.icon)
            for register in all_registers()
            if register.name in LISTS and may(user, f"{register.name}.view")
        ],
    }
    if unit is not None and may(user, "figures.view"):
        context |= remembered(user, ("home", unit.pk, year), lambda: _figures(user, unit, year))
    return render(request, "web/home.html", context)


def _figures(user: User, unit: Unit, year: int) -> dict[str, Any]:
    period = Period.year(year)
    figures = [figure for name in STATS if sees(user, figure := get_figure(name), unit)]
    values = visible_values(user, figures, unit, period)
    years = shown.years_until(year)
    drawn = {
        name: figure
        for _, names, _ in CHARTS
        for name in names
        if sees(user, figure := get_figure(name), unit)
    }
    courses = series_of({*figures, *drawn.values()}, unit, years)
    stats = [
        shown.stat(figure, values[figure.name], unit, trend=[value.number for value in courses[figure.name]])
        for figure in figures
    ]
    charts = [
        (
            f"chart-{position}",
            title,
            shown.course(kind, years, {drawn[name]: courses[name] for name in names}, unit),
        )
        for position, (title, names, kind) in enumerate(CHARTS)
        if drawn.keys() >= set(names)
    ]
    return {"stats": stats, "charts": charts}
