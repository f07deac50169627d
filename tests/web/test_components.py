"""What the tags of the component kit write."""

import json
import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from tochuc.web.templatetags.components import SPARK_HEIGHT, SPARK_WIDTH, initials, sparkline


def rendered(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def points(svg: str) -> list[tuple[float, float]]:
    found = re.search(r'points="([^"]*)"', svg)
    assert found
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in found[1].split())]


known = st.floats(min_value=-1e9, max_value=1e9)
courses = st.lists(st.none() | known, min_size=2, max_size=40).filter(
    lambda values: sum(value is not None for value in values) >= 2
)


@given(courses)
def test_a_sparkline_stays_inside_its_frame_and_runs_to_the_right(values: list[float | None]) -> None:
    drawn = points(sparkline(values))
    assert len(drawn) == sum(value is not None for value in values)
    assert all(0 <= x <= SPARK_WIDTH and 0 <= y <= SPARK_HEIGHT for x, y in drawn)
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn)


def test_a_sparkline_rises_when_the_figure_rises() -> None:
    (_, first), (_, last) = points(sparkline([1893, 1967]))
    assert last < first


@pytest.mark.parametrize("values", [[], [1967], [None, 1967, None]])
def test_one_year_alone_has_no_course_to_draw(values: list[float | None]) -> None:
    assert sparkline(values) == ""


def test_an_icon_that_the_sprite_lacks_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no icon 'usres'"):
        rendered('{% icon "usres" %}')


def test_a_row_leads_where_its_lead_column_says_and_numbers_stand_right() -> None:
    html = rendered(
        '{% data_table columns rows caption="Đảng viên" %}',
        columns=[{"label": "Họ và tên", "lead": True}, {"label": "Tuổi đảng", "numeric": True}],
        rows=[{"url": "/dang-vien/7", "cells": ["Đinh Văn Brôi", "9"]}],
    )
    assert '<tr data-href="/dang-vien/7">' in html
    assert '<a href="/dang-vien/7">Đinh Văn Brôi</a>' in html
    assert re.search(r'<td data-label="Tuổi đảng" class="num"><span>9', html)


def test_what_people_typed_cannot_become_markup() -> None:
    html = rendered(
        '{% data_table columns rows caption="x" %}',
        columns=[{"label": "Tên"}],
        rows=[{"cells": ["<script>alert(1)</script>"]}],
    )
    assert "<script>" not in html


def test_a_table_without_rows_says_so() -> None:
    html = rendered(
        '{% data_table columns rows caption="x" empty="Chưa có ai." %}', columns=[{"label": "Tên"}], rows=[]
    )
    assert "Chưa có ai." in html
    assert "<table" not in html


def test_a_row_with_too_few_cells_is_an_error_rather_than_a_shifted_table() -> None:
    with pytest.raises(ValueError, match="shorter"):
        rendered(
            '{% data_table columns rows caption="x" %}',
            columns=[{"label": "Tên"}, {"label": "Tuổi"}],
            rows=[{"cells": ["Lê Hoàng Phúc"]}],
        )


def test_the_table_behind_a_chart_holds_the_same_numbers() -> None:
    data = {
        "type": "line",
        "labels": ["2022", "2023"],
        "series": [{"name": "Kết nạp", "values": [None, 1967]}],
        "links": ["/2022", "/2023"],
    }
    html = rendered('{% chart "c1" "Kết nạp đảng viên" data %}', data=data)
    carried = re.search(r'<script id="c1" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert carried
    assert json.loads(carried[1]) == data
    assert '<a href="/2023">2023</a></th><td class="num">1.967</td>' in html
    assert '<td class="num">–</td>' in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nguyễn Thị Ánh Tuyết", "NT"), ("Đinh Brôi", "ĐB"), ("admin", "A"), ("", "")],
)
def test_initials_are_those_of_surname_and_given_name(name: str, letters: str) -> None:
    assert initials(name) == letters
