"""`tochuc figures list`, `tochuc figures value` and `tochuc figures compare`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tochuc.figures import comparison
from tochuc.figures.behind import counted_first, records, register_at
from tochuc.figures.breakdowns import Part, UnknownDimension, breakdown
from tochuc.figures.comparison import BadFile, Line, Status
from tochuc.figures.declaration import Counted, Figure
from tochuc.figures.definitions import definition
from tochuc.figures.evaluation import evaluate
from tochuc.figures.period import Period
from tochuc.figures.registry import UnknownFigure, all_figures, get_figure
from tochuc.figures.values import Value
from tochuc.kernel.models import Unit
from tochuc.kernel.tree.snapshot import names_on
from tochuc.vi.dates import parse_full_date

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

MAPPINGS = "tochuc.demo"
"""The package that holds the mappings of the reports we know, each called as its list of printed figures."""


def add(commands: Commands) -> None:
    """Add this module's commands to the parser."""
    verbs = commands.add_parser("figures").add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="every figure with its definition")
    listing.set_defaults(run=run_list)
    _add_value(verbs)
    _add_compare(verbs)


def _add_value(verbs: Commands) -> None:
    parser = verbs.add_parser("value", help="one figure of one unit")
    parser.add_argument("name", help="the figure's name, for example members.admitted")
    parser.add_argument("--unit", required=True, help="the unit's code")
    parser.add_argument("--year", type=_year, help="a calendar year")
    parser.add_argument("--from", dest="first", type=_day, metavar="DAY", help="the period's first day")
    parser.add_argument("--to", dest="last", type=_day, metavar="DAY", help="the period's last day")
    parser.add_argument("--by", metavar="DIM", help="break it down, for example by unit or gender")
    parser.add_argument("--records", action="store_true", help="list the records behind it")
    _add_format(parser)
    parser.set_defaults(run=run_value, parser=parser)


def _add_compare(verbs: Commands) -> None:
    parser = verbs.add_parser(
        "compare",
        help="a report's printed figures against the registers",
        description="Exit code 1 if a figure differs and the mapping does not say why.",
    )
    parser.add_argument("file", type=Path, help="the list of printed figures, YAML")
    parser.add_argument("--unit", required=True, help="the code of the unit that reports")
    parser.add_argument("--year", type=_year, required=True, help="the year reported")
    parser.add_argument(
        "--mapping", type=Path, help="what answers each entry (default: the known mapping of the list's name)"
    )
    _add_format(parser)
    parser.set_defaults(run=run_compare)


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["text", "json"], default="text", help="default: %(default)s")


def _year(text: str) -> int:
    year = int(text)
    if not dt.MINYEAR < year <= dt.MAXYEAR:
        raise ValueError(text)
    return year


def _day(text: str) -> dt.date:
    try:
        return parse_full_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run_list(_: argparse.Namespace) -> None:
    for figure in all_figures():
        print(f"{figure.name}\n  {figure.label}: {figure.description}")
        print(f"  {definition(figure)}\n  --by {' '.join(figure.dimensions)}\n")


def run_value(arguments: argparse.Namespace) -> None:
    figure, unit, period = _figure(arguments.name), _unit(arguments.unit), _period(arguments)
    value = evaluate([figure], unit, period)[figure.name]
    try:
        parts = breakdown(figure, unit, period, arguments.by) if arguments.by else ()
    except UnknownDimension as error:
        sys.exit(f"{error}.")
    behind = _records(figure, unit, period) if arguments.records else None
    if arguments.format == "json":
        _print_json(_as_data(value, unit, parts, behind))
    else:
        _print_value(value, unit, parts, behind)


def run_compare(arguments: argparse.Namespace) -> int:
    """Exit code 1 where an entry differs and nobody has said why."""
    unit = _unit(arguments.unit)
    try:
        mapping = comparison.read_mapping(arguments.mapping or _known_mapping(arguments.file))
        lines = comparison.compare(comparison.read_printed(arguments.file), mapping, unit, arguments.year)
    except BadFile as error:
        sys.exit(f"{error}.")
    if arguments.format == "json":
        _print_json([asdict(line) for line in lines])
    else:
        _print_comparison(lines)
    return 0 if all(line.explained for line in lines) else 1


def _known_mapping(printed: Path) -> Path:
    return Path(str(files(MAPPINGS) / printed.name))


def _figure(name: str) -> Figure:
    try:
        return get_figure(name)
    except UnknownFigure:
        sys.exit(f"There is no figure {name}. `tochuc figures list` shows all.")


def _unit(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        sys.exit(f"There is no unit with the code {code}.")
    return unit


def _period(arguments: argparse.Namespace) -> Period:
    given = (arguments.first, arguments.last)
    if arguments.year is not None and given == (None, None):
        return Period.year(arguments.year)
    if arguments.year is None and None not in given:
        try:
            return Period(*given)
        except ValueError as error:
            sys.exit(str(error))
    arguments.parser.error("give either --year, or --from and --to")
    raise AssertionError  # error() leaves


def _records(figure: Figure, unit: Unit, period: Period) -> list[tuple[int, str]]:
    """Key and text of what is opened for each record, as often as it is counted."""
    leaf, _ = counted_first(figure, period)
    shown = leaf.shown if isinstance(leaf, Counted) else ""
    keys = list(records(figure, unit, period).order_by("pk").values_list(shown or "pk", flat=True))
    texts = {record.pk: str(record) for record in register_at(leaf).queryset().filter(pk__in=set(keys))}
    return [(key, texts[key]) for key in keys]


def _as_data(
    value: Value, unit: Unit, parts: Sequence[Part], behind: list[tuple[int, str]] | None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        **_number(value),
        "label": value.figure.label,
        "definition": definition(value.figure),
        "unit": unit.code,
        "from": value.period.first.isoformat(),
        "to": value.period.last.isoformat(),
        "parts": [_number(part) for part in value.parts],
    }
    if parts:
        found["breakdown"] = [{"key": part.key, "label": part.label, **_number(part.value)} for part in parts]
    if behind is not None:
        register = register_at(counted_first(value.figure, value.period)[0]).name
        found["records"] = [{"register": register, "id": key, "text": text} for key, text in behind]
    return found


def _number(value: Value) -> dict[str, Any]:
    missing = value.missing.value if value.missing else None
    return {"figure": value.figure.name, "value": value.number, "text": str(value), "missing": missing}


def _print_value(
    value: Value, unit: Unit, parts: Sequence[Part], behind: list[tuple[int, str]] | None
) -> None:
    name, _ = names_on(value.period.last).get(unit.pk, (unit.name, ""))
    label = value.figure.label
    print(f"{label[:1].upper()}{label[1:]}, {name}, {value.period}")
    print(f"{value}{f' ({value.fraction})' if value.parts else ''} {value.figure.noun}")
    if value.missing:
        print(value.missing.value)
    for part in parts:
        print(f"{part.value!s:>12}  {part.label}" + (f"  [{part.key}]" if part.unit_id else ""))
    for key, text in behind or ():
        print(f"{key:>12}  {text}")


def _print_comparison(lines: Sequence[Line]) -> None:
    width = max((len(line.id) for line in lines), default=0)
    for line in lines:
        found = "" if line.value is None else _plain(line.value)
        print(
            f"{line.status:<9}  {line.id:<{width}}  {line.printed:>13}  {found:>13}  {line.reason}".rstrip()
        )
    counts = Counter(line.status for line in lines)
    print(", ".join(f"{counts[status]} {status}" for status in Status))


def _plain(value: comparison.Answer) -> str:
    return f"{value['num']}/{value['den']}" if isinstance(value, dict) else str(value)


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))
