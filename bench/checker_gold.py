"""Recall and precision of the checker over the gold documents, by rule and by kind. Prints one table.

    python bench/checker_gold.py [--report FILE] [--list]

Default settings. A finding is right if it stands on a marked place (itself or by its other half) with a code that the
gold file accepts there; every other error or warning is false, those in clean documents too. `--report` adds the signed
report, whose gold file lies with the others; `--list` prints what was missed and what is false.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.checker.gold.annotated import clean_documents
from tests.checker.gold.expected import (
    FAMILIES,
    GOLD,
    Expected,
    Result,
    checked,
    compare,
    expectations,
    results,
)
from tests.checker.gold.generated import generated_documents

from tochuc.checker.rule import rules

SIGNED = GOLD / "bao-cao-2336.yaml"
NOT_NAMED = "?"


def main() -> None:
    arguments = _arguments()
    found = list(results())
    if arguments.report:
        content = arguments.report.read_bytes()
        found.append(
            compare(arguments.report.name, expectations(SIGNED), checked(content, arguments.report.name))
        )
    clean = [
        compare(document.name, (), checked(document.text.encode(), document.name))
        for document in [*clean_documents(), *generated_documents()]
    ]
    _print_table([*found, *clean])
    print(f"\n{len(found)} documents with faults, {len(clean)} without")
    print(f"false in documents without faults: {sum(len(result.false) for result in clean)}")
    if arguments.list:
        _print_list([*found, *clean])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", type=Path, help="the signed report of the gold file bao-cao-2336.yaml")
    parser.add_argument("--list", action="store_true", help="what was missed, and what is false")
    return parser.parse_args()


def _print_table(all_results: list[Result]) -> None:
    hits = [(entry, told.finding.code) for result in all_results for entry, told in result.found]
    missed = [entry for result in all_results for entry in result.missed]
    false = [told.finding.code for result in all_results for told in result.false]
    by_rule = Counter(code for _, code in hits)
    missed_by_rule = Counter(_wanted(entry) for entry in missed)
    false_by_rule = Counter(false)
    print(f"{'rule or kind':14} {'found':>6} {'missed':>7} {'false':>6} {'recall':>7} {'precision':>10}")
    for code in sorted({*by_rule, *missed_by_rule, *false_by_rule, *rules()}):
        _print_row(code, by_rule[code], missed_by_rule[code], false_by_rule[code])
    print()
    for kind, family in FAMILIES.items():
        of_kind = (
            sum(entry.kind == kind for entry, _ in hits),
            sum(entry.kind == kind for entry in missed),
            sum(code.startswith(family) for code in false),
        )
        _print_row(kind, *of_kind)
    _print_row("all", len(hits), len(missed), len(false))


def _wanted(entry: Expected) -> str:
    return entry.codes[0] if entry.codes else f"{FAMILIES[entry.kind]}-{NOT_NAMED}"


def _print_row(name: str, found: int, missed: int, false: int) -> None:
    recall, precision = _share(found, found + missed), _share(found, found + false)
    print(f"{name:14} {found:6} {missed:7} {false:6} {recall:>7} {precision:>10}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _print_list(all_results: Iterable[Result]) -> None:
    for result in all_results:
        for entry in result.missed:
            codes = " or ".join(entry.codes) or entry.kind
            print(f"missed {result.name}:{entry.line} {codes} “{entry.text}”: {entry.why}")
        for told in result.false:
            print(f"false  {result.name}:{told}")


if __name__ == "__main__":
    main()
