"""One record: its page, its history, its attachments."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import may_name, sees_level, visible, visible_condition
from tochuc.kernel.changes.history import history as history_of
from tochuc.kernel.models import User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Event, Register, Related, field_at, value_at
from tochuc.kernel.register.display import MASK, shown_columns, text
from tochuc.kernel.register.registry import get_register, register_for
from tochuc.registers.documents.models import Attachment, Document
from tochuc.registers.documents.storage import path_of
from tochuc.vi.numbers import format_int
from tochuc.web.figures import capitalised
from tochuc.web.shell import record_or_404, register_or_404, user_of
from tochuc.web.tables import record_url, table_columns, table_rows
from tochuc.web.templatetags.vi import moment

RELATED_SHOWN = 20


@require_safe
def detail(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    register = register_or_404(request, name)
    record = record_or_404(request, register, pk)
    user = user_of(request)
    log_reading(user, register, "trang hồ sơ", record=record)
    context = {
        "register": register,
        "object": record,
        "title": title_of(register, record),
        "crumbs": crumbs(register, record),
        "sections": sections(register, record, user),
        "related": [panel for one in register.related if (panel := related_panel(request, one, record))],
        "events": events(register, record, user),
        "operations": operations(register, record, user),
        "attachments": record.attachments.all() if isinstance(record, Document) else None,
        "may_edit": register.edit is not None and allowed(user, register, record, "edit"),
    }
    return render(request, "web/detail.html", context)


@require_safe
def history(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    register = register_or_404(request, name)
    record = record_or_404(request, register, pk)
    user = user_of(request)
    log_reading(user, register, "lịch sử hồ sơ", record=record)
    context = {
        "register": register,
        "title": title_of(register, record),
        "crumbs": [*crumbs(register, record), ("Lịch sử", "")],
        "events": [
            {
                "when": moment(entry.at),
                "title": capitalised(entry.sentence),
                "text": " · ".join(part for part in (entry.reason, entry.under) if part),
                "who": f"{entry.actor}, qua {entry.via}",
                "changes": entry.lines,
            }
            for entry in history_of(record, user)
        ],
    }
    return render(request, "web/history.html", context)


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An attached file, to whoever sees its document; always as a download, never run in the page."""
    register = get_register("documents")
    user = user_of(request)
    condition = visible_condition(user, register, prefix="document__")
    found = get_object_or_404(Attachment.objects.filter(condition).select_related("document"), pk=pk)
    path = path_of(found.sha256)
    if not path.exists():
        raise Http404
    log_reading(user, register, "tệp đính kèm", record=found.document)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )


def title_of(register: Register[Any], record: Any) -> str:
    return str(value_at(record, register.title)) if register.title else str(record)


def crumbs(register: Register[Any], record: Any) -> list[tuple[str, str]]:
    return [*list_crumbs(register), (title_of(register, record), record_url(register, record))]


def list_crumbs(register: Register[Any]) -> list[tuple[str, str]]:
    """The way to the register's list; an area that is called as its register is not named twice."""
    area = [] if register.area == register.label else [(register.area, "")]
    return [*area, (register.label, reverse("register:list", args=[register.name]))]


def allowed(user: User, register: Register[Any], record: Any, verb: str) -> bool:
    return visible(user, register, verb).filter(pk=record.pk).exists()


def events(register: Register[Any], record: Any, user: User) -> list[dict[str, Any]]:
    """The record's time line, as the component shows it."""
    if register.timeline is None:
        return []
    return [
        {
            "when": text(event.on),
            "title": event.label,
            "text": "; ".join(part for part in (event.detail, _cited(register, event, user)) if part),
            "url": event.url,
        }
        for event in register.timeline(record)
    ]


def _cited(register: Register[Any], event: Event, user: User) -> str:
    cited = event.cites
    return str(cited) if cited is not None and may_name(user, cited, register.level) else ""


def sections(
    register: Register[Any], record: Any, user: User
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Titled groups of (label, value, address); values above the user's level are masked."""
    return [
        (
            section.label,
            [_fact(register, record, path, user, section.level) for path in section.fields],
        )
        for section in register.sections
    ]


def _fact(register: Register[Any], record: Any, path: str, user: User, level: int) -> tuple[str, str, str]:
    column = next((one for one in register.columns if one.path == path), None)
    field = field_at(register.model, path)
    if column is not None and column.label:
        label = column.label
    else:
        label = str(field.verbose_name) if field is not None else path
    label = label[:1].upper() + label[1:]
    if not sees_level(user, register, max(level, column.level if column else level)):
        return label, MASK, ""
    value = value_at(record, path)
    if isinstance(value, models.Model):
        named = may_name(user, value, max(register.level, level, register.level_of(path)))
        return label, str(value) if named else MASK, _visible_url(user, value)
    year = field is not None and field.name in ("year", "number")
    return label, str(value) if year and value is not None else text(value), ""


def _visible_url(user: User, target: models.Model) -> str:
    """The address of a record that the user may open; empty where not."""
    register = register_for(type(target))
    if register is None or not visible(user, register).filter(pk=target.pk).exists():
        return ""
    return record_url(register, target)


def related_panel(request: HttpRequest, related: Related, record: Any) -> dict[str, Any] | None:
    """The first records of another register that point to this one; None where the user may not view that register."""
    register = get_register(related.register)
    user = user_of(request)
    if not may(user, f"{register.name}.view"):
        return None
    found = visible(user, register).filter(**{related.path: record}).order_by(*register.order)
    shown = shown_columns(register, user, related.columns or None)
    rows = table_rows(found[:RELATED_SHOWN], shown, register)
    columns = [{**column, "sort_url": ""} for column in table_columns(request, shown, register)]
    log_reading(user, register, f"mục “{related.label}”", count=len(rows))
    count = found.count()
    label = related.label
    if count > RELATED_SHOWN:
        label = f"{label}: {RELATED_SHOWN} trong {format_int(count)}"
    return {"label": label, "columns": columns, "rows": rows}


def operations(register: Register[Any], record: Any, user: User) -> list[tuple[str, str, str]]:
    """The actions offered now, to this user, on this record: (label, address, icon)."""
    return [
        (
            one.action.info.label,
            reverse("register:operate", args=[register.name, record.pk, one.verb]),
            one.icon,
        )
        for one in register.operations
        if one.available(record)
        and may(user, one.action.info.name)
        and allowed(user, register, record, one.verb)
    ]
