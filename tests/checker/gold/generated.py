"""Long clean documents, made by rule from a seed, in three manners. The same seed gives the same document."""

from functools import cache

from tests.checker.gold.annotated import Annotated
from tests.checker.gold.narrative import narrative
from tests.checker.gold.statistics_report import statistics
from tests.checker.gold.term_review import term_review


@cache
def generated_documents() -> tuple[Annotated, ...]:
    """From 3 to 40 pages."""
    return (
        narrative(11, 4),
        narrative(12, 12),
        narrative(13, 90),
        statistics(21, 5),
        statistics(22, 14),
        statistics(23, 60),
        term_review(31, 4),
        term_review(32, 10),
        term_review(33, 50),
    )


def of_55_kb() -> Annotated:
    """As many bytes as the aim for speed speaks of."""
    return narrative(14, 46)
