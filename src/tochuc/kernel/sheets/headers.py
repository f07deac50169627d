"""Matching the titles that people write over their columns with the columns that are expected."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tochuc.vi.fold import fold

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
PUNCTUATION = re.compile(r"[*:.,;_/\-–]+")
ORDINALS = frozenset({"stt", "tt", "so tt", "so thu tu"})
"""Titles of the column of running numbers, which every list has and no register keeps."""
LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class HeaderSpec:
    """A column that may stand in the table: the title that we print, and other titles that people give it."""

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False

    def titles(self) -> tuple[str, ...]:
        """Every text that names this column."""
        return (self.title, *self.aliases, self.key)


def title_key(title: str) -> str:
    """What remains of a title without case, diacritics, "(*)", units in brackets, breaks, punctuation."""
    bare = fold(PUNCTUATION.sub(" ", BRACKETS.sub(" ", title)))
    return bare or fold(PUNCTUATION.sub(" ", title))


class HeaderIndex:
    """The expected columns by the titles under which they are known."""

    def __init__(self, specs: Sequence[HeaderSpec]) -> None:
        """Raises ValueError when two columns answer to one title: a mistake in the declaration."""
        self.specs = {spec.key: spec for spec in specs}
        self._exact: dict[str, str] = {}
        self._bare: dict[str, str | None] = {}
        for spec in specs:
            self._add(spec)

    def _add(self, spec: HeaderSpec) -> None:
        for title in spec.titles():
            exact = fold(title)
            if self._exact.setdefault(exact, spec.key) != spec.key:
                raise ValueError(f"columns {self._exact[exact]} and {spec.key} share the title {title!r}")
            bare = title_key(title)
            # Two titles that differ only in their brackets are told apart by the exact form alone.
            self._bare[bare] = spec.key if self._bare.get(bare, spec.key) == spec.key else None

    def find(self, title: str) -> str | None:
        """The key of the column that a title names, or None."""
        return self._exact.get(fold(title)) or self._bare.get(title_key(title))

    def nearest(self, title: str) -> str | None:
        """The printed title of the column that an unknown title most resembles, or None."""
        keys = {bare: key for bare, key in self._bare.items() if key is not None}
        close = difflib.get_close_matches(title_key(title), keys, n=1, cutoff=LIKENESS)
        return self.specs[keys[close[0]]].title if close else None

    def matches(self, titles: Iterable[str]) -> int:
        """How many different expected columns a row of titles names."""
        return len({key for title in titles if title and (key := self.find(title))})


def is_ordinal(title: str) -> bool:
    """Whether a title stands over running numbers ("STT", "TT")."""
    return title_key(title) in ORDINALS
