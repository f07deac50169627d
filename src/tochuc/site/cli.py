"""The ``tochuc`` command.

Each package offers its commands in a module with ``add(commands)``, which adds parsers and gives each leaf a
function by ``set_defaults(run=...)``; the function gets the parsed arguments and returns an exit code or
nothing. A refusal is ``sys.exit("sentence")``. Only the module of the command that was asked for is imported,
and Django only when that module needs it: a command without Django starts at once.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

SETTINGS = "tochuc.site.settings"


@dataclass(frozen=True)
class Source:
    """A module that adds commands: their names, each with the sentence of the help, and whether it needs
    Django.
    """

    module: str
    names: Mapping[str, str]
    needs_django: bool = True


COMMANDS: tuple[Source, ...] = (
    Source(
        "tochuc.site.commands",
        {
            "serve": "serve the site, with the worker for long tasks beside it",
            "worker": "work off long tasks: imports, exports, reports",
            "openapi": "write the OpenAPI schema of the interface for other programs",
        },
    ),
    Source(
        "tochuc.kernel.commands",
        {
            "audit": "prove that no change set was altered, removed or reordered",
            "explain-access": "say why a user may or may not see a record",
            "roles": "load roles and their permissions from a file",
        },
    ),
    Source(
        "tochuc.registers.units.commands", {"units": "prove the stored tree against its dated placements"}
    ),
    Source("tochuc.registers.members.commands", {"members": "prove that members, cells and files agree"}),
    Source("tochuc.figures.commands", {"figures": "list figures, compute them, compare them with a report"}),
    Source("tochuc.reports.commands", {"report": "export a report as Word or HTML"}),
    Source(
        "tochuc.checker.commands",
        {"check": "read a document and say what in it contradicts itself"},
        needs_django=False,
    ),
    Source("tochuc.demo.commands", {"demo": "build the demonstration province, show its accounts"}),
)
MANAGE = {"manage": "pass a command through to Django, e.g. tochuc manage migrate"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 2 for a wrong call, as argparse has it."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == list(MANAGE):
        return _manage(words[1:])
    source = next((source for source in COMMANDS if words and words[0] in source.names), None)
    parser, commands = _parser(without=source)
    if source:
        if source.needs_django:
            _start_django()
        import_module(source.module).add(commands)
    parsed = parser.parse_args(words)
    if "run" not in parsed:
        _deepest(parser, words).error("a command is missing")
    return int(parsed.run(parsed) or 0)


def _parser(*, without: Source | None) -> tuple[argparse.ArgumentParser, "Commands"]:
    """The parser of the whole command, with bare entries for all sources but the one that adds its own."""
    parser = argparse.ArgumentParser(
        prog="tochuc", description="Registers, figures and reports of an organisation department."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for names in [*(source.names for source in COMMANDS if source is not without), MANAGE]:
        for name, help_text in names.items():
            commands.add_parser(name, help=help_text)
    return parser, commands


def _deepest(parser: argparse.ArgumentParser, words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the last command named in ``words``, so that an error shows the usage that helps."""
    for word in words:
        actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
        if not actions or word not in actions[0].choices:
            break
        parser = actions[0].choices[word]
    return parser


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def _manage(words: Sequence[str]) -> int:
    """Passed on unread: argparse would take the options of Django's commands for its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tochuc manage", *words])
    return 0
