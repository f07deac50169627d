"""The worker for long tasks lives and ends with the server."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tochuc.site.server import kept_running

PATIENCE_SECONDS = 20


def noting(path: Path, then: str) -> tuple[str, ...]:
    """A command that adds its process id to the file and goes on with ``then``."""
    program = f"import os, time; open({str(path)!r}, 'a').write(f'{{os.getpid()}}\\n'); {then}"
    return (sys.executable, "-c", program)


def starts(path: Path, count: int) -> list[int]:
    """The process ids in the file, once there are ``count``."""
    for _ in range(PATIENCE_SECONDS * 20):
        ids = path.read_text(encoding="ascii").split() if path.exists() else []
        if len(ids) >= count:
            return [int(text) for text in ids]
        time.sleep(0.05)
    pytest.fail(f"the worker did not start {count} times")


def test_the_worker_ends_when_the_server_does(tmp_path: Path) -> None:
    with kept_running(noting(tmp_path / "ids", "time.sleep(60)")):
        [process] = starts(tmp_path / "ids", 1)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_worker_that_fails_is_started_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with kept_running(noting(tmp_path / "ids", "time.sleep(60)"), pause=0.01):
        [first] = starts(tmp_path / "ids", 1)
        os.kill(first, signal.SIGKILL)
        _, second = starts(tmp_path / "ids", 2)
    assert "ended with code -9" in caplog.text
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


def test_ctrl_c_in_the_terminal_reaches_the_worker_once_only(tmp_path: Path) -> None:
    with kept_running(noting(tmp_path / "ids", "time.sleep(60)")):
        [process] = starts(tmp_path / "ids", 1)
        assert os.getpgid(process) != os.getpgid(0)
