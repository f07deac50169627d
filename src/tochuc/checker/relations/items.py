"""Things named one by one for a stated count."""

from collections.abc import Iterator, Sequence

from tochuc.checker.document import Mark
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.model import Relation
from tochuc.checker.relations.text import Text


def named_items(totals: Sequence[Quantity], note: Text, host: Text, mark: Mark) -> Iterator[Relation]:
    yield from ()
