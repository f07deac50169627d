"""Checked documents in tables: which there are, and the versions of one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tochuc.kernel.models import User
from tochuc.reports.checking import temporary
from tochuc.reports.checking.models import CheckedDocument, CheckedVersion
from tochuc.vi.numbers import format_int
from tochuc.web.templatetags.vi import moment


def facts(document: CheckedDocument, latest: CheckedVersion) -> list[tuple[str, str]]:
    shared = document.unit.label if document.unit else "không"
    kept = "có" if latest.kept else f"không; xóa sau {temporary.HOURS} giờ"
    return [
        ("Tệp", latest.file_name),
        ("Người đưa vào", str(document.owner)),
        ("Chia sẻ trong đơn vị", shared),
        ("Giữ lại tệp", kept),
    ]


def version_table(document: CheckedDocument) -> dict[str, Any]:
    labels = ("Bản", "Tệp", "Kiểm tra lúc", "Người kiểm tra", "Lỗi", "Cảnh báo", "Lưu ý")
    numeric = ("Lỗi", "Cảnh báo", "Lưu ý")
    return {
        "version_columns": [{"label": label, "numeric": label in numeric} for label in labels],
        "version_rows": [
            {
                "cells": [
                    str(one.number),
                    one.file_name,
                    moment(one.checked_at),
                    str(one.checked_by),
                    *(format_int(number) for number in (one.errors, one.warnings, one.notes)),
                ]
            }
            for one in document.versions.select_related("checked_by")
        ],
    }


def list_columns() -> list[dict[str, Any]]:
    labels = ("Văn bản", "Bản", "Kiểm tra lúc", "Người đưa vào", "Lỗi", "Cảnh báo", "Lưu ý")
    numeric = ("Bản", "Lỗi", "Cảnh báo", "Lưu ý")
    return [{"label": one, "numeric": one in numeric, "lead": one == "Văn bản"} for one in labels]


def list_row(document: CheckedDocument, user: User) -> dict[str, Any]:
    latest = document.versions.all()[0]
    shared = f"chia sẻ trong {document.unit.label}" if document.unit else ""
    return {
        "url": reverse("check", args=[document.pk]),
        "cells": [
            {"text": document.name, "note": shared},
            format_int(latest.number),
            moment(latest.checked_at),
            "Đồng chí" if document.owner_id == user.pk else str(document.owner),
            *(format_int(number) for number in (latest.errors, latest.warnings, latest.notes)),
        ],
    }
