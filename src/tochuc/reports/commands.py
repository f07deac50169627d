"""`tochuc report list` and `tochuc report export`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tochuc.figures.period import Period
from tochuc.kernel.models import Unit
from tochuc.reports.document import Document
from tochuc.reports.files import UnknownTemplate, get_template, templates
from tochuc.reports.rendering.assembly import assemble
from tochuc.reports.rendering.html import to_html
from tochuc.reports.rendering.pandoc import PandocFailed
from tochuc.reports.rendering.setting import NotYetFounded
from tochuc.reports.rendering.word import to_word

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "docx": to_word,
    "html": lambda document: to_html(document).encode(),
}


def add(commands: Commands) -> None:
    report = commands.add_parser("report", help="export a report as Word or HTML")
    verbs = report.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="print the code and title of every report template")
    listing.set_defaults(run=run_list)
    export = verbs.add_parser("export", help="write a report of a unit and a year to a file")
    export.add_argument("code", metavar="CODE", help="the template, as `tochuc report list` prints it")
    export.add_argument("--unit", required=True, metavar="U", help="the unit's code, for example QNG")
    export.add_argument("--year", required=True, type=_year, help="the year reported on")
    export.add_argument("--to", required=True, choices=WRITERS, help="the kind of file")
    export.add_argument("out", type=Path, metavar="OUT", help="the file to write")
    export.set_defaults(run=run_export)


def run_list(_: argparse.Namespace) -> None:
    for template in templates().values():
        sys.stdout.write(f"{template.code}\t{template.title}\n")


def run_export(arguments: argparse.Namespace) -> None:
    try:
        template = get_template(arguments.code)
    except UnknownTemplate as error:
        sys.exit(f"There is no report {error}; there are {', '.join(templates())}.")
    unit = Unit.objects.filter(code=arguments.unit).first()
    if unit is None:
        sys.exit(f"There is no unit {arguments.unit}.")
    try:
        document = assemble(template, unit, Period.year(arguments.year), None)
        arguments.out.write_bytes(WRITERS[arguments.to](document))
    except NotYetFounded as error:
        sys.exit(str(error))
    except PandocFailed as error:
        sys.exit(f"The Word file was not made: {error}.")
    except OSError as error:
        sys.exit(f"{arguments.out} cannot be written: {error.strerror}.")


def _year(text: str) -> int:
    year = int(text)
    if not 1900 <= year <= 2100:
        raise argparse.ArgumentTypeError("must lie between 1900 and 2100")
    return year
