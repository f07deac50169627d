"""Importing members from XLSX, from upload to committed, beside django-import-export's defaults on the same file.

    python bench/import_members.py [--members 57000] [--runs 3] [--without-baseline]

Each run is a process of its own with an empty database, so that its peak of memory is its own. The baseline writes
only the person of each row, without preview, validation of the model, change log or membership.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CELLS_IN_BASE = 6
MEMBERS_IN_CELL = 17
SEED = 2336


def main() -> None:
    arguments = _arguments()
    if arguments.only:
        print(json.dumps(_one_run(arguments.only, arguments.members)))
        return
    ways = ["ours"] if arguments.without_baseline else ["ours", "baseline"]
    print(f"{arguments.members} members, 20 columns; medians of {arguments.runs} runs")
    print(f"{'way':10} {'step':22} {'seconds':>9} {'peak MB':>9}")
    for way in ways:
        runs = [_in_process(way, arguments.members) for _ in range(arguments.runs)]
        for step in runs[0]["steps"]:
            print(f"{way:10} {step:22} {statistics.median(run['steps'][step] for run in runs):9.2f}")
        total = statistics.median(sum(run["steps"].values()) for run in runs)
        print(f"{way:10} {'total':22} {total:9.2f} {statistics.median(run['peak'] for run in runs):9.0f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=57_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without-baseline", action="store_true")
    parser.add_argument("--only", choices=["ours", "baseline"], help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_process(way: str, members: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--only", way, "--members", str(members)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _one_run(way: str, members: int) -> dict[str, Any]:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    cells = _make_cells(members)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dang-vien.xlsx"
        _write_sheet(path, members, cells)
        steps = _ours(path, members) if way == "ours" else _baseline(path, members)
    processes = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return {"steps": steps, "peak": max(resource.getrusage(one).ru_maxrss for one in processes) / 1024}


def _make_cells(members: int) -> list[str]:
    """The codes of enough cells; the first unit is the province."""
    from tests.builders import SYSTEM

    from tochuc.kernel.changes.writer import writing
    from tochuc.kernel.models import Placement, Unit, UnitKind, UnitName
    from tochuc.kernel.tree.today import rebuild

    founded = "2000-01-01"
    units = [Unit(code="T", kind=UnitKind.PROVINCE, name="Tỉnh", founded_on=founded)]
    parents = [0]
    for base in range(members // (MEMBERS_IN_CELL * CELLS_IN_BASE) + 1):
        own = len(units)
        units.append(Unit(code=f"B{base}", kind=UnitKind.BASE, name=f"Đảng bộ {base}", founded_on=founded))
        parents.append(0)
        for number in range(CELLS_IN_BASE):
            name = f"Chi bộ {number + 1}, Đảng bộ {base}"
            units.append(Unit(code=f"B{base}-{number}", kind=UnitKind.CELL, name=name, founded_on=founded))
            parents.append(own)
    with writing(SYSTEM, "units.establish") as writer:
        writer.create_many(units)
        writer.create_many([UnitName(unit=unit, name=unit.name, since=founded) for unit in units])
        placed = zip(units, parents, strict=True)
        writer.create_many(
            [
                Placement(unit=unit, parent=None if unit is units[0] else units[parent], since=founded)
                for unit, parent in placed
            ]
        )
        rebuild(writer)
    return [unit.code for unit in units if unit.kind == UnitKind.CELL]


def _write_sheet(path: Path, members: int, cells: list[str]) -> None:
    import xlsxwriter

    from tochuc.kernel.register.registry import get_register

    spec = get_register("members").importing
    assert spec is not None
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet(spec.title)
    sheet.write_row(0, 0, [column.title for column in spec.columns])
    for number, values in enumerate(_people(members, cells), 1):
        sheet.write_row(number, 0, [values.get(column.key, "") for column in spec.columns])
    book.close()


def _people(members: int, cells: list[str]) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)
    names = ("Nguyễn Văn Ánh", "Trần Thị Bích", "Lê Quang Cảnh", "Phạm Thị Dung", "Võ Đức Hải")
    for number in range(members):
        male = number % 2 == 0
        year = chance.randint(1950, 1999)
        joined = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{year + 20 + chance.randint(0, 3)}"
        official = f"{joined[:6]}{int(joined[6:]) + 1}"
        yield {
            "name": f"{chance.choice(names)} {number}",
            "birth_date": f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{year}",
            "gender": "Nam" if male else "Nữ",
            "citizen_number": f"051{0 if male else 1}{year % 100:02}{number:06}",
            "ethnicity": chance.choice(["Kinh", "Hrê", "Cor"]),
            "religion": "",
            "hometown": f"Xã {number % 170}, tỉnh Quảng Ngãi",
            "education": "Trung học phổ thông",
            "qualification": chance.choice(["Đại học", "Cao đẳng", "Chưa qua đào tạo"]),
            "occupation": "Công chức",
            "cell": cells[number % len(cells)],
            "joined_on": joined,
            "decided_on": joined,
            "official_on": official,
            "arrived_on": official,
            "joined_how": "Kết nạp tại tỉnh",
            "card_number": f"{51_000_000 + number}",
            "record_number": f"{number}",
            "handbook_since": "01/06/2024" if number % 10 else "",
        }


def _ours(path: Path, members: int) -> dict[str, float]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.builders import make_user

    from tochuc.kernel.importing import job as jobs
    from tochuc.kernel.levels import Level
    from tochuc.kernel.models import Unit
    from tochuc.kernel.models.jobs import ImportState
    from tochuc.kernel.register.registry import get_register

    verbs = ("members.import", "members.view", "people.view", "units.view")
    user = make_user(*verbs, on=Unit.objects.get(code="T"), level=Level.SENSITIVE)
    steps = {}
    begun = time.perf_counter()
    job = jobs.start(user, get_register("members"), SimpleUploadedFile(path.name, path.read_bytes()))
    steps["upload and check"] = time.perf_counter() - begun
    job.refresh_from_db()
    if job.state != ImportState.READY or job.created != members:
        preview = jobs.preview_of(job)
        sys.exit("\n".join([job.message, *map(str, preview.errors[:10] if preview else [])]))
    begun = time.perf_counter()
    jobs.confirm(user, job)
    steps["commit"] = time.perf_counter() - begun
    job.refresh_from_db()
    if job.state != ImportState.DONE:
        sys.exit(job.message)
    return steps


def _baseline(path: Path, members: int) -> dict[str, float]:
    import tablib
    from import_export import fields, resources
    from import_export.widgets import DateWidget, ForeignKeyWidget

    from tochuc.kernel.models import Unit
    from tochuc.kernel.register.registry import get_register
    from tochuc.registers.people.models import Person

    spec = get_register("members").importing
    assert spec is not None
    plain = ("name", "gender", "citizen_number", "ethnicity", "hometown", "education", "qualification")
    declared = {name: fields.Field(name, spec.column(name).title) for name in plain}
    declared["birth_date"] = fields.Field(
        "birth_date", spec.column("birth_date").title, DateWidget(format="%d/%m/%Y")
    )
    declared["kept_by"] = fields.Field("kept_by", spec.column("cell").title, ForeignKeyWidget(Unit, "code"))
    meta = type(
        "Meta", (), {"model": Person, "fields": tuple(declared), "import_id_fields": ["citizen_number"]}
    )
    known = {"get_instance": lambda *_: None, "Meta": meta}
    resource_class = type("PersonResource", (resources.ModelResource,), {**declared, **known})
    steps = {}
    begun = time.perf_counter()
    dataset = tablib.Dataset().load(path.read_bytes(), "xlsx")
    steps["read"] = time.perf_counter() - begun
    begun = time.perf_counter()
    result = resource_class().import_data(dataset, raise_errors=True)
    steps["import"] = time.perf_counter() - begun
    if result.totals["new"] != members:
        sys.exit(f"the baseline wrote {result.totals['new']} of {members}")
    return steps


if __name__ == "__main__":
    main()
