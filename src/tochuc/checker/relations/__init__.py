"""How quantities hang together: a total and its parts, a count and the list of what it counts."""

from itertools import groupby
from typing import TYPE_CHECKING

from tochuc.checker.document import Kind
from tochuc.checker.relations.footnotes import footnote_relations
from tochuc.checker.relations.lines import line_relations, point_relations
from tochuc.checker.relations.model import How, Part, Relation, Where
from tochuc.checker.relations.naming import names_in
from tochuc.checker.relations.remainders import remainders_in
from tochuc.checker.relations.sums import sums_in
from tochuc.checker.relations.text import Text

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading

__all__ = ["How", "Part", "Relation", "Where", "find_relations"]


#: No paragraph that people write is longer; what is, is not searched.
_LONGEST = 50_000


def find_relations(reading: "Reading") -> tuple[Relation, ...]:
    """All relations in reading order of their totals."""
    texts = _texts(reading)
    found: list[Relation] = []
    for text in texts.values():
        if text.block.kind is not Kind.CELL:
            found += sums_in(text)
            found += names_in(text)
            found += remainders_in(text)
    found += line_relations(reading.document, texts)
    found += point_relations(texts)
    found += footnote_relations(reading.document.footnotes, texts)
    if reading.document.tables:
        # Imported only here, since most documents have none and its patterns take long to compile.
        from tochuc.checker.relations.tables import table_relations

        found += table_relations(reading.document)
    return tuple(sorted(found, key=_position))


def _texts(reading: "Reading") -> dict[int, Text]:
    """The blocks that hold quantities, by number."""
    by_block = groupby(reading.quantities, key=lambda one: one.number.span.block)
    return {block.number: Text(block, several) for block, several in by_block if len(block.text) < _LONGEST}


def _position(relation: Relation) -> tuple[int, int]:
    span = relation.total.number.span
    return span.block.number, span.start
