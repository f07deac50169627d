"""What has been understood of a document: each part computed once, when the first rule asks for it."""

from functools import cached_property
from itertools import groupby

from tochuc.checker.alike import Part, find_alike
from tochuc.checker.citations import DocumentCitation, find_citations
from tochuc.checker.cited import CitedDocument, cited_documents, renumbered, strangers
from tochuc.checker.comparisons import Comparison, find_comparisons
from tochuc.checker.dates import DateMention, find_dates
from tochuc.checker.document import Block, Document
from tochuc.checker.editions import Edition, Term, find_editions, find_terms
from tochuc.checker.front import Front, read_front
from tochuc.checker.numbers import Number, find_numbers
from tochuc.checker.outline import Enumerator, Outline, find_enumerators, outline_of
from tochuc.checker.proportions import Proportion, find_proportions, totals_of_kind
from tochuc.checker.quantities import Quantity, find_quantities
from tochuc.checker.relations import Relation, find_relations
from tochuc.checker.restatements import find_scopes
from tochuc.checker.runs import Runs, runs_of
from tochuc.checker.words import Words, find_words


class Reading:
    """A document with everything that rules ask of it."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def enumerators(self) -> tuple[Enumerator, ...]:
        return find_enumerators(self.document)

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.document, self.enumerators)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return find_dates(self.document)

    @cached_property
    def citations(self) -> tuple[DocumentCitation, ...]:
        return find_citations(self.document, self.dates)

    @cached_property
    def cited(self) -> tuple[CitedDocument, ...]:
        return cited_documents(self.citations)

    @cached_property
    def renumbered(self) -> tuple[tuple[DocumentCitation, DocumentCitation], ...]:
        return tuple(renumbered(self.citations))

    @cached_property
    def strangers(self) -> dict[DocumentCitation, int]:
        return dict(strangers(self.citations, self.front.period))

    @cached_property
    def runs(self) -> Runs:
        return runs_of(self.cited)

    @cached_property
    def front(self) -> Front:
        return read_front(self.document, self.dates, self.citations)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return find_numbers(self)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return find_relations(self)

    @cached_property
    def quantities_by_block(self) -> list[tuple[Block, list[Quantity]]]:
        """The blocks that hold quantities, each with its own, in reading order."""
        grouped = groupby(self.quantities, key=lambda quantity: quantity.number.span.block)
        return [(block, list(quantities)) for block, quantities in grouped]

    @cached_property
    def totals_of_kind(self) -> dict[str, list[Quantity]]:
        return totals_of_kind(self.quantities_by_block)

    @cached_property
    def proportions(self) -> tuple[Proportion, ...]:
        return find_proportions(self)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return find_comparisons(self)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        return find_editions(self.document)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        return find_terms(self.document)

    @cached_property
    def words(self) -> tuple[Words, ...]:
        return find_words(self.document)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every different word, as it is written."""
        return frozenset().union(*(words.written for words in self.words))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two different words that follow each other with nothing but white space between."""
        return frozenset().union(*(zip(words.plain, words.plain[1:], strict=False) for words in self.words))

    @cached_property
    def alike(self) -> tuple[list[Part], ...]:
        return find_alike(self.document, self.enumerators, self.outline)

    @cached_property
    def scopes(self) -> dict[int, frozenset[str]]:
        """By block number: the bodies that the headings over it name."""
        return find_scopes(self)
