"""Reading the YAML files in `data/`."""

from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"
# The C parser is ten times as fast; a PyYAML without it reads the same.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def records(name: str) -> list[dict[str, Any]]:
    """The list of records that the file `data/<name>.yaml` holds."""
    text = _DATA.joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: list[dict[str, Any]] = yaml.load(text, Loader=_Loader)  # noqa: S506 — a safe loader either way
    return content
