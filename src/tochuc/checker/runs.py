"""Runs of numbers: documents of one type and issuer, whose numbers must rise with their dates within a term."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.cited import CitedDocument
from tochuc.checker.issuers import Numbering, symbol_of
from tochuc.checker.numbering import numbering_of, term_of


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """A document with its number and the day that all its mentions agree on."""

    document: CitedDocument
    day: date
    mention: DocumentCitation

    @property
    def number(self) -> int:
        return self.document.number.number


Run = list[Numbered]
"""In the order of the numbers."""

Runs = dict[tuple[str, str], dict[int | None, Run]]
"""By type and issuer's symbol, which have numbers of their own, and by term; under None where it is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Misplaced:
    """A document whose date contradicts `others` of its run by `days`, all of which agree with each other.

    `contested`: the only other of the run may as well be the wrong one. `apart`: it can also be of a run of its own
    (secret papers have one), or of numbers that began anew with the year.
    """

    entry: Numbered
    others: tuple[Numbered, ...]
    days: int
    contested: bool
    apart: bool


def runs_of(documents: Iterable[CitedDocument]) -> Runs:
    """The dated documents in their runs."""
    found: Runs = {}
    for document in documents:
        number, day = document.number, document.date
        kind = document.type_code or number.type_abbr
        # Of an unsaid type, QĐ may be of either of two runs.
        if day is None or (not document.type_code and number.type_abbr == "QĐ") or document.foreign:
            continue
        terms = found.setdefault((kind, symbol_of(number)), {})
        entry = Numbered(document, day, document.dated[0][1])
        terms.setdefault(term_of(day, number), []).append(entry)
    for terms in found.values():
        if None in terms and len(terms) > 1:
            terms[None] = list(_beyond_known_terms(terms))
        for run in terms.values():
            run.sort(key=lambda entry: (entry.number, entry.document.number.suffix))
    return found


def _beyond_known_terms(terms: dict[int | None, Run]) -> Iterator[Numbered]:
    """Of the days that may be of two terms: puts those that go on a term's numbers there, and yields the others."""
    known = {term: [entry.number for entry in run] for term, run in terms.items() if term is not None}
    lowest = {term: min(numbers) for term, numbers in known.items()}
    highest = {term: max(numbers) for term, numbers in known.items()}
    for entry in sorted(terms[None], key=lambda entry: (entry.day, entry.number)):
        after = entry.day.year // 5
        if entry.number > highest.get(after - 1, entry.number):
            highest[after - 1] = entry.number
            terms[after - 1].append(entry)
        elif entry.number < lowest.get(after, entry.number):
            terms[after].append(entry)
        else:
            yield entry


def misplaced(run: Run) -> Iterator[Misplaced]:
    """The documents without which the dates of a run would rise with its numbers."""
    if all(one.day <= other.day for one, other in pairwise(run)):
        return
    ending = _longest([entry.day for entry in run])
    beginning = _longest([date.max - (entry.day - date.min) for entry in reversed(run)])[::-1]
    longest = max(ending)
    kept = [a + b - 1 == longest for a, b in zip(ending, beginning, strict=True)]
    apart = _apart(run)
    # Kept ones of one rank contradict each other: only one of them can stand.
    by_rank: dict[int, Numbered] = {}
    before: Numbered | None = None
    behind = _next_kept(run, kept)
    for position, entry in enumerate(run):
        if not kept[position]:
            yield _of_neighbours(entry, before, behind[position], apart)
            continue
        if rival := by_rank.get(ending[position]):
            yield _contested(rival, entry, len(run) == 2, apart)
        by_rank.setdefault(ending[position], entry)
        before = entry


def _next_kept(run: Run, kept: list[bool]) -> list[Numbered | None]:
    """For each position the next kept entry behind it."""
    found: list[Numbered | None] = []
    following: Numbered | None = None
    for entry, keep in zip(reversed(run), reversed(kept), strict=True):
        found.append(following)
        following = entry if keep else following
    return found[::-1]


def _longest(days: Sequence[date]) -> list[int]:
    """For each day the length of the longest row of days, none before the one before it, that ends there."""
    tails: list[date] = []
    lengths = []
    for day in days:
        position = bisect_right(tails, day)
        tails[position : position + 1] = [day]
        lengths.append(position + 1)
    return lengths


def _of_neighbours(
    entry: Numbered, before: Numbered | None, behind: Numbered | None, apart: bool
) -> Misplaced:
    days = max(
        (before.day - entry.day).days if before else 0,
        (entry.day - behind.day).days if behind else 0,
    )
    return Misplaced(entry, tuple(other for other in (before, behind) if other), days, False, apart)


def _contested(one: Numbered, other: Numbered, alone: bool, apart: bool) -> Misplaced:
    """Of two that contradict each other the one that the text names later."""
    first, second = sorted((one, other), key=lambda entry: _position(entry.mention))
    return Misplaced(second, (first,), abs((one.day - other.day).days), alone, apart)


def _position(mention: DocumentCitation) -> tuple[int, int]:
    return mention.span.block.number, mention.span.start


#: Numbers of a small run of its own, for secret papers, stay low.
_LOW = 5


def _apart(run: Run) -> bool:
    """Whether low numbers and the others rise each by themselves, or the numbers of each year do."""
    low = [entry for entry in run if entry.number <= _LOW]
    high = [entry for entry in run if entry.number > _LOW]
    if low and high and _rises(low) and _rises(high):
        return True
    if numbering_of(run[0].document.number) is not Numbering.BASE:
        return False
    years: dict[int, Run] = {}
    for entry in run:
        years.setdefault(entry.day.year, []).append(entry)
    return all(_rises(of_year) for of_year in years.values())


def _rises(run: Run) -> bool:
    return all(one.day <= other.day for one, other in pairwise(run))


@dataclass(frozen=True, slots=True, eq=False)
class YearSlip:
    """A document that stands alone in its term, and would stand between `others` in the year `year`."""

    entry: Numbered
    year: int
    others: tuple[Numbered, ...]

    @property
    def tight(self) -> bool:
        """Whether an old document would hardly fit beside the others by chance: in number and in date."""
        first, last = self.others[0], self.others[-1]
        day = self.entry.day.replace(year=self.year)
        numbers = max(last.number, self.entry.number) - min(first.number, self.entry.number)
        days = (max(last.day, day) - min(first.day, day)).days
        return numbers / last.number * min(days / 365, 1) <= _BY_CHANCE


#: How likely an old number and date may be to fit by chance.
_BY_CHANCE = 0.03


def year_slips(runs: Runs, until: date | None) -> Iterator[YearSlip]:
    """Documents that one other digit of the year would put into the run of their neighbours.

    The last of a run has none behind it; it must then not be later than `until`.
    """
    for terms in runs.values():
        rising = {
            term: (run, [entry.number for entry in run])
            for term, run in terms.items()
            if term is not None and len(run) > 1 and _rises(run)
        }
        lone = [run[0] for run in terms.values() if len(run) == 1]
        for entry in (*lone, *terms.get(None, ())) if rising else ():
            if numbering_of(entry.document.number) is not Numbering.YEAR:
                fitting = (_fitting(entry, year, rising, until) for year in _near_years(entry.day.year))
                yield from islice(filter(None, fitting), 1)


def _near_years(year: int) -> list[int]:
    """The years that differ by one digit, the nearest first."""
    decade, digit = divmod(year, 10)
    century = decade // 10
    years = {decade * 10 + other for other in range(10)} | {
        (century * 10 + other) * 10 + digit for other in range(10)
    }
    return sorted(years - {year}, key=lambda other: abs(other - year))


def _fitting(
    entry: Numbered, year: int, rising: dict[int, tuple[Run, list[int]]], until: date | None
) -> YearSlip | None:
    if (entry.day.month, entry.day.day) == (2, 29):
        return None
    day = entry.day.replace(year=year)
    term = term_of(day, entry.document.number)
    for possible in (term,) if term is not None else (year // 5 - 1, year // 5):
        others = _beside(entry.number, day, rising.get(possible, ([], [])), until)
        if others:
            return YearSlip(entry, year, others)
    return None


def _beside(
    number: int, day: date, rising: tuple[Run, list[int]], until: date | None
) -> tuple[Numbered, ...] | None:
    """The neighbours that a number would have in a run, if their dates let the day stand between them."""
    run, numbers = rising
    place = bisect_left(numbers, number)
    if not run or numbers[place : place + 1] == [number]:
        return None
    before, behind = run[max(0, place - 1) : place], run[place : place + 1]
    last = behind[0].day if behind else until
    fits = last is not None and (not before or before[0].day <= day) and day <= last
    return (*before, *behind) if fits else None


#: Within so many days numbers and dates may change about: a number is taken before the paper is signed.
SLACK = timedelta(days=15)
