"""Tables of a page, by the lines drawn around their cells."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tochuc.checker.readers.pdf.characters import Character, Page, Stroke
from tochuc.checker.readers.pdf.lines import TextLine, lines_of

#: Lines that are closer than this are one; lines that nearly meet do.
_NEAR = 3.0
_MOST_LINES = 1_000


@dataclass(slots=True)
class Grid:
    """A table: the edges of its columns (from the left) and rows (upwards), and what stands in each cell.

    `owner` tells for each place (row from the top, column) the place of the cell that spans it.
    """

    columns: list[float]
    rows: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]
    contents: defaultdict[tuple[int, int], list[Character]] = field(default_factory=lambda: defaultdict(list))

    @property
    def top(self) -> float:
        return self.rows[-1]

    @property
    def height(self) -> int:
        return len(self.rows) - 1

    @property
    def width(self) -> int:
        return len(self.columns) - 1

    def place_of(self, one: Character) -> tuple[int, int] | None:
        """The cell that a character stands in; None outside the table."""
        middle = (one.left + one.right) / 2
        if not (self.columns[0] <= middle <= self.columns[-1] and self.rows[0] <= one.y <= self.rows[-1]):
            return None
        column = min(bisect_right(self.columns, middle) - 1, self.width - 1)
        row = self.height - min(bisect_right(self.rows, one.y), self.height)
        return self.owner[row, column]


def take_tables(page: Page) -> tuple[list[Grid], list[Character]]:
    """The tables of a page with the characters in them, and the characters outside."""
    grids = [grid for cluster in _clusters(page.strokes[:_MOST_LINES]) if (grid := _grid(cluster))]
    if not grids:
        return [], page.characters
    outside: list[Character] = []
    for one in page.characters:
        for grid in grids:
            if place := grid.place_of(one):
                grid.contents[place].append(one)
                break
        else:
            outside.append(one)
    return [grid for grid in grids if grid.contents], outside


def _clusters(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Strokes that touch each other."""
    clusters: list[tuple[Stroke, list[Stroke]]] = []
    for stroke in strokes:
        bounds, members = stroke, [stroke]
        apart = []
        for other, own in clusters:
            if _touch(bounds, other):
                bounds = Stroke(*map(min, bounds[:2], other[:2]), *map(max, bounds[2:], other[2:]))
                members += own
            else:
                apart.append((other, own))
        clusters = [*apart, (bounds, members)]
    return [members for _, members in clusters]


def _touch(one: Stroke, other: Stroke) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.bottom <= other.top + _NEAR
        and other.bottom <= one.top + _NEAR
    )


def _grid(cluster: list[Stroke]) -> Grid | None:
    """The cells between strokes; None if there are not at least two rows and two columns."""
    across = [stroke for stroke in cluster if stroke.horizontal]
    upright = [stroke for stroke in cluster if not stroke.horizontal]
    columns = _edges((stroke.left + stroke.right) / 2 for stroke in upright)
    rows = _edges((stroke.bottom + stroke.top) / 2 for stroke in across)
    if len(columns) < 3 or len(rows) < 3:
        return None
    height, width = len(rows) - 1, len(columns) - 1
    upright_at = _by_edge(columns, [((one.left + one.right) / 2, one.bottom, one.top) for one in upright])
    across_at = _by_edge(rows, [((one.bottom + one.top) / 2, one.left, one.right) for one in across])
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(height):
        top = height - row
        middle_y = (rows[top] + rows[top - 1]) / 2
        for column in range(width):
            middle_x = (columns[column] + columns[column + 1]) / 2
            if column and not _covers(upright_at[column], middle_y):
                owner[row, column] = owner[row, column - 1]
            elif row and not _covers(across_at[top], middle_x):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return Grid(columns, rows, owner)


def _edges(values: Iterable[float]) -> list[float]:
    """The values in order, those close to each other as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _by_edge(
    edges: list[float], strokes: list[tuple[float, float, float]]
) -> list[list[tuple[float, float]]]:
    """For each edge, from where to where the strokes (place, from, to) on it reach."""
    found: list[list[tuple[float, float]]] = [[] for _ in edges]
    for at, start, end in strokes:
        found[max(bisect_right(edges, at) - 1, 0)].append((start - _NEAR, end + _NEAR))
    return found


def _covers(stretches: list[tuple[float, float]], at: float) -> bool:
    return any(start <= at <= end for start, end in stretches)


@dataclass(frozen=True, slots=True)
class FilledTable:
    """The lines in each place of a table, from the top; a cell that spans several places has the same in each."""

    top: float
    rows: list[list[list[TextLine]]]

    @property
    def lines(self) -> list[TextLine]:
        """Each line once, cell by cell."""
        cells = {id(lines): lines for row in self.rows for lines in row}
        return [line for lines in cells.values() for line in lines]


def filled(grid: Grid, page: int) -> FilledTable:
    """The characters of a table as lines."""
    cells = {place: list(lines_of(grid.contents.get(place, ()), page)) for place in set(grid.owner.values())}
    rows = [[cells[grid.owner[row, column]] for column in range(grid.width)] for row in range(grid.height)]
    return FilledTable(grid.top, rows)
