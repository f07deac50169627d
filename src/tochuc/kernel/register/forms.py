"""The form of a register, generated from the fields that its declaration names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from tochuc.kernel.access.visibility import sees_level, visible_to
from tochuc.kernel.models import Unit, User
from tochuc.kernel.register.declaration import Column, Register, field_at
from tochuc.kernel.register.fields import RecordField, VietnameseDateField, unit_field
from tochuc.kernel.register.registry import register_for


class RecordForm(forms.Form):
    """Base of all forms that feed an action: built for one user, told of the action's errors."""

    def __init__(self, *args: Any, user: User | None = None, record: Any = None, **kwargs: Any) -> None:
        self.user = user
        self.record = record
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, RecordField):
                self._bind(field)

    def _bind(self, field: RecordField) -> None:
        """Restricts a choice of records to those that the user sees."""
        if field.queryset is not None and register_for(field.queryset.model) is not None:
            field.queryset = visible_to(self.user, field.queryset)

    def take_errors(self, error: ValidationError) -> None:
        """Shows an action's errors next to the fields they belong to."""
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in by_field.items():
            self.add_error(name if name in self.fields else None, messages)


def form_class(register: Register[Any], *, existing: bool = False) -> type[RecordForm]:
    """The declared form, or one made from `form_fields` or the fields of the sections."""
    declared = (register.edit_form if existing else None) or register.form
    if declared is not None:
        return declared
    names = form_field_names(register)
    return type(f"{register.model.__name__}Form", (RecordForm,), {n: _form_field(register, n) for n in names})


def form_field_names(register: Register[Any]) -> list[str]:
    if register.form_fields:
        return list(register.form_fields)
    return [name for section in register.sections for name in section.fields if "__" not in name]


def _form_field(register: Register[Any], name: str) -> forms.Field:
    field = field_at(register.model, name)
    if field is None:
        raise LookupError(f"{register.name}: form field {name} is no field")
    label = register.label_of(Column(name))
    options: dict[str, Any] = {"label": label, "required": not field.blank, "help_text": field.help_text}
    if field.is_relation:
        target = field.related_model
        if not isinstance(target, type) or not issubclass(target, models.Model):
            raise LookupError(f"{register.name}: {name} relates to nothing")
        if target is Unit:
            return unit_field(target._default_manager.all(), **options)
        chosen = register_for(target)
        if chosen is None:
            raise LookupError(f"{register.name}: {name} points to a model without a register")
        return RecordField(chosen.name, target._default_manager.all(), **options)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return VietnameseDateField(**options)
    built = field.formfield(label=label)
    if built is None:
        raise LookupError(f"{register.name}: {name} cannot be edited")
    return built


def bound_form(
    register: Register[Any], user: User | None, data: Any = None, files: Any = None, record: Any = None
) -> RecordForm:
    """The register's form for a user, without what they may not read; it starts with an existing record's
    values.
    """
    initial = {}
    if record is not None:
        for name in form_field_names(register):
            value = getattr(record, name)
            initial[name] = value.code if isinstance(value, Unit) else getattr(value, "pk", value)
    form = form_class(register, existing=record is not None)(
        data, files, user=user, record=record, initial=initial
    )
    for section in register.sections:
        if not sees_level(user, register, section.level):
            for name in section.fields:
                form.fields.pop(name, None)
    return form
