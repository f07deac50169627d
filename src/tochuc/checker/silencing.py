"""`tochuc check FILE --silence CODE:LINE --reason …`: one place is declared right, and why."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tochuc.checker.checking import options_of, side_file, silences_of
from tochuc.checker.finding import Confidence, Say
from tochuc.checker.outcome import Found, Outcome, outcome_of
from tochuc.checker.silences import Silenced, write_silences
from tochuc.checker.sources import Refused, Source
from tochuc.vi.quoting import quote

if TYPE_CHECKING:
    from argparse import Namespace

_PLACE = re.compile(r"(?P<code>[A-Za-z]{3}-[0-9]{3}):(?P<line>[0-9]{1,9})(?::(?P<column>[0-9]{1,9}))?")


def silence(arguments: Namespace, source: Source) -> int:
    """Write the place into the side file. Raises Refused, also where no reason is given."""
    place = _PLACE.fullmatch(arguments.silence.strip())
    if place is None:
        raise Refused(
            "Viết chỗ bỏ qua là CODE:LINE hoặc CODE:LINE:COLUMN, ví dụ --silence ARI-001:36.",
            "Write the place as CODE:LINE or CODE:LINE:COLUMN, for example --silence ARI-001:36.",
        )
    if not arguments.reason.strip():
        raise Refused(
            'Bỏ qua một chỗ phải có lý do: thêm --reason "…".',
            'To silence a place takes a reason: add --reason "…".',
        )
    path = side_file(arguments, source)
    if path is None:
        raise Refused(
            "Văn bản từ đầu vào chuẩn không có tệp bỏ qua đi kèm: thêm --silences PATH.",
            "The standard input has no file of silences beside it: add --silences PATH.",
        )
    known = silences_of(arguments, source) if path.is_file() else ()
    options = replace(options_of(arguments), confidence=Confidence.MAYBE)
    found = _the_one(outcome_of(source.file, source.reading, options, known), place)
    entry = Silenced(
        found.finding.code,
        found.fingerprint,
        found.finding.span.text,
        arguments.reason.strip(),
        arguments.by if arguments.by is not None else _user(),
        date.today().isoformat(),
    )
    try:
        write_silences(path, [*known, entry])
    except OSError as error:
        raise Refused(
            f"Không ghi được {path}: {error.strerror}.", f"{path} cannot be written: {error.strerror}."
        ) from error
    say = Say(
        f"Đã ghi vào {path}: bỏ qua {entry.code} ở {quote(entry.text)}.",
        f"Written to {path}: {entry.code} at {quote(entry.text)} is silenced.",
    )
    sys.stdout.write(f"{say.in_(arguments.lang)}\n")
    return 0


def _the_one(outcome: Outcome, place: re.Match[str]) -> Found:
    """The finding that is meant. Raises Refused with what there is instead."""
    code, line, column = place["code"].upper(), int(place["line"]), place["column"]
    there = [found for found in outcome.found if (found.finding.code, _at(outcome, found)[0]) == (code, line)]
    meant = [found for found in there if column is None or _at(outcome, found)[1] == int(column)]
    if len(meant) == 1:
        return meant[0]
    if there:
        columns, first = _joined(_at(outcome, found)[1] for found in there), _at(outcome, there[0])[1]
        raise Refused(
            f"Dòng {line} có {code} ở cột {columns}: nêu rõ chỗ nào, ví dụ {code}:{line}:{first}.",
            f"Line {line} has {code} at columns {columns}: say which, for example {code}:{line}:{first}.",
        )
    lines = _joined(sorted({_at(outcome, found)[0] for found in outcome.found if found.rule.code == code}))
    if any((found.rule.code, _at(outcome, found)[0]) == (code, line) for found, _ in outcome.silenced):
        raise Refused(
            f"{code} ở dòng {line} đã được bỏ qua từ trước.", f"{code} in line {line} is silenced already."
        )
    raise Refused(
        f"Dòng {line} không có phát hiện {code}" + (f"; mã này có ở dòng {lines}." if lines else "."),
        f"Line {line} has no finding {code}" + (f"; there are some in lines {lines}." if lines else "."),
    )


def _joined(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _at(outcome: Outcome, found: Found) -> tuple[int, int]:
    """Line and column, from 1."""
    place = outcome.document.locate(found.finding.span)
    return place.line, place.column


def _user() -> str:
    """The login name, or nothing where the machine knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
