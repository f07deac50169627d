"""Django system checks over all registers: a slip in a declaration stops the start, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tochuc.kernel.fields import EncryptedField
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Record
from tochuc.kernel.register.api.values import RESERVED
from tochuc.kernel.register.declaration import Register, field_at, relation_path
from tochuc.kernel.register.forms import form_field_names
from tochuc.kernel.register.registry import UnknownRegister, all_registers, get_register


@checks.register("tochuc")
def check_registers(**_: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"register {register.name}: {sentence}", id="tochuc.E001")
        for register in all_registers()
        for sentence in problems(register)
    ]


def problems(register: Register[Any]) -> Iterator[str]:
    """What is wrong with a declaration, in English for the engineer who starts the system."""
    if not issubclass(register.model, Record):
        yield "its model is not a Record"
    yield from _unreadable(register)
    yield from _unsearchable(register)
    yield from _revealing(register)
    yield from _misnamed_actions(register)
    yield from _wrong_panels(register)


def _unreadable(register: Register[Any]) -> Iterator[str]:
    """Paths that are shown: fields, or properties of a model."""
    for path in _shown(register):
        if not _has_value(register.model, path):
            yield f"{path} leads nowhere"
        if path in RESERVED:
            yield f"{path} is a name of the API's own"
    for name in form_field_names(register) if register.form is None and register.create is not None else ():
        if field_at(register.model, name) is None:
            yield f"{name} is in the generated form, but is no field"


def _unsearchable(register: Register[Any]) -> Iterator[str]:
    """Paths that the database filters and sorts by."""
    paths = [one.path for one in register.filters]
    paths += [column.sort for column in register.columns if column.sort]
    paths += [name.removeprefix("-") for name in register.order]
    paths += [f"{register.unit}__first"] if register.unit else []
    paths += [register.level_field] if register.level_field else []
    for path in [*paths, *register.search]:
        field = field_at(register.model, path)
        if path != "pk" and field is None:
            yield f"{path} is no path of {register.model.__name__}"
        if isinstance(field, EncryptedField):
            yield f"{path} is encrypted: the database can neither search nor sort it"
    for path in register.joins:
        if relation_path(register.model, path) != path:
            yield f"{path} cannot be joined"


def _revealing(register: Register[Any]) -> Iterator[str]:
    """Sealed values shown below their level, and filters that tell values which their column masks."""
    for path in _shown(register):
        level = max(register.level, register.level_of(path))
        if _is_sealed(register.model, path) and level < Level.SENSITIVE:
            yield f"{path} is sealed in the log, but shown below the level SENSITIVE"
    for one in register.filters:
        if register.level_of(one.path) > register.level:
            yield f"{one.path} is masked for some, but everybody can filter by it"


def _misnamed_actions(register: Register[Any]) -> Iterator[str]:
    """The name is the permission; lists, pages and the API look for it under the register's name."""
    if register.edit is not None and register.edit.info.name != f"{register.name}.edit":
        yield f"its edit action is called {register.edit.info.name}, not {register.name}.edit"
    others = [register.create] if register.create is not None else []
    for action in [*others, *(operation.action for operation in register.operations)]:
        if action.info.name.partition(".")[0] != register.name:
            yield f"action {action.info.name} belongs to another register"


def _wrong_panels(register: Register[Any]) -> Iterator[str]:
    for related in register.related:
        try:
            other = get_register(related.register)
        except UnknownRegister:
            yield f"panel {related.label} names the unknown register {related.register}"
            continue
        if not _leads_to(other.model, related.path, register.model):
            yield f"panel {related.label}: {related.path} does not lead from {other.name} here"
        unknown = set(related.columns) - {column.path for column in other.columns}
        for path in sorted(unknown):
            yield f"panel {related.label}: {other.name} has no column {path}"


def _shown(register: Register[Any]) -> list[str]:
    paths = [column.path for column in register.columns]
    paths += [path for section in register.sections for path in section.fields]
    paths += [*register.form_fields, *([register.title] if register.title else [])]
    return list(dict.fromkeys(paths))


def _has_value(model: type[models.Model], path: str) -> bool:
    if field_at(model, path) is not None:
        return True
    head, _, tail = path.rpartition("__")
    owner = _target(model, head)
    return owner is not None and hasattr(owner, tail)


def _is_sealed(model: type[models.Model], path: str) -> bool:
    head, _, tail = path.rpartition("__")
    owner = _target(model, head)
    return owner is not None and tail in getattr(owner, "sealed_fields", ())


def _leads_to(model: type[models.Model], path: str, target: type[models.Model]) -> bool:
    return _target(model, path) is target


def _target(model: type[models.Model], path: str) -> type[models.Model] | None:
    """The model at the end of a path of relations, in either direction; None where the path breaks off."""
    current = model
    for part in path.split("__") if path else []:
        try:
            related = current._meta.get_field(part).related_model
        except FieldDoesNotExist:
            return None
        if not isinstance(related, type):
            return None
        current = related
    return current
