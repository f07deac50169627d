"""`tochuc units check` and `tochuc units rebuild`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import Unit, Via
from tochuc.kernel.tree.check import check
from tochuc.kernel.tree.order import BrokenTree
from tochuc.kernel.tree.today import rebuild_tree

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    units = commands.add_parser("units", help="prove the stored tree against its dated placements")
    verbs = units.add_subparsers(metavar="VERB", required=True)
    proof = verbs.add_parser(
        "check", help="print everything that is wrong with the tree; exit code 1 if anything is"
    )
    proof.set_defaults(run=run_check)
    mend = verbs.add_parser(
        "rebuild", help="write today's names, parents and positions anew from the dated facts"
    )
    mend.set_defaults(run=run_rebuild)


def run_check(_: argparse.Namespace) -> int:
    problems = check()
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    count = Unit.objects.count()
    sys.stdout.write(f"{count} units, {len(problems)} problems\n")
    return 1 if problems else 0


def run_rebuild(_: argparse.Namespace) -> int:
    try:
        changed = rebuild_tree(Acting(None, via=Via.COMMAND))
    except BrokenTree as error:
        sys.exit(f"The tree cannot be rebuilt: {error}")
    sys.stdout.write(f"{changed} units changed\n")
    return 0
