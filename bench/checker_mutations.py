"""One slip at a time in clean documents, thousands of them: how many the checker catches, and what it finds in the
unchanged ones. Prints one table.

    python bench/checker_mutations.py [--per-kind 25] [--seed 2336] [--missed 5] [--kind "table cell"]

A slip is caught by a finding (default settings) that the unchanged document does not have, on the line of the slip or
of what it contradicts. Documents of more than 20,000 characters get a tenth of the slips.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.checker.gold.annotated import Annotated, clean_documents
from tests.checker.gold.expected import Told, checked
from tests.checker.gold.generated import generated_documents
from tests.checker.gold.mutations import ARITHMETIC, Mutation, mutations

LONG = 20_000
Key = tuple[str, int, str, str]


@dataclass(frozen=True)
class Tried:
    """What became of one slip."""

    group: str
    kind: str
    caught: bool
    what: str


@dataclass(frozen=True)
class Outcome:
    """What became of one document's slips, and what was found in it before them."""

    name: str
    tried: list[Tried]
    false: list[str]


def main() -> None:
    arguments = _arguments()
    start = perf_counter()
    documents = sorted([*clean_documents(), *generated_documents()], key=lambda one: -len(one.text))
    tasks = [(document, arguments.per_kind, arguments.seed) for document in documents]
    with Pool(arguments.processes) as pool:
        outcomes = sorted(pool.imap_unordered(_outcome, tasks), key=lambda outcome: outcome.name)
    tried = [one for outcome in outcomes for one in outcome.tried if arguments.kind in one.kind]
    _print_kinds(tried)
    _print_false(outcomes)
    print(f"\n{len(tried)} slips in {len(documents)} documents, {perf_counter() - start:.0f} s")
    _print_missed(tried, arguments.missed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--per-kind", type=int, default=25, help="slips of one kind in one document, at most")
    parser.add_argument("--seed", type=int, default=2336)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--missed", type=int, default=0, help="examples of missed slips of each kind")
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    return parser.parse_args()


def _outcome(task: tuple[Annotated, int, int]) -> Outcome:
    document, per_kind, seed = task
    before = checked(document.text.encode(), document.name)
    known = set(_keys(before))
    wanted = max(1, per_kind // 10) if len(document.text) > LONG else per_kind
    chance = random.Random(f"{seed} {document.name}")
    tried = [_try(document, mutation, known) for mutation in mutations(document, chance, wanted)]
    return Outcome(document.name, tried, [str(told) for told in before if told.weighs])


def _try(document: Annotated, mutation: Mutation, known: set[Key]) -> Tried:
    after = checked(mutation.text.encode(), document.name)
    new = [told for key, told in zip(_keys(after), after, strict=True) if key not in known]
    caught = any(told.on(line) for told in new for line in mutation.lines)
    elsewhere = "; elsewhere: " + str(new[0]) if new and not caught else ""
    return Tried(
        mutation.group,
        mutation.kind,
        caught,
        f"{document.name} {sorted(mutation.lines)} {mutation.what}{elsewhere}",
    )


def _keys(findings: Iterable[Told]) -> Iterator[Key]:
    return ((one.finding.code, one.line, one.finding.span.text, one.finding.message.vi) for one in findings)


def _print_kinds(tried: list[Tried]) -> None:
    counts: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in tried:
        counts[one.group, one.kind].append(one.caught)
    print(f"{'slip':38} {'tried':>7} {'caught':>7} {'share':>7}")
    for group in sorted({group for group, _ in counts}, key=lambda group: group != ARITHMETIC):
        of_group = {kind: caught for (other, kind), caught in sorted(counts.items()) if other == group}
        for kind, caught in of_group.items():
            _print_row(kind, caught)
        _print_row(f"all of {group}", [one for caught in of_group.values() for one in caught])
        print()


def _print_row(name: str, caught: list[bool]) -> None:
    print(f"{name:38} {len(caught):7} {sum(caught):7} {sum(caught) / len(caught):7.1%}")


def _print_false(outcomes: list[Outcome]) -> None:
    print("false findings in unchanged documents (errors and warnings)")
    for outcome in outcomes:
        if outcome.false:
            print(f"{outcome.name:38} {len(outcome.false):7}   {outcome.false[0]}")
    print(f"{'all':38} {sum(len(outcome.false) for outcome in outcomes):7}")


def _print_missed(tried: list[Tried], examples: int) -> None:
    missed: defaultdict[str, list[str]] = defaultdict(list)
    for one in tried:
        if not one.caught:
            missed[one.kind].append(one.what)
    for kind, whats in sorted(missed.items()) if examples else []:
        print(f"\n{kind}: {len(whats)} missed")
        for what in random.Random(0).sample(whats, min(examples, len(whats))):
            print(f"  {what}")


if __name__ == "__main__":
    main()
