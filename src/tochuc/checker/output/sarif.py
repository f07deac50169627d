"""SARIF 2.1.0, the form in which editors and forges take findings."""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from tochuc.checker.document import Document, Span
from tochuc.checker.explanations import page
from tochuc.checker.finding import Confidence, Language
from tochuc.checker.outcome import Found, Outcome
from tochuc.checker.rule import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PRECISION = {Confidence.SURE: "very-high", Confidence.LIKELY: "high", Confidence.MAYBE: "medium"}
_RANK = {Confidence.SURE: 100.0, Confidence.LIKELY: 70.0, Confidence.MAYBE: 30.0}


def sarif(outcomes: Sequence[Outcome], language: Language) -> str:
    """One run over all files; what is silenced stands in it as suppressed, with its reason."""
    every = [found for outcome in outcomes for found, _ in _all(outcome)]
    rules = {found.rule.code: found.rule for found in every}
    rules = dict(sorted(rules.items()))
    order = {code: position for position, code in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "tochuc check",
                "rules": [_rule(rule, language) for rule in rules.values()],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(outcome)} for outcome in outcomes],
        "results": [
            {
                **_result(outcome, found, order[found.rule.code], language),
                "suppressions": [{"kind": "external", "justification": reason}] if reason else [],
            }
            for outcome in outcomes
            for found, reason in _all(outcome)
        ],
    }
    text = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _all(outcome: Outcome) -> list[tuple[Found, str]]:
    """Findings with the reason for which they are silenced, empty where they are not."""
    silenced = [(found, silence.reason) for found, silence in outcome.silenced]
    return [*((found, "") for found in outcome.found), *silenced]


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    explained = page(rule.code)
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title.in_(language)},
        "fullDescription": {"text": explained.explanation.in_(language)},
        "help": {"text": explained.explanation.in_(language), "markdown": explained.markdown(language)},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(outcome: Outcome, found: Found, index: int, language: Language) -> dict[str, Any]:
    finding, document = found.finding, outcome.document
    related = [
        {
            "id": number,
            **_location(outcome, document, related.span),
            "message": {"text": related.say.in_(language)},
        }
        for number, related in enumerate(finding.related)
    ]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": str(found.rule.severity),
        "rank": _RANK[finding.confidence],
        "message": {"text": finding.message.in_(language)},
        "locations": [_location(outcome, document, finding.span)],
        "relatedLocations": related,
        "partialFingerprints": {"tochuc/v1": found.fingerprint},
        "properties": {
            "precision": _PRECISION[finding.confidence],
            "confidence": str(finding.confidence),
            "stated": finding.stated,
            "computed": finding.computed,
        },
    }


def _location(outcome: Outcome, document: Document, span: Span) -> dict[str, Any]:
    place = document.locate(span)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "snippet": {"text": span.text},
    }
    return {"physicalLocation": {"artifactLocation": _artifact(outcome), "region": region}}


def _artifact(outcome: Outcome) -> dict[str, str]:
    path = PurePath(outcome.file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix().encode("utf-8", "surrogateescape"))}
