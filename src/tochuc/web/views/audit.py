"""The log for those who watch: change sets with their rows, and who read what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tochuc.kernel.actions import describe
from tochuc.kernel.models import ChangeSet, ReadingLog
from tochuc.kernel.register.registry import UnknownRegister, get_register
from tochuc.reports.checking.checks import AREA
from tochuc.vi.numbers import format_int
from tochuc.web.shell import requires
from tochuc.web.templatetags.vi import moment

PAGE = 50


@require_safe
@requires("audit.view", everywhere=True)
def change_sets(request: HttpRequest) -> HttpResponse:
    queryset = ChangeSet.objects.order_by("-number")
    page = Paginator(queryset, PAGE).get_page(request.GET.get("page"))
    labels = ("Số", "Lúc", "Người ghi", "Việc", "Qua", "Số dòng", "Lý do, căn cứ")
    columns = [{"label": label, "numeric": label in ("Số", "Số dòng")} for label in labels]
    rows = [
        {
            "url": reverse("change-set", args=[one.number]),
            "cells": [
                format_int(one.number),
                moment(one.at),
                one.actor_name,
                verb_label(one.verb),
                one.get_via_display(),
                format_int(one.count),
                " · ".join(part for part in (one.reason, one.under) if part) or "–",
            ],
        }
        for one in page.object_list
    ]
    context = {"crumbs": [("Nhật ký ghi", "")], "columns": columns, "rows": rows, "page": page}
    return render(request, "web/audit.html", context)


@require_safe
@requires("audit.view", everywhere=True)
def change_set(request: HttpRequest, number: int) -> HttpResponse:
    """The header and which records were touched; values stay on the records' own history pages."""
    one = get_object_or_404(ChangeSet, number=number)
    page = Paginator(one.changes.order_by("position").defer("before", "after", "sealed"), PAGE).get_page(
        request.GET.get("page")
    )
    labels = ("Thứ tự", "Việc", "Loại", "Bản ghi")
    columns = [{"label": label, "numeric": label in ("Thứ tự", "Bản ghi")} for label in labels]
    rows = [
        {"cells": [format_int(row.position + 1), row.get_operation_display(), row.model, str(row.object_id)]}
        for row in page.object_list
    ]
    context = {
        "crumbs": [("Nhật ký ghi", reverse("audit")), (f"Lần ghi {number}", "")],
        "one": one,
        "verb": verb_label(one.verb),
        "columns": columns,
        "rows": rows,
        "page": page,
    }
    return render(request, "web/change_set.html", context)


@require_safe
@requires("audit.view", everywhere=True)
def readings(request: HttpRequest) -> HttpResponse:
    queryset = ReadingLog.objects.select_related("user").order_by("-at", "-pk")
    page = Paginator(queryset, PAGE).get_page(request.GET.get("page"))
    labels = ("Lúc", "Người đọc", "Sổ", "Đọc gì", "Bản ghi", "Số bản ghi")
    columns = [{"label": label, "numeric": label in ("Bản ghi", "Số bản ghi")} for label in labels]
    rows = [
        {
            "cells": [
                moment(one.at),
                str(one.user),
                register_label(one.register),
                one.what,
                str(one.object_id or "–"),
                format_int(one.count),
            ]
        }
        for one in page.object_list
    ]
    context = {"crumbs": [("Nhật ký đọc", "")], "columns": columns, "rows": rows, "page": page}
    return render(request, "web/readings.html", context)


def verb_label(verb: str) -> str:
    return describe(verb).label


def register_label(name: str) -> str:
    if name == AREA:
        return "Kiểm tra văn bản"
    try:
        return get_register(name).label
    except UnknownRegister:
        return name
