"""Reading the YAML files in `data/`."""

from importlib.resources import files
from typing import Any

import yaml


def records(name: str) -> list[dict[str, Any]]:
    """The list of records that the file `data/<name>.yaml` holds."""
    text = files("tochuc.rules").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    content: list[dict[str, Any]] = yaml.safe_load(text)
    return content
