"""Reading what a page answered."""

from __future__ import annotations

from typing import Any


def body(answer: Any) -> bytes:
    """The whole content. A file is read to its end, which closes it; closing the answer itself would end the
    request for good, and with it the connection that holds the test's transaction.
    """
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
