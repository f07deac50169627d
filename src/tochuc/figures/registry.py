"""All figures: collected from the registers' `figures.py` at start-up, then frozen."""

from __future__ import annotations

from typing import TypeVar

from tochuc.figures.declaration import Figure

F = TypeVar("F", bound=Figure)

_figures: dict[str, Figure] = {}
_frozen = False


class UnknownFigure(LookupError):
    """A figure name that nobody declared."""


def declare(figure: F) -> F:
    """Adds a declaration and returns it."""
    if _frozen:
        raise RuntimeError(
            f"figure {figure.name} comes too late: declare it in a register package's figures.py"
        )
    if figure.name in _figures:
        raise ValueError(f"figure {figure.name} is declared twice")
    _figures[figure.name] = figure
    return figure


def freeze() -> None:
    """Closes the registry; called when every register has been read."""
    global _frozen
    _frozen = True


def all_figures() -> tuple[Figure, ...]:
    """By name, so that parts follow what they are parts of."""
    return tuple(_figures[name] for name in sorted(_figures))


def get_figure(name: str) -> Figure:
    """Raises `UnknownFigure`."""
    try:
        return _figures[name]
    except KeyError:
        raise UnknownFigure(name) from None
