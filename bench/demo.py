"""How long the demonstration province takes to build, from nothing to a database in use. Prints one table.

`.venv/bin/python bench/demo.py`; medians of three builds, each by the command itself in a process and a folder of its
own. On PostgreSQL set DATABASE_URL to a database that may be emptied: the later runs build anew into it.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 3
GOAL = 60
COUNTED = ("kernel_unit", "people_person", "members_member", "members_cellmembership", "kernel_change")


def build(folder: Path) -> float:
    """Seconds of wall time."""
    command = [str(Path(sys.executable).with_name("tochuc")), "demo", "build", "--force"]
    started = time.perf_counter()
    subprocess.run(
        command, env={**os.environ, "TOCHUC_DATA_DIR": str(folder)}, check=True, capture_output=True
    )
    return time.perf_counter() - started


def what_was_written(folder: Path) -> list[tuple[str, str]]:
    database = folder / "tochuc.sqlite3"
    if not database.exists():
        return []
    with sqlite3.connect(database) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED]
    return [
        ("the database", f"{database.stat().st_size / 2**20:.0f} MiB"),
        *((f"rows of {table}", f"{count:,}") for table, count in zip(COUNTED, counts, strict=True)),
    ]


def main() -> None:
    times, written = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as name:
            times.append(build(Path(name)))
            written = what_was_written(Path(name))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = [
        (f"building (goal: {GOAL} s)", f"{statistics.median(times):.1f} s"),
        ("the largest memory", f"{memory:.0f} MiB"),
        *written,
    ]
    for what, value in rows:
        print(f"{what:<32} {value:>12}")


main()
