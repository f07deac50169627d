"""How figures are shown on pages: cards, charts, definitions, and the addresses of the records behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tochuc.figures.breakdowns import Part
from tochuc.figures.declaration import Figure, Format
from tochuc.figures.definitions import definition
from tochuc.figures.period import Period
from tochuc.figures.values import Value
from tochuc.kernel.models import Unit
from tochuc.vi.numbers import format_decimal, format_percent

MOST_BARS = 10
"""More than these need a taller chart, or their names run into each other."""
FIRST_YEAR = 2013
"""The earliest year in choosers and courses; older ones can be asked for in the address."""


def figure_url(
    name: str, unit: Unit | str, period: Period, *, by: str = "", key: str = "", page: str = "figure"
) -> str:
    """The page of a figure for a unit and a period, or the records of one part of a breakdown."""
    query = {"unit": unit if isinstance(unit, str) else unit.code}
    if period.is_year:
        query["year"] = str(period.last.year)
    else:
        query |= {"from": period.first.isoformat(), "to": period.last.isoformat()}
    if by:
        query |= {"by": by, "key": key}
    arguments = [name, "xlsx"] if page == "figure-export" else [name]
    return f"{reverse(page, args=arguments)}?{urlencode(query)}"


def year_chooser(year: int, hidden: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    years = range(max(timezone.localdate().year, year), min(FIRST_YEAR, year) - 1, -1)
    return {"year": year, "years": list(years), "hidden": list(hidden)}


def years_until(last: int) -> range:
    """The years of a course: eleven, so that the tenth before is there to compare with, from `FIRST_YEAR` on."""
    return range(min(max(last - 10, FIRST_YEAR), last), last + 1)


def explained(figure: Figure, value: Value, unit: Unit, anchor: str) -> dict[str, Any]:
    """The card that explains a number: what is counted, for which unit and days, by which rule."""
    facts = [("Đơn vị", unit.name), ("Kỳ", str(value.period)), ("Cách tính", definition(figure))]
    if value.missing:
        facts.append(("Không có số", value.missing.value))
    return {"id": anchor, "title": capitalised(figure.label), "text": figure.description, "facts": facts}


def stat(
    figure: Figure, value: Value, unit: Unit, *, trend: Sequence[float | None] = (), anchor: str = ""
) -> dict[str, Any]:
    identity = anchor or f"stat-{figure.name.replace('.', '-')}"
    return {
        "label": capitalised(figure.label),
        "value": str(value),
        "unit": "" if figure.format is Format.PERCENT else figure.noun,
        "url": figure_url(figure.name, unit, value.period),
        "delta": _delta(figure, trend, value.period) or (value.fraction if value.parts else ""),
        "trend": trend,
        "definition": explained(figure, value, unit, identity),
    }


def _delta(figure: Figure, trend: Sequence[float | None], period: Period) -> str:
    """The change against the year before: of a count in percent, of a percentage in points; empty where unknown."""
    if len(trend) < 2 or not trend[-2] or trend[-1] is None:
        return ""
    before, now = trend[-2], trend[-1]
    in_points = figure.format is Format.PERCENT
    change = round(now - before if in_points else (now - before) / before * 100, 1)
    against = f"so với {period.last.year - 1}"
    if change == 0:
        return f"bằng {period.last.year - 1}" if now == before else f"gần như không đổi {against}"
    amount = f"{format_decimal(abs(change))} điểm" if in_points else format_percent(abs(change))
    return f"{'+' if change > 0 else '−'}{amount} {against}"


def course(
    kind: str, years: Sequence[int], values: Mapping[Figure, Sequence[Value]], unit: Unit
) -> dict[str, Any]:
    """A chart of figures over years; each year leads to the first figure's page."""
    first = next(iter(values))
    return {
        "type": kind,
        "labels": [str(year) for year in years],
        "series": [
            {"name": capitalised(figure.label), "values": [value.number for value in course]}
            for figure, course in values.items()
        ],
        "unit": first.noun,
        "decimals": 1 if first.format is Format.PERCENT else 0,
        "links": [figure_url(first.name, unit, Period.year(year)) for year in years],
    }


def parts_chart(figure: Figure, parts: Sequence[Part], unit: Unit, period: Period, by: str) -> dict[str, Any]:
    """A bar for every part of a breakdown; each leads to its records, or to the unit's own value."""
    return {
        "type": "bar",
        "horizontal": True,
        "tall": len(parts) > MOST_BARS,
        "labels": [capitalised(part.label) for part in parts],
        "series": [{"name": capitalised(figure.label), "values": [part.value.number for part in parts]}],
        "unit": figure.noun,
        "decimals": 1 if figure.format is Format.PERCENT else 0,
        "links": [
            figure_url(figure.name, part.key, period)
            if by == "unit" and not part.own
            else figure_url(figure.name, unit, period, by=by, key=part.key, page="figure-records")
            for part in parts
        ],
    }


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
