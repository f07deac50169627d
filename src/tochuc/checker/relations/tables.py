"""Totals of table columns and rows.

What is a total is told by its words ("Tổng cộng") and by the numbering of the rows (I, 1, a); which cells it
adds up is put to the vote: where most of the columns, or of the rows, agree, the others are wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tochuc.checker.document import Block, Document, Span
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form, Number
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.grid import Grid, Row
from tochuc.checker.relations.model import How, Part, Relation, Where

_MOST_COLUMNS = 14
_FEWEST_ROWS = 3
#: So many rows are asked which columns make which; the others are checked.
_ASKED = 60
#: Columns, each with 1 or -1.
Signed = list[tuple[int, int]]


def table_relations(document: Document) -> Iterator[Relation]:
    """The sums of all tables."""
    for table in document.tables:
        grid = Grid(table)
        if grid.rows:
            yield from _columns(grid)
            yield from _rows(grid)


def _columns(grid: Grid) -> Iterator[Relation]:
    for total, parts in _sums_downwards(grid):
        columns = [column for column in grid.columns if _complete(total, parts, column)]
        right = [column for column in columns if _adds_up(total, parts, column)]
        if not parts or not _elected(len(right), len(columns), named=total.is_total or total.is_group):
            continue
        for column in columns:
            if any(row.values.get(column) for row in parts):
                cells = [row.cells[column] for row in parts if column in row.values]
                label = ", ".join(word for word in (total.label, _column_name(grid, column)) if word)
                yield _relation(total.cells[column], cells, grid, Where.COLUMN, label)


def _column_name(grid: Grid, column: int) -> str:
    return f"cột {grid.headers[column]}" if grid.headers.get(column) else ""


def _sums_downwards(grid: Grid) -> Iterator[tuple[Row, list[Row]]]:
    """Each row that may be a total, with the rows that it may add up."""
    detail = [row for row in grid.rows if not row.is_total]
    for position, row in enumerate(grid.rows):
        if row.is_total:
            yield row, _under_total(grid, position, detail)
        elif row.is_group and (children := _children(grid.rows, position)):
            yield row, children


def _under_total(grid: Grid, position: int, detail: Sequence[Row]) -> list[Row]:
    """The rows of the first level; of a total further up or down, those between the two."""
    totals = [at for at, row in enumerate(grid.rows) if row.is_total]
    own = [row for row in detail if not row.some]
    if len(totals) > 1 and position and position != len(grid.rows) - 1:
        before = max((at for at in totals if at < position), default=-1)
        own = [row for row in grid.rows[before + 1 : position] if not row.is_total and not row.some]
    elif len(totals) > 1 and position == len(grid.rows) - 1 and 0 not in totals:
        return [row for row in grid.rows[:position] if row.is_total] if _only_subtotals(grid, totals) else own
    levels = [row.level for row in own]
    return [row for row in own if row.level == min(levels, default=0)]


def _only_subtotals(grid: Grid, totals: Sequence[int]) -> bool:
    """Whether the rows before the last total are groups that end with totals of their own."""
    return len(totals) > 2 and totals[-2] == len(grid.rows) - 2


def _children(rows: Sequence[Row], position: int) -> list[Row]:
    found: list[Row] = []
    for row in rows[position + 1 :]:
        if row.is_total or row.level <= rows[position].level:
            break
        found.append(row)
    level = min((row.level for row in found), default=0)
    return [row for row in found if row.level == level and not row.some]


def _complete(total: Row, parts: Sequence[Row], column: int) -> bool:
    return column in total.values and sum(column in row.values for row in parts) > 1


def _adds_up(total: Row, parts: Sequence[Row], column: int) -> bool:
    return sum((row.values.get(column, Decimal(0)) for row in parts), Decimal(0)) == total.values[column]


def _elected(right: int, cast: int, *, named: bool) -> bool:
    """A row called a total is one unless all of several columns contradict; others need a majority."""
    if named:
        return right > 0 or cast == 1
    return right > 1 and right * 2 > cast


def _rows(grid: Grid) -> Iterator[Relation]:
    """What each column is of the others, by the vote of the rows."""
    columns = grid.all_columns[:_MOST_COLUMNS]
    if len(grid.rows) < _FEWEST_ROWS:
        return
    related: set[frozenset[int]] = set()
    for column in columns:
        signed = _best(grid, columns, column, related)
        if not signed:
            continue
        related.add(_columns_of(column, signed))
        for row in grid.rows:
            if _has(row, column, signed):
                label = ", ".join(word for word in (row.label, _column_name(grid, column)) if word)
                yield _across(grid, row, column, signed, label)


def _best(grid: Grid, columns: Sequence[int], column: int, related: set[frozenset[int]]) -> Signed | None:
    """The candidate that most rows agree with, if enough do."""
    best, most = None, 0
    for signed in _candidates(grid, columns, column):
        if _columns_of(column, signed) in related:
            continue
        rows = [row for row in grid.rows if _has(row, column, signed)][:_ASKED]
        right = _votes(rows, column, signed)
        if right > most:
            best, most = signed, right
    return best


def _columns_of(column: int, signed: Signed) -> frozenset[int]:
    return frozenset((column, *(one for one, _ in signed)))


def _has(row: Row, column: int, signed: Signed) -> bool:
    return column in row.values and all(one in row.values for one, _ in signed)


def _votes(rows: Sequence[Row], column: int, signed: Signed) -> int:
    """How many rows agree; 0 unless two thirds do, three of them not only on noughts."""
    right = [row for row in rows if _made(row, signed) == row.values[column]]
    telling = [row for row in right if sum(row.values[one] != 0 for one, _ in signed) > 1]
    return len(right) if len(telling) >= _FEWEST_ROWS and len(right) * 3 >= len(rows) * 2 else 0


def _made(row: Row, signed: Signed) -> Decimal:
    return sum((row.values[one] * sign for one, sign in signed), Decimal(0))


def _candidates(grid: Grid, columns: Sequence[int], column: int) -> Iterator[Signed]:
    """Neighbours that may add up to a column, a flow (opening + in - out), a difference of two."""
    if column in grid.columns:
        for parts in _neighbours(grid, column):
            yield [(one, 1) for one in parts]
    others = [one for one in columns if one < column]
    flow = [(one, sign) for one in others if (sign := grid.direction(one))]
    if others and len(flow) > 1 and others[0] not in [one for one, _ in flow]:
        yield [(others[0], 1), *flow]
    for minuend in columns:
        for subtrahend in columns:
            if len({column, minuend, subtrahend}) == 3 and column > max(minuend, subtrahend):
                yield [(minuend, 1), (subtrahend, -1)]


def _neighbours(grid: Grid, column: int) -> Iterator[list[int]]:
    """The columns behind a total up to the next one, or from the one before it on; a few less at the end."""
    behind = [one for one in grid.columns if one > column]
    limit = next((i for i, one in enumerate(behind) if one in grid.total_columns), len(behind))
    for stop in range(limit, 1, -1):
        yield behind[:stop]
    before = [one for one in grid.columns if one < column]
    first = max((i + 1 for i, one in enumerate(before) if one in grid.total_columns), default=0)
    for start in range(first, len(before) - 1):
        yield before[start:]


def _across(grid: Grid, row: Row, column: int, signed: Signed, label: str) -> Relation:
    """A row's relation; what is taken away is a part with its sign."""
    parts = [_part(row.cells[one], grid) for one, _ in signed]
    parts = [replace(part, value=part.value * sign) for part, (_, sign) in zip(parts, signed, strict=True)]
    total = _quantity(row.cells[column], grid)
    return Relation(How.PARTS, total, tuple(parts), Confidence.LIKELY, where=Where.ROW, label=label)


def _relation(total: Block, cells: Sequence[Block], grid: Grid, where: Where, label: str) -> Relation:
    parts = tuple(_part(cell, grid) for cell in cells)
    return Relation(How.PARTS, _quantity(total, grid), parts, Confidence.LIKELY, where=where, label=label)


def _part(cell: Block, grid: Grid) -> Part:
    quantity = _quantity(cell, grid)
    return Part(quantity.span, quantity.number.value, quantity)


def _quantity(cell: Block, grid: Grid) -> Quantity:
    span = Span(cell, 0, len(cell.text))
    number = Number(span, Form.COUNT, grid.value_of(cell) or Decimal(0))
    return Quantity(number, span.of(span.end, span.end), "")
