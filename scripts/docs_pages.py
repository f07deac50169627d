"""MkDocs hook: parts of pages are written from the program's own data, so that they cannot fall behind it.

A page says ``<!-- NAME -->`` where the table belongs; `TABLES` lists the names.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tochuc.site.settings")
django.setup()

from tochuc.figures.definitions import definition  # noqa: E402 (after Django's set-up)
from tochuc.figures.registry import all_figures  # noqa: E402
from tochuc.kernel.actions import all_actions  # noqa: E402
from tochuc.kernel.levels import Level  # noqa: E402
from tochuc.kernel.register.registry import all_registers  # noqa: E402
from tochuc.rules.explanations import explanations  # noqa: E402
from tochuc.rules.regulations import Regulation, load  # noqa: E402


def on_page_markdown(markdown: str, **_context: object) -> str:
    """MkDocs calls this with the text of each page."""
    for name, table in TABLES.items():
        marker = f"<!-- {name} -->"
        if marker in markdown:
            markdown = markdown.replace(marker, table())
    return markdown


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


TABLES: dict[str, Callable[[], str]] = {
    "regulations": _regulations,
    "parameters": _parameters,
    "registers": _registers,
    "figures": _figures,
    "actions": _actions,
    "findings": _findings,
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
