"""Documents whose day of issue is known, whatever a text says of it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tochuc.checker.numbering import term_of
from tochuc.checker.word_lists import lines
from tochuc.rules.document_number import DocumentNumber, parse, types_of
from tochuc.rules.regulations import Certainty, Regulation, load


@dataclass(frozen=True, slots=True)
class Known:
    """`sure` where the day was read in a text; `type_code` is empty where the symbol serves several types."""

    number: DocumentNumber
    day: date
    type_code: str
    title: str
    sure: bool

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def may_be_of(self, type_code: str) -> bool:
        return not (self.type_code and type_code) or self.type_code == type_code


Run = tuple[str, str, int]
"""Type, issuer's symbol and term, within which numbers rise."""


@cache
def known_by_number() -> dict[DocumentNumber, tuple[Known, ...]]:
    """All documents known, also those of one number in several terms."""
    found: dict[DocumentNumber, tuple[Known, ...]] = {}
    for known in (*_of_regulations(), *_listed()):
        found[known.number] = (*found.get(known.number, ()), known)
    return found


def neighbours(number: DocumentNumber, type_code: str, day: date) -> tuple[Known | None, Known | None]:
    """The surely known documents with the next lower and the next higher number in the run of that day."""
    term = term_of(day, number)
    run = _runs().get((type_code, number.issuer_symbol, term), []) if term is not None else []
    place = bisect_left(run, number.number, key=lambda known: known.number.number)
    before = run[place - 1] if place else None
    behind = next((known for known in run[place : place + 2] if known.number.number > number.number), None)
    return before, behind


def issued_on(number: DocumentNumber, type_code: str, day: date) -> tuple[Known, ...]:
    """What is surely known to have been issued on that day with the symbol of a number."""
    return _by_day().get((type_code, number.issuer_symbol, day), ())


@cache
def _runs() -> dict[Run, list[Known]]:
    runs: dict[Run, list[Known]] = {}
    for known in _sure():
        term = term_of(known.day, known.number)
        if term is not None:
            runs.setdefault((known.type_code, known.number.issuer_symbol, term), []).append(known)
    for run in runs.values():
        run.sort(key=lambda known: known.number.number)
    return runs


@cache
def _by_day() -> dict[tuple[str, str, date], tuple[Known, ...]]:
    days: dict[tuple[str, str, date], tuple[Known, ...]] = {}
    for known in _sure():
        key = known.type_code, known.number.issuer_symbol, known.day
        days[key] = (*days.get(key, ()), known)
    return days


def _sure() -> Iterator[Known]:
    for several in known_by_number().values():
        for known in several:
            if known.sure and known.type_code:
                yield known


def _of_regulations() -> Iterator[Known]:
    for regulation in load():
        if regulation.issued:
            number = parse(regulation.number)
            sure = regulation.certainty is Certainty.READ
            yield Known(number, regulation.issued, _type_code(regulation, number), regulation.title, sure)


def _type_code(regulation: Regulation, number: DocumentNumber) -> str:
    types = types_of(number.type_abbr)
    return regulation.document or (types[0].code if len(types) == 1 else "")


def _listed() -> Iterator[Known]:
    for line in lines("known-documents"):
        number, day, type_code, title = (part.strip() for part in line.split("|"))
        yield Known(parse(number), date.fromisoformat(day), type_code, title, sure=True)
