"""One page that needs nothing else: the document as it reads, with what was found at its side."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from tochuc.checker.document import Block, Kind, Span, Table
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Found, Outcome
from tochuc.checker.output import wording
from tochuc.checker.output.columns import shown
from tochuc.checker.output.marked import Marked, marked
from tochuc.checker.output.text import summary
from tochuc.rules.finding import Severity

_PAGE = Path(__file__).with_name("page.html")


def html(outcomes: Sequence[Outcome], language: Language) -> str:
    """The page for all files."""
    title = f"{wording.CHECK_OF.in_(language)}: {', '.join(outcome.file for outcome in outcomes)}"
    sections = [
        _Section(outcome, number, language).html(titled=len(outcomes) > 1)
        for number, outcome in enumerate(outcomes, 1)
    ]
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        language=language,
        title=_escaped(title),
        summary=_escaped(summary(outcomes, language)),
        filters="".join(_filter(severity, outcomes, language) for severity in Severity),
        sections="\n".join(sections),
    )


def _filter(severity: Severity, outcomes: Sequence[Outcome], language: Language) -> str:
    count = sum(found.rule.severity is severity for outcome in outcomes for found in outcome.found)
    box = f'<input type="checkbox" id="show-{severity}" checked>'
    return f"<label>{box} {wording.SHOW.in_(language)} {wording.counted(count, severity, language)}</label>"


class _Section:
    """One file. Findings are numbered through it: `f2-7` is the note of its seventh, `p2-7` its place."""

    def __init__(self, outcome: Outcome, number: int, language: Language) -> None:
        self.outcome = outcome
        self.document = outcome.document
        self.number = number
        self.language = language
        self.notes: dict[int, list[str]] = {}
        self.marked: dict[int, list[Marked]] = {}
        self.tables = {table.rows[0][0].number: table for table in self.document.tables if any(table.rows)}
        for position, found in enumerate(outcome.found, 1):
            self._take(f"{number}-{position}", found)

    def _take(self, name: str, found: Found) -> None:
        finding, severity = found.finding, str(found.rule.severity)
        self._mark(
            finding.span, Marked(finding.span.start, finding.span.end, severity, f"p{name}", f"f{name}")
        )
        links = []
        for number, related in enumerate(finding.related):
            place = f"r{name}-{number}"
            self._mark(related.span, Marked(related.span.start, related.span.end, "", place, f"f{name}"))
            say = _escaped(related.say.in_(self.language))
            links.append(f'<li><a href="#{place}">{self._where(related.span)}</a>: {say}</li>')
        self.notes.setdefault(finding.span.block.number, []).append(self._note(name, found, links))

    def _mark(self, span: Span, mark: Marked) -> None:
        self.marked.setdefault(span.block.number, []).append(mark)

    def _note(self, name: str, found: Found, links: list[str]) -> str:
        finding = found.finding
        title = f"<b>{finding.code}</b> {_escaped(found.rule.title.in_(self.language))}"
        where = f'<a href="#p{name}">{self._where(finding.span)}</a>'
        lines = [
            f'<p class="kind">{title} · {finding.confidence} · {where}</p>',
            f"<p>{_escaped(finding.message.in_(self.language))}</p>",
        ]
        if finding.computed:
            stated = f"; {wording.STATED.in_(self.language)} {finding.stated}" if finding.stated else ""
            lines.append(f'<p class="computed">{_escaped(finding.computed + stated)}</p>')
        if finding.fix is not None:
            lines.append(f"<p>{wording.FIX.in_(self.language)}: “{_escaped(finding.fix)}”</p>")
        if links:
            lines.append(f"<ul>{''.join(links)}</ul>")
        return f'<article id="f{name}" class="{found.rule.severity}">{"".join(lines)}</article>'

    def _where(self, span: Span) -> str:
        place = self.document.locate(span)
        page = f"{wording.PAGE.in_(self.language)} {place.page}, " if place.page else ""
        return f"{page}{wording.LINE.in_(self.language)} {place.line}"

    def html(self, *, titled: bool) -> str:
        rows = "\n".join(self._rows())
        head = f"<h2>{_escaped(self.outcome.file)}</h2>" if titled else ""
        return f'<section>{head}<div class="sheet">\n{rows}\n</div>{self._silenced()}</section>'

    def _rows(self) -> Iterator[str]:
        in_table: set[int] = set()
        for block in self.document.blocks:
            if table := self.tables.get(block.number):
                cells = {cell.number: cell for row in table.rows for cell in row}
                in_table.update(cells)
                notes = "".join(note for number in cells for note in self.notes.get(number, ()))
                yield _row("table", self._table(table), notes)
            elif block.number not in in_table:
                yield _row(str(block.kind), self._text(block), "".join(self.notes.get(block.number, ())))

    def _text(self, block: Block) -> str:
        label = ""
        if block.kind is Kind.FOOTNOTE and (footnote := self.document.footnote_of_block.get(block.number)):
            label = f"<sup>{_escaped(footnote.label)}</sup> "
        marks = [
            (footnote.mark.offset, footnote.label)
            for footnote in self.document.footnotes_in_block.get(block.number, ())
            if footnote.mark
        ]
        return label + marked(block.text, self.marked.get(block.number, ()), marks)

    def _table(self, table: Table) -> str:
        done: set[int] = set()
        rows = "".join(f"<tr>{''.join(self._cells(row, done))}</tr>" for row in table.rows)
        return f"<table>{rows}</table>"

    def _cells(self, row: Sequence[Block], done: set[int]) -> Iterator[str]:
        """A cell that spans columns is widened; one that spans rows is empty in the later ones."""
        position = 0
        while position < len(row):
            cell, first = row[position], position
            while position < len(row) and row[position] is cell:
                position += 1
            wide = f' colspan="{position - first}"' if position - first > 1 else ""
            yield f"<td{wide}>{'' if cell.number in done else self._text(cell)}</td>"
            done.add(cell.number)

    def _silenced(self) -> str:
        if not self.outcome.silenced:
            return ""
        entries = "".join(
            f"<li><b>{found.finding.code}</b> {self._where(found.finding.span)} “{_escaped(silence.text)}” – "
            f"{wording.REASON.in_(self.language)}: {_escaped(silence.reason)} "
            f"({_escaped(', '.join(filter(None, (silence.by, silence.on))))})</li>"
            for found, silence in self.outcome.silenced
        )
        said = wording.SILENCED.in_(self.language).format(len(self.outcome.silenced))
        return f"<details><summary>{said}</summary><ul>{entries}</ul></details>"


def _row(kind: str, text: str, notes: str) -> str:
    return f'<div class="row"><div class="text {kind}">{text}</div><div class="side">{notes}</div></div>'


def _escaped(text: str) -> str:
    return escape(shown(text))
