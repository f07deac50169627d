"""The documents that a text cites, each with all its mentions."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tochuc.checker.citations import DocumentCitation
from tochuc.checker.dates import lowered
from tochuc.checker.issuers import symbol_of
from tochuc.checker.near import slip_between
from tochuc.rules.document_number import DocumentNumber
from tochuc.vi.fold import fold


@dataclass(frozen=True, slots=True, eq=False)
class CitedDocument:
    """One number and symbol of one type, in all places where it stands.

    Where numbers began anew in between, the mentions may be of two documents: rules look at their dates.
    """

    number: DocumentNumber
    type_code: str
    mentions: tuple[DocumentCitation, ...]

    @property
    def shown(self) -> str:
        """Number and symbol as first written."""
        return self.mentions[0].shown

    @property
    def foreign(self) -> bool:
        """Whether the issuer named has another symbol: its number is then of no run with this symbol."""
        symbol = symbol_of(self.number)
        return any(mention.body and not mention.body.signs(symbol) for mention in self.mentions)

    @property
    def dated(self) -> list[tuple[date, DocumentCitation]]:
        """The mentions that give the day."""
        return [(day, mention) for mention in self.mentions if (day := date_of(mention))]

    @property
    def date(self) -> date | None:
        """The day, where all that give one give the same."""
        days = {day for day, _ in self.dated}
        return days.pop() if len(days) == 1 else None


def date_of(citation: DocumentCitation) -> date | None:
    """The exact day that a citation gives."""
    return citation.date.exact if citation.date else None


def cited_documents(citations: tuple[DocumentCitation, ...]) -> tuple[CitedDocument, ...]:
    """The numbered documents in the order of their first mention.

    A mention without type belongs to the document of its number, where there is only one type of it.
    """
    by_number: dict[DocumentNumber, list[DocumentCitation]] = {}
    for citation in citations:
        if citation.number:
            by_number.setdefault(citation.number, []).append(citation)
    return tuple(
        CitedDocument(number, type_code, tuple(mentions))
        for number, all_mentions in by_number.items()
        for type_code, mentions in _by_type(all_mentions).items()
    )


def _by_type(mentions: list[DocumentCitation]) -> dict[str, list[DocumentCitation]]:
    types = {mention.type_code for mention in mentions} - {""}
    only = types.pop() if len(types) == 1 else ""
    found: dict[str, list[DocumentCitation]] = {}
    for mention in mentions:
        found.setdefault(mention.type_code or only, []).append(mention)
    return found


_COMPARED_WORDS = 16
_FEWEST_WORDS = 5


def same_subject(one: DocumentCitation, other: DocumentCitation) -> bool | None:
    """Whether two citations are about the same, by their first words; None where one does not say enough."""
    words, others = subject_words(one)[:_COMPARED_WORDS], subject_words(other)[:_COMPARED_WORDS]
    shorter = min(len(words), len(others))
    if shorter < _FEWEST_WORDS:
        return None
    return len(set(words[:shorter]) & set(others[:shorter])) >= 0.8 * len(set(words[:shorter]))


def identical_subject(one: DocumentCitation, other: DocumentCitation) -> bool:
    """Whether both say the same word for word, as far as the shorter one goes."""
    words, others = subject_words(one), subject_words(other)
    shorter = min(len(words), len(others))
    return shorter >= _FEWEST_WORDS and words[:shorter] == others[:shorter]


def subject_words(citation: DocumentCitation) -> list[str]:
    """The words of the subject, folded, without the leading `về`."""
    if citation.subject is None:
        return []
    return fold(citation.subject.text).replace(",", " ").removeprefix("ve ").split()


#: Documents made for one year's work; a resolution or a scheme may speak of years far off.
_OF_A_YEAR = {"plan", "guideline", "official_letter", "notice", "decision", "report"}
_YEAR = re.compile(
    r"(?<!đến )(?<!tới )(?<!từ )(?<!sau )(?<!trước )(?<!khóa )năm\s{1,2}((?:19|20)[0-9]{2})(?!\s?[-–])(?![0-9])"
)
_OF_ANOTHER = re.compile(
    r"(?:luật|hiến pháp|pháp lệnh|nghị quyết|quy định|chỉ thị|sinh|kỷ niệm)\s[^;.]{0,80}năm\s"
)


def subject_year(citation: DocumentCitation) -> int | None:
    """The year that a document made for one year's work is about, where its subject names one only."""
    if citation.type_code not in _OF_A_YEAR or citation.subject is None:
        return None
    low = lowered(citation.subject.text)
    years = {int(year) for year in _YEAR.findall(low)}
    # `Luật Cán bộ, công chức năm 2008` is no matter of 2008.
    return years.pop() if len(years) == 1 and not _OF_ANOTHER.search(low) else None


_MOST_COMPARED = 40


def renumbered(
    citations: tuple[DocumentCitation, ...],
) -> Iterator[tuple[DocumentCitation, DocumentCitation]]:
    """Pairs of citations that give two numbers to what can only be one document."""
    by_beginning: dict[tuple[str, str], list[DocumentCitation]] = {}
    for citation in citations:
        if citation.number and citation.subject:
            beginning = citation.subject.text[:12].casefold()
            by_beginning.setdefault((citation.type_code, beginning), []).append(citation)
    for alike in by_beginning.values():
        for position, other in enumerate(alike[1:_MOST_COMPARED], start=1):
            twin = next((one for one in alike[:position] if _is_renumbered(one, other)), None)
            if twin:
                yield twin, other


def _is_renumbered(one: DocumentCitation, other: DocumentCitation) -> bool:
    """With the same date; or, where one has none, with numbers of one issuer that a slip of the hand parts."""
    if one.number is None or other.number is None or one.number == other.number:
        return False
    if not identical_subject(one, other):
        return False
    day, other_day = date_of(one), date_of(other)
    if day and other_day:
        return day == other_day
    slip = slip_between(str(one.number.number), str(other.number.number))
    return slip and one.number.issuer_symbol == other.number.issuer_symbol


def strangers(
    citations: tuple[DocumentCitation, ...], period: tuple[date, date] | None
) -> Iterator[tuple[DocumentCitation, int]]:
    """Of a row of one issuer's documents, all of one year, the one that is whole decades off; with that year.

    A row of three is enough where that year is the one reported on.
    """
    rows: dict[tuple[int, str], list[tuple[int, DocumentCitation]]] = {}
    for citation in citations:
        if citation.number and (day := date_of(citation)):
            key = citation.span.block.number, citation.number.issuer_symbol
            rows.setdefault(key, []).append((day.year, citation))
    for row in rows.values():
        years = Counter(year for year, _ in row)
        usual, count = years.most_common(1)[0]
        reported = period is not None and period[0].year <= usual <= period[1].year
        if len(years) == 2 and count == len(row) - 1 >= (2 if reported else 3):
            yield from ((one, usual) for year, one in row if year != usual and (year - usual) % 10 == 0)
