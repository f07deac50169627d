"""A checked document in plain values: what a page needs to lay it out with its findings, and nothing of the rules."""

from collections.abc import Iterator
from typing import Any

from tochuc.checker.document import Block, Document, Kind, Span, Table
from tochuc.checker.outcome import Found, Outcome
from tochuc.checker.output.record import record

Values = dict[str, Any]


def laid_out(outcome: Outcome) -> Values:
    """`items` in reading order (a block, or a table of them) and `findings` in the order of the document."""
    return {
        "items": list(_items(outcome.document)),
        "findings": [_finding(outcome, found) for found in outcome.found],
    }


def _items(document: Document) -> Iterator[Values]:
    tables = {table.rows[0][0].number: table for table in document.tables if table.rows and table.rows[0]}
    in_table: set[int] = set()
    for block in document.blocks:
        if table := tables.get(block.number):
            in_table.update(cell.number for row in table.rows for cell in row)
            yield {"kind": "table", "rows": list(_rows(document, table))}
        elif block.number not in in_table:
            yield _block(document, block)


def _rows(document: Document, table: Table) -> Iterator[list[Values]]:
    """A cell that spans columns is widened; one that spans rows is empty in the later ones."""
    done: set[int] = set()
    for row in table.rows:
        cells: list[Values] = []
        last: Block | None = None
        for cell in row:
            if cell is last:
                cells[-1]["columns"] += 1
                continue
            known = _block(document, cell) if cell.number not in done else {}
            cells.append({**known, "columns": 1})
            done.add(cell.number)
            last = cell
        yield cells


def _block(document: Document, block: Block) -> Values:
    footnote = document.footnote_of_block.get(block.number) if block.kind is Kind.FOOTNOTE else None
    marks = document.footnotes_in_block.get(block.number, ())
    return {
        "kind": str(block.kind),
        "number": block.number,
        "level": block.level,
        "text": block.text,
        "label": footnote.label if footnote else "",
        "marks": [[one.mark.offset, one.label, one.block.number] for one in marks if one.mark],
    }


def _finding(outcome: Outcome, found: Found) -> Values:
    """The record of `--format json`, with the stretches of the blocks that it speaks of."""
    values = record(outcome, found, "vi")
    related = [
        {**known, **_stretch(other.span)}
        for known, other in zip(values["related"], found.finding.related, strict=True)
    ]
    return {**values, **_stretch(found.finding.span), "related": related}


def _stretch(span: Span) -> Values:
    return {"block": span.block.number, "start": span.start, "end": span.end}


def characters(document: Document) -> int:
    """How much there is to read."""
    return sum(len(line.text) for line in document.lines)
