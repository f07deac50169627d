"""The documentation says what the program does: nothing is missing from it, and nothing in it leads nowhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import tochuc
from tochuc.checker.explanations import page as rule_page
from tochuc.checker.rule import rules
from tochuc.demo.accounts import accounts
from tochuc.figures.registry import all_figures
from tochuc.kernel.actions import all_actions
from tochuc.kernel.register.registry import all_registers
from tochuc.rules.explanations import explanations
from tochuc.site.cli import COMMANDS, MANAGE
from tochuc.site.environment import Environment, variable

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PACKAGE = Path(tochuc.__file__).parent
AT_ROOT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in AT_ROOT)])
BESIDE_THE_CODE = sorted([*PACKAGE.glob("reports/**/*.md"), *PACKAGE.glob("web/frontend/*.md")])

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
SPAN = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)")
BLOCK = re.compile(r"^```\w*.*?\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"\b(?:TOCHUC_[A-Z_]+|DATABASE_URL)\b")
OWN_ADDRESSES = ("http://127.0.0.1:8000", "https://tochuc.example.vn")
KNOWN_SITES = ("https://keepachangelog.com/", "https://semver.org/")
SERVER_FOLDERS = ("/srv/tochuc",)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def script(name: str) -> Any:
    """A module of `scripts/`, which is no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return import_module(name)


@cache
def built(path: Path) -> str:
    """The page's text as it goes into the handbook, with everything that is made."""
    text = path.read_text(encoding="utf-8")
    return str(script("docs_pages").on_page_markdown(text)) if path.is_relative_to(DOCS) else text


def page(name: str) -> str:
    return built(DOCS / "engineering" / f"{name}.md")


def code_in(text: str) -> Iterator[str]:
    """What stands as code: spans, and the lines of blocks."""
    for block in BLOCK.finditer(text):
        yield from block["code"].splitlines()
    yield from (span["code"] for span in SPAN.finditer(BLOCK.sub("", text)))


def commands() -> set[str]:
    """Every command as it is typed, such as "figures value"."""
    found = set(MANAGE)
    for source in COMMANDS:
        parsers = argparse.ArgumentParser().add_subparsers()
        import_module(source.module).add(parsers)
        for name, parser in parsers.choices.items():
            found |= set(leaves(name, parser))
    return found


def leaves(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not below:
        chosen = next((one for one in parser._actions if not one.option_strings and one.choices), None)
        yield from [f"{name} {verb}" for verb in chosen.choices] if chosen and chosen.choices else [name]
    for group in below:
        for word, under in group.choices.items():
            yield from leaves(f"{name} {word}", under)


def test_every_command_is_documented() -> None:
    documented = "\n".join(code_in(page("commands")))
    missing = [name for name in commands() if not re.search(rf"^tochuc {name}\b", documented, re.MULTILINE)]
    assert missing == []


@each_page
def test_no_page_names_a_command_that_does_not_exist(path: Path) -> None:
    known = commands()
    typed = [
        line.strip() for line in code_in(built(path)) if re.match(r"\s*(\.venv/bin/)?tochuc [a-z]", line)
    ]
    for line in typed:
        words = line.split()[1:]
        paths = {" ".join(words[:length]) for length in range(1, len(words) + 1)}
        groups = {name.partition(" ")[0] for name in known}
        assert paths & known or (len(words) > 1 and words[0] in groups and words[1] == "…"), line


def test_every_setting_is_documented_and_no_other_is_named() -> None:
    known = {variable(name) for name in Environment.model_fields}
    named = {found for path in PAGES for found in SETTING.findall(built(path))}
    assert named - {"TOCHUC_"} == known
    assert set(SETTING.findall(page("settings"))) >= known


def test_every_register_and_action_is_documented() -> None:
    text = page("registers")
    for register in all_registers():
        assert f"| `{register.name}` | {register.label} |" in text
    for action in all_actions():
        assert f"| `{action.name}` | {action.label} |" in text


def test_every_figure_is_documented_with_its_definition_and_dimensions() -> None:
    rows = page("figures").splitlines()
    for figure in all_figures():
        (row,) = [row for row in rows if row.startswith(f"| `{figure.name}` |")]
        assert figure.description in row
        assert all(f"`{name}`" in row for name in figure.dimensions)


def test_every_finding_is_documented_with_a_wrong_and_a_right_example() -> None:
    text = page("findings")
    for code, one in explanations().items():
        assert f"### {code} {one.title}" in text
        assert one.wrong in text
        assert one.right in text


def test_every_rule_of_the_checker_is_documented_with_its_examples() -> None:
    table, pages = page("checker"), built(DOCS / "nguoi-dung" / "quy-tac-kiem-tra.md")
    for code, rule in rules().items():
        assert f"| `{code}` | {rule.severity} | {rule.title.en} | {rule.title.vi} |" in table
        assert f"### {code} {rule.title.vi}" in pages
        assert all(text in pages for text in (*rule_page(code).wrong, *rule_page(code).right))


def test_the_demonstrations_accounts_are_those_of_the_readme() -> None:
    readme, demonstration = built(ROOT / "README.md"), page("demonstration")
    for account in accounts():
        row = f"| `{account.login}` | `{account.password}` |"
        assert row in readme
        assert row in demonstration
    assert readme.count("`demo-") == len(accounts())


@pytest.mark.parametrize("path", [*PAGES, *BESIDE_THE_CODE], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    for link in LINK.finditer(BLOCK.sub("", path.read_text(encoding="utf-8"))):
        target = link["target"].partition("#")[0]
        if target and ":" not in target:
            assert (path.parent / target).resolve().is_file(), link[0]
            assert (path.parent / target).resolve().is_relative_to(ROOT), link[0]


@each_page
def test_every_target_of_make_that_is_named_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for line in code_in(built(path)):
        if line.startswith("make "):
            words = re.sub(r"\w+=('[^']*'|\S+)", "", line.partition("#")[0]).split()[1:]
            assert set(words) <= targets, line


@each_page
def test_every_file_that_is_named_exists(path: Path) -> None:
    """Paths from the root, or from the package for what lies on a floor, such as `kernel/bulk.py`."""
    floors = {entry.name for entry in PACKAGE.iterdir() if entry.is_dir()}
    tops = {"src", "tests", "scripts", "docs", "bench", ".ci"}
    for code in code_in(built(path)):
        if not re.fullmatch(r"[\w.-]+(/[\w.*-]+)+/?", code):
            continue
        top = code.partition("/")[0]
        if top in tops or top in floors:
            base = ROOT if top in tops else PACKAGE
            assert list(base.glob(code.rstrip("/"))), code


@each_page
def test_nothing_names_a_machine_or_a_host_that_is_not_public(path: Path) -> None:
    text = built(path)
    for address in re.findall(r"https?://[^\s)>`\"']+", text):
        assert address.startswith((*OWN_ADDRESSES, *KNOWN_SITES)), address
    for code in code_in(text):
        for folder in re.findall(r"(?:^|[\s=`'\"])(/[a-z][\w.-]*/[\w./-]*)", code):
            assert folder.startswith(SERVER_FOLDERS), code
        assert not re.search(r"(?:^|\s)\.\./", code), code


def test_locks_do_not_name_the_index_that_they_were_written_with() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
    npm = (PACKAGE / "web/frontend/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in npm


def test_an_example_that_the_code_no_longer_has_ends_the_build() -> None:
    hook = script("docs_pages")
    with pytest.raises(hook.UnknownMarker, match="has no transferred"):
        hook.on_page_markdown("<!-- source: src/tochuc/registers/members/actions.py transferred -->")
    with pytest.raises(hook.UnknownMarker, match="figurs"):
        hook.on_page_markdown("<!-- figurs -->")


def test_the_ledger_quoted_in_contributing_is_that_of_the_code() -> None:
    """Its files exactly; its lines may grow a little before somebody writes them anew."""
    quoted = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    ledger = script("register_ledger").ledger
    blocks = re.findall(r"^(\w+): (\d+) lines in \d+ files\n((?: +\d+ {2}\S+\n)+)", quoted, re.MULTILINE)
    assert [name for name, _, _ in blocks] == ["admission_targets", "documents", "members"]
    for name, total, rows in blocks:
        counted = ledger(next(one for one in all_registers() if one.name == name))
        assert set(re.findall(r"\S+/\S+", rows)) == set(counted)
        assert abs(sum(counted.values()) - int(total)) <= 0.1 * int(total)


def test_the_smallest_register_costs_less_than_a_hundred_lines() -> None:
    (register,) = [one for one in all_registers() if one.name == "admission_targets"]
    assert 0 < sum(script("register_ledger").ledger(register).values()) < 100
