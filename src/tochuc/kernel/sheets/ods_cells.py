"""Merged cells and formula errors of an ODS file, in one pass over its content."""

from xml.parsers import expat

Position = tuple[int, int]
ERROR_LENGTH = 20
MOST_COLUMNS = 16_384


class OdsCells:
    """A walk over `content.xml` that keeps count of rows and columns, with their repetitions.

    `errors[sheet][row, column]` and `merged[sheet]` (first row, first column, last row, last
    column); rows from 1, columns from 0.
    """

    def __init__(self, content: bytes) -> None:
        self.errors: dict[str, dict[Position, str]] = {}
        self.merged: dict[str, list[tuple[int, int, int, int]]] = {}
        self._sheet = ""
        self._row = 1
        self._row_repeat = 1
        self._column = 0
        self._error: list[str] | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 1
        elif tag == "table:table-row":
            self._row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            self._column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        wide = int(attributes.get("table:number-columns-spanned", 1))
        high = int(attributes.get("table:number-rows-spanned", 1))
        if wide > 1 or high > 1:
            area = (self._row, self._column, self._row + high - 1, self._column + wide - 1)
            self.merged.setdefault(self._sheet, []).append(area)
        if attributes.get("calcext:value-type") == "error":
            self._error = []
        self._column += int(attributes.get("table:number-columns-repeated", 1))

    def _text(self, text: str) -> None:
        if self._error is not None:
            self._error.append(text)

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._row_repeat
        elif tag == "table:table-cell" and self._error is not None:
            text = "".join(self._error)[:ERROR_LENGTH]
            self.errors.setdefault(self._sheet, {})[self._row, min(self._column - 1, MOST_COLUMNS)] = text
            self._error = None
