"""Checking a document: its rules run, what is not asked for is left out, the rest is in reading order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tochuc.checker.document import Document
from tochuc.checker.finding import Confidence, Finding
from tochuc.checker.reading import Reading
from tochuc.checker.rule import Rule, rules


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for. `select` and `ignore` hold codes or beginnings of codes (`ARI`, `CIT-00`)."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LIKELY

    def wants(self, code: str) -> bool:
        selected = not self.select or code.startswith(self.select)
        return selected and not (self.ignore and code.startswith(self.ignore))


def check(document: Document, options: Options = Options()) -> list[Finding]:
    """What the rules find, in the order of the source's lines."""
    return findings_of(Reading(document), options)


def findings_of(reading: Reading, options: Options = Options()) -> list[Finding]:
    """What the rules find in a document already read, without what its own remarks silence."""
    silenced = {(silence.block, silence.code) for silence in reading.document.silences}
    wanted = [rule for rule in rules().values() if options.wants(rule.code)]
    found = [
        finding
        for finding in _run(wanted, reading)
        if finding.confidence >= options.confidence
        and (finding.span.block.number, finding.code) not in silenced
    ]
    return sorted(found, key=lambda finding: (reading.document.locate(finding.span), finding.code))


def _run(wanted: Iterable[Rule], reading: Reading) -> Iterator[Finding]:
    for rule in wanted:
        yield from rule.check(reading)
