"""The data files of this package: report templates, party bodies, layouts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from tochuc.reports.reading import read_template
from tochuc.reports.source import Source, TemplateError
from tochuc.reports.template import Template


class UnknownTemplate(LookupError):
    """A template code that no file has."""


@cache
def templates() -> dict[str, Template]:
    """All templates by code. Raises `TemplateError`."""
    found: dict[str, Template] = {}
    for name, text in yaml_files("templates"):
        template = read_template(name, text)
        if template.code in found:
            raise TemplateError(name, 1, f"the code {template.code} is taken by {found[template.code].file}")
        found[template.code] = template
    return found


def get_template(code: str) -> Template:
    """Raises `UnknownTemplate`."""
    try:
        return templates()[code]
    except KeyError:
        raise UnknownTemplate(code) from None


def yaml_files(folder: str) -> Iterator[tuple[str, str]]:
    """Name and text of each YAML file in a folder of this package."""
    for entry in sorted(files("tochuc.reports").joinpath(folder).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            yield f"{folder}/{entry.name}", entry.read_text(encoding="utf-8")


def data_source(name: str) -> Source:
    """The file `data/<name>.yaml`."""
    text = files("tochuc.reports").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return Source.parse(f"data/{name}.yaml", text)
