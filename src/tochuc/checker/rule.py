"""Rules: one function each, declared with its code, and found by it.

The page `pages/<code>.md` explains a rule to the people who read its findings.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tochuc.checker.finding import Finding, Say
from tochuc.rules.finding import Severity

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

Check = Callable[["Reading"], Iterator[Finding]]

#: The modules whose import declares the rules.
MODULES = (
    "arithmetic",
    "years",
    "ratios",
    "agreement",
    "restatements",
    "citations",
    "citation_dates",
    "citation_context",
    "citation_order",
    "known_documents",
    "structure",
    "footnote_marks",
    "repeats",
    "language",
    "punctuation",
    "variants",
    "abbreviations",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be found: its code, how much it weighs, its title in both languages."""

    code: str
    severity: Severity
    title: Say
    check: Check


_declared: dict[str, Rule] = {}


def rule(code: str, severity: Severity, *, vi: str, en: str) -> Callable[[Check], Check]:
    """Declare a rule. Raises ValueError if its code is taken.

    A rule has one severity: where the same fault weighs differently, these are two rules.
    """

    def declare(check: Check) -> Check:
        if code in _declared:
            raise ValueError(f"{code} is declared twice")
        _declared[code] = Rule(code, severity, Say(vi, en), check)
        return check

    return declare


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their codes."""
    for module in MODULES:
        import_module(f"tochuc.checker.rules.{module}")
    return dict(sorted(_declared.items()))
