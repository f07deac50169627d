"""Making the next thing while the last one is still in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(made: Iterable[T]) -> Iterator[T]:
    """The same things, each made in a thread of its own while the one before it is used.

    It pays where using one waits for the database, which lets the interpreter go meanwhile. What makes them must
    not ask the database: the transaction belongs to the other thread.
    """
    things = iter(made)
    with ThreadPoolExecutor(max_workers=1) as aside:
        coming = aside.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = aside.submit(next, things, None)
            yield thing
