"""Form fields of the generated forms: dates as officers write them, and records chosen by looking them up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy

from tochuc.vi.dates import format_date, parse_full_date


class VietnameseDateField(forms.DateField):
    """Reads `31/12/2023` and its kin, and says in Vietnamese what is wrong with the rest."""

    widget = forms.TextInput(
        attrs={
            "placeholder": "ngày/tháng/năm",
            "inputmode": "numeric",
            "autocomplete": "off",
            "data-date": "",
        }
    )

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse_full_date(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, dt.date) else value


class LookupWidget(forms.TextInput):
    """A text box that looks records up as one types; the hidden twin carries the key."""

    template_name = "web/widgets/lookup.html"

    def __init__(self, register_name: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.register_name = register_name
        self.label_of: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was chosen, or else what was typed: a code that was never looked up is still an answer."""
        return data.get(name) or data.get(f"{name}__shown", "").strip()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["lookup_url"] = str(reverse_lazy("register:lookup", args=[self.register_name]))
        context["widget"]["shown"] = (self.label_of(value) if self.label_of and value else "") or value or ""
        return context


class RecordField(forms.ModelChoiceField[Any]):
    """One record among those that the user sees, posted by its key (units by their code)."""

    default_error_messages = {
        "invalid_choice": "Không tìm thấy, hoặc đồng chí không được phân công trên bản ghi này: hãy chọn từ danh "
        "sách gợi ý.",
    }

    def __init__(self, register_name: str, queryset: models.QuerySet[Any], **options: Any) -> None:
        # The field keeps a copy of the widget it is given.
        super().__init__(queryset, widget=LookupWidget(register_name), **options)
        self.widget.label_of = self._label

    def __deepcopy__(self, memo: dict[int, Any]) -> RecordField:
        """A form's own copy, whose widget asks the copy: the class's field would name records of anybody."""
        copied: RecordField = super().__deepcopy__(memo)
        copied.widget.label_of = copied._label
        return copied

    def to_python(self, value: Any) -> Any:
        if "\0" in str(value):  # PostgreSQL cannot compare with it
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def _label(self, value: Any) -> str:
        key = self.to_field_name or "pk"
        try:
            found = self.queryset.filter(**{key: value}).first() if self.queryset is not None else None
        except (ValueError, TypeError):
            return ""
        return str(found) if found is not None else ""


def unit_field(queryset: models.QuerySet[Any], **options: Any) -> RecordField:
    return RecordField("units", queryset, to_field_name="code", **options)
