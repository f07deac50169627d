"""All registers: collected from the packages' `register.py` at start-up, then frozen."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from django.apps import apps
from django.db import models

from tochuc.kernel.access import permissions
from tochuc.kernel.register.declaration import Register

M = TypeVar("M", bound=models.Model)

_registers: dict[str, Register[Any]] = {}
_by_model: dict[type[models.Model], Register[Any]] = {}


class _Start:
    """Until every package is read, registers may be declared."""

    over = False


class UnknownRegister(LookupError):
    """A register name that nobody declared."""


def register(declared: Register[M]) -> Register[M]:
    """Adds a declaration; its standard permissions become known."""
    if _Start.over:
        raise RuntimeError(f"register {declared.name} comes too late: declare it in a package's register.py")
    if declared.name in _registers or declared.model in _by_model:
        raise ValueError(f"register {declared.name} or its model is declared twice")
    _registers[declared.name] = declared
    _by_model[declared.model] = declared
    for verb, label in permissions.STANDARD_VERBS.items():
        name = f"{declared.name}.{verb}"
        actions = {action.info.name for action in (declared.create, declared.edit) if action}
        if name not in actions:
            permissions.declare(name, f"{label} {declared.label.lower()}")
    return declared


def discover() -> None:
    """Imports `register.py` and `figures.py` of every installed package, then closes the registry."""
    import_module("tochuc.kernel.access.register")
    for config in apps.get_app_configs():
        for module in ("register", "figures"):
            if config.name.startswith("tochuc.registers.") and find_spec(f"{config.name}.{module}"):
                import_module(f"{config.name}.{module}")
    _Start.over = True


def all_registers() -> tuple[Register[Any], ...]:
    return tuple(sorted(_registers.values(), key=lambda one: (one.position, one.label)))


def get_register(name: str) -> Register[Any]:
    try:
        return _registers[name]
    except KeyError:
        raise UnknownRegister(name) from None


def register_for(model: type[models.Model]) -> Register[Any] | None:
    return _by_model.get(model)


def register_of(model: type[M]) -> Register[M]:
    """The model's register; raises `UnknownRegister` where it has none."""
    try:
        return _by_model[model]
    except KeyError:
        raise UnknownRegister(model._meta.label) from None
