"""The demonstration's data files, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "content"


@cache
def content(name: str) -> Any:
    """What stands in `content/<name>.yaml`. The file's own comments say what it means; do not change it."""
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
