"""MkDocs hook: parts of pages are written from the program's own data, so that they cannot fall behind it.

A page says ``<!-- regulations -->`` or ``<!-- parameters -->`` where the table belongs.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tochuc.rules.regulations import Regulation, load


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


TABLES: dict[str, Callable[[], str]] = {"regulations": _regulations, "parameters": _parameters}


def _chain(regulation: Regulation) -> tuple[str, date]:
    return regulation.topic, regulation.since or date.max


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _value(value: object, unit: str) -> str:
    return "not configured" if value is None else f"{value} {unit}".strip()
