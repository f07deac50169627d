"""The process that reads and checks one document: `python -m tochuc.reports.checking.checking_process`.

What people send in is parsed here and nowhere else of the server, under a hard bound of memory and processor
time that the process sets on itself first. It takes the order (marshal) from standard input and writes one line
of JSON, empty or `{"refused": sentence}`, and behind it what was asked for: the layout or the records as JSON,
or a Word file.
"""

import json
import marshal
import resource
import sys
from typing import Any

from tochuc.checker.document import Document
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import Outcome, outcome_of
from tochuc.checker.output.json import as_json
from tochuc.checker.readers import Unreadable, read_bytes
from tochuc.checker.reading import Reading
from tochuc.checker.silences import Silenced
from tochuc.reports.checking.laid_out import characters, laid_out
from tochuc.vi.numbers import format_int


class TooLong(ValueError):
    """The document has more text than is checked at once; `str()` is the sentence."""


def main() -> None:
    """Take the order, bound the process, check, write the answer."""
    order = marshal.load(sys.stdin.buffer)  # noqa: S302 - written by our own parent process
    _bound(order["memory"], order["seconds"])
    try:
        payload = answer(order)
    except Unreadable as error:
        _write({"refused": error.say.in_(order["language"])}, b"")
    except TooLong as error:
        _write({"refused": str(error)}, b"")
    else:
        _write({}, payload)


def answer(order: dict[str, Any]) -> bytes:
    """What was asked for: "layout", "records" or "annotated". Raises Unreadable and TooLong."""
    document = read_bytes(order["content"], order["name"])
    _refuse_long(document, order["characters"])
    options = Options(tuple(order["select"]), tuple(order["ignore"]), Confidence[order["confidence"].upper()])
    silences = [Silenced(code, fingerprint, "", "") for code, fingerprint in order["silenced"]]
    outcome = outcome_of(order["name"], Reading(document), options, silences)
    return _made(order, outcome)


def _made(order: dict[str, Any], outcome: Outcome) -> bytes:
    if order["wanted"] == "annotated":
        from tochuc.checker.output.annotate import annotated

        return annotated(order["content"], outcome, order["language"])
    if order["wanted"] == "records":
        return as_json([outcome], order["language"]).encode()
    return json.dumps(laid_out(outcome)).encode()


def _refuse_long(document: Document, most: int) -> None:
    found = characters(document)
    if found > most:
        raise TooLong(
            f"Văn bản có {format_int(found)} chữ cái, nhiều hơn {format_int(most)} chữ cái kiểm tra được một lần. "
            "Hãy chia thành nhiều tệp rồi kiểm tra từng tệp."
        )


def _bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write(header: dict[str, str], payload: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + payload)


if __name__ == "__main__":
    main()
