"""Findings as a terminal shows them: the sentence, the line with its place marked, the other half."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tochuc.checker.document import Document, Span
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Found, Outcome
from tochuc.checker.output import wording
from tochuc.checker.output.columns import excerpt, shown
from tochuc.rules.finding import Severity

_BOLD, _BLUE, _RESET = "\x1b[1m", "\x1b[1;34m", "\x1b[0m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[1;36m"}
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where the text goes: columns, and whether it understands colours."""

    language: Language = "vi"
    width: int = 120
    colours: bool = False


def text(outcomes: Sequence[Outcome], terminal: Terminal) -> Iterator[str]:
    """The lines, each with its line break."""
    for outcome in outcomes:
        for found in outcome.found:
            yield from _Printer(outcome, terminal).lines(found)
    yield summary(outcomes, terminal.language) + "\n"


@dataclass(frozen=True, slots=True)
class _Printer:
    outcome: Outcome
    terminal: Terminal

    def lines(self, found: Found) -> Iterator[str]:
        finding, language = found.finding, self.terminal.language
        document, severity = self.outcome.document, found.rule.severity
        spans = [finding.span, *(related.span for related in finding.related)]
        gutter = max(len(str(document.locate(span).end_line)) for span in spans)
        place = document.locate(finding.span)
        position = self._painted(_BOLD, f"{shown(self.outcome.file)}:{place.line}:{place.column}:")
        kind = self._painted(_COLOURS[severity], f"{severity} {finding.code}")
        yield f"{position} {kind} [{finding.confidence}] {shown(finding.message.in_(language))}\n"
        yield from self._marked(finding.span, gutter, "^", _COLOURS[severity])
        if finding.computed:
            stated = f"; {wording.STATED.in_(language)} {finding.stated}" if finding.stated else ""
            yield f"{' ' * gutter} {self._painted(_BLUE, '=')} {shown(finding.computed + stated)}\n"
        for related in finding.related:
            place = document.locate(related.span)
            arrow = self._painted(_BLUE, "-->")
            yield f"{' ' * gutter}{arrow} {place.line}:{place.column} {shown(related.say.in_(language))}\n"
            yield from self._marked(related.span, gutter, "-", _BLUE)
        yield "\n"

    def _marked(self, span: Span, gutter: int, sign: str, colour: str) -> Iterator[str]:
        """Each end of the span with its line; what a span over several lines has between them is left out."""
        room = max(self.terminal.width, _NARROWEST) - gutter - 3
        bar = self._painted(_BLUE, "|")
        for number, start, end in _stretches(self.outcome.document, span):
            line = self.outcome.document.lines[number]
            cut = excerpt(line.text, start, end, room)
            label = self._painted(_BLUE, f"{number + 1:>{gutter}}")
            page = f" ({wording.PAGE.in_(self.terminal.language)} {line.page})" if line.page else ""
            yield f"{label} {bar} {cut.text}\n"
            marks = self._painted(colour, sign * cut.width)
            yield f"{' ' * gutter} {bar} {' ' * cut.indent}{marks}{page}\n"

    def _painted(self, colour: str, words: str) -> str:
        return f"{colour}{words}{_RESET}" if self.terminal.colours else words


def _stretches(document: Document, span: Span) -> list[tuple[int, int, int]]:
    """Line, start and end column (from 0) of what is to be marked: the one line, or the first and the last."""
    place = document.locate(span)
    first, last = place.line - 1, place.end_line - 1
    if first == last:
        return [(first, place.column - 1, place.end_column - 1)]
    end_of_first = len(document.lines[first].text)
    return [(first, place.column - 1, end_of_first), (last, 0, place.end_column - 1)]


def summary(outcomes: Sequence[Outcome], language: Language) -> str:
    """`Tìm thấy 2 lỗi, 1 lưu ý trong 2 tệp. 1 chỗ được bỏ qua vì đã có lý do.`"""
    counts = Counter(found.rule.severity for outcome in outcomes for found in outcome.found)
    kinds = [
        wording.counted(counts[severity], severity, language) for severity in Severity if counts[severity]
    ]
    said = f"{wording.FOUND.in_(language)} {', '.join(kinds)}" if kinds else wording.NOTHING.in_(language)
    if len(outcomes) > 1:
        said += " " + wording.IN_FILES.in_(language).format(len(outcomes))
    silenced = sum(len(outcome.silenced) for outcome in outcomes)
    return f"{said}." + (f" {wording.SILENCED.in_(language).format(silenced)}." if silenced else "")
