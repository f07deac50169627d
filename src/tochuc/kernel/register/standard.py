"""The plain actions of a register whose records need no more than their own fields."""

from __future__ import annotations

from typing import Any, TypeVar

from tochuc.kernel.actions import Action, action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Record

R = TypeVar("R", bound=Record)


def create_action(register: str, model: type[R]) -> Action[..., R]:
    """`<register>.create(acting, **values)`."""
    noun = model._meta.verbose_name

    @action(f"{register}.create", label=f"Thêm {noun}", sentence=f"thêm {noun}")
    def create(w: Writer, /, **values: Any) -> R:
        return w.create(model(**values))

    return create


def edit_action(register: str, model: type[R]) -> Action[..., R]:
    """`<register>.edit(acting, record, **values)`."""
    noun = model._meta.verbose_name

    @action(f"{register}.edit", label=f"Sửa {noun}", sentence=f"sửa {noun}")
    def edit(w: Writer, /, record: R, **values: Any) -> R:
        return w.update(record, **values)

    return edit
