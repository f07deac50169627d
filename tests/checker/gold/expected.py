"""What a careful editor marked in a document, and how it is told from what the checker finds.

Beside `planted/<name>.txt` stands `planted/<name>.yaml`, a list of

    - {line: 12, text: words at the place, kind: arithmetic, code: [ARI-001], why: sentence}

where `code` holds every code that says what is wrong there, the fittest first. The kind `right` is for
what looks like a fault and is none: nothing may be found on these words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tochuc.checker.document import Document, Span
from tochuc.checker.engine import check
from tochuc.checker.finding import Finding
from tochuc.checker.readers import read_bytes
from tochuc.checker.rule import rules
from tochuc.rules.finding import Severity

GOLD = Path(__file__).parent
PLANTED = GOLD / "planted"
RIGHT = "right"
#: How the codes of a kind begin, where an entry names none.
FAMILIES = {
    "arithmetic": "ARI",
    "agreement": "AGR",
    "citations": "CIT",
    "structure": "STR",
    "language": "LAN",
}


@dataclass(frozen=True)
class Expected:
    """One entry of a gold file."""

    line: int
    text: str
    kind: str
    codes: tuple[str, ...]
    why: str

    def accepts(self, code: str) -> bool:
        return code in self.codes if self.codes else code.startswith(FAMILIES.get(self.kind, "-"))


@dataclass(frozen=True)
class Told:
    """A finding with the places it stands on: lines (from 1) and the words there."""

    finding: Finding
    places: tuple[tuple[range, str], ...]

    @property
    def line(self) -> int:
        return self.places[0][0].start

    @property
    def weighs(self) -> bool:
        """Whether it is an error or a warning, what is false of which counts."""
        return rules()[self.finding.code].severity is not Severity.NOTE

    def on(self, line: int) -> bool:
        return any(line in lines for lines, _ in self.places)

    def touches(self, expected: Expected) -> bool:
        """Whether it stands on the very words."""
        return any(
            expected.line in lines and (expected.text in words or words in expected.text)
            for lines, words in self.places
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.finding.code} “{self.finding.span.text}”: {self.finding.message.vi}"


@dataclass(frozen=True)
class Result:
    """A document checked against its gold file."""

    name: str
    found: tuple[tuple[Expected, Told], ...]
    missed: tuple[Expected, ...]
    false: tuple[Told, ...]
    notes: tuple[Told, ...]


def expectations(path: Path) -> list[Expected]:
    """The entries of a gold file."""
    return [
        Expected(entry["line"], entry["text"], entry["kind"], tuple(entry["code"]), entry["why"])
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def planted() -> list[Path]:
    """The documents with planted faults."""
    return sorted(path for path in PLANTED.iterdir() if path.suffix in {".txt", ".md"})


def checked(content: bytes, name: str) -> list[Told]:
    """What the checker finds by default, with its places."""
    document = read_bytes(content, name)
    return [told(document, finding) for finding in check(document)]


def told(document: Document, finding: Finding) -> Told:
    spans = [finding.span, *(related.span for related in finding.related)]
    return Told(finding, tuple(_place(document, span) for span in spans))


def _place(document: Document, span: Span) -> tuple[range, str]:
    place = document.locate(span)
    return range(place.line, place.end_line + 1), span.text


def compare(name: str, entries: Iterable[Expected], findings: Iterable[Told]) -> Result:
    """Which entries were found, by which finding, and what was found that no entry expects.

    A finding answers one entry: the one on whose words it stands, else one of its line. What else is said
    of a line with a code that an entry there accepts is not false, nor counted.
    """
    faults = [entry for entry in entries if entry.kind != RIGHT]
    left = list(findings)
    found: dict[Expected, Told] = {}
    for near in (True, False):
        for entry in faults:
            if entry not in found and (answer := _answer(entry, left, near=near)):
                found[entry] = answer
                left.remove(answer)
    unexpected = [one for one in left if not any(_explains(entry, one) for entry in faults)]
    return Result(
        name,
        tuple(found.items()),
        tuple(entry for entry in faults if entry not in found),
        tuple(one for one in unexpected if one.weighs),
        tuple(one for one in unexpected if not one.weighs),
    )


def _answer(entry: Expected, left: list[Told], *, near: bool) -> Told | None:
    candidates = (one for one in left if _explains(entry, one) and (one.touches(entry) or not near))
    return next(candidates, None)


def _explains(entry: Expected, one: Told) -> bool:
    return one.on(entry.line) and entry.accepts(one.finding.code)


def results() -> Iterator[Result]:
    """All planted documents."""
    for path in planted():
        entries = expectations(path.with_suffix(".yaml"))
        yield compare(path.name, entries, checked(path.read_bytes(), path.name))
