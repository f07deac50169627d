"""All figures: collected from the registers' `figures.py` at start-up, then frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from tochuc.figures.declaration import Figure

F = TypeVar("F", bound=Figure)


class UnknownFigure(LookupError):
    """A figure name that nobody declared."""


@dataclass
class _Registry:
    by_name: dict[str, Figure] = field(default_factory=dict)
    frozen: bool = False


_registry = _Registry()


def declare(figure: F) -> F:
    """Adds a declaration and returns it."""
    if _registry.frozen:
        raise RuntimeError(f"figure {figure.name} comes too late: declare it in a package's figures.py")
    if figure.name in _registry.by_name:
        raise ValueError(f"figure {figure.name} is declared twice")
    _registry.by_name[figure.name] = figure
    return figure


def freeze() -> None:
    """Closes the registry; called when every register package has been read."""
    _registry.frozen = True


def all_figures() -> tuple[Figure, ...]:
    """In the order of their names, so that parts follow what they are parts of."""
    return tuple(figure for _, figure in sorted(_registry.by_name.items()))


def get_figure(name: str) -> Figure:
    """Raises `UnknownFigure`."""
    try:
        return _registry.by_name[name]
    except KeyError:
        raise UnknownFigure(name) from None
