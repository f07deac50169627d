"""What is wrong with one cell, with the address under which the officer finds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellError:
    """One wrong cell.

    `row` is as in the file; `column_letter` is "" where the whole row is meant, `header` "" where the
    column has no title.
    """

    sheet: str
    row: int
    column_letter: str
    header: str
    value: str
    sentence: str

    @property
    def address(self) -> str:
        """ "B12", or "12" where the whole row is meant."""
        return f"{self.column_letter}{self.row}"

    def __str__(self) -> str:
        where = f"ô {self.address}" if self.column_letter else f"dòng {self.row}"
        header = f" ({self.header})" if self.header else ""
        return f"Trang “{self.sheet}”, {where}{header}: {self.sentence}"
