"""From records and columns to what the table component shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import Shown


def table_columns(
    request: HttpRequest, shown: Sequence[Shown], register: Register[Any]
) -> list[dict[str, Any]]:
    """Headings with the address that sorts by them; a second click turns the order round."""
    current = request.GET.get("sort", "")
    columns = []
    for position, one in enumerate(shown):
        sort = register.sort_of(one.column) if not one.masked else ""
        entry: dict[str, Any] = {"label": one.label, "numeric": one.kind == "number", "lead": position == 0}
        if sort:
            path = one.column.path
            query = request.GET.copy()
            query["sort"] = f"-{path}" if current == path else path
            query.pop("page", None)
            entry["sort_url"] = f"?{query.urlencode()}"
            if current.lstrip("-") == path:
                entry["sorted"] = "descending" if current.startswith("-") else "ascending"
        columns.append(entry)
    return columns


def table_rows(
    records: Iterable[Any], shown: Sequence[Shown], register: Register[Any]
) -> list[dict[str, Any]]:
    return [
        {
            "url": record_url(register, record),
            "cells": [one.text(record) for one in shown],
        }
        for record in records
    ]


def record_url(register: Register[Any], record: Any) -> str:
    if register.name == "units":
        return reverse("unit", args=[record.code])
    return reverse("register:detail", args=[register.name, record.pk])
