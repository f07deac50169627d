"""Having a document checked, in a process that a hostile file cannot leave."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import tochuc
from tochuc.checker.finding import Language
from tochuc.checker.rule import rules

MEBIBYTE = 2**20
SOURCES = Path(tochuc.__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a check may take. A report of forty pages has 100,000 characters and takes a fifth of a second."""

    characters: int = 3_000_000
    memory: int = 1_536 * MEBIBYTE
    """Address space of the process."""
    seconds: int = 20
    """Processor time of the process; it is killed after twice as long on the clock."""


LIMITS = Limits()
AT_ONCE = BoundedSemaphore(2)
"""So many checks at a time in a process of the server: more would only take each other's memory."""


class CannotCheck(ValueError):
    """The file cannot be read or checked; `str()` is the sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for, as `tochuc check` takes it; `select` and `ignore` hold codes or beginnings of codes."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    confidence: str = "likely"
    language: Language = "vi"


EVERYTHING = Options(confidence="maybe")


def layout(content: bytes, name: str) -> bytes:
    """The document with everything found in it, as JSON (`laid_out`). Raises CannotCheck."""
    return _run(content, name, "layout", EVERYTHING)


def records(content: bytes, name: str, options: Options) -> Any:
    """The findings as `--format json` gives them. Raises CannotCheck."""
    return json.loads(_run(content, name, "records", options))


def annotated(
    content: bytes, name: str, options: Options = Options(), silenced: Iterable[tuple[str, str]] = ()
) -> bytes:
    """A Word file with the findings as comments, but for the silenced (code, fingerprint). Raises CannotCheck."""
    return _run(content, name, "annotated", options, silenced)


@cache
def codes() -> tuple[str, ...]:
    """The codes of all rules."""
    return tuple(rules())


def _run(
    content: bytes, name: str, wanted: str, options: Options, silenced: Iterable[tuple[str, str]] = ()
) -> bytes:
    order = {
        "content": content,
        "name": name,
        "wanted": wanted,
        "select": list(options.select),
        "ignore": list(options.ignore),
        "confidence": options.confidence,
        "language": options.language,
        "silenced": [list(pair) for pair in silenced],
        "characters": LIMITS.characters,
        "memory": LIMITS.memory,
        "seconds": LIMITS.seconds,
    }
    if not AT_ONCE.acquire(timeout=LIMITS.seconds):
        raise CannotCheck("Máy chủ đang kiểm tra nhiều văn bản khác. Hãy thử lại sau ít phút.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tochuc.reports.checking.checking_process"],
            input=marshal.dumps(order),
            capture_output=True,
            timeout=LIMITS.seconds * 2,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(SOURCES)},
        )
    except subprocess.TimeoutExpired as error:
        raise _too_expensive(name) from error
    finally:
        AT_ONCE.release()
    if done.returncode:
        raise _too_expensive(name)
    header, _, payload = done.stdout.partition(b"\n")
    refused = json.loads(header).get("refused")
    if refused:
        raise CannotCheck(refused)
    return payload


def _too_expensive(name: str) -> CannotCheck:
    """Whether it ran out of time or memory, or the reader broke: for the sender there is the same to do."""
    return CannotCheck(
        f"Không kiểm tra được tệp “{name}”: tệp cần quá nhiều bộ nhớ hoặc thời gian, hoặc bị hỏng. "
        "Hãy mở bằng Word, lưu lại thành .docx hoặc chia thành nhiều tệp rồi thử lại."
    )
