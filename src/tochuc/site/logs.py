"""How messages are written for the operator: what failed and where, never what stands in a record."""

from __future__ import annotations

import logging
import re
from typing import Any

# PostgreSQL tells the values of the row that it refused ("Failing row contains (…)", `COPY … line 1: "…"`).
_VALUES = re.compile(r"\n(?:DETAIL|CONTEXT):.*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)


class Formatter(logging.Formatter):
    """Leaves out of database errors the part that repeats personal data."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's name)
        return _VALUES.sub("", super().formatException(ei))
