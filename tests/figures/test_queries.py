"""One scan for each source, however many figures, units and years."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.figures.conftest import Province
from tochuc.figures.evaluation import evaluate, evaluate_all, series_of
from tochuc.figures.period import Period
from tochuc.figures.registry import all_figures

YEAR = Period.year(2023)
SOURCES = (
    "documents_document",
    "members_cellmembership",
    "members_admission",
    "members_member",
    "members_admissiontarget",
    "units_reorganisation",
)


def scans(captured: CaptureQueriesContext) -> Counter[str]:
    """How many queries read each source first."""
    return Counter(
        source
        for query in captured.captured_queries
        for source in SOURCES
        if f'FROM "{source}"' in query["sql"]
    )


@pytest.mark.parametrize("units", ["one", "all"])
def test_all_figures_in_one_scan_of_each_source(province: Province, units: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        if units == "one":
            evaluate(all_figures(), province.binh_son, YEAR)
        else:
            evaluate_all(all_figures(), YEAR)
    # The condition of `members.transferred` looks into the memberships again, within the same query.
    assert scans(captured) == dict.fromkeys(SOURCES, 1)


def test_ten_years_cost_no_more_scans_than_one(province: Province) -> None:
    with CaptureQueriesContext(connection) as captured:
        series_of(all_figures(), province.root, range(2014, 2024))
    assert scans(captured) == dict.fromkeys(SOURCES, 1)
