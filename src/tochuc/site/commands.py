"""``tochuc serve``, ``tochuc worker`` and ``tochuc openapi``."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tochuc.site.server import serve

if TYPE_CHECKING:
    from tochuc.site.cli import Commands

MOST_WORKERS = 4


def add(commands: "Commands") -> None:
    """Add this module's commands to the parser."""
    _add_serve(commands)
    worker = commands.add_parser("worker", description="Work off long tasks until stopped by Ctrl-C.")
    worker.set_defaults(run=_worker)
    openapi = commands.add_parser("openapi", description="Write the OpenAPI 3 schema as YAML.")
    openapi.add_argument("--out", type=Path, help="file to write; without it the schema is printed")
    openapi.set_defaults(run=_openapi)


def _add_serve(commands: "Commands") -> None:
    parser = commands.add_parser("serve", description="Serve the site until stopped by Ctrl-C.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers",
        type=_positive,
        default=min(os.cpu_count() or 1, MOST_WORKERS),
        help="processes that answer requests (default: %(default)s)",
    )
    parser.add_argument("--threads", type=_positive, default=4, help="threads of each (default: %(default)s)")
    parser.add_argument("--no-worker", action="store_true", help="long tasks are worked off elsewhere")
    parser.set_defaults(run=_serve)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _serve(arguments: argparse.Namespace) -> None:
    if missing := unapplied_migrations():
        sys.exit(f"The database lacks {missing} migrations. Run: tochuc manage migrate")
    serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        threads=arguments.threads,
        with_worker=not arguments.no_worker,
    )


def unapplied_migrations() -> int:
    """How many migrations the database has still to go through."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    connection.close()
    return missing


def _worker(_arguments: argparse.Namespace) -> None:
    call_command("db_worker", reload=False)


def _openapi(arguments: argparse.Namespace) -> None:
    options: dict[str, object] = {"validate": True, "fail_on_warn": True}
    if arguments.out:
        options["file"] = str(arguments.out)
    call_command("spectacular", **options)
