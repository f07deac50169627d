"""Running pandoc: a child process with limits, which reads only what it is given."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_SECONDS = 30
_MEMORY = "512M"


class PandocFailed(RuntimeError):
    """pandoc ended with an error or took too long; the message says which."""


def run(arguments: Sequence[str], text: str = "") -> bytes:
    """What pandoc writes for `text`: in its sandbox it knows no files, no clock and nothing of the machine.

    Raises `PandocFailed`.
    """
    command = [_program(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", *arguments, "--output=-"]
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise PandocFailed(f"pandoc took more than {_SECONDS} seconds") from None
    except subprocess.CalledProcessError as error:
        message = error.stderr.decode(errors="replace").strip()
        raise PandocFailed(f"pandoc failed ({error.returncode}): {message}") from None
    return done.stdout


def version() -> str:
    """Of the package that brings pandoc."""
    return importlib.metadata.version("pypandoc-binary")


@cache
def _program() -> str:
    folder = str(files("pypandoc").joinpath("files"))
    if found := shutil.which("pandoc", path=folder):
        return found
    raise PandocFailed(f"pypandoc-binary brought no pandoc in {folder}")
