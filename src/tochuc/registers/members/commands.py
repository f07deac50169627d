"""`tochuc members check`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tochuc.registers.members.check import check
from tochuc.registers.members.models import Member

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    members = commands.add_parser("members", help="prove that members, cells and files agree")
    verbs = members.add_subparsers(metavar="VERB", required=True)
    proof = verbs.add_parser("check", help="print every member whose records disagree; exit code 1 if any do")
    proof.set_defaults(run=run_check)


def run_check(_: argparse.Namespace) -> int:
    """Names records by number, never people: the output may be kept in a log."""
    problems = check()
    for sentence, key in problems:
        print(f"members:{key}: {sentence}")
    print(f"{Member.objects.count()} members, {len(problems)} problems")
    return 1 if problems else 0
