"""Words by which sentences tie a percentage to its numbers."""

import re

from tochuc.checker.numbers import Form

STOP = re.compile(r"[;!?]|\.(?=\s|$)")
#: What leads from a number to the share that it makes: `(`, `, chiếm tỷ lệ`, `, đạt`, `=`.
LEADS_TO_SHARE = re.compile(
    r"(?:[(,=:–-]|\b(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|là)\b)[\s,:]{0,3}"
    r"(?:(?:chiếm|đạt|bằng|tỷ lệ|tỉ lệ|khoảng|gần|trên|hơn|là|vượt)[\s:]{0,3}){0,3}$",
    re.IGNORECASE,
)
BEYOND = re.compile(r"\bvượt\b(?:(?!chiếm|đạt|bằng)[^%;.,]){0,40}$", re.IGNORECASE)
CHANGE = re.compile(r"\b(?:tăng|giảm)\b", re.IGNORECASE)
#: The most characters between two numbers that belong together.
LONGEST_GLUE = 90
#: What a percentage can be of: `12,6 tỷ đồng` as well as `12`.
COUNTS = frozenset({Form.COUNT, Form.DECIMAL})
