"""Characters in lines: blanks where they are wide apart, raised digits as such."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from tochuc.checker.readers.office import raised
from tochuc.checker.readers.pdf.characters import Character

#: Parts of a font's size: how far a baseline may lie off, what gap is a blank, what gap parts two columns.
_OFF_BASELINE = 0.5
_BLANK = 0.17
_COLUMN = 3.0
_BACK = 0.6
#: A raised digit is at most so large, and its baseline at least so high.
_RAISED_SIZE = 0.85
_RAISED_BY = 0.1
_BULLET = "•"


@dataclass(slots=True, eq=False)
class TextLine:
    """A line of a page; `y` and `size` are those of most of its characters."""

    page: int
    characters: list[Character] = field(default_factory=list)
    text: str = ""
    y: float = 0
    size: float = 0

    @property
    def left(self) -> float:
        return self.characters[0].left

    @property
    def right(self) -> float:
        return self.characters[-1].right

    def close(self) -> None:
        """Compute text, baseline and size of a line that is whole."""
        self.size = Counter(round(one.size, 1) for one in self.characters).most_common(1)[0][0]
        self.y = median(one.y for one in self.characters if one.size >= self.size * _RAISED_SIZE)
        parts: list[str] = []
        before: Character | None = None
        for one in self.characters:
            if before and one.left - before.right > _BLANK * min(one.size, before.size) and parts[-1] != " ":
                parts.append(" ")
            parts.append(self._shown(one))
            before = one
        self.text = unicodedata.normalize("NFC", "".join(parts)).strip()

    def _shown(self, one: Character) -> str:
        is_raised = one.size <= self.size * _RAISED_SIZE and one.y > self.y + self.size * _RAISED_BY
        if is_raised and one.text.isdecimal() and one.text.isascii():
            return raised(one.text)
        return _BULLET if _is_private(one.text) else one.text


def lines_of(characters: Iterable[Character], page: int) -> Iterator[TextLine]:
    """The lines in the order in which they were written; none is empty."""
    line = TextLine(page)
    blank: Character | None = None
    for one in characters:
        if one.text.isspace() or not (one.text.isprintable() or _is_private(one.text)):
            blank = one._replace(text=" ") if one.text in (" ", "\xa0", "\t") else blank
            continue
        if line.characters and not _fits(line.characters, one):
            line.close()
            yield line
            line, blank = TextLine(page), None
        if blank and line.characters:
            # What PDFium made up itself has no place of its own.
            last = line.characters[-1]
            line.characters.append(Character(" ", last.right, max(one.left, last.right), last.y, last.size))
        line.characters.append(one)
        blank = None
    if line.characters:
        line.close()
        yield line


def _is_private(text: str) -> bool:
    """Whether it is a sign of a symbol font: a bullet before an item."""
    return "\ue000" <= text <= "\uf8ff"


def _fits(characters: list[Character], one: Character) -> bool:
    """Whether a character stands behind these, on their line."""
    last = characters[-1]
    size = max(last.size, one.size, characters[0].size)
    gap = one.left - last.right
    return abs(one.y - last.y) <= _OFF_BASELINE * size and -_BACK * size <= gap <= _COLUMN * size
