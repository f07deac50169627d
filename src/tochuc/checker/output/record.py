"""A finding as data: for JSON, for the page and for other programs."""

from typing import Any

from tochuc.checker.document import Document, Span
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Found, Outcome


def place_of(document: Document, span: Span) -> dict[str, Any]:
    """Lines and columns from 1, the end column behind the last character; `page` is 0 where there are none."""
    return {**document.locate(span)._asdict(), "text": span.text}


def record(outcome: Outcome, found: Found, language: Language) -> dict[str, Any]:
    """What is known of a finding."""
    finding, document = found.finding, outcome.document
    return {
        "file": outcome.file,
        "code": finding.code,
        "severity": str(found.rule.severity),
        "confidence": str(finding.confidence),
        "title": found.rule.title.in_(language),
        **place_of(document, finding.span),
        "message": finding.message.in_(language),
        "stated": finding.stated,
        "computed": finding.computed,
        "fix": finding.fix,
        "fingerprint": found.fingerprint,
        "related": [
            {**place_of(document, related.span), "message": related.say.in_(language)}
            for related in finding.related
        ],
    }
