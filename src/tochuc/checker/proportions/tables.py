"""Columns of a table that are percentages of two others, told by the rows themselves: most of them fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

from tochuc.checker.document import Block, Table
from tochuc.checker.relations.grid import Grid
from tochuc.checker.rounding import doubt

#: A relation between columns is believed when so many rows show it, and all but one in so many.
_LEAST_ROWS = 3
_ROWS_PER_MISFIT = 4
#: Wider tables are compared with the columns nearby only, so that the work stays linear.
_NEAR = 4


@dataclass(frozen=True, slots=True, eq=False)
class Misfit:
    """A cell whose percentage is not that of its row's two numbers, as those of the other rows are."""

    cell: Block
    stated: Decimal
    part: Block
    part_value: Decimal
    whole: Block
    whole_value: Decimal

    @property
    def exact(self) -> Fraction:
        return Fraction(self.part_value) / Fraction(self.whole_value) * 100


def misfits(table: Table) -> Iterator[Misfit]:
    """The cells of a table's percentage columns that do not fit where the others do."""
    grid = Grid(table)
    rows = [
        _Row(cells, {at: value for at, cell in enumerate(cells) if (value := _value(grid, cell)) is not None})
        for cells in table.rows[grid.first :]
    ]
    of_totals = {id(read.cells) for read in grid.rows if read.is_total}
    totals = [row for row in rows if id(row.cells) in of_totals]
    width = max((len(row.cells) for row in rows), default=0)
    for column in range(width):
        if _is_percentage(grid, column):
            near = [other for other in grid.columns if other != column and abs(other - column) <= _NEAR]
            yield from _best(rows, column, near, totals[-1] if totals else None)
    yield from _in_rows(rows, grid)


def _in_rows(rows: list["_Row"], grid: Grid) -> Iterator[Misfit]:
    """A row of percentages below the row of numbers that it divides by the number over its 100."""
    for above, row in pairwise(rows):
        label = row.cells[grid.label_column].text.casefold() if grid.label_column < len(row.cells) else ""
        whole = next((at for at, value in row.values.items() if value == 100 and above.values.get(at)), None)
        if whole is None or not ("tỷ lệ" in label or "tỉ lệ" in label or "%" in label):
            continue
        said = [_across(row, above, at, whole) for at in row.values if at != whole and at in above.values]
        wrong = [found for found in said if doubt(found.stated, found.exact)]
        if len(said) - len(wrong) >= max(_LEAST_ROWS, _ROWS_PER_MISFIT * len(wrong) - 1):
            yield from wrong


def _across(row: "_Row", above: "_Row", at: int, whole: int) -> Misfit:
    return Misfit(
        row.cells[at],
        row.values[at],
        above.cells[at],
        above.values[at],
        above.cells[whole],
        above.values[whole],
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    cells: tuple[Block, ...]
    values: dict[int, Decimal]


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Of which columns the percentages may be: of `part` in `whole`, of the row itself or of the total's."""

    part: int
    whole: int
    total: _Row | None

    def of(self, row: _Row, column: int) -> Misfit | None:
        """What the row says; None where it has not all three numbers."""
        base = self.total or row
        if column not in row.values or self.part not in row.values or not base.values.get(self.whole):
            return None
        return Misfit(
            row.cells[column],
            row.values[column],
            row.cells[self.part],
            row.values[self.part],
            base.cells[self.whole],
            base.values[self.whole],
        )


def _best(rows: list[_Row], column: int, near: list[int], total: _Row | None) -> Iterator[Misfit]:
    """The misfits under the columns that fit best, where they fit well enough."""
    ways = [_Ways(part, whole, None) for part, whole in permutations(near, 2)]
    if total:
        ways += [_Ways(part, part, total) for part in near]
    chosen: list[Misfit] = []
    most = 0
    for way in ways:
        said = [found for row in rows if (found := way.of(row, column))]
        wrong = [found for found in said if doubt(found.stated, found.exact)]
        right = len(said) - len(wrong)
        if right > most and right >= max(_LEAST_ROWS, _ROWS_PER_MISFIT * len(wrong) - 1):
            chosen, most = wrong, right
    yield from chosen


def _is_percentage(grid: Grid, column: int) -> bool:
    header = grid.headers.get(column, "").casefold()
    return "%" in header or "tỷ lệ" in header or "tỉ lệ" in header


def _value(grid: Grid, cell: Block) -> Decimal | None:
    """A cell's number, with or without a percent sign."""
    text = cell.text.strip()
    if not text.endswith("%"):
        return grid.value_of(cell)
    bare = text[:-1].strip().replace(".", "").replace(",", ".")
    return (
        Decimal(bare) if bare.replace(".", "", 1).isascii() and bare.replace(".", "", 1).isdigit() else None
    )
