"""Search over everything that the user sees, and the look-ups behind form fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.models import Unit, User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import shown_columns
from tochuc.kernel.register.filters import search_condition
from tochuc.kernel.register.registry import all_registers
from tochuc.web.shell import register_or_404, user_of
from tochuc.web.tables import record_url, table_columns, table_rows
from tochuc.web.views.records import title_of

IN_BOX = 5
ON_PAGE = 25
LOOKUP = 12
SHORTEST = 2


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The box of the top bar (htmx) and the full page answer from here."""
    query = request.GET.get("q", "").strip()
    user = user_of(request)
    asked = query if len(query) >= SHORTEST else ""
    if request.headers.get("HX-Request") == "true":
        if not asked:
            return HttpResponse("")
        return render(request, "components/search_results.html", _in_box(user, asked))
    groups = [
        {
            "label": register.label,
            "total": _found(user, register, asked).count(),
            "columns": [{**one, "sort_url": ""} for one in table_columns(request, shown, register)],
            "rows": table_rows(found, shown, register),
            "all_url": _list_url(register, asked),
        }
        for register, found in _matches(user, asked, ON_PAGE)
        if (shown := shown_columns(register, user))
    ]
    context = {"query": query, "groups": groups, "crumbs": [("Tìm kiếm", "")]}
    return render(request, "web/search.html", context)


def _in_box(user: User, query: str) -> dict[str, Any]:
    groups = [
        {"label": register.label, "results": [_result(user, register, record) for record in found]}
        for register, found in _matches(user, query, IN_BOX)
    ]
    return {
        "query": query,
        "groups": groups,
        "all_url": f"{reverse('search')}?{urlencode({'q': query})}",
        "total": sum(len(group["results"]) for group in groups),
    }


def _matches(user: User, query: str, limit: int) -> Iterator[tuple[Register[Any], list[Any]]]:
    """Registers with the first records that match, in the order of the navigation."""
    for register in all_registers():
        if query and register.search and may(user, f"{register.name}.view"):
            found = list(_found(user, register, query)[:limit])
            if found:
                log_reading(user, register, "tìm kiếm", count=len(found))
                yield register, found


def _list_url(register: Register[Any], query: str) -> str:
    return f"{reverse('register:list', args=[register.name])}?{urlencode({'q': query})}"


def _found(user: User, register: Register[Any], query: str) -> Any:
    return visible(user, register).filter(search_condition(register, user, query)).order_by(*register.order)


def _result(user: User, register: Register[Any], record: Any) -> dict[str, str]:
    title = title_of(register, record)
    details = [one.text(record) for one in shown_columns(register, user)[1:5] if not one.masked]
    subtitle = " · ".join(part for part in details if part not in ("–", title))
    return {"title": title, "subtitle": subtitle, "url": record_url(register, record), "icon": register.icon}


@require_safe
def lookup(request: HttpRequest, name: str) -> HttpResponse:
    """Records for a form field: `{"results": [{"value", "label", "detail"}]}`."""
    register = register_or_404(request, name)
    query = request.GET.get("q", "").strip()
    user = user_of(request)
    found = list(_found(user, register, query)[:LOOKUP]) if query else []
    log_reading(user, register, "tra cứu", count=len(found))
    results = [
        {
            "value": record.code if isinstance(record, Unit) else record.pk,
            "label": str(record),
            "detail": _result(user, register, record)["subtitle"],
        }
        for record in found
    ]
    return JsonResponse({"results": results})
