"""What the reorganisations ask for, and how their answers become calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.db import models

from tochuc.kernel.access.visibility import visible_to
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import Sector, Unit, UnitKind
from tochuc.kernel.register.fields import RecordField, VietnameseDateField, unit_field
from tochuc.kernel.register.forms import RecordForm
from tochuc.registers.documents.models import Document
from tochuc.registers.units import actions, mergers
from tochuc.registers.units.steps import NewUnit

_SECTORS = [("", "—"), *Sector.choices]


def _unit(label: str, *, required: bool = True, help_text: str = "") -> RecordField:
    return unit_field(Unit.objects.all(), label=label, required=required, help_text=help_text)


def _units(label: str, help_text: str) -> forms.ModelMultipleChoiceField[Unit]:
    """Ticked off a list; the form restricts it to the few units that can be meant."""
    return forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _day(label: str = "Ngày có hiệu lực") -> VietnameseDateField:
    return VietnameseDateField(label=label, help_text="Không ghi trước cho ngày chưa tới.")


class DecisionForm(RecordForm):
    """The decision that every reorganisation rests on."""

    document = RecordField("documents", Document.objects.all(), label="Quyết định", required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def _offer(self, name: str, units: models.QuerySet[Unit]) -> None:
        field: Any = self.fields[name]
        field.queryset = visible_to(self.user, units.filter(ended_on=None)).order_by("first")


class EstablishForm(DecisionForm):
    field_order = ("code", "name", "short_name", "kind", "sector", "parent", "rank", "founded_on")

    code = forms.CharField(label="Mã đơn vị", max_length=40)
    name = forms.CharField(label="Tên đơn vị", max_length=300)
    short_name = forms.CharField(label="Tên gọn", max_length=150, required=False)
    kind = forms.ChoiceField(label="Loại", choices=UnitKind.choices)
    sector = forms.ChoiceField(label="Khu vực", choices=_SECTORS, required=False)
    parent = _unit("Trực thuộc", required=False)
    rank = forms.IntegerField(
        label="Thứ tự", initial=1000, min_value=0, help_text="Số nhỏ đứng trước; bằng nhau thì xếp theo tên."
    )
    founded_on = _day("Ngày thành lập")


class RenameForm(DecisionForm):
    field_order = ("name", "short_name", "on")

    name = forms.CharField(label="Tên mới", max_length=300)
    short_name = forms.CharField(label="Tên gọn mới", max_length=150, required=False)
    on = _day()


class MoveForm(DecisionForm):
    field_order = ("to", "on")

    to = _unit("Chuyển về trực thuộc", help_text="Mọi đơn vị bên dưới đi theo.")
    on = _day()


class MergeForm(DecisionForm):
    """Into an existing unit, or into a new one that takes the place of all."""

    field_order = ("units", "into", "code", "name", "on")

    units = _units(
        "Cùng với các đơn vị",
        "Các đơn vị cùng cấp cũng kết thúc và nhập vào; bỏ trống nếu chỉ có đơn vị này.",
    )
    into = _unit("Nhập vào đơn vị", required=False, help_text="Hoặc bỏ trống và nhập mã, tên của đơn vị mới.")
    code = forms.CharField(label="Mã đơn vị mới", max_length=40, required=False)
    name = forms.CharField(label="Tên đơn vị mới", max_length=300, required=False)
    on = _day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("units", Unit.objects.filter(parent=self.record.parent_id).exclude(pk=self.record.pk))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("into")) == bool(data.get("code") or data.get("name")):
            self.add_error("into", "Hãy chọn một đơn vị đang có, hoặc nhập mã và tên của đơn vị mới.")
        elif not data.get("into"):
            _require_both(self, data)
        return data


class SplitForm(DecisionForm):
    field_order = ("code", "name", "short_name", "kind", "children", "ends", "on")

    code = forms.CharField(label="Mã đơn vị mới", max_length=40)
    name = forms.CharField(label="Tên đơn vị mới", max_length=300)
    short_name = forms.CharField(label="Tên gọn", max_length=150, required=False)
    kind = forms.ChoiceField(label="Loại", choices=UnitKind.choices)
    children = _units("Đơn vị chuyển theo", "Các đơn vị trực thuộc không chọn ở lại với đơn vị cũ.")
    ends = forms.BooleanField(
        label="Đơn vị cũ kết thúc",
        required=False,
        help_text="Đơn vị mới kế thừa tất cả những gì còn lại của đơn vị cũ.",
    )
    on = _day()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("children", Unit.objects.filter(parent=self.record.pk))


class DissolveForm(DecisionForm):
    field_order = ("on",)

    on = _day("Ngày giải thể")


class CorrectForm(RecordForm):
    code = forms.CharField(label="Mã đơn vị", max_length=40)
    name = forms.CharField(
        label="Tên đơn vị", max_length=300, help_text="Chỉ sửa lỗi ghi; đổi tên là việc khác."
    )
    short_name = forms.CharField(label="Tên gọn", max_length=150, required=False)
    kind = forms.ChoiceField(label="Loại", choices=UnitKind.choices)
    sector = forms.ChoiceField(label="Khu vực", choices=_SECTORS, required=False)
    rank = forms.IntegerField(label="Thứ tự", min_value=0)


def run_rename(acting: Acting, unit: Unit, data: Mapping[str, Any]) -> Unit:
    return actions.rename(_under(acting, data), unit=unit, **data)


def run_move(acting: Acting, unit: Unit, data: Mapping[str, Any]) -> Unit:
    return actions.move(_under(acting, data), unit=unit, **data)


def run_dissolve(acting: Acting, unit: Unit, data: Mapping[str, Any]) -> Unit:
    return actions.dissolve(_under(acting, data), unit=unit, **data)


def run_merge(acting: Acting, unit: Unit, data: Mapping[str, Any]) -> Unit:
    """A new unit takes kind, sector and place of the one on whose page the merger was asked for."""
    new = NewUnit(data["code"], data["name"], unit.kind, unit.parent, sector=unit.sector, rank=unit.rank)
    return mergers.merge(
        _under(acting, data),
        units=[unit, *(other for other in data["units"] if other != unit)],
        into=data["into"] or new,
        **_event(data),
    )


def run_split(acting: Acting, unit: Unit, data: Mapping[str, Any]) -> list[Unit]:
    new = NewUnit(
        data["code"],
        data["name"],
        data["kind"],
        unit.parent,
        short_name=data["short_name"],
        sector=unit.sector,
        rank=unit.rank,
        children=tuple(data["children"]),
    )
    heir = new.code if data["ends"] else ""
    return mergers.split(_under(acting, data), unit=unit, into=[new], heir=heir, **_event(data))


def _require_both(form: forms.Form, data: Mapping[str, Any]) -> None:
    for field, what in (("code", "mã"), ("name", "tên")):
        if not data.get(field):
            form.add_error(field, f"Hãy nhập {what} của đơn vị mới.")


def _event(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("on", "document", "note")}


def _under(acting: Acting, data: Mapping[str, Any]) -> Acting:
    """The change set names the decision too, so that the history page can show it."""
    document = data["document"]
    return replace(acting, document_id=document.pk) if document is not None else acting
