"""A section at the end of the run that says which tests were left out, and why.

A suite that skips in silence looks as green as one that ran. Reasons are counted and framed, the machine's
missing programs (PostgreSQL, Chromium, LibreOffice) among them.
"""

from collections import Counter

import pytest

TITLE = "LEFT OUT"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if not reasons:
        return
    terminalreporter.section(TITLE, sep="!", yellow=True, bold=True)
    for reason, count in sorted(reasons.items()):
        terminalreporter.line(f"{count:>5}  {reason}", yellow=True)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The sentence of the skip: pytest keeps it as (file, line, "Skipped: sentence")."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)
