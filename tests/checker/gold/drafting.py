"""Writing a document whose relations are known: numbers are named as they are written, and found again in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.checker.gold.annotated import Annotated, Listed, Relation

_OPEN, _NAMED, _CLOSE, _ITEM, _ITEM_END = "\ue000\ue001\ue002\ue003\ue004"
_TOKEN = re.compile(f"{_OPEN}(n[0-9]+){_NAMED}([^{_CLOSE}]*){_CLOSE}|{_ITEM}(n[0-9]+){_NAMED}|{_ITEM_END}")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Written:
    """A number at its place in the text; `str()` goes into the text, once."""

    name: str
    value: Decimal
    text: str

    def __str__(self) -> str:
        return f"{_OPEN}{self.name}{_NAMED}{self.text}{_CLOSE}"


@dataclass
class Draft:
    """A document in the making; blocks are parted by empty lines."""

    name: str
    pandoc_footnotes: bool = False
    blocks: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _marks: int = 0
    _numbers: int = 0
    _relations: list[Relation] = field(default_factory=list)
    _lists: list[tuple[str, str]] = field(default_factory=list)

    def add(self, *blocks: str) -> None:
        self.blocks.extend(blocks)

    def count(self, value: int, *, pad: bool = True) -> Written:
        """A whole number, below ten with its zero (`pad`)."""
        text = f"{value:02}" if pad else f"{value:,}".replace(",", ".")
        return self._written(Decimal(value), text if value < 1000 else f"{value:,}".replace(",", "."))

    def again(self, number: Written) -> Written:
        """The same number, written at another place."""
        copy = self._written(number.value, number.text)
        self._relate(copy, "", number)
        return copy

    def total(self, parts: Sequence[Written], *, pad: bool = True) -> Written:
        """What the parts make."""
        total = self.count(int(sum(part.value for part in parts)), pad=pad)
        self._relate(total, "+", *parts)
        return total

    def difference(self, one: Written, other: Written, *, pad: bool = True) -> Written:
        """`one` less `other`."""
        number = self.count(int(one.value - other.value), pad=pad)
        self._relate(number, "-", one, other)
        return number

    def share(self, part: Written, whole: Written, places: int = 1) -> Written:
        """`part` of `whole` in percent; the sign itself is the sentence's."""
        exact = (100 * part.value / whole.value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        number = self._written(exact, str(exact).replace(".", ","))
        self._relate(number, "/", part, whole)
        return number

    def items(self, count: Written, items: Sequence[str], separator: str = "; ") -> str:
        """The items that `count` counts, one by one."""
        self._lists.append((count.name, separator.strip()))
        return separator.join(f"{_ITEM}{count.name}{_NAMED}{item}{_ITEM_END}" for item in items)

    def note(self, text: str) -> str:
        """The mark of a footnote; its text comes with the next `page_end`."""
        self._marks += 1
        if self.pandoc_footnotes:
            self._notes.append(f"[^{self._marks}]: {text}")
            return f"[^{self._marks}]"
        mark = str(self._marks).translate(_SUPERSCRIPT)
        self._notes.append(f"{mark} {text}")
        return mark

    def page_end(self) -> None:
        """The footnotes of the page."""
        self.blocks.extend(self._notes)
        self._notes.clear()

    def finish(self) -> Annotated:
        """The document as plain text, with the places of its numbers."""
        self.page_end()
        numbers: dict[str, tuple[int, int]] = {}
        spans: dict[str, list[tuple[int, int]]] = {}
        opened: list[tuple[str, int]] = []
        plain, length, last = [], 0, 0
        source = "\n\n".join(self.blocks) + "\n"
        for token in _TOKEN.finditer(source):
            plain.append(source[last : token.start()])
            length += len(plain[-1])
            last = token.end()
            if token[1]:
                plain.append(token[2])
                numbers[token[1]] = length, length + len(token[2])
                length += len(token[2])
            elif token[3]:
                opened.append((token[3], length))
            else:
                name, start = opened.pop()
                spans.setdefault(name, []).append((start, length))
        plain.append(source[last:])
        lists = tuple(Listed(name, tuple(spans[name]), separator) for name, separator in self._lists)
        # A sentence that was drafted and not chosen leaves relations of numbers that stand nowhere.
        relations = (one for one in self._relations if {one.left, *one.names} <= numbers.keys())
        return Annotated(self.name, "".join(plain), numbers, tuple(relations), lists)

    def _written(self, value: Decimal, text: str) -> Written:
        self._numbers += 1
        return Written(f"n{self._numbers}", value, text)

    def _relate(self, left: Written, sign: str, *others: Written) -> None:
        signs = ("+", *(sign for _ in others[1:]))
        self._relations.append(Relation(left.name, signs, tuple(other.name for other in others)))
