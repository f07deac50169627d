"""Bodies that issue documents: their names, their symbols, how their numbers run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from tochuc.checker.word_lists import lines
from tochuc.rules.document_number import DocumentNumber, Shape


class Numbering(StrEnum):
    """When a body's numbers begin anew."""

    CONGRESS = "congress"  # with each national congress
    TERM = "term"  # with each congress of its own organisation
    BASE = "base"  # as TERM; many base organisations still count by years
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body, or one of several that share their symbol: `centre/politburo` is the `politburo` of `centre`."""

    key: str
    symbols: frozenset[str]
    older_symbols: frozenset[str]
    numbering: Numbering

    @property
    def family(self) -> str:
        """Bodies of one family share their symbol."""
        return self.key.partition("/")[0]

    def signs(self, symbol: str) -> bool:
        """Whether the body's numbers end so."""
        return symbol in self.symbols or any(
            known.endswith("*") and symbol.startswith(known[:-1]) for known in self.symbols
        )


_WORD = re.compile(r"[^\W_]+")
_DIGITS_BEHIND = re.compile("[0-9]{1,3}$")
_BETWEEN_WORDS = frozenset(" ,-\u00a0\u2013")
_MOST_WORDS = 11
_ABBREVIATIONS = (
    ("trung ương", "tw"),
    ("ban thường vụ", "btv"),
    ("ban chấp hành", "bch"),
    ("ủy ban kiểm tra", "ubkt"),
)


def symbol_of(number: DocumentNumber) -> str:
    """The issuer's symbol: without the number of the National Assembly, and the unit that drafted a letter."""
    symbol = number.issuer_symbol
    if number.shape is Shape.STATE:
        symbol = symbol.partition("-")[0]
    return _DIGITS_BEHIND.sub("", symbol)


def issuer_at(low: str, position: int) -> tuple[Issuer, int] | None:
    """The body named there in a text in lower case, and where its name ends: the longest name known."""
    found: tuple[Issuer, int] | None = None
    words: list[str] = []
    end = position
    for match in _WORD.finditer(low, position, position + 90):
        if words and not (match.start() - end <= 3 and set(low[end : match.start()]) <= _BETWEEN_WORDS):
            break
        if not words and match.start() != position:
            break
        words.append(match[0])
        end = match.end()
        if issuer := _by_name().get(" ".join(words)):
            found = issuer, end
        if len(words) == _MOST_WORDS:
            break
    return found


def issuer_ending(low: str, position: int) -> tuple[Issuer, int] | None:
    """The body whose name ends there, and where it begins: the longest name known."""
    start = max(0, position - 70)
    for match in _WORD.finditer(low, start, position):
        found = issuer_at(low, match.start()) if match[0] in _first_words() else None
        if found and found[1] == position:
            return found[0], match.start()
    return None


@lru_cache(maxsize=1024)
def signers_of(symbol: str) -> tuple[Issuer, ...]:
    """The bodies whose symbol it is."""
    return tuple(issuer for issuer in _issuers() if issuer.signs(symbol))


@cache
def _issuers() -> tuple[Issuer, ...]:
    return tuple(dict.fromkeys(_by_name().values()))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _by_name())


@cache
def _by_name() -> dict[str, Issuer]:
    """Bodies by their names in lower case, words apart by single spaces."""
    return dict(_entries())


def _entries() -> Iterator[tuple[str, Issuer]]:
    for line in lines("issuers"):
        key, symbols, older, numbering, names = (part.strip() for part in line.split("|"))
        issuer = Issuer(key, _symbols(symbols), _symbols(older), Numbering(numbering))
        for name in names.split(";"):
            words = " ".join(_WORD.findall(name.lower()))
            yield words, issuer
            for long, short in _ABBREVIATIONS:
                if long in words:
                    yield words.replace(long, short), issuer


def _symbols(listed: str) -> frozenset[str]:
    return frozenset(symbol.strip().upper() for symbol in listed.split(",") if symbol.strip())
