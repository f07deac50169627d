"""`tochuc audit verify [--expect HASH]` and `tochuc audit head`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tochuc.kernel.changes.verify import verify
from tochuc.kernel.models import ChainHead

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

LISTED = 100


def add(commands: Commands) -> None:
    audit = commands.add_parser("audit", help="prove that no change set was altered, removed or reordered")
    verbs = audit.add_subparsers(metavar="COMMAND", required=True)
    verifying = verbs.add_parser(
        "verify", help="read the whole log and name every place that was tampered with"
    )
    verifying.add_argument(
        "--expect", default="", metavar="HASH", help="a head noted down earlier: the chain must contain it"
    )
    verifying.set_defaults(run=run_verify)
    verbs.add_parser("head", help="print the chain's head, to be noted down elsewhere").set_defaults(
        run=run_head
    )


def run_verify(arguments: argparse.Namespace) -> int:
    """Exit code 0 where the log is whole, 1 where not."""
    report = verify(expect=arguments.expect)
    for one in report.breaks[:LISTED]:
        print(one)
    if len(report.breaks) > LISTED:
        print(f"… and {len(report.breaks) - LISTED} more")
    state = f"{len(report.breaks)} faults" if report.breaks else "whole"
    print(f"{report.change_sets} change sets, {report.rows} rows: {state}")
    print(f"head {report.digest}")
    return 1 if report.breaks else 0


def run_head(_arguments: argparse.Namespace) -> None:
    head = ChainHead.objects.filter(pk=1).first()
    if head is None:
        sys.exit("Nothing has been written yet.")
    print(f"{head.number} {head.digest}")
