"""Reports: which there are, and each filled in for a unit and a year, as a page and as a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tochuc.figures.declaration import Counted
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.kernel.access.permissions import EXPORT_REPORTS, VIEW_REPORTS
from tochuc.kernel.access.reach import reaches
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Unit
from tochuc.kernel.register.fields import unit_field
from tochuc.kernel.register.registry import register_of
from tochuc.reports.document import Document, FigureRef
from tochuc.reports.files import UnknownTemplate, get_template, templates
from tochuc.reports.rendering.assembly import assemble
from tochuc.reports.rendering.html import to_fragment, to_html
from tochuc.reports.rendering.setting import NotYetFounded
from tochuc.reports.rendering.word import to_word
from tochuc.reports.template import Template
from tochuc.vi.fold import fold
from tochuc.web import figures as shown
from tochuc.web.remembered import remembered
from tochuc.web.shell import latest_year, own_unit, requires, user_of, year_of
from tochuc.web.views.figures import chosen_unit

WRITERS: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "docx": (to_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": (lambda document: to_html(document).encode(), "text/html; charset=utf-8"),
}


@require_safe
@requires(VIEW_REPORTS.name)
def report_list(request: HttpRequest) -> HttpResponse:
    unit = own_unit(user_of(request))
    year = year_of(request, latest_year())
    columns = [{"label": "Báo cáo", "lead": True}, {"label": "Đơn vị"}, {"label": "Năm"}]
    context = {
        "columns": columns,
        "rows": [
            {"url": _url(one, unit, year), "cells": [one.title, unit.name, str(year)]}
            for one in templates().values()
            if unit is not None
        ],
        "period": shown.year_chooser(year),
        "crumbs": [("Báo cáo", "")],
    }
    return render(request, "web/reports.html", context)


@require_safe
@requires(VIEW_REPORTS.name)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report as it reads now: every number leads to its records, every note back to its place."""
    template, unit = _template_or_404(code), _reported_unit(request)
    year = year_of(request, latest_year())
    context: dict[str, Any] = {
        "title": template.title,
        "subtitle": f"{unit.name}, năm {year}",
        "crumbs": [("Báo cáo", reverse("reports")), (template.title, "")],
        "period": shown.year_chooser(year, [("unit", unit.code)]),
        "unit_form": _unit_form(request, unit),
        "year": year,
    }
    try:
        document = _document(request, template, unit, year)
    except NotYetFounded as error:
        return render(request, "web/report.html", {**context, "findings": [("warning", str(error))]})
    context |= {"document": document, "body": to_fragment(document, number_url)}
    if reaches(user_of(request), EXPORT_REPORTS.name, unit.first, Level.OPEN):
        context |= {f"{name}_url": _url(template, unit, year, format=name) for name in WRITERS}
    return render(request, "web/report.html", context)


@require_safe
@requires(VIEW_REPORTS.name)
def export(request: HttpRequest, code: str, format: str) -> HttpResponseBase:  # noqa: A002 (the address names it so)
    """The report as a file, with the numbers that the page shows."""
    template, unit = _template_or_404(code), _reported_unit(request)
    if format not in WRITERS:
        raise Http404
    if not reaches(user_of(request), EXPORT_REPORTS.name, unit.first, Level.OPEN):
        raise PermissionDenied("Đồng chí xem được báo cáo này nhưng không được phân công tải về.")
    year = year_of(request, latest_year())
    try:
        document = _document(request, template, unit, year)
    except NotYetFounded as error:
        raise Http404 from error
    write, media_type = WRITERS[format]
    name = f"{fold(unit.label)}-{year}-{template.code}.{format}".replace(" ", "-")
    return FileResponse(
        io.BytesIO(write(document)), as_attachment=True, filename=name, content_type=media_type
    )


def _document(request: HttpRequest, template: Template, unit: Unit, year: int) -> Document:
    """Raises `NotYetFounded`, and `PermissionDenied` where the user may not see one of its figures."""
    user = user_of(request)
    return remembered(
        user,
        ("report", template.code, unit.pk, year),
        lambda: assemble(template, unit, Period.year(year), user),
    )


def number_url(ref: FigureRef) -> str:
    """A counted number opens its records; a ratio its page, which shows what it is computed from."""
    page = "figure-records" if isinstance(get_figure(ref.figure), Counted) else "figure"
    return shown.figure_url(ref.figure, ref.unit, ref.period, by=ref.by, key=ref.key, page=page)


def _template_or_404(code: str) -> Template:
    try:
        return get_template(code)
    except UnknownTemplate as error:
        raise Http404 from error


def _reported_unit(request: HttpRequest) -> Unit:
    """The unit in the address, where the user may read its reports; 404 elsewhere."""
    unit = chosen_unit(request)
    if not reaches(user_of(request), VIEW_REPORTS.name, unit.first, Level.OPEN):
        raise Http404
    return unit


def _unit_form(request: HttpRequest, unit: Unit) -> forms.Form:
    """The chooser above the report: any unit that the user sees."""
    form = forms.Form(initial={"unit": unit.code})
    form.fields["unit"] = unit_field(visible(user_of(request), register_of(Unit)), label="Báo cáo của")
    return form


def _url(template: Template, unit: Unit, year: int, **arguments: str) -> str:
    page = "report-export" if arguments else "report"
    query = urlencode({"unit": unit.code, "year": str(year)})
    return f"{reverse(page, kwargs={'code': template.code, **arguments})}?{query}"
