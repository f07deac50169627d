"""The web server and the worker for long tasks, started and stopped together."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from granian.constants import Interfaces
from granian.server import Server

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 30
RESTART_SECONDS = 5
WORKER_COMMAND = (sys.executable, "-m", "tochuc.site", "worker")


def serve(*, host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Answer requests until SIGINT or SIGTERM; a worker process runs beside if ``with_worker``."""
    server = Server(
        "tochuc.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        respawn_failed_workers=True,
    )
    with kept_running(WORKER_COMMAND) if with_worker else nullcontext():
        server.serve()


@contextmanager
def kept_running(command: tuple[str, ...], *, pause: float = RESTART_SECONDS) -> Iterator[None]:
    """``command`` runs as a child process meanwhile, is started again ``pause`` seconds after it fails, and
    is asked to end at the close: it may finish what it is at, for half a minute.

    It has a session of its own, since Ctrl-C in a terminal reaches the whole process group, and a worker that
    is signalled twice breaks off its task.
    """
    closing = threading.Event()
    child = _Child(command)

    def watch() -> None:
        while not closing.is_set():
            code = child.wait()
            if not closing.is_set():
                logger.error("The worker for long tasks ended with code %s; it is started again.", code)
                closing.wait(pause)
                child.start(unless=closing)

    child.start(unless=closing)
    watcher = threading.Thread(target=watch, name="worker-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        closing.set()
        child.stop()
        watcher.join()


class _Child:
    """A process that can be started anew; the lock keeps a late restart from outliving the stop."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, unless: threading.Event) -> None:
        with self._lock:
            if not unless.is_set():
                self._process = subprocess.Popen(self._command, start_new_session=True)

    def wait(self) -> int | None:
        return self._process.wait() if self._process else None

    def stop(self) -> None:
        with self._lock:
            if self._process is None:
                return
            self._process.terminate()
            try:
                self._process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
