"""Django system checks over all report templates: a slip in one stops the start, with its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks

from tochuc.figures.declaration import Counted, Figure, Ratio
from tochuc.figures.registry import UnknownFigure, get_figure
from tochuc.reports.bodies import bodies
from tochuc.reports.files import templates
from tochuc.reports.rendering.layout import layouts
from tochuc.reports.source import TemplateError
from tochuc.reports.template import FigureNode, Format, Template

_ERROR = "tochuc.E003"


@checks.register("tochuc")
def check_templates(**_: Any) -> list[checks.CheckMessage]:
    try:
        bodies()
        layouts()
        found = templates()
    except TemplateError as error:
        return [checks.Error(str(error), id=_ERROR)]
    return [
        checks.Error(str(problem), id=_ERROR) for template in found.values() for problem in problems(template)
    ]


def problems(template: Template) -> Iterator[TemplateError]:
    """Figure nodes that name what is not declared."""
    for name, node in template.figures.items():
        for problem in _wrong(node):
            yield TemplateError(template.file, template.places[name], f"figure node {name}: {problem}")


def _wrong(node: FigureNode) -> Iterator[str]:
    try:
        figure = get_figure(node.figure)
    except UnknownFigure:
        yield f"there is no figure {node.figure}"
        return
    yield from _wrong_use(node, figure)


def _wrong_use(node: FigureNode, figure: Figure) -> Iterator[str]:
    if node.by and node.by not in figure.dimensions:
        yield f"{figure} has no dimension {node.by}, only {', '.join(figure.dimensions)}"
    if node.names and not isinstance(figure, Counted):
        yield f"{figure} counts no records whose names could be listed"
    if node.format is Format.FRACTION and not isinstance(figure, Ratio):
        yield f"{figure} is no ratio, so it cannot be printed as a fraction"
