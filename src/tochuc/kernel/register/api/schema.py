"""The OpenAPI components of a register: one for its records, one for each thing that can be sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers

from tochuc.kernel.models import Unit
from tochuc.kernel.register.api.values import Entry, Kind, entries
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.fields import VietnameseDateField
from tochuc.kernel.register.filters import UnitSubtreeFilter, filterset_class

AnyDrfField = serializers.Field[Any, Any, Any, Any]
Component = type[serializers.Serializer[Any]]
REASON = "_reason"


# DRF takes a serializer's fields out of the class, so that these names hide nothing.
class RelatedRecordSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label: AnyDrfField = serializers.CharField()  # type: ignore[assignment]


class RelatedUnitSerializer(RelatedRecordSerializer):
    code = serializers.CharField()


class ErrorsSerializer(serializers.Serializer[Any]):
    """Sentences by field; `__all__` holds what belongs to no field."""

    errors: AnyDrfField = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField())
    )


def record_component(register: Register[Any]) -> Component:
    """What a record looks like when it is read."""
    members: dict[str, AnyDrfField] = {
        "id": serializers.IntegerField(),
        "label": serializers.CharField(),
        **{entry.path: _read_field(entry) for entry in entries(register.name)},
        "masked": serializers.ListField(
            child=serializers.CharField(),
            help_text="Những trường mà tài khoản này không được đọc; giá trị của chúng là null.",
        ),
    }
    return _component(_name(register, "Record"), members)


def _read_field(entry: Entry) -> AnyDrfField:
    options: dict[str, Any] = {"help_text": entry.label, "allow_null": True}
    if entry.field is not None and entry.kind is Kind.CHOICE:
        return _choice_value(entry.field.flatchoices)(**options)
    if entry.field is not None and entry.kind is Kind.RECORD:
        of_unit = entry.field.related_model is Unit
        return RelatedUnitSerializer(**options) if of_unit else RelatedRecordSerializer(**options)
    simple: dict[Kind, type[AnyDrfField]] = {
        Kind.INTEGER: serializers.IntegerField,
        Kind.BOOLEAN: serializers.BooleanField,
        Kind.DATE: serializers.DateField,
        Kind.MOMENT: serializers.DateTimeField,
    }
    return simple.get(entry.kind, serializers.CharField)(**options)


def form_component(register: Register[Any], form: type[forms.Form], purpose: str) -> Component:
    """What a form takes, as JSON; `purpose` ("Create", "Transfer") makes the component's name."""
    members = {name: _write_field(field) for name, field in form.base_fields.items()}
    reason = serializers.CharField(
        label="Lý do", required=False, help_text="Lý do, ghi vào nhật ký cùng lần ghi."
    )
    return _component(_name(register, purpose), {**members, REASON: reason})


def takes_files(form: type[forms.Form]) -> bool:
    return any(isinstance(field, forms.FileField) for field in form.base_fields.values())


def _write_field(field: forms.Field) -> AnyDrfField:
    text = ". ".join(part.rstrip(".") for part in (str(field.label or ""), str(field.help_text)) if part)
    options: dict[str, Any] = {
        "required": field.required,
        "allow_null": not field.required,
        "help_text": text,
    }
    if isinstance(field, forms.ModelMultipleChoiceField):
        return serializers.ListField(child=serializers.IntegerField(), **options)
    if isinstance(field, forms.ModelChoiceField):
        by_code = field.to_field_name is not None
        return serializers.CharField(**options) if by_code else serializers.IntegerField(**options)
    if isinstance(field, forms.ChoiceField):
        return _choice_code(_flat(field.choices))(**options)
    known: tuple[tuple[type[forms.Field], type[AnyDrfField]], ...] = (
        (VietnameseDateField, serializers.DateField),
        (forms.BooleanField, serializers.BooleanField),
        (forms.IntegerField, serializers.IntegerField),
        (forms.FileField, serializers.FileField),
        (forms.EmailField, serializers.EmailField),
    )
    made = next((made for kind, made in known if isinstance(field, kind)), serializers.CharField)
    return made(**options)


def _flat(choices: Any) -> list[tuple[Any, str]]:
    return [(value, str(text)) for value, text in choices if value not in (None, "")]


def _variants(choices: Iterable[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Each code with its label; a plain `enum` would lose them, and its name clash between registers."""
    return [{"enum": [value], "title": str(text)} for value, text in choices if value not in (None, "")]


def _choice_code(choices: Iterable[tuple[Any, Any]]) -> type[AnyDrfField]:
    @extend_schema_field({"oneOf": _variants(choices)})
    class ChoiceCode(serializers.CharField):
        pass

    return ChoiceCode


def _choice_value(choices: Iterable[tuple[Any, Any]]) -> type[AnyDrfField]:
    properties = {"code": {"oneOf": _variants(choices)}, "label": {"type": "string"}}

    @extend_schema_field({"type": "object", "properties": properties, "required": ["code", "label"]})
    class ChoiceValue(serializers.Field[Any, Any, Any, Any]):
        pass

    return ChoiceValue


def _name(register: Register[Any], purpose: str) -> str:
    return f"{register.model.__name__}{''.join(part.capitalize() for part in purpose.split('_'))}"


def _component(name: str, members: Mapping[str, AnyDrfField]) -> Component:
    return type(f"{name}Serializer", (serializers.Serializer,), {**members, "__module__": __name__})


def list_parameters(register: Register[Any]) -> list[OpenApiParameter]:
    """The filters and the order of the list, as in the page's address."""
    found = [_parameter(name, one) for name, one in filterset_class(register).base_filters.items()]
    sortable = [column.path for column in register.columns if register.sort_of(column)]
    order = [*sortable, *(f"-{path}" for path in sortable)]
    description = "Cột để sắp xếp; dấu trừ ở trước là giảm dần."
    return [*found, OpenApiParameter("sort", str, enum=order, description=description)]


def _parameter(name: str, one: django_filters.Filter) -> OpenApiParameter:
    label = str(one.label)
    if isinstance(one, UnitSubtreeFilter):
        return OpenApiParameter(name, str, description=f"{label}: mã đơn vị; tính cả các đơn vị bên dưới.")
    if isinstance(one, django_filters.MultipleChoiceFilter):
        choices = one.extra["choices"]
        described = "; ".join(f"{value}: {text}" for value, text in choices)
        codes = [value for value, _ in choices]
        return OpenApiParameter(
            name, type(codes[0]), enum=codes, many=True, description=f"{label}. {described}"
        )
    types: tuple[tuple[type[Any], Any], ...] = (
        (django_filters.BooleanFilter, bool),
        (django_filters.DateFilter, OpenApiTypes.DATE),
        (django_filters.NumberFilter, int),
    )
    return OpenApiParameter(
        name, next((made for kind, made in types if isinstance(one, kind)), str), description=label
    )
