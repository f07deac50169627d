"""Imports: the template, the upload, and a job's page through check, preview, commit and undo."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tochuc.kernel.access.reach import may
from tochuc.kernel.changes.undo import may_undo
from tochuc.kernel.changes.undo import undo as undo_change_set
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing import job as importing
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.preview import Preview, ShownRow
from tochuc.kernel.importing.progress import Progress
from tochuc.kernel.importing.template import write_import_template
from tochuc.kernel.importing.verbs import spec_of
from tochuc.kernel.models import ImportJob, Via
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import all_registers, get_register
from tochuc.kernel.sheets.cell_error import CellError
from tochuc.vi.fold import fold
from tochuc.vi.numbers import format_int
from tochuc.web.figures import capitalised
from tochuc.web.shell import register_or_404, user_of
from tochuc.web.templatetags.vi import moment
from tochuc.web.views.exports import IN_MEMORY, MEDIA_TYPES
from tochuc.web.views.records import list_crumbs

ERRORS_SHOWN = 500
PAGE = 50
NEW = "Thêm"
STEPS = ("Tải tệp", "Kiểm tra", "Xem trước", "Ghi")


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        error_messages={"required": "Hãy chọn một tệp.", "empty": "Tệp rỗng: hãy kiểm tra lại tệp."},
    )


@require_safe
def template(request: HttpRequest, name: str) -> HttpResponseBase:
    """The Excel template, with drop-downs of what this user may enter."""
    register = _importable(request, name)
    stream = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 (the response closes it)
    write_import_template(stream, spec_of(register), Context(user_of(request), register))
    stream.seek(0)
    file_name = f"mau-{fold(register.label).replace(' ', '-')}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=file_name, content_type=MEDIA_TYPES["xlsx"])


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, name: str) -> HttpResponse:
    register = _importable(request, name)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = importing.start(user_of(request), register, form.cleaned_data["file"])
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("import-job", pk=started.pk)
    context = {**_frame(register, 0), "form": form}
    return render(request, "web/import_upload.html", context, status=422 if form.is_bound else 200)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Whatever the job has come to: its progress, its errors, its preview, or its end."""
    one = _job_or_404(request, pk)
    told = importing.look(one)
    register = get_register(one.register)
    if one.state in importing.WORKING:
        step = 1 if one.state == ImportState.CHECKING else 3
        return render(
            request,
            "web/import_checking.html",
            {**_frame(register, step, one), "progress": _progress(one, told)},
        )
    preview = importing.preview_of(one)
    if one.state == ImportState.REFUSED and preview is not None:
        return render(request, "web/import_errors.html", _errors(register, one, preview))
    if one.state == ImportState.READY and preview is not None:
        return render(request, "web/import_preview.html", _preview(register, one, preview))
    return render(request, "web/import_done.html", _done(request, register, one))


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress bar, asked for every second; sends the page on once the worker is done."""
    one = _job_or_404(request, pk)
    told = importing.look(one)
    if one.state not in importing.WORKING:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("import-job", args=[one.pk])
        return response
    return render(request, "components/progress.html", _progress(one, told))


@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _job_or_404(request, pk)
    return _try(request, one, lambda: importing.confirm(user_of(request), one))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    one = _job_or_404(request, pk)
    return _try(request, one, lambda: importing.cancel(user_of(request), one))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back everything the import wrote, in one change set that says so."""
    one = _job_or_404(request, pk)
    if one.change_set is None:
        raise Http404
    written = one.change_set
    reason = request.POST.get("_reason", "").strip()[:500]
    acting = Acting(user_of(request), Via.UNDO, reason=reason)

    return _try(request, one, lambda: undo_change_set(acting, written))


@require_safe
def errors_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The uploaded file with its errors marked."""
    one = _job_or_404(request, pk)
    stream = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 (the response closes it)
    try:
        importing.write_marked_copy(one, stream)
    except ValidationError as error:
        stream.close()
        raise Http404 from error
    stream.seek(0)
    stem = one.file_name.rpartition(".")[0] or one.file_name
    return FileResponse(
        stream, as_attachment=True, filename=f"{stem}-danh-dau-loi.xlsx", content_type=MEDIA_TYPES["xlsx"]
    )


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The user's own imports, and the registers that they may import into."""
    user = user_of(request)
    page = Paginator(ImportJob.objects.filter(user=user), PAGE).get_page(request.GET.get("page"))
    labels = ("Tệp", "Sổ", "Lúc", "Trạng thái", "Thêm", "Sửa", "Giữ nguyên", "Lỗi")
    numeric = labels[4:]
    columns = [{"label": label, "numeric": label in numeric, "lead": label == "Tệp"} for label in labels]
    rows = [
        {
            "url": reverse("import-job", args=[one.pk]),
            "cells": [
                one.file_name,
                get_register(one.register).label,
                moment(one.started_at),
                one.get_state_display(),
                *(format_int(n) for n in (one.created, one.changed, one.unchanged, one.errors)),
            ],
        }
        for one in page.object_list
    ]
    offers = [one for one in all_registers() if one.importing is not None and may(user, f"{one.name}.import")]
    context = {
        "crumbs": [("Lượt nhập", "")],
        "columns": columns,
        "rows": rows,
        "page": page,
        "offers": offers,
    }
    return render(request, "web/imports.html", context)


def _importable(request: HttpRequest, name: str) -> Register[Any]:
    register = register_or_404(request, name)
    if register.importing is None:
        raise Http404
    if not may(user_of(request), f"{register.name}.import"):
        raise PermissionDenied("Đồng chí xem được sổ này nhưng không được phân công nhập từ tệp.")
    return register


def _job_or_404(request: HttpRequest, pk: int) -> ImportJob:
    """Uploads hold other people's data: only who sent one in sees it, and only while they may import."""
    found = ImportJob.objects.select_related("change_set").filter(pk=pk, user=user_of(request)).first()
    if found is None or not may(user_of(request), f"{found.register}.import"):
        raise Http404
    return found


def _try(request: HttpRequest, one: ImportJob, run: Any) -> HttpResponse:
    try:
        run()
    except (ValidationError, PermissionDenied) as error:
        sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, " ".join(sentences))
    return redirect("import-job", pk=one.pk)


def _frame(register: Register[Any], step: int, one: ImportJob | None = None) -> dict[str, Any]:
    """The stepper and the crumbs; `step` is the current one, `len(STEPS)` when all are done."""
    states = [
        "done" if place < step else "current" if place == step else "next" for place in range(len(STEPS))
    ]
    return {
        "register": register,
        "steps": list(zip(STEPS, states, strict=True)),
        "crumbs": [*list_crumbs(register), ("Nhập từ tệp", "")],
        "job": one,
    }


def _progress(one: ImportJob, told: Progress) -> dict[str, Any]:
    url = reverse("import-progress", args=[one.pk])
    return {"label": told.label, "done": told.done, "total": told.total, "url": url, "text": one.file_name}


def _errors(register: Register[Any], one: ImportJob, preview: Preview) -> dict[str, Any]:
    labels = ("Trang", "Ô", "Cột", "Đang ghi", "Cần sửa")
    return {
        **_frame(register, 1, one),
        "error_count": one.errors,
        "error_columns": [{"label": label} for label in labels],
        "errors": [{"cells": _error_cells(error)} for error in preview.errors[:ERRORS_SHOWN]],
        "marked_url": reverse("import-errors", args=[one.pk]),
        "again_url": reverse("register:import", args=[register.name]),
    }


def _error_cells(error: CellError) -> list[str]:
    return [
        error.sheet,
        error.address,
        error.header or "–",
        error.value or "(trống)",
        capitalised(error.sentence),
    ]


def _preview(register: Register[Any], one: ImportJob, preview: Preview) -> dict[str, Any]:
    rows = [
        *_preview_rows(preview.changed, "Sửa", "info"),
        *_preview_rows(preview.created, NEW, "ok"),
        *_preview_rows(preview.unchanged, "Giữ nguyên", ""),
    ]
    doubts = [str(doubt) for doubt in preview.doubts[:PAGE]]
    if len(preview.doubts) > PAGE:
        doubts.append(f"… và {format_int(len(preview.doubts) - PAGE)} điều khác cần xem lại.")
    return {
        **_frame(register, 2, one),
        "created": one.created,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "warnings": [*([one.message] if one.message else []), *preview.warnings, *doubts],
        "rows": rows,
        "shown_all": len(rows) == one.rows,
        "commit_url": reverse("import-commit", args=[one.pk]),
        "cancel_url": reverse("import-cancel", args=[one.pk]),
    }


def _preview_rows(rows: list[ShownRow], kind: str, tone: str) -> list[dict[str, Any]]:
    return [
        {
            "number": row.row,
            "title": row.label,
            "kind": kind,
            "tone": tone,
            "changes": row.lines,
            "is_new": kind == NEW,
        }
        for row in rows
    ]


def _done(request: HttpRequest, register: Register[Any], one: ImportJob) -> dict[str, Any]:
    """The end of a job: written, undone, cancelled or failed."""
    written = f"Đã thêm {format_int(one.created)}, sửa {format_int(one.changed)}, giữ nguyên {format_int(one.unchanged)}."
    done = one.state == ImportState.DONE
    undone = "Đã hoàn tác: mọi thay đổi của lượt nhập này đã trở lại như trước khi nhập."
    ends = {ImportState.DONE: written, ImportState.UNDONE: undone}
    undoable = done and one.change_set is not None and may_undo(Acting(user_of(request)), one.change_set)
    return {
        **_frame(register, len(STEPS), one),
        "tone": "success" if done else "error" if one.state == ImportState.FAILED else "",
        "sentence": one.message or ends.get(ImportState(one.state), one.get_state_display()),
        "list_url": reverse("register:list", args=[register.name]),
        "again_url": reverse("register:import", args=[register.name]),
        "undo_url": reverse("import-undo", args=[one.pk]) if undoable else "",
        "undo_text": (
            f"Mọi thay đổi của lượt nhập “{one.file_name}” sẽ trở lại như trước khi nhập; việc hoàn tác được ghi vào nhật ký."
        ),
    }
