"""Times one report from the records to the file, on the configured database. Prints one table of medians.

python bench/report.py [CODE UNIT YEAR]
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tochuc.site.settings")
django.setup()

from tochuc.figures.period import Period  # noqa: E402
from tochuc.kernel.models import Unit  # noqa: E402
from tochuc.reports.files import get_template  # noqa: E402
from tochuc.reports.rendering.assembly import assemble  # noqa: E402
from tochuc.reports.rendering.html import to_html  # noqa: E402
from tochuc.reports.rendering.word import to_word  # noqa: E402

RUNS = 7


def main(code: str = "annual-province-i-2-2", unit_code: str = "QNG", year: str = "2023") -> None:
    template, unit = get_template(code), Unit.objects.get(code=unit_code)
    period = Period.year(int(year))
    document = assemble(template, unit, period, None)
    folder = Path(tempfile.mkdtemp())
    steps: dict[str, Callable[[], object]] = {
        "figures evaluated, text assembled": lambda: assemble(template, unit, period, None),
        "document to Word": lambda: to_word(document, folder),
        "records to Word": lambda: to_word(assemble(template, unit, period, None), folder),
        "document to HTML": lambda: to_html(document),
    }
    print(f"{code}, {unit_code}, {year}: median of {RUNS} runs, in ms")
    print(
        f"{'Word, the first time (styles made)':<36}{_milliseconds(lambda: to_word(document, folder)):>9.1f}"
    )
    for name, step in steps.items():
        print(f"{name:<36}{median(_milliseconds(step) for _ in range(RUNS)):>9.1f}")
    shutil.rmtree(folder)


def _milliseconds(step: Callable[[], object]) -> float:
    begun = perf_counter()
    step()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
