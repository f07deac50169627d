"""Columns of a table that are percentages of two others, told by the rows themselves: most of them fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

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
        {at: value for at, cell in enumerate(cells) if (value := _value(grid, cell)) is not None}
        for cells in table.rows[grid.first :]
    ]
    width = max((len(row) for row in table.rows), default=0)
    for column in range(width):
        if _is_percentage(grid, column):
            yield from _best(table.rows[grid.first :], rows, column, grid)


def _best(
    cells: tuple[tuple[Block, ...], ...], rows: list[dict[int, Decimal]], column: int, grid: Grid
) -> Iterator[Misfit]:
    """The misfits under the pair of columns that fits best, where it fits well enough."""
    near = [other for other in grid.columns if other != column and abs(other - column) <= _NEAR]
    judged = [_judge(rows, column, part, whole) for part, whole in permutations(near, 2)]
    fitting = [
        (len(wrong) - len(right), part, whole, wrong)
        for part, whole, right, wrong in judged
        if _believed(right, wrong)
    ]
    if not fitting:
        return
    _, part, whole, wrong = min(fitting, key=lambda found: found[0])
    for at in wrong:
        row = rows[at]
        yield Misfit(cells[at][column], row[column], cells[at][part], row[part], cells[at][whole], row[whole])


def _judge(
    rows: list[dict[int, Decimal]], column: int, part: int, whole: int
) -> tuple[int, int, list[int], list[int]]:
    right: list[int] = []
    wrong: list[int] = []
    for at, row in enumerate(rows):
        if {column, part, whole} <= row.keys() and row[whole] > 0:
            exact = Fraction(row[part]) / Fraction(row[whole]) * 100
            (wrong if doubt(row[column], exact) else right).append(at)
    return part, whole, right, wrong


def _believed(right: list[int], wrong: list[int]) -> bool:
    return len(right) >= max(_LEAST_ROWS, _ROWS_PER_MISFIT * len(wrong) - 1)


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
