"""The showcase page of the component kit. Its content is invented, in real lengths; no record is read."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

BANK = "Đảng bộ Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam - Chi nhánh Quảng Ngãi"
HERE = "#"


class SampleForm(forms.Form):
    """One field of each kind, with values that show errors."""

    full_name = forms.CharField(label="Họ và tên", help_text="Ghi như trong hồ sơ đảng viên, đủ dấu.")
    born_on = forms.CharField(label="Ngày sinh", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    cell = forms.ChoiceField(
        label="Chi bộ", choices=[("", "Chọn chi bộ"), ("1", "Chi bộ Thôn 3 - Xã Ba Vinh")]
    )
    gender = forms.ChoiceField(
        label="Giới tính", choices=[("male", "Nam"), ("female", "Nữ")], widget=forms.RadioSelect
    )
    decision = forms.FileField(label="Quyết định kết nạp", required=False, help_text="Tệp PDF, tối đa 20 MB.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_student = forms.BooleanField(label="Là học sinh, sinh viên khi được kết nạp", required=False)

    def clean_born_on(self) -> str:
        raise forms.ValidationError("Ngày 31/4/1999 không có: tháng 4 có 30 ngày. Hãy xem lại ngày sinh.")


class SampleFilter(forms.Form):
    """The filters above the sample list."""

    q = forms.CharField(label="Tìm trong danh sách", required=False)
    unit = forms.ChoiceField(
        label="Tổ chức đảng", required=False, choices=[("", "Tất cả"), ("1", "Huyện Ba Tơ")]
    )
    year = forms.ChoiceField(
        label="Năm kết nạp", required=False, choices=[("2023", "2023"), ("2022", "2022")]
    )


def showcase(request: HttpRequest) -> HttpResponse:
    """The page `/_kit`."""
    return render(request, "web/kit.html", sample_context())


def sample_context() -> dict[str, Any]:
    return {
        "navigation": _navigation(),
        "acting_role": "Cán bộ Ban Tổ chức Tỉnh ủy",
        "acting_unit": "Đảng bộ tỉnh Quảng Ngãi",
        "crumbs": [("Trang đầu", HERE), ("Hệ thống", HERE), ("Bộ thành phần", "")],
        "period": {"year": 2023, "years": range(2023, 2012, -1), "as_of": "31/12/2023"},
        "stats": _stats(),
        "line": _line(),
        "bar": _bar(),
        "columns": _columns(),
        "rows": _rows(),
        "page_sizes": [25, 50, 100],
        "page": Paginator(range(57_012), 50).page(3),
        "filter_form": SampleFilter(),
        "chips": [("Tổ chức đảng", BANK, HERE), ("Năm kết nạp", "2023", HERE), ("Giới tính", "Nữ", HERE)],
        "form": SampleForm({"full_name": "Phạm Thị Ánh Tuyết", "born_on": "31/4/1999", "gender": "female"}),
        "steps": [
            ("Tải tệp", "done"), ("Kiểm tra", "done"), ("Xem trước", "current"), ("Ghi", "next"),
        ],
        "events": _events(),
        "nodes": _nodes(),
        "facts": _facts(),
        "tabs": _tabs(),
        "definition": _definition("def-admitted"),
    }  # fmt: skip


def _navigation() -> list[dict[str, Any]]:
    def item(label: str, icon: str, *, active: bool = False) -> dict[str, Any]:
        return {"label": label, "icon": icon, "url": HERE, "active": active}

    return [
        {
            "label": "",
            "items": [item("Trang đầu", "home"), item("Báo cáo", "report"), item("Số liệu", "chart-bar")],
        },
        {
            "label": "Tổ chức và con người",
            "items": [
                item("Tổ chức đảng", "sitemap"),
                item("Con người", "users"),
                item("Văn bản", "file-text"),
            ],
        },
        {
            "label": "Đảng viên",
            "items": [
                item("Đảng viên", "id-badge-2", active=True),
                item("Kết nạp", "user-plus"),
                item("Chuyển sinh hoạt", "arrows-exchange"),
                item("Chỉ tiêu năm", "target"),
                item("Sổ tay đảng viên điện tử", "device-mobile"),
            ],
        },
        {
            "label": "Hệ thống",
            "items": [
                item("Nhập dữ liệu", "database-import"),
                item("Nhật ký thay đổi", "history"),
                item("Phân quyền", "shield-lock"),
            ],
        },
    ]


def _definition(definition_id: str) -> dict[str, Any]:
    return {
        "id": definition_id,
        "title": "Đảng viên được kết nạp",
        "text": "Số quyết định kết nạp có ngày ký trong kỳ, tính cho chi bộ nơi kết nạp.",
        "facts": [
            ("Kỳ", "01/01/2023 đến 31/12/2023"),
            ("Đơn vị", "Đảng bộ tỉnh Quảng Ngãi"),
            ("Cây tổ chức", "ngày 31/12/2023"),
        ],
    }


def _stats() -> list[dict[str, Any]]:
    return [
        {"label": "Đảng viên", "value": "57.012", "url": HERE, "delta": "+1,4% so với 2022",
         "trend": [49_310, 50_402, 51_288, 52_120, 53_004, 53_811, 54_420, 55_203, 56_218, 57_012]},
        {"label": "Đảng viên được kết nạp", "value": "1.967", "url": HERE, "delta": "vượt 3% chỉ tiêu",
         "trend": [2_104, 2_010, 1_988, 1_930, 1_801, 1_755, 1_790, 1_812, 1_893, 1_967],
         "definition": _definition("def-stat")},
        {"label": "Đăng ký Sổ tay đảng viên điện tử", "value": "90,5%", "url": HERE, "unit": "51.602/57.012",
         "delta": "", "trend": [None, None, 12.4, 61.7, 90.5]},
        {"label": "Tổ chức cơ sở đảng mới thành lập ngoài nhà nước", "value": "07", "url": HERE,
         "delta": "+2 so với 2022"},
    ]  # fmt: skip


def _line() -> dict[str, Any]:
    return {
        "type": "line",
        "labels": [str(year) for year in range(2013, 2024)],
        "unit": "đảng viên",
        "series": [
            {"name": "Kết nạp", "values": [2104, 2010, 1988, 1930, 1801, 1755, 1790, 1812, 1853, 1893, 1967]},
            {
                "name": "Chỉ tiêu",
                "values": [None, None, 2000, 1950, 1900, 1850, 1800, 1800, 1850, 1900, 1910],
            },
        ],
    }


def _bar() -> dict[str, Any]:
    units = [
        ("Thành phố Quảng Ngãi", 244), ("Huyện Bình Sơn", 231), ("Huyện Sơn Tịnh", 148),
        ("Huyện Tư Nghĩa", 163), ("Thị xã Đức Phổ", 187), (BANK, 42), ("Huyện Ba Tơ", 201),
    ]  # fmt: skip
    return {
        "type": "bar",
        "horizontal": True,
        "unit": "đảng viên",
        "labels": [name for name, _ in units],
        "series": [{"name": "Kết nạp năm 2023", "values": [value for _, value in units]}],
        "links": [HERE for _ in units],
    }


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": "Họ và tên", "lead": True, "sort_url": HERE, "sorted": "ascending"},
        {"label": "Ngày sinh", "sort_url": HERE},
        {"label": "Tổ chức đảng", "sort_url": HERE},
        {"label": "Ngày kết nạp", "sort_url": HERE},
        {"label": "Tuổi đảng", "numeric": True, "sort_url": HERE},
    ]


def _rows() -> list[dict[str, Any]]:
    people = [
        ("Đinh Văn Brôi", "02/3/1988", "Chi bộ Thôn Nước Lá - Đảng bộ xã Ba Vinh", "19/5/2014", "9"),
        ("Nguyễn Hữu Công Tằng Tôn Nữ Ái Duyên", "14/11/1979", f"Chi bộ 2 - {BANK}", "03/02/2005", "18"),
        ("Lê Hoàng Phúc", "30/4/1999", "Chi bộ Trường Trung học phổ thông Trần Quốc Tuấn", "22/12/2023", "0"),
        (
            "Phạm Thị Ánh Tuyết",
            "09/8/1965",
            "Chi bộ Tổ dân phố 4 - Đảng bộ phường Nghĩa Lộ",
            "26/3/1987",
            "36",
        ),
        ("Trần Quang Vững", "17/7/1991", "Chi bộ Công an huyện Minh Long", "02/9/2016", "7"),
    ]
    return [{"url": HERE, "cells": person} for person in people]


def _events() -> list[dict[str, Any]]:
    return [
        {"when": "22/12/2023", "title": "Kết nạp vào Đảng", "key": True, "url": HERE,
         "text": f"Quyết định số 418-QĐ/HU, tại chi bộ Phòng giao dịch Ba Tơ - {BANK}"},
        {"when": "05/01/2024 14:32", "title": "Sửa hồ sơ",
         "who": "Nguyễn Thị Hạnh, nhập từ tệp Kết nạp quý IV.xlsx",
         "changes": [("Ngày kết nạp", "12/12/2023", "22/12/2023"), ("Trình độ", "", "Đại học")]},
        {"when": "22/12/2024", "title": "Công nhận đảng viên chính thức", "key": True, "url": HERE},
    ]  # fmt: skip


def _nodes() -> list[dict[str, Any]]:
    cells = [
        {"id": "c1", "label": "Chi bộ Phòng Kế hoạch kinh doanh", "url": HERE, "count": "18"},
        {"id": "c2", "label": "Chi bộ Phòng giao dịch Ba Tơ", "url": HERE, "count": "11"},
    ]
    block = [
        {"id": "b1", "label": BANK, "url": HERE, "count": "214", "children": cells, "selected": True},
        {"id": "b2", "label": "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn", "url": HERE, "count": "397",
         "has_children": True, "children_url": HERE},
    ]  # fmt: skip
    return [
        {"id": "p", "label": "Đảng bộ tỉnh Quảng Ngãi", "url": HERE, "count": "57.012", "children": [
            {"id": "k", "label": "Đảng bộ Khối Cơ quan và Doanh nghiệp tỉnh", "url": HERE, "count": "6.318",
             "children": block},
            {"id": "bt", "label": "Đảng bộ huyện Ba Tơ", "url": HERE, "count": "3.902", "has_children": True,
             "children_url": HERE},
        ]},
    ]  # fmt: skip


def _facts() -> list[tuple[str, str] | tuple[str, str, str]]:
    return [
        ("Họ và tên khai sinh", "Phạm Thị Ánh Tuyết"),
        ("Ngày sinh", "09/8/1965"),
        ("Dân tộc", "Hrê"),
        ("Chi bộ đang sinh hoạt", f"Chi bộ Phòng giao dịch Ba Tơ - {BANK}", HERE),
        ("Số thẻ đảng viên", ""),
    ]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": "Tổng quan", "url": HERE, "active": True},
        {"label": "Đảng viên", "url": HERE, "icon": "users", "count": "57.012"},
        {"label": "Số liệu", "url": HERE, "icon": "chart-bar"},
        {"label": "Lịch sử", "url": HERE, "icon": "history", "count": "128"},
    ]
