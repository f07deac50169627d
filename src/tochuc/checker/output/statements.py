"""Every number as it was understood: what it counts, with which reservation, and what it hangs together with."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from tochuc.checker.document import Span
from tochuc.checker.finding import Language, Say
from tochuc.checker.numbers import Form, Number
from tochuc.checker.output import wording
from tochuc.checker.output.columns import shown
from tochuc.checker.output.record import place_of
from tochuc.checker.quantities import Quantity
from tochuc.checker.reading import Reading
from tochuc.checker.relations import How, Part, Relation

_TOTAL = {
    How.PARTS: Say("là tổng của {} phần", "is the total of {} parts"),
    How.ITEMS: Say("là số của {} mục được kể ra", "counts {} items that are named"),
}
_PART = Say("là một phần của {} ở {}", "is a part of {} at {}")
_OPEN = Say("danh sách để ngỏ", "open list")
_NO_NOUN = Say("(không rõ đếm gì)", "(what it counts is not told)")


#: What counts nothing has no noun to be missed.
_OF_NOTHING = frozenset((Form.ORDINAL, Form.YEAR))
#: Block, start and end: numbers are told apart by where they stand.
_Key = tuple[int, int, int]
#: Up to here every JSON reader takes a number as it is; larger ones are given as text.
_LARGEST = 2**53


def _key(span: Span) -> _Key:
    return span.block.number, span.start, span.end


@dataclass(frozen=True)
class Statements:
    """The numbers of a document that was read; `file` is the name to show."""

    file: str
    reading: Reading

    @cached_property
    def _quantities(self) -> dict[_Key, Quantity]:
        return {_key(quantity.number.span): quantity for quantity in self.reading.quantities}

    @cached_property
    def _totals(self) -> dict[_Key, list[Relation]]:
        found: dict[_Key, list[Relation]] = {}
        for relation in self.reading.relations:
            found.setdefault(_key(relation.total.number.span), []).append(relation)
        return found

    @cached_property
    def _parts(self) -> dict[_Key, list[Relation]]:
        found: dict[_Key, list[Relation]] = {}
        for relation in self.reading.relations:
            for part in relation.parts:
                if part.quantity:
                    found.setdefault(_key(part.quantity.number.span), []).append(relation)
        return found

    def records(self) -> Iterator[dict[str, Any]]:
        """One for each number, in reading order."""
        for number in self.reading.numbers:
            key = _key(number.span)
            quantity = self._quantities.get(key)
            yield {
                "file": self.file,
                **self._place(number.span),
                "form": str(number.form),
                "value": _plain(number.value),
                "whole": _plain(number.whole),
                "upper": _plain(number.upper),
                "noun": quantity.noun.text if quantity else "",
                "head": quantity.head if quantity else "",
                "verb": quantity.verb if quantity else "",
                "qualifiers": sorted(map(str, quantity.qualifiers)) if quantity else [],
                "total_of": [self._total(relation) for relation in self._totals.get(key, ())],
                "part_of": [self._place(r.total.number.span) for r in self._parts.get(key, ())],
            }

    def lines(self, language: Language) -> Iterator[str]:
        """The same to be read, each line with its line break."""
        for number in self.reading.numbers:
            yield self._headline(number, language)
            key = _key(number.span)
            for relation in self._totals.get(key, ()):
                said = _TOTAL[relation.how].in_(language).format(len(relation.parts))
                left_open = f"; {_OPEN.in_(language)}" if relation.open else ""
                yield f"    {said} [{relation.confidence}{left_open}]:\n"
                yield from (f"      {self._part_line(part)}\n" for part in relation.parts)
            for relation in self._parts.get(key, ()):
                total = relation.total.number.span
                yield f"    {_PART.in_(language).format(shown(total.text), self._position(total))}\n"

    def _headline(self, number: Number, language: Language) -> str:
        quantity = self._quantities.get(_key(number.span))
        noun = quantity.noun.text if quantity else ""
        if not noun and number.form not in _OF_NOTHING:
            noun = _NO_NOUN.in_(language)
        qualifiers = sorted(quantity.qualifiers) if quantity else []
        about = [wording.FORMS[number.form], *(wording.QUALIFIERS[one] for one in qualifiers)]
        kinds = ", ".join(say.in_(language) for say in about)
        value = f"{shown(number.span.text)} = {_value(number)} [{kinds}]"
        return f"{shown(self.file)}:{self._position(number.span)}: {value} {shown(noun)}".rstrip() + "\n"

    def _part_line(self, part: Part) -> str:
        words = " ".join(shown(part.span.text).split())
        cut = words if len(words) <= 60 else f"{words[:60]}…"
        return f"{self._position(part.span)} {part.value:f} “{cut}”"

    def _total(self, relation: Relation) -> dict[str, Any]:
        return {
            "how": str(relation.how),
            "confidence": str(relation.confidence),
            "open": relation.open,
            "parts": [{**self._place(part.span), "value": _plain(part.value)} for part in relation.parts],
        }

    def _place(self, span: Span) -> dict[str, Any]:
        return place_of(self.reading.document, span)

    def _position(self, span: Span) -> str:
        place = self.reading.document.locate(span)
        return f"{place.line}:{place.column}"


def _value(number: Number) -> str:
    if number.whole is not None:
        return f"{number.value:f}/{number.whole:f}"
    if number.upper is not None:
        return f"{number.value:f}–{number.upper:f}"
    return f"{number.value:f}"


def _plain(value: Decimal | None) -> int | float | str | None:
    if value is None:
        return None
    if abs(value) > _LARGEST:
        return f"{value:f}"
    return int(value) if value == value.to_integral_value() else float(value)
