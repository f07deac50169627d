"""How long checking takes: a document of 55 KB in process, the command from a cold start, growing texts, and another
proof-reading engine (proselint, made for English) on the same text in the same run. Prints one table of medians.

    python bench/checker_speed.py [FILE] [--largest 10]

FILE is measured instead of the made document of 55 KB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

from proselint.checks import __register__ as proselint_checks
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.checker.gold.annotated import clean_documents
from tests.checker.gold.generated import generated_documents, of_55_kb

from tochuc.checker.engine import check
from tochuc.checker.readers import read_bytes

RUNS = 9
SIZES_MB = (0.1, 0.3, 1, 3, 10)
COMMAND = Path(sys.executable).with_name("tochuc")


def main() -> None:
    arguments = _arguments()
    content = arguments.file.read_bytes() if arguments.file else of_55_kb().text.encode()
    name = arguments.file.name if arguments.file else "55kb.txt"
    print(f"{'what':50} {'KB':>9} {'runs':>5} {'ms':>9} {'CPU ms':>9}")
    _row("in process: read, understand, all rules", content, RUNS, lambda: _check(content, name))
    _row("in process: read only", content, RUNS, lambda: read_bytes(content, name))
    for size in SIZES_MB:
        if size <= arguments.largest:
            text = _long_text(int(size * 1_000_000))
            _row(
                f"in process, {size:g} MB",
                text,
                1 if size > 1 else 3,
                partial(_check, text, "long.txt"),
            )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _row("tochuc check, cold start", content, RUNS, lambda: _command("check", str(path)))
        _row("proselint check, cold start", content, 3, lambda: _proselint_command(path))
    CheckRegistry().register_many(proselint_checks)
    _row("proselint in process", content, 3, lambda: LintFile(name, content.decode()).lint())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, nargs="?", help="measured instead of the made document")
    parser.add_argument("--largest", type=float, default=10, help="of the growing texts, in MB")
    return parser.parse_args()


def _row(what: str, content: bytes, runs: int, work: Callable[[], object]) -> None:
    elapsed, busy = _medians(work, runs)
    print(f"{what:50} {len(content) / 1000:9.1f} {runs:5} {1000 * elapsed:9.1f} {1000 * busy:9.1f}")


def _medians(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Seconds by the clock, and of processors; where there are several runs, a first one is not counted."""
    elapsed, busy = [], []
    for run in range(runs + (runs > 1)):
        start, used = time.perf_counter(), _processor_time()
        work()
        if run or runs == 1:
            elapsed.append(time.perf_counter() - start)
            busy.append(_processor_time() - used)
    return statistics.median(elapsed), statistics.median(busy)


def _processor_time() -> float:
    """Of this process and of the commands that it ran; what others do on the machine does not count."""
    return sum(os.times()[:4])


def _check(content: bytes, name: str) -> None:
    check(read_bytes(content, name))


def _long_text(size: int) -> bytes:
    """The clean documents one after the other, again and again."""
    texts = [
        document.text
        for document in [*clean_documents(), *generated_documents()]
        if document.name.endswith(".txt")
    ]
    parts: list[bytes] = []
    length = 0
    for text in cycle(texts):
        parts.append(text.encode() + b"\n")
        length += len(parts[-1])
        if length >= size:
            return b"".join(parts)
    raise AssertionError("there are no clean documents")


def _command(*arguments: str) -> None:
    done = subprocess.run([COMMAND, *arguments], capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr.decode())


def _proselint_command(path: Path) -> None:
    subprocess.run([sys.executable, "-m", "proselint", "check", str(path)], capture_output=True, check=False)


if __name__ == "__main__":
    main()
