"""Tags of the component kit, `templates/components/`: what a plain `{% include %}` cannot compute."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, DateField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tochuc.web.templatetags.vi import decimal

register = template.Library()

SPARK_WIDTH = 96
SPARK_HEIGHT = 28
SPARK_MARGIN = 3
_ICON_LIST = Path(__file__).parent.parent / "frontend" / "icons.txt"


@cache
def icon_names() -> frozenset[str]:
    """The icons that the sprite holds; the front end's build reads the same list."""
    return frozenset(_ICON_LIST.read_text(encoding="utf-8").split())


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, for the eye only: the text beside it, or an aria-label, says what it means.

    Raises ValueError for a name that is not in `frontend/icons.txt`.
    """
    if name not in icon_names():
        raise ValueError(
            f"no icon {name!r}: add it to src/tochuc/web/frontend/icons.txt and build the assets"
        )
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("tochuc/dist/icons.svg"),
        name,
    )


@register.simple_tag
def sparkline(values: Sequence[float | None]) -> SafeString:
    """The course of a figure as a small line, with a dot at its end; years without a value are left out."""
    points = list(_spark_points(values))
    if len(points) < 2:
        return SafeString("")
    x, y = points[-1]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        " ".join(f"{px},{py}" for px, py in points),
        x,
        y,
    )


def _spark_points(values: Sequence[float | None]) -> Iterator[tuple[float, float]]:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    low, span = min(known), (max(known) - min(known)) or 1
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    height = SPARK_HEIGHT - 2 * SPARK_MARGIN
    for index, value in enumerate(values):
        if value is not None:
            yield (
                round(SPARK_MARGIN + index * step, 1),
                round(SPARK_MARGIN + height * (1 - (value - low) / span), 1),
            )


@register.inclusion_tag("components/chart.html")
def chart(
    chart_id: str, title: str, data: Mapping[str, Any], *, tall: bool = False, note: str = ""
) -> dict[str, Any]:
    """A chart with its table behind it.

    `data`: `type` ("line" or "bar"), `labels`, `series` ([{"name", "values"}], a missing value is None), and
    optionally `unit`, `decimals`, `stacked`, `horizontal`, `links` (where the n-th label leads).
    """
    links: Sequence[str] = data.get("links") or [""] * len(data["labels"])
    places: int = data.get("decimals", 0)
    rows = [
        {"label": label, "url": url, "values": [decimal(value, places) for value in values]}
        for label, url, *values in zip(
            data["labels"], links, *(series["values"] for series in data["series"]), strict=True
        )
    ]
    return {"chart_id": chart_id, "title": title, "data": data, "rows": rows, "tall": tall, "note": note}


@register.inclusion_tag("components/table.html", takes_context=True)
def data_table(
    context: Mapping[str, Any],
    columns: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    *,
    caption: str,
    empty: str = "Không có dòng nào.",
    stacked: bool = False,
) -> dict[str, Any]:
    """A table of plain values.

    `columns`: `label`, and optionally `numeric`, `lead` (the column that carries the row's link), `sort_url`,
    `sorted` ("ascending" or "descending"). `rows`: `cells` (text, or {"text", "url", "note"}, in the columns'
    order) and optionally `url`, where the row leads. `caption` is read by screen readers.
    """
    return {
        "request": context.get("request"),
        "columns": columns,
        "rows": [_row(columns, row) for row in rows],
        "caption": caption,
        "empty": empty,
        "stacked": stacked,
    }


def _row(columns: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> dict[str, Any]:
    url = row.get("url", "")
    cells = [_cell(column, cell, url) for column, cell in zip(columns, row["cells"], strict=True)]
    return {"url": url, "cells": cells}


def _cell(column: Mapping[str, Any], cell: Any, row_url: str) -> SafeString:
    """Written here and not in the template, which takes five times as long for the cells of a full page."""
    parts = cell if isinstance(cell, Mapping) else {"text": cell}
    is_lead = bool(column.get("lead")) and not column.get("numeric")
    url = parts.get("url") or (row_url if column.get("lead") else "")
    text = format_html('<a href="{}">{}</a>', url, parts["text"]) if url else parts["text"]
    note = format_html("<small>{}</small>", parts["note"]) if parts.get("note") else ""
    css = SafeString(' class="num"' if column.get("numeric") else ' class="lead"' if is_lead else "")
    return format_html('<td data-label="{}"{}><span>{}{}</span></td>', column["label"], css, text, note)


@register.filter
def initials(full_name: str) -> str:
    """`Nguyễn Thị Ánh Tuyết` → `NT`: the first letters of the surname and of the given name."""
    words = full_name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


@register.filter
def is_check(field: BoundField) -> bool:
    """A single tick box, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def filter_place(field: BoundField) -> str:
    """Where a filter stands: several choices fold into a "menu", dates go "further" back, the rest in "front"."""
    if isinstance(field.field.widget, CheckboxSelectMultiple):
        return "menu"
    return "further" if isinstance(field.field, DateField) else "front"


@register.filter
def has_further_filters(form: BaseForm) -> bool:
    return any(filter_place(field) == "further" for field in form.visible_fields())


@register.filter
def uses_further_filters(form: BaseForm) -> bool:
    """Whether one of them is filled in, so that the page shows them open."""
    return any(filter_place(field) == "further" and field.data for field in form.visible_fields())
