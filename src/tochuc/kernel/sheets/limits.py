"""How much of a spreadsheet is accepted. Each bound is checked before the work that it bounds."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one upload. A nation's province fits: 57,000 members are 7 MB, 57,001 rows and 20 columns."""

    file_bytes: int = 50 * MEBIBYTE
    unpacked_bytes: int = 600 * MEBIBYTE
    """All parts of an XLSX or ODS archive together, counted while unpacking, not as declared."""
    unpacked_ratio: int = 200
    """Unpacked bytes for each packed byte; applied only above `ratio_from`, which no empty sheet reaches."""
    ratio_from: int = 20 * MEBIBYTE
    parts: int = 5_000
    sheets: int = 100
    rows: int = 200_000
    columns: int = 300
    cells: int = 6_000_000
    """Rows times columns of the used rectangle of all visible sheets."""
    process_memory: int = 2_048 * MEBIBYTE
    """Address space of the reading process."""
    process_seconds: int = 60
    """Processor time of the reading process; it is killed after twice as long on the clock."""


DEFAULT = Limits()
