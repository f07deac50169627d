"""What a program sends, made ready for the form: checked for its shape, laid over what is recorded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from tochuc.kernel.register.api.schema import REASON
from tochuc.kernel.register.forms import RecordForm

REASON_LENGTH = 500


def checked(form: RecordForm, sent: Any) -> Mapping[str, Any]:
    """The sent values; raises `ValidationError` for unknown names and for values of another shape.

    A misspelt name would otherwise be taken for a field left out, and its value lost without a word.
    """
    if not isinstance(sent, Mapping):
        raise ValidationError(
            {NON_FIELD_ERRORS: "Nội dung gửi lên phải là một đối tượng JSON: {tên trường: giá trị}."}
        )
    errors = {name: _unknown(form) for name in sent if name not in form.fields and name != REASON}
    if not hasattr(sent, "getlist"):  # JSON has types; what a multipart body holds is text
        errors.update(_misfits(form, sent))
    if errors:
        raise ValidationError(errors)
    return sent


def laid_over_record(form: RecordForm, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What a partial update leaves out stays as it is recorded."""
    recorded = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {**recorded, **sent}


def reason(sent: Any) -> str:
    found = sent.get(REASON, "") if isinstance(sent, Mapping) else ""
    return str(found).strip()[:REASON_LENGTH]


def _misfits(form: RecordForm, sent: Mapping[str, Any]) -> dict[str, str]:
    found = {name: _misfit(field, sent[name]) for name, field in form.fields.items() if name in sent}
    return {name: sentence for name, sentence in found.items() if sentence}


def _misfit(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "" if isinstance(value, bool) else "Giá trị phải là true hoặc false."
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        fits = isinstance(value, list) and all(_is_plain(one) for one in value)
        return "" if fits else "Giá trị phải là một danh sách [...] các chuỗi hoặc số."
    fits = value is None or _is_plain(value)
    return (
        ""
        if fits
        else "Giá trị phải là một chuỗi hoặc một số, không phải đối tượng, danh sách hay true/false."
    )


def _is_plain(value: Any) -> bool:
    """Text or a number; not one like 1e400, which JSON can write and no database can look for."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _unknown(form: RecordForm) -> str:
    return f"Không có trường này. Các trường nhận được là: {', '.join(form.fields)}."
