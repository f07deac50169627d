"""A document checked for somebody: what they asked to see, without the places that were declared right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tochuc.checker.document import Document
from tochuc.checker.engine import Options, findings_of
from tochuc.checker.finding import Confidence, Finding
from tochuc.checker.reading import Reading
from tochuc.checker.rule import Rule, rules
from tochuc.checker.silences import Silenced, fingerprints


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the rule that found it and the name by which it is known again."""

    finding: Finding
    rule: Rule
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check gave. `file` is the name to show; `stale` are silences of what is no longer found."""

    file: str
    document: Document
    found: tuple[Found, ...]
    silenced: tuple[tuple[Found, Silenced], ...] = ()
    stale: tuple[Silenced, ...] = ()


def outcome_of(file: str, reading: Reading, options: Options, silences: Iterable[Silenced] = ()) -> Outcome:
    """Check a document.

    Everything is looked for, however unsure, before what is not asked for is left out: else a silence of an unsure
    finding would look stale, and the second of two like findings take the place of the first.
    """
    by_fingerprint = {silence.fingerprint: silence for silence in silences}
    findings = findings_of(reading, replace(options, confidence=Confidence.MAYBE))
    declared = rules()
    everything = [
        Found(finding, declared[finding.code], name)
        for finding, name in zip(findings, fingerprints(findings), strict=True)
    ]
    asked = [one for one in everything if one.finding.confidence >= options.confidence]
    there = {one.fingerprint for one in everything}
    return Outcome(
        file,
        reading.document,
        tuple(one for one in asked if one.fingerprint not in by_fingerprint),
        tuple((one, by_fingerprint[one.fingerprint]) for one in asked if one.fingerprint in by_fingerprint),
        tuple(
            silence
            for silence in by_fingerprint.values()
            if silence.fingerprint not in there and options.wants(silence.code)
        ),
    )
