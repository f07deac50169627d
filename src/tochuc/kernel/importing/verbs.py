"""The verb of each register's import, "<register>.import", as an action: checked, guarded and logged like any
other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import Action, declare_verb
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.importing.spec import ImportSpec
from tochuc.kernel.importing.writes import Writes
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import all_registers
from tochuc.kernel.tree.today import rebuild_after

Written = Action[[Writes, Callable[[int, int], None]], Writer]


def import_action(register: Register[Any]) -> Written:
    """`import_action(register)(acting, writes, report)` writes; returns the closed writer."""
    noun = register.label.lower()
    # The label is also the permission's, which the registry has declared by then in the same words.
    info = declare_verb(f"{register.name}.import", f"Nhập từ tệp {noun}", f"nhập {noun} từ tệp")
    return Action(info, _write)


def declare_all() -> None:
    """Makes the verbs known to the log, once all registers are."""
    for register in all_registers():
        if register.importing is not None:
            import_action(register)


def spec_of(register: Register[Any]) -> ImportSpec:
    """Raises `ValidationError` for a register that is not imported."""
    if register.importing is None:
        raise ValidationError(f"Sổ {register.label.lower()} không nhập được từ tệp.")
    return register.importing


def _write(w: Writer, writes: Writes, report: Callable[[int, int], None]) -> Writer:
    writes.write(w, report)
    rebuild_after(w, w.touched)
    return w
