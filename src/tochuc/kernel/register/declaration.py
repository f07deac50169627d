"""The declaration of a register: one for each model that people keep. All else is generated from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from tochuc.kernel.levels import Level

if TYPE_CHECKING:
    from tochuc.kernel.actions import Action
    from tochuc.kernel.importing.spec import ImportSpec
    from tochuc.kernel.register.forms import RecordForm

M = TypeVar("M", bound=models.Model)
AnyField = models.Field[Any, Any]


@dataclass(frozen=True)
class Column:
    """A column of the list, the export and the API, named by a field path ("person__name") or a property.

    `sort` is the path it sorts by where that differs from `path`; "" for not at all. Whoever may not read
    `level` gets its values masked. A column not `shown` can be chosen.
    """

    path: str
    label: str = ""
    sort: str | None = None
    shown: bool = True
    level: Level = Level.OPEN
    width: int = 0


@dataclass(frozen=True)
class Filter:
    """A filter of the list; its kind follows from the field: choices, dates from and to, yes or no, a
    unit's subtree.
    """

    path: str
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A titled group of fields, in the form and on the detail page; `level` masks the group's fields."""

    label: str
    fields: tuple[str, ...]
    level: Level = Level.OPEN


@dataclass(frozen=True)
class Related:
    """A panel of the detail page: the records of another register that point here through `path`."""

    label: str
    register: str
    path: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """One entry of a time line; `cites` is the record it rests on, named only to who may read its name."""

    on: Any
    label: str
    detail: str = ""
    url: str = ""
    cites: models.Model | None = None


def _always(_record: Any) -> bool:
    return True


@dataclass(frozen=True)
class Operation(Generic[M]):
    """An action offered on a record's page: `form` asks for what it needs, `run` calls it.

    `run(acting, record, cleaned_data)`; `available(record)` says whether it is offered now.
    """

    action: Action[..., Any]
    form: type[RecordForm]
    run: Callable[..., Any]
    icon: str = "edit"
    available: Callable[[Any], bool] = _always

    @property
    def verb(self) -> str:
        return self.action.info.name.rpartition(".")[2]


@dataclass(frozen=True)
class Register(Generic[M]):
    """How a model is kept.

    `unit` is the path to the unit that decides who sees a record ("" for units themselves, None where every
    holder of the permission sees all); `level` the least confidentiality that a grant must reach,
    `level_field` a field that holds a record's own. `joins` are relations that property columns read.

    `create` and `edit` are the actions behind the form: `create(acting, **cleaned_data)`,
    `edit(acting, record, **cleaned_data)`. `form` is the form's class where the generated one does not
    serve, `edit_form` that for existing records where it asks for other things.

    `exact(query)` finds records by a whole value, such as a number: conditions by the path of the column that
    the value stands in. Whoever may not read the column finds nothing by it.
    """

    name: str
    model: type[M]
    label: str
    area: str
    columns: tuple[Column, ...]
    unit: str | None = None
    level: Level = Level.OPEN
    level_field: str = ""
    filters: tuple[Filter, ...] = ()
    sections: tuple[Section, ...] = ()
    related: tuple[Related, ...] = ()
    timeline: Callable[[M], Sequence[Event]] | None = None
    operations: tuple[Operation[M], ...] = ()
    create: Action[..., Any] | None = None
    edit: Action[..., Any] | None = None
    form: type[RecordForm] | None = None
    edit_form: type[RecordForm] | None = None
    form_fields: tuple[str, ...] = ()
    importing: ImportSpec | None = None
    search: tuple[str, ...] = ()
    exact: Callable[[str], Mapping[str, models.Q]] | None = None
    order: tuple[str, ...] = ("-pk",)
    title: str = ""
    icon: str = "table"
    position: int = 100
    joins: tuple[str, ...] = ()

    @property
    def verbose(self) -> str:
        """One record, in lower case: "đảng viên"."""
        return str(self.model._meta.verbose_name)

    def column(self, path: str) -> Column:
        return next(column for column in self.columns if column.path == path)

    def label_of(self, column: Column) -> str:
        found = field_at(self.model, column.path)
        text = column.label or (str(found.verbose_name) if found is not None else column.path)
        return text[:1].upper() + text[1:]

    def sort_of(self, column: Column) -> str:
        """The path to order by; empty where the column cannot be sorted."""
        if column.sort is not None:
            return column.sort
        return column.path if field_at(self.model, column.path) is not None else ""

    def level_of(self, path: str) -> Level:
        """From which level a value may be read: the highest that a column or a section gives it."""
        levels = [column.level for column in self.columns if column.path == path]
        levels += [section.level for section in self.sections if path in section.fields]
        return max(levels, default=Level.OPEN)

    def queryset(self) -> models.QuerySet[M]:
        """All records with what the columns need, before visibility."""
        queryset = self.model._default_manager.all()
        joined = self._joined()
        return queryset.select_related(*joined) if joined else queryset

    def _joined(self) -> list[str]:
        paths = {relation_path(self.model, column.path) for column in self.columns}
        return sorted({path for path in paths if path} | set(self.joins))


def field_at(model: type[models.Model], path: str) -> AnyField | None:
    """The concrete field at the end of a path; None for a property of the model or of a related one."""
    current: type[models.Model] = model
    found: AnyField | None = None
    for part in path.split("__"):
        try:
            candidate = current._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        if candidate.is_relation and candidate.related_model is not None:
            current = candidate.related_model
        if not candidate.concrete:
            found = None
            continue
        found = candidate
    return found


def relation_path(model: type[models.Model], path: str) -> str:
    """The part of a path that leads over single-valued relations, for `select_related`."""
    current: type[models.Model] = model
    passed: list[str] = []
    for part in path.split("__"):
        try:
            candidate = current._meta.get_field(part)
        except FieldDoesNotExist:
            break
        if not (candidate.many_to_one or candidate.one_to_one) or candidate.related_model is None:
            break
        passed.append(part)
        current = candidate.related_model
    return "__".join(passed)


def raw_at(record: Any, path: str) -> Any:
    """The value at the end of a path as it is stored; None where the path breaks off."""
    current: Any = record
    for part in path.split("__"):
        if current is None:
            return None
        try:
            current = getattr(current, part)
        except models.ObjectDoesNotExist:
            return None
        if callable(current):
            current = current()
    return current


def value_at(record: Any, path: str) -> Any:
    """The value at the end of a path, display text for choices; None where the path breaks off."""
    head, _, name = path.rpartition("__")
    owner = raw_at(record, head) if head else record
    display = getattr(owner, f"get_{name}_display", None)
    if display is not None:
        return display()
    return None if owner is None else raw_at(owner, name)
