"""A clean document together with the relations that its numbers stand in.

Beside `clean/<name>.txt` stands `clean/<name>.relations.yaml`:

    numbers:      from the place where the words stand to the end of the paragraph, one name for each number ("_"
      "words": T a p b q          leaves one out; what follows the last name is left out)
    relations:    [T = a + b, p = a / T]     percentages hold as rounded
    lists:        [{count: T, at: words, separator: ";"}]    as many items as T says
    tables:       [{at: words of the head row, total: last, columns: [2, 3], rows: ["4 = 2 + 3"]}]

Every word of `at` and of the keys of `numbers` stands once in the document; a test proves that all of it holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

CLEAN = Path(__file__).parent / "clean"

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?")
_TERM = re.compile(r"([-+/=]|[^\W\d]\w*|[0-9]+(?:,[0-9]+)?)")


@dataclass(frozen=True)
class Relation:
    """`left = a + b`, `left = a - b`, `left = a / b` (in percent) or `left = a`."""

    left: str
    signs: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Relation":
        terms = _TERM.findall(text)
        assert terms[1] == "=", text
        return cls(terms[0], ("+", *terms[3::2]), tuple(terms[2::2]))

    def holds(self, written: Mapping[str, str]) -> bool:
        """Whether it holds of numbers as they are written; a percentage may be off by half its last digit."""
        return self._off_by(written, Decimal(1) / 2)

    def contradicts(self, written: Mapping[str, str]) -> bool:
        """Whether no usual rounding, up or down, gives what is written."""
        return not self._off_by(written, Decimal("0.999"))

    def _off_by(self, written: Mapping[str, str], last_digits: Decimal) -> bool:
        stated = written[self.left]
        values = [value_of(written.get(name, name)) for name in self.names]
        if "/" in self.signs:
            exact = 100 * values[0] / values[1] if values[1] else Decimal(0)
            return abs(exact - value_of(stated)) <= last_digits.scaleb(-_decimals(stated))
        signed = (value if sign == "+" else -value for sign, value in zip(self.signs, values, strict=True))
        return sum(signed) == value_of(stated)

    def role(self, name: str) -> str:
        if "/" in self.signs:
            return "percentage" if name == self.left else ("share", "whole")[self.names.index(name)]
        if "-" in self.signs:
            return "difference" if name == self.left else "number compared"
        if len(self.names) == 1:
            return "number stated again"
        return "total" if name == self.left else "part"

    def __str__(self) -> str:
        terms = (f"{sign} {name}" for sign, name in zip(self.signs, self.names, strict=True))
        return f"{self.left} = {' '.join(terms).removeprefix('+ ')}"


@dataclass(frozen=True)
class Listed:
    """As many items, named one by one, as the number `count` says."""

    count: str
    items: tuple[tuple[int, int], ...]
    separator: str


@dataclass(frozen=True)
class Annotated:
    """A document's text; its named numbers by their place in it; the relations they stand in."""

    name: str
    text: str
    numbers: Mapping[str, tuple[int, int]]
    relations: tuple[Relation, ...]
    lists: tuple[Listed, ...]

    @cached_property
    def written(self) -> dict[str, str]:
        return {name: self.text[start:end] for name, (start, end) in self.numbers.items()}

    @cached_property
    def relations_of(self) -> dict[str, list[Relation]]:
        """The relations by the numbers that stand in them."""
        found: dict[str, list[Relation]] = {name: [] for name in self.numbers}
        for relation in self.relations:
            for name in {relation.left, *relation.names} & self.numbers.keys():
                found[name].append(relation)
        return found

    def broken(self) -> Iterator[str]:
        """What does not hold, in words."""
        for relation in self.relations:
            if not relation.holds(self.written):
                values = [self.written.get(name, name) for name in (relation.left, *relation.names)]
                yield f"{self.name}: {relation}: {values}"
        for listed in self.lists:
            if len(listed.items) != value_of(self.written[listed.count]):
                items = [self.text[start:end] for start, end in listed.items]
                yield f"{self.name}: {listed.count} = {self.written[listed.count]}, listed: {items}"


def value_of(written: str) -> Decimal:
    """The value of a number as Vietnamese writes it."""
    return Decimal(written.replace(".", "").replace(",", "."))


def _decimals(written: str) -> int:
    return len(written.partition(",")[2])


def clean_documents() -> list[Annotated]:
    """The clean documents written by hand, in the order of their names."""
    return [read(path) for path in sorted(CLEAN.iterdir()) if path.suffix in {".txt", ".md"}]


def read(path: Path) -> Annotated:
    """A clean document and the relations beside it."""
    text = path.read_text(encoding="utf-8")
    notes = yaml.safe_load(path.with_suffix(".relations.yaml").read_text(encoding="utf-8"))
    numbers: dict[str, tuple[int, int]] = {}
    for words, names in notes.get("numbers", {}).items():
        _name_numbers(text, words, names.split(), numbers)
    relations = [Relation.parse(line) for line in notes.get("relations", [])]
    for number, table in enumerate(notes.get("tables", [])):
        relations.extend(_table(text, f"t{number}_", table, numbers))
    lists = tuple(_listed(text, entry) for entry in notes.get("lists", []))
    return Annotated(path.name, text, numbers, tuple(relations), lists)


def _place(text: str, words: str) -> int:
    """Where the words begin, whatever stands between them of spaces and line breaks."""
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), text))
    if len(found) != 1:
        raise ValueError(f"{words!r} stands {len(found)} times in the document")
    return found[0].start()


def _end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def _name_numbers(text: str, words: str, names: list[str], numbers: dict[str, tuple[int, int]]) -> None:
    start = _place(text, words)
    found = NUMBER.finditer(text, start, _end(text, start))
    for name in names:
        match = next(found, None)
        if match is None:
            raise ValueError(f"no number for {name} behind {words!r}")
        if name != "_":
            if name in numbers:
                raise ValueError(f"{name} is named twice")
            numbers[name] = match.span()


def _listed(text: str, entry: dict[str, Any]) -> Listed:
    start = _place(text, entry["at"])
    end = _end(text, start)
    if until := entry.get("until"):
        end = text.index(until, start)
    separator = entry.get("separator", ";")
    items = []
    for piece in re.finditer(rf"[^{re.escape(separator)}]+", text[start:end]):
        words = piece[0].strip().rstrip(".;")
        begin = start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        items.append((begin, begin + len(words)))
    return Listed(entry["count"], tuple(items), separator)


def _table(
    text: str, prefix: str, table: dict[str, Any], numbers: dict[str, tuple[int, int]]
) -> Iterator[Relation]:
    """Names the cells `<prefix><row>_<column>`, row 0 being the first below the rule."""
    start = _place(text, table["at"])
    lines = list(re.finditer(r"^\|.*$", text[start : _end(text, start)], re.MULTILINE))[2:]
    for row, line in enumerate(lines):
        for column, cell in enumerate(re.finditer(r"(?<=\|)[^|]*(?=\|)", line[0])):
            if found := re.fullmatch(rf"\W*(-?{NUMBER.pattern})\W*", cell[0]):
                begin = start + line.start() + cell.start() + found.start(1)
                numbers[f"{prefix}{row}_{column}"] = begin, begin + len(found[1])
    total = {"last": len(lines) - 1, "first": 0}.get(table.get("total", ""))
    for column in table.get("columns", ()):
        rows = [row for row in range(len(lines)) if row != total]
        cells = [f"{prefix}{row}_{column}" for row in rows]
        yield Relation(f"{prefix}{total}_{column}", ("+",) * len(rows), tuple(cells))
    for rule in table.get("rows", ()):
        for row in range(len(lines)):
            yield Relation.parse(re.sub(r"\bc([0-9]+)\b", rf"{prefix}{row}_\1", rule))
