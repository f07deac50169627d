"""The tree of organisations and one unit's page, as of any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tochuc.figures.access import sees, visible_values
from tochuc.figures.evaluation import evaluate_all, series_of
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.kernel.access.reach import may, reach
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.registry import get_register, register_of
from tochuc.kernel.tree.snapshot import Tree, names_on, tree_on
from tochuc.vi.dates import format_date, parse_full_date
from tochuc.vi.numbers import format_int
from tochuc.web import figures as shown
from tochuc.web.remembered import remembered, remembered_for_all
from tochuc.web.shell import requires, user_of
from tochuc.web.views.records import events, operations, related_panel, sections

STATS = ("members", "members.admitted", "members.handbook.share", "units.base")


@require_safe
@requires("units.view")
def tree(request: HttpRequest) -> HttpResponse:
    """The top of what the user sees, its first level open; the rest comes as it is opened."""
    user, day = user_of(request), as_of(request)
    shown_tree = tree_on(day)
    tops = [
        one for one in _tops(user) if one.pk in shown_tree and shown_tree.alive[shown_tree.position(one.pk)]
    ]
    nodes = _nodes(user, shown_tree, [one.pk for one in tops], day)
    for node, top in zip(nodes, tops, strict=True):
        node["children"] = _nodes(user, shown_tree, shown_tree.children(top.pk), day)
    context = {
        "nodes": nodes,
        "as_of": format_date(day),
        "period": {"as_of": format_date(day)},
        "crumbs": [("Cây tổ chức", "")],
    }
    return render(request, "web/tree.html", context)


@require_safe
@requires("units.view")
def children(request: HttpRequest, code: str) -> HttpResponse:
    """The next level below a unit, for a branch that is being opened."""
    user, day = user_of(request), as_of(request)
    one, shown_tree = _unit_or_404(user, code), tree_on(day)
    below = shown_tree.children(one.pk) if one.pk in shown_tree else []
    return render(request, "components/tree_nodes.html", {"nodes": _nodes(user, shown_tree, below, day)})


@require_safe
@requires("units.view")
def unit(request: HttpRequest, code: str) -> HttpResponse:
    user, day = user_of(request), as_of(request)
    one = _unit_or_404(user, code)
    register = register_of(Unit)
    shown_tree = tree_on(day)
    below = shown_tree.children(one.pk) if one.pk in shown_tree else []
    name = names_on(day).get(one.pk, (one.name, ""))[0]
    context: dict[str, Any] = {
        "title": name,
        "subtitle": _subtitle(one, name, day),
        "as_of": format_date(day),
        "period": {"as_of": format_date(day)},
        "crumbs": _crumbs(user, one, shown_tree, day),
        "nodes": _nodes(user, shown_tree, below, day),
        "object": one,
        "register": register,
        "sections": sections(register, one, user),
        "events": events(register, one, user),
        "operations": operations(register, one, user),
        "related": [panel for each in register.related if (panel := related_panel(request, each, one))],
        "lists": _lists(user, one),
        "may_edit": register.edit is not None and may(user, register.edit.info.name),
        **remembered(user, ("unit", one.pk, day), lambda: _figures(user, one, day)),
    }
    return render(request, "web/unit.html", context)


def as_of(request: HttpRequest) -> dt.date:
    """The day in the address (`as_of`, as officers write days); today where it is missing or no day."""
    text = request.GET.get("as_of", "")
    try:
        return parse_full_date(text) if text else timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _unit_or_404(user: User, code: str) -> Unit:
    found = visible(user, register_of(Unit)).select_related("parent", "successor").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _tops(user: User) -> list[Unit]:
    """The units at which the user's reach begins."""
    starts = [span.first for span in reach(user, "units.view")]
    return list(Unit.objects.filter(first__in=starts).order_by("first"))


def _figures(user: User, one: Unit, day: dt.date) -> dict[str, Any]:
    figures = [figure for name in STATS if sees(user, figure := get_figure(name), one)]
    if not figures:
        return {}
    values = visible_values(user, figures, one, Period.until(day))
    years = shown.years_until(_last_ended(day))
    courses = series_of(figures[:2], one, years)
    drawn = [
        (
            f"course-{place}",
            shown.capitalised(figure.label),
            shown.course("line", years, {figure: courses[figure.name]}, one),
        )
        for place, figure in enumerate(figures[:2])
    ]
    return {"stats": [shown.stat(figure, values[figure.name], one) for figure in figures], "charts": drawn}


def _last_ended(day: dt.date) -> int:
    """The last calendar year that is over at the end of that day."""
    return (day + dt.timedelta(1)).year - 1


def _nodes(user: User, shown_tree: Tree, ids: Iterable[int], day: dt.date) -> list[dict[str, Any]]:
    """Tree rows with the number of members where the user may see it."""
    wanted = [key for key in ids if shown_tree.alive[shown_tree.position(key)]]
    if not wanted:
        return []
    found = visible(user, register_of(Unit)).filter(pk__in=wanted)
    codes = {one.pk: one.code for one in found}
    counted = {one.pk for one in found if sees(user, get_figure("members"), one)}
    names = names_on(day)
    counts = _counts(user, day)
    query = "" if day == timezone.localdate() else f"?{urlencode({'as_of': format_date(day)})}"
    return [
        {
            "id": key,
            "label": names[key][1] or names[key][0],
            "url": reverse("unit", args=[codes[key]]) + query,
            "count": _count_text(counts, key) if key in counted else "",
            "has_children": any(shown_tree.alive[shown_tree.position(c)] for c in shown_tree.children(key)),
            "children_url": reverse("unit-children", args=[codes[key]]) + query,
        }
        for key in wanted
        if key in codes
    ]


def _counts(user: User, day: dt.date) -> dict[int, int]:
    """The members of every unit's subtree that day; nothing for who may not see figures."""
    if not may(user, "figures.view"):
        return {}
    return remembered_for_all(("members of all units", day), lambda: _count_members(day))


def _count_members(day: dt.date) -> dict[int, int]:
    table = evaluate_all([get_figure("members")], Period.until(day))
    counts = zip(table.tree.ids.tolist(), table.column("members").tolist(), strict=True)
    return {unit: int(count) for unit, count in counts if count > 0}


def _count_text(counts: dict[int, int], key: int) -> str:
    return format_int(counts[key]) if key in counts else ""


def _subtitle(one: Unit, name: str, day: dt.date) -> str:
    parts = [one.get_kind_display(), f"mã {one.code}", f"tính đến {format_date(day)}"]
    if one.name != name:
        parts.append(f"nay là {one.name}")
    if one.ended_on and one.ended_on <= day:
        parts.append(f"kết thúc ngày {format_date(one.ended_on)}")
    return " · ".join(parts)


def _crumbs(user: User, one: Unit, shown_tree: Tree, day: dt.date) -> list[tuple[str, str]]:
    above = shown_tree.ancestors(one.pk) if one.pk in shown_tree else []
    seen = {found.pk: found.code for found in visible(user, register_of(Unit)).filter(pk__in=above)}
    names = names_on(day)
    path = [
        (names[key][1] or names[key][0], reverse("unit", args=[seen[key]])) for key in above if key in seen
    ]
    return [("Cây tổ chức", reverse("units")), *path, (one.label, "")]


def _lists(user: User, one: Unit) -> list[tuple[str, str, str]]:
    """The registers, each narrowed to this unit: (label, address, icon)."""
    offers = (("members", "cell"), ("admissions", "cell"), ("people", "kept_by"), ("documents", "kept_by"))
    return [
        (
            get_register(name).label,
            f"{reverse('register:list', args=[name])}?{urlencode({path: one.code})}",
            get_register(name).icon,
        )
        for name, path in offers
        if may(user, f"{name}.view")
    ]
