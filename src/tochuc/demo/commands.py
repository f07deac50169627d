"""`tochuc demo build`, `tochuc demo accounts` and `tochuc demo files`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command

from tochuc.demo.accounts import accounts
from tochuc.demo.build import Standing, build, empty, standing
from tochuc.demo.files import write_examples

if TYPE_CHECKING:
    from tochuc.site.cli import Commands


def add(commands: Commands) -> None:
    demo = commands.add_parser("demo", help="build the demonstration province, show its accounts")
    verbs = demo.add_subparsers(metavar="VERB", required=True)
    building = verbs.add_parser("build", help="build it into the configured database")
    building.add_argument(
        "--force", action="store_true", help="build anew, and lose what was written in a demonstration before"
    )
    building.set_defaults(run=run_build)
    listing = verbs.add_parser("accounts", help="print the accounts and their passwords")
    listing.set_defaults(run=run_accounts)
    writing = verbs.add_parser("files", help="write example files to import: one with two errors, one mended")
    writing.add_argument("folder", type=Path, help="where to")
    writing.set_defaults(run=run_files)


def run_build(arguments: argparse.Namespace) -> None:
    """Never touches a database that holds anything but a demonstration, nor a site that others reach."""
    if not _on_this_machine_alone():
        sys.exit(
            "The demonstration's passwords are public: it is built only where TOCHUC_BASE_URL is this machine."
        )
    call_command("migrate", interactive=False, verbosity=0)
    found = standing()
    if found is Standing.FOREIGN:
        sys.exit(
            "The database holds other data than a demonstration: nothing was changed. Name another DATABASE_URL."
        )
    if found is Standing.USED and not arguments.force:
        sys.stdout.write(
            "An older demonstration with later work in it stays as it is; --force builds it anew.\n"
        )
        return
    if found is Standing.SAME and not arguments.force:
        sys.stdout.write("The demonstration is there already.\n")
        return
    if found is not Standing.EMPTY:
        empty()
    _build()


def _build() -> None:
    started = time.perf_counter()
    build(lambda line: print(f"  {time.perf_counter() - started:5.1f} s  {line}", flush=True))
    sys.stdout.write(f"  {time.perf_counter() - started:5.1f} s  done\n")


def _on_this_machine_alone() -> bool:
    from tochuc.site.settings import ENVIRONMENT

    return ENVIRONMENT.local


def run_accounts(_: argparse.Namespace) -> None:
    rows = [
        ("Tên đăng nhập", "Mật khẩu", "Người dùng"),
        *((one.login, one.password, f"{one.name} – {one.who}") for one in accounts()),
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(2)]
    for login, password, who in rows:
        sys.stdout.write(f"  {login:{widths[0]}}  {password:{widths[1]}}  {who}\n")


def run_files(arguments: argparse.Namespace) -> None:
    if not arguments.folder.is_dir():
        sys.exit(f"{arguments.folder} is no folder: make it first, or name another.")
    for path in write_examples(arguments.folder):
        sys.stdout.write(f"{path}\n")
