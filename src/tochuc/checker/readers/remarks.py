"""Remarks in a file that a finding is known and right: `bỏ qua ARI-001: lý do`."""

import re
import unicodedata

_REMARK = re.compile(
    r"\s{0,9}bỏ qua\s{1,9}([A-Za-z]{3}-\d{3}(?:\s?,\s?[A-Za-z]{3}-\d{3}){0,9})\s?[:：]\s{0,9}(?=\S)",
    re.IGNORECASE,
)


def silence_in(comment: str) -> list[tuple[str, str]]:
    """(code, reason) for each code that a comment silences; empty for other comments, and without a reason."""
    text = unicodedata.normalize("NFC", comment)
    found = _REMARK.match(text)
    if not found:
        return []
    return [(code.strip().upper(), text[found.end() :].strip()) for code in found[1].split(",")]
