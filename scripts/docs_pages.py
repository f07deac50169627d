"""MkDocs hook: parts of pages are written from the program itself, so that they cannot fall behind it.

A page says ``<!-- NAME -->`` where something made belongs (`MADE` lists the names), and
``<!-- source: PATH NAME -->`` where a function, class or value of the code is to stand as an example. A name
that is not there ends the build.
"""

import ast
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tochuc.site.settings")
django.setup()

from tochuc.checker.explanations import page  # noqa: E402 (after Django's set-up)
from tochuc.checker.rule import rules  # noqa: E402
from tochuc.demo.accounts import accounts  # noqa: E402
from tochuc.figures.definitions import definition  # noqa: E402
from tochuc.figures.registry import all_figures  # noqa: E402
from tochuc.kernel.actions import all_actions  # noqa: E402
from tochuc.kernel.levels import Level  # noqa: E402
from tochuc.kernel.register.registry import all_registers  # noqa: E402
from tochuc.rules.explanations import explanations  # noqa: E402
from tochuc.rules.regulations import Regulation, load  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
SOURCE = re.compile(r"<!-- source: (?P<path>\S+) (?P<name>\S+) -->")


class UnknownMarker(LookupError):
    """A page asks for what neither the hook nor the code has."""


def on_page_markdown(markdown: str, **_context: object) -> str:
    """MkDocs calls this with the text of each page."""
    for name, make in MADE.items():
        marker = f"<!-- {name} -->"
        if marker in markdown:
            markdown = markdown.replace(marker, make())
    markdown = SOURCE.sub(lambda found: example(found["path"], found["name"]), markdown)
    if left := re.search(r"<!-- .* -->", markdown):
        raise UnknownMarker(left[0])
    return markdown


def example(path: str, name: str) -> str:
    """The definition called `name` (`Class.method` for a method) as a block of code; raises `UnknownMarker`."""
    text = (ROOT / path).read_text(encoding="utf-8")
    found: ast.stmt | None = None
    body: Sequence[ast.stmt] = ast.parse(text).body
    for part in name.split("."):
        found = next((one for one in body if part in defined(one)), None)
        body = getattr(found, "body", ())
    if found is None:
        raise UnknownMarker(f"{path} has no {name}")
    lines = [line[found.col_offset :] for line in text.splitlines()[first_line(found) - 1 : found.end_lineno]]
    return "\n".join([f'```python title="{path}"', *lines, "```"])


def first_line(statement: ast.stmt) -> int:
    """Where a definition begins, its decorators included."""
    decorators: Sequence[ast.expr] = getattr(statement, "decorator_list", ())
    return min([statement.lineno, *(one.lineno for one in decorators)])


def defined(statement: ast.stmt) -> list[str]:
    """The names that a statement defines."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _regulations() -> str:
    return _table(
        ("Topic", "Number", "Title", "From", "Until", "Replaced by", "Certainty"),
        (
            (r.topic, r.number, r.title, _day(r.since), _day(r.until), r.replaced_by, str(r.certainty))
            for r in sorted(load(), key=_chain)
        ),
    )


def _parameters() -> str:
    return _table(
        ("Parameter", "Value", "Regulation", "Clause", "Certainty"),
        (
            (f"`{p.name}`", _value(p.value, p.unit), r.number, p.clause, str(p.certainty))
            for r in sorted(load(), key=_chain)
            for p in r.parameters.values()
        ),
    )


def _registers() -> str:
    return _table(
        ("Name", "Register", "Model", "Least level", "Columns", "Import"),
        (
            (
                f"`{one.name}`",
                one.label,
                f"`{one.model._meta.label}`",
                Level(one.level).label,
                ", ".join(one.label_of(column) for column in one.columns),
                "yes" if one.importing else "",
            )
            for one in all_registers()
        ),
    )


def _figures() -> str:
    return _table(
        ("Name", "Figure", "What it counts", "Definition", "By"),
        (
            (
                f"`{one.name}`",
                one.label,
                one.description,
                definition(one),
                ", ".join(f"`{name}`" for name in one.dimensions),
            )
            for one in all_figures()
        ),
    )


def _actions() -> str:
    return _table(
        ("Name (and permission)", "Action"),
        ((f"`{one.name}`", one.label) for one in sorted(all_actions(), key=lambda one: one.name)),
    )


def _findings() -> str:
    return "\n\n".join(
        f"### {code} {one.title}\n\n{one.explanation}\n\n- Sai: {one.wrong}\n- Đúng: {one.right}"
        for code, one in sorted(explanations().items())
    )


def _checker_rules() -> str:
    return _table(
        ("Code", "Severity", "What it finds", "Trong báo cáo gọi là"),
        ((f"`{one.code}`", str(one.severity), one.title.en, one.title.vi) for one in rules().values()),
    )


def _checker_pages() -> str:
    return "\n\n".join(
        f"### {one.code} {one.title.vi}\n\n*{one.severity.label}.* {page(one.code).markdown('vi')}"
        for one in rules().values()
    )


def _accounts() -> str:
    return _table(
        ("Login", "Password", "Role", "Over", "Whose"),
        ((f"`{one.login}`", f"`{one.password}`", f"`{one.role}`", one.unit, one.who) for one in accounts()),
    )


def _report_templates() -> str:
    """The description of the language that lies beside the templates, without its heading; paths from the root."""
    text = (ROOT / "src/tochuc/reports/templates/README.md").read_text(encoding="utf-8")
    return text.partition("\n")[2].strip().replace("../data/", "src/tochuc/reports/data/")


MADE: dict[str, Callable[[], str]] = {
    "regulations": _regulations,
    "parameters": _parameters,
    "registers": _registers,
    "figures": _figures,
    "actions": _actions,
    "findings": _findings,
    "checker-rules": _checker_rules,
    "checker-pages": _checker_pages,
    "accounts": _accounts,
    "report-templates": _report_templates,
}


def _chain(regulation: Regulation) -> tuple[str, date]:
    return regulation.topic, regulation.since or date.max


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _value(value: object, unit: str) -> str:
    return "not configured" if value is None else f"{value} {unit}".strip()
