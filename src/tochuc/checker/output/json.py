"""JSON: a list of findings, of statements or of rules."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tochuc.checker.finding import Language
from tochuc.checker.outcome import Outcome
from tochuc.checker.output.record import record
from tochuc.checker.rule import Rule


def as_json(outcomes: Sequence[Outcome], language: Language) -> str:
    """The findings of all files."""
    return dumped([record(outcome, found, language) for outcome in outcomes for found in outcome.found])


def rules_as_json(rules: Iterable[Rule], language: Language) -> str:
    """The rules, without their pages."""
    return dumped(
        [
            {"code": rule.code, "severity": str(rule.severity), "title": rule.title.in_(language)}
            for rule in rules
        ]
    )


def dumped(content: list[dict[str, Any]]) -> str:
    """Letters as they are, except halves of characters, which no encoding can write."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"
