"""From the rules' findings to what an action may not write."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from tochuc.rules.finding import Finding, Severity


def refuse_errors(findings: Iterable[Finding], field: str | None = None) -> None:
    """Raises `ValidationError` with the sentences of those that block; warnings and notes pass."""
    sentences = [
        f"{finding.sentence} [{finding.code}]" for finding in findings if finding.severity is Severity.ERROR
    ]
    if sentences:
        raise ValidationError({field: sentences} if field else sentences)
