"""An import column's title, parser, choices and limits, from the model's field that it fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from tochuc.kernel.importing.spec import ImportColumn, Lookup
from tochuc.kernel.models import Record
from tochuc.kernel.sheets import parsing
from tochuc.kernel.sheets.parsing import Parser
from tochuc.kernel.sheets.writing import Kind

AnyField = models.Field[Any, Any]

_LONGEST_TEXT = 10_000
_LARGEST_INTEGER = 2**31 - 1
"""What PostgreSQL's integer columns hold; Django's own ranges depend on the engine of the day."""
_LARGEST_SMALL_INTEGER = 2**15 - 1


def complete(model: type[Record], column: str | ImportColumn) -> ImportColumn:
    """The column with everything that was left empty taken from the field named by its key.

    Raises `FieldDoesNotExist` for an unknown field and `TypeError` for one whose kind cannot be parsed here.
    """
    given = ImportColumn(column) if isinstance(column, str) else column
    field: AnyField = model._meta.get_field(given.key)  # type: ignore[assignment]
    title = str(field.verbose_name)
    lookup = given.lookup or _lookup(field)
    choices = dict(field.flatchoices)
    return replace(
        given,
        model=model,
        title=given.title or title[:1].upper() + title[1:],
        required=_is_required(field) if given.required is None else given.required,
        lookup=lookup,
        parser=given.parser or (None if lookup else parser_for(field)),
        choices=given.choices or tuple(str(label) for label in choices.values()),
        kind=given.kind or _kind(field),
        note=given.note or str(field.help_text),
    )


def parser_for(field: AnyField) -> Parser[Any]:
    """The parser of a field's texts, with the field's validators; planners use it for fields of several
    models.
    """
    parser = _by_kind(field)
    # How long a text may be its parser knows.
    validators = [one for one in field.validators if not isinstance(one, MaxLengthValidator)]
    if not validators:
        return parser

    def parse(text: str) -> Any:
        value = parser(text)
        if value is not None:
            try:
                field.run_validators(value)
            except ValidationError as error:
                raise ValueError(" ".join(error.messages)) from None
        return value

    return parse


def _by_kind(field: AnyField) -> Parser[Any]:
    if field.flatchoices:
        return parsing.choice(_by_label(dict(field.flatchoices)))
    if isinstance(field, models.BooleanField):
        return parsing.boolean
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return _date
    if isinstance(field, models.IntegerField):
        return parsing.integer(*_bounds(field))
    if isinstance(field, models.DecimalField):
        return _decimal(field)
    if isinstance(field, models.CharField | models.TextField):
        return parsing.text(field.max_length or _LONGEST_TEXT)
    raise TypeError(f"{field}: give its import column a parser")


# A row's days are often the same, or those of its neighbours: a year has few of them.
_date = lru_cache(maxsize=1 << 16)(parsing.date_full)


def _by_label(choices: Mapping[Any, Any]) -> dict[str, Any]:
    """Values by their labels, and by themselves: files that other systems wrote hold codes."""
    return {str(value): value for value in choices} | {str(label): value for value, label in choices.items()}


def _lookup(field: AnyField) -> Lookup | None:
    if not field.is_relation:
        return None
    target = field.related_model
    if not isinstance(target, type):
        raise TypeError(f"{field}: its target is not a model")
    return Lookup(target)


def _is_required(field: AnyField) -> bool:
    return not field.blank and not field.null and not field.has_default()


def _kind(field: AnyField) -> Kind:
    if field.flatchoices:
        return Kind.TEXT
    kinds: tuple[tuple[type[AnyField], Kind], ...] = (
        (models.BooleanField, Kind.BOOLEAN),
        (models.DateField, Kind.DATE),
        (models.IntegerField, Kind.INTEGER),
        (models.DecimalField, Kind.DECIMAL),
    )
    return next((kind for model_field, kind in kinds if isinstance(field, model_field)), Kind.TEXT)


def _bounds(field: models.IntegerField[Any, Any]) -> tuple[int, int]:
    small = isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField)
    most = _LARGEST_SMALL_INTEGER if small else _LARGEST_INTEGER
    positive = isinstance(field, models.PositiveIntegerField | models.PositiveSmallIntegerField)
    least = 0 if positive else -most - 1
    for validator in field.validators:
        if isinstance(validator, MinValueValidator):
            least = max(least, int(validator.limit_value))
        if isinstance(validator, MaxValueValidator):
            most = min(most, int(validator.limit_value))
    return least, most


def _decimal(field: models.DecimalField[Any, Any]) -> Parser[Decimal]:
    largest = Decimal(10) ** (field.max_digits - field.decimal_places) - Decimal(10) ** -field.decimal_places
    within = parsing.decimal(-largest, largest)

    def parse(text: str) -> Decimal | None:
        number = within(text)
        places = field.decimal_places
        if number is not None and number != round(number, places):
            raise ValueError(f"Có nhiều hơn {places} chữ số sau dấu phẩy: hãy làm tròn.")
        return number

    return parse
