"""The ``tochuc`` command: how it finds what was asked for."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import pytest

from tochuc.site import cli
from tochuc.site.cli import COMMANDS, Source


def module_with(
    name: str,
    add: Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = ModuleType(name)
    vars(module)["add"] = add
    monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture
def _harvest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table with one source, "harvest count FIELD", which needs no Django."""

    def count(arguments: argparse.Namespace) -> int | None:
        sys.stdout.write(f"counted {arguments.field}\n")
        return None if arguments.field == "north" else 3

    def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        leaf = commands.add_parser("harvest").add_subparsers().add_parser("count")
        leaf.add_argument("field")
        leaf.set_defaults(run=count)

    module_with("harvest", add, monkeypatch)
    table = (Source("harvest", {"harvest": "what the fields gave"}, needs_django=False),)
    monkeypatch.setattr(cli, "COMMANDS", table)


@pytest.mark.usefixtures("_harvest")
def test_a_command_runs_with_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["harvest", "count", "north"]) == 0
    assert capsys.readouterr().out == "counted north\n"


@pytest.mark.usefixtures("_harvest")
def test_the_exit_code_is_what_the_command_returns() -> None:
    assert cli.main(["harvest", "count", "south"]) == 3


@pytest.mark.usefixtures("_harvest")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "usage: tochuc"),
        (["sow"], "invalid choice: 'sow'"),
        (["harvest"], "usage: tochuc harvest"),
        (["harvest", "count"], "the following arguments are required: field"),
    ],
)
def test_a_wrong_call_ends_with_code_2_and_the_usage_that_helps(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert told in capsys.readouterr().err


def test_help_lists_every_command_without_loading_django() -> None:
    program = (
        "import sys; from tochuc.site.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: sys.exit('django' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    for source in COMMANDS:
        for name in source.names:
            assert f"    {name}" in told


def test_options_of_djangos_own_commands_are_passed_on_unread(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["manage", "migrate", "--help"])
    assert end.value.code == 0
    assert "--fake-initial" in capsys.readouterr().out


@pytest.mark.parametrize("source", COMMANDS, ids=lambda source: source.module)
def test_every_module_of_the_table_offers_exactly_the_commands_the_table_promises(source: Source) -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    import_module(source.module).add(commands)
    assert set(commands.choices) == set(source.names)


def test_every_command_is_documented(pytestconfig: pytest.Config) -> None:
    page = (pytestconfig.rootpath / "docs/engineering/commands.md").read_text(encoding="utf-8")
    for name in [name for source in COMMANDS for name in source.names] + list(cli.MANAGE):
        assert f"`tochuc {name}" in page
