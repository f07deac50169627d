"""A block's text as HTML with places marked in it, which may overlap."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from tochuc.checker.output.columns import shown


class Marked(NamedTuple):
    """The characters `start` to `end`: their class (empty for the other half of a finding), name and link."""

    start: int
    end: int
    kind: str
    name: str
    link: str

    @property
    def rank(self) -> tuple[bool, int]:
        return not self.kind, self.end - self.start


def marked(text: str, places: Iterable[Marked], labels: Iterable[tuple[int, str]] = ()) -> str:
    """The text with its places marked and its footnotes' labels, given with their offsets.

    An empty place becomes a point. Where places overlap, a finding goes before an other half, and a shorter place
    before a longer one; each has its name where it begins.
    """
    beginning: defaultdict[int, list[Marked]] = defaultdict(list)
    for place in places:
        beginning[place.start].append(place)
    raised: defaultdict[int, list[str]] = defaultdict(list)
    for offset, label in labels:
        raised[offset].append(f"<sup>{escape(shown(label))}</sup>")
    ends = {place.end for several in beginning.values() for place in several}
    edges = sorted({0, len(text), *beginning, *raised, *ends})
    parts: list[str] = []
    active: list[Marked] = []
    for edge, following in zip(edges, [*edges[1:], len(text)], strict=True):
        active = [place for place in active if place.end > edge] + beginning[edge]
        parts += raised[edge]
        parts += [f'<span id="{place.name}"></span>' for place in beginning[edge]]
        parts += [_tag(place, "", " point") for place in beginning[edge] if place.start == place.end]
        parts.append(_segment(text[edge:following], [place for place in active if place.end > edge]))
    return "".join(parts)


def _segment(text: str, active: Sequence[Marked]) -> str:
    words = escape(shown(text))
    return _tag(min(active, key=lambda place: place.rank), words) if active and words else words


def _tag(place: Marked, words: str, more: str = "") -> str:
    return f'<mark class="{place.kind}{more}"><a href="#{place.link}">{words}</a></mark>'
