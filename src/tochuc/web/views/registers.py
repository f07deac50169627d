"""The list of a register: filtered, sorted, paged, with the columns that the user chose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from tochuc.kernel.access.reach import may
from tochuc.kernel.models import User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import Shown, shown_columns, text
from tochuc.kernel.register.filters import RegisterFilterSet, filtered, ordered
from tochuc.web.shell import register_or_404, user_of
from tochuc.web.tables import table_columns, table_rows
from tochuc.web.views.records import list_crumbs

PAGE_SIZES = (25, 50, 100, 200)
DEFAULT_PAGE_SIZE = 50


@require_safe
def list_records(request: HttpRequest, name: str) -> HttpResponse:
    register = register_or_404(request, name)
    user = user_of(request)
    filters = filtered(register, user, request.GET)
    shown = chosen_columns(register, user)
    page = Paginator(
        ordered(register, user, filters.qs, request.GET.get("sort", "")), _page_size(request, register)
    ).get_page(request.GET.get("page"))
    rows = table_rows(page.object_list, shown, register)
    log_reading(user, register, "danh sách", count=len(rows))
    context = {
        "register": register,
        "crumbs": list_crumbs(register),
        "filter_form": filters.form,
        "chips": _chips(request, filters),
        "clear_url": f"?{_kept_order(request.GET)}",
        "order": [("sort", request.GET["sort"])] if "sort" in request.GET else [],
        "columns": table_columns(request, shown, register),
        "rows": rows,
        "page": page,
        "page_sizes": PAGE_SIZES,
        "choices": _column_choices(register, shown),
        "query": _without(request.GET, "page"),
        "create_label": register.create.info.label
        if register.create is not None and may(user, register.create.info.name)
        else "",
        "may_import": register.importing is not None and may(user, f"{register.name}.import"),
        "may_export": may(user, f"{register.name}.export"),
    }
    return render(request, "web/list.html", context)


@require_POST
def choose_columns(request: HttpRequest, name: str) -> HttpResponse:
    """Remembers for this user which columns the list shows."""
    register = register_or_404(request, name)
    user = user_of(request)
    known = [column.path for column in register.columns]
    wanted = [path for path in known if path in request.POST.getlist("columns")]
    _remember(user, "columns", register.name, wanted)
    return redirect(f"{reverse('register:list', args=[name])}?{request.POST.get('query', '')}")


def chosen_columns(register: Register[Any], user: User) -> list[Shown]:
    remembered = user.preferences.get("columns", {}).get(register.name)
    return shown_columns(register, user, remembered) or shown_columns(register, user)


def _page_size(request: HttpRequest, register: Register[Any]) -> int:
    user = user_of(request)
    asked = request.GET.get("per_page", "")
    if asked in map(str, PAGE_SIZES):
        if user.preferences.get("page_size", {}).get(register.name) != int(asked):
            _remember(user, "page_size", register.name, int(asked))
        return int(asked)
    return int(user.preferences.get("page_size", {}).get(register.name, DEFAULT_PAGE_SIZE))


def _remember(user: User, what: str, register: str, value: Any) -> None:
    user.preferences.setdefault(what, {})[register] = value
    user.save(update_fields=["preferences"])


def _chips(request: HttpRequest, filters: RegisterFilterSet) -> list[tuple[str, str, str]]:
    """The active filters as (label, value, address without it)."""
    form = filters.form
    if not form.is_valid():
        return []
    return [
        (
            str(form.fields[name].label),
            _chip_text(form.fields[name], value),
            f"?{_without(request.GET, name, f'{name}__shown', 'page')}",
        )
        for name, value in form.cleaned_data.items()
        if value not in (None, "", [])
    ]


def _chip_text(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        labels = {str(key): str(label) for key, label in field.widget.choices}
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    return value if isinstance(value, str) else text(value)


def _column_choices(register: Register[Any], shown: list[Shown]) -> list[dict[str, Any]]:
    chosen = {one.column.path for one in shown}
    return [
        {"path": column.path, "label": register.label_of(column), "chosen": column.path in chosen}
        for column in register.columns
    ]


def _without(data: QueryDict, *names: str) -> str:
    query = data.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def _kept_order(data: QueryDict) -> str:
    """The order without any filter."""
    return urlencode({"sort": str(data["sort"])}) if "sort" in data else ""
