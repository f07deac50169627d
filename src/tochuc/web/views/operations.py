"""Writing through forms: a new record, a correction, and every other action on a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tochuc.kernel.access.reach import may
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.forms import RecordForm, bound_form
from tochuc.kernel.register.registry import register_for
from tochuc.web.shell import acting, record_or_404, register_or_404, user_of
from tochuc.web.tables import record_url
from tochuc.web.views.records import crumbs, list_crumbs, title_of


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, name: str) -> HttpResponse:
    register = register_or_404(request, name)
    user = user_of(request)
    action = register.create
    if action is None:
        raise Http404
    if not may(user, action.info.name):
        raise PermissionDenied("Đồng chí xem được sổ này nhưng không được phân công thêm bản ghi.")
    form = bound_form(register, user, request.POST or None, request.FILES or None)
    if request.method != "POST":
        form.initial.update(request.GET.dict())
    context = {
        "register": register,
        "cancel_url": reverse("register:list", args=[name]),
        "crumbs": [*list_crumbs(register), (action.info.label, "")],
        "heading": action.info.label,
    }
    return _run(request, form, context, lambda: action(acting(request), **form.cleaned_data), register)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    register = register_or_404(request, name)
    action = register.edit
    if action is None:
        raise Http404
    record = record_or_404(request, register, pk, "edit")
    log_reading(user_of(request), register, "biểu mẫu sửa", record=record)
    form = bound_form(register, user_of(request), request.POST or None, request.FILES or None, record)
    context = {
        "register": register,
        "cancel_url": record_url(register, record),
        "crumbs": [*crumbs(register, record), ("Sửa", "")],
        "heading": f"Sửa: {title_of(register, record)}",
    }
    return _run(
        request, form, context, lambda: action(acting(request), record, **form.cleaned_data), register
    )


@require_http_methods(["GET", "HEAD", "POST"])
def operate(request: HttpRequest, name: str, pk: int, verb: str) -> HttpResponse:
    """One of the register's operations, such as a member's transfer."""
    register = register_or_404(request, name)
    operation = next((one for one in register.operations if one.verb == verb), None)
    if operation is None:
        raise Http404
    record = record_or_404(request, register, pk, verb)
    form = operation.form(request.POST or None, request.FILES or None, user=user_of(request), record=record)
    context = {
        "register": register,
        "cancel_url": record_url(register, record),
        "crumbs": [*crumbs(register, record), (operation.action.info.label, "")],
        "heading": f"{operation.action.info.label}: {title_of(register, record)}",
        "submit_label": operation.action.info.label,
        "notice": ""
        if operation.available(record)
        else "Việc này không còn áp dụng cho bản ghi như hiện nay.",
    }

    def run() -> Any:
        operation.run(acting(request), record, form.cleaned_data)
        return record

    return _run(request, form, context, run, register)


def _run(
    request: HttpRequest,
    form: RecordForm,
    context: dict[str, Any],
    write: Callable[[], Any],
    register: Register[Any],
) -> HttpResponse:
    """Shows the form, or writes and leads to the record; an action's refusals stand next to their fields."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except ValidationError as error:
            form.take_errors(error)
        except ProtectedError:
            form.add_error(
                None, "Còn bản ghi khác nói đến bản ghi này: hãy sửa hoặc xóa các bản ghi đó trước."
            )
        except PermissionDenied as error:
            form.add_error(None, str(error) or "Đồng chí không được phân công làm việc này.")
        else:
            messages.success(request, "Đã ghi.")
            return redirect(_after(register, written))
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "web/form.html",
        {**context, "form": form, "reason": request.POST.get("_reason", "")},
        status=status,
    )


def _after(register: Register[Any], written: Any) -> str:
    if isinstance(written, Model):
        own = register_for(type(written)) or register
        return record_url(own, written)
    return reverse("register:list", args=[register.name])
