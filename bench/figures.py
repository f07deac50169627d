"""How long figures take on the demonstration province: one unit, all units, ten years, records. Prints one table.

Run it after `make demo-data`: `.venv/bin/python bench/figures.py`. Medians of several runs, after one that is not
counted; "each" is the slowest of all figures, asked for one at a time.
"""

from __future__ import annotations

# ruff: noqa: E402 (Django has to be set up before its models are imported)
import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tochuc.site.settings")

import django

django.setup()

from tochuc.figures.behind import records
from tochuc.figures.breakdowns import breakdown
from tochuc.figures.evaluation import evaluate, evaluate_all, series, series_of
from tochuc.figures.period import Period
from tochuc.figures.registry import all_figures, get_figure
from tochuc.kernel.models import Unit
from tochuc.registers.members.models import CellMembership, Member

RUNS = 7
YEAR = Period.year(2023)
YEARS = range(2014, 2024)


def median(work: Callable[[], object]) -> float:
    """Seconds; the first run is not counted."""
    times = []
    for run in range(RUNS + 1):
        start = time.perf_counter()
        work()
        if run:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def slowest(unit: Unit) -> tuple[str, float]:
    times = {figure.name: median(partial(evaluate, [figure], unit, YEAR)) for figure in all_figures()}
    return max(times.items(), key=lambda item: item[1])


def measurements(province: Unit, district: Unit, cell: Unit) -> list[tuple[str, float]]:
    figures, members = all_figures(), get_figure("members")
    days = (YEAR.last - dt.timedelta(days=number) for number in count(1))
    name, most = slowest(province)
    return [
        (f"each figure, province (slowest: {name})", most),
        ("all figures, province", median(lambda: evaluate(figures, province, YEAR))),
        ("all figures, one district", median(lambda: evaluate(figures, district, YEAR))),
        ("all figures, one cell", median(lambda: evaluate(figures, cell, YEAR))),
        ("all figures, all units", median(lambda: evaluate_all(figures, YEAR))),
        (
            "the same, on a day whose tree is not yet built",
            median(lambda: evaluate_all(figures, Period.until(next(days)))),
        ),
        ("one figure over ten years, province", median(lambda: series(members, province, YEARS))),
        ("all figures over ten years, province", median(lambda: series_of(figures, province, YEARS))),
        ("members by district", median(lambda: breakdown(members, province, YEAR, "unit"))),
        ("members by age", median(lambda: breakdown(members, province, YEAR, "age"))),
        ("members by sector", median(lambda: breakdown(members, province, YEAR, "sector"))),
        (
            "a page of 50 records behind members.admitted",
            median(lambda: list(records(get_figure("members.admitted"), province, YEAR).order_by("pk")[:50])),
        ),
        (
            "a page of 50 records behind members",
            median(lambda: list(records(members, province, YEAR).order_by("pk")[:50])),
        ),
        ("the count of records behind members", median(lambda: records(members, province, YEAR).count())),
    ]


def main() -> None:
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=["QNG", "QNG-BS", "QNG-BS-01-01"])}
    rows = measurements(units["QNG"], units["QNG-BS"], units["QNG-BS-01-01"])
    print(
        f"{len(all_figures())} figures, {Unit.objects.count()} units, {Member.objects.count()} members, "
        f"{CellMembership.objects.count()} memberships; medians of {RUNS} runs\n"
    )
    whole = next(seconds for name, seconds in rows if name == "all figures, province")
    print(f"{'':60}{'ms':>9}{'ratio':>9}")
    for name, seconds in rows:
        print(f"{name:60}{seconds * 1000:9.1f}{seconds / whole:9.2f}")


if __name__ == "__main__":
    main()
