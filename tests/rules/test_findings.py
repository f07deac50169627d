"""Findings: how they read, and that each code is documented."""

import re
from datetime import date
from importlib.resources import files

from tochuc.rules.explanations import explanations
from tochuc.rules.finding import Citation, Severity

CODE = re.compile(r'Finding\(\s*"([A-Z]{3}-[0-9]{3})"')


def codes_used() -> set[str]:
    modules = (path for path in files("tochuc.rules").iterdir() if path.name.endswith(".py"))
    return {code for module in modules for code in CODE.findall(module.read_text(encoding="utf-8"))}


def test_every_code_used_is_documented_and_every_documented_code_used() -> None:
    assert codes_used() == set(explanations())
    assert len(codes_used()) >= 16


def test_every_explanation_has_a_wrong_and_a_right_example() -> None:
    for explanation in explanations().values():
        assert all((explanation.title, explanation.explanation, explanation.wrong, explanation.right))
        assert explanation.wrong != explanation.right


def test_severities_have_vietnamese_labels() -> None:
    assert [severity.label for severity in Severity] == ["Lỗi", "Cảnh báo", "Lưu ý"]


def test_a_citation_names_clause_document_and_days() -> None:
    citation = Citation("24-QĐ/TW", "mục 8.1", "về thi hành Điều lệ", date(2021, 7, 30), date(2025, 1, 20))
    assert str(citation) == (
        "mục 8.1, 24-QĐ/TW về thi hành Điều lệ (có hiệu lực từ 30/7/2021 đến trước 20/01/2025)"
    )
    assert str(Citation("24-QĐ/TW", until=date(2025, 1, 20))) == "24-QĐ/TW (có hiệu lực đến trước 20/01/2025)"
    assert str(Citation("24-QĐ/TW")) == "24-QĐ/TW"
