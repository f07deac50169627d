"""Within which time the numbers of a body rise: a term between two congresses, or a year (05-HD/VPTW)."""

from bisect import bisect_right
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from tochuc.checker.issuers import Issuer, Numbering, signers_of, symbol_of
from tochuc.checker.word_lists import lines
from tochuc.rules.document_number import DocumentNumber, Shape


class Congress(NamedTuple):
    ordinal: str
    first: date
    last: date


@lru_cache(maxsize=1024)
def numbering_of(number: DocumentNumber) -> Numbering:
    """How numbers with this symbol run; those of unknown bodies perhaps by years (BASE)."""
    if number.shape is Shape.STATE:
        return Numbering.YEAR
    return next((issuer.numbering for issuer in _party_signers(number)), Numbering.BASE)


def term_of(day: date, number: DocumentNumber) -> int | None:
    """A count of terms that is the same for two days of one term; None where the day may be of either of two.

    National congresses are known by their days. Others meet, by levels, from spring to autumn of the year
    before: days from March to December of that year belong to no known term.
    """
    numbering = numbering_of(number)
    if numbering is Numbering.YEAR:
        return day.year
    if numbering is Numbering.CONGRESS:
        position = bisect_right(congresses(), day, key=lambda congress: congress.first)
        meeting = position and congresses()[position - 1].last >= day
        return None if meeting else position
    years, turning = divmod(day.year, 5)
    if turning == 0 and day.month >= 3:
        return None
    return years - 1 if turning == 0 else years


def term_named(ordinal: str) -> tuple[date, date] | None:
    """The first and the last day of the term of the Central Committee (`XIII`)."""
    for position, congress in enumerate(congresses()):
        if congress.ordinal == ordinal.upper():
            following = congresses()[position + 1 : position + 2]
            return congress.first, following[0].last if following else date.max - timedelta(days=1)
    return None


@cache
def congresses() -> tuple[Congress, ...]:
    """The national congresses in their order."""
    return tuple(
        Congress(ordinal, date.fromisoformat(first), date.fromisoformat(last))
        for ordinal, first, last in map(str.split, lines("national-congresses"))
    )


def _party_signers(number: DocumentNumber) -> list[Issuer]:
    return [issuer for issuer in signers_of(symbol_of(number)) if issuer.numbering is not Numbering.YEAR]
