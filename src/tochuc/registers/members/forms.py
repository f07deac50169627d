"""What each action on members asks for."""

from __future__ import annotations

from django import forms

from tochuc.kernel.models import Unit
from tochuc.kernel.register.fields import RecordField, VietnameseDateField, unit_field
from tochuc.kernel.register.forms import RecordForm
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import LeavingKind
from tochuc.registers.people.models import Person


class AdmissionForm(RecordForm):
    person = RecordField("people", Person.objects.all(), label="Người được kết nạp")
    cell = unit_field(Unit.objects.all(), label="Chi bộ")
    decided_on = VietnameseDateField(label="Ngày quyết định")
    document = RecordField("documents", Document.objects.all(), label="Quyết định kết nạp", required=False)
    is_student = forms.BooleanField(label="Là học sinh, sinh viên", required=False)
    introducers = forms.CharField(label="Người giới thiệu", required=False, max_length=250)


class ReceiveForm(RecordForm):
    person = RecordField("people", Person.objects.all(), label="Người")
    cell = unit_field(Unit.objects.all(), label="Chi bộ")
    arrived_on = VietnameseDateField(label="Ngày chuyển đến")
    joined_on = VietnameseDateField(label="Ngày vào Đảng")
    decided_on = VietnameseDateField(label="Ngày quyết định kết nạp", required=False)
    official_on = VietnameseDateField(label="Ngày chính thức", required=False)
    card_number = forms.RegexField(
        r"^\d{8}$",
        label="Số thẻ đảng viên",
        required=False,
        error_messages={"invalid": "Số thẻ đảng viên gồm đúng 8 chữ số."},
    )
    record_number = forms.CharField(label="Số lý lịch", required=False, max_length=12)


class MemberForm(RecordForm):
    joined_on = VietnameseDateField(label="Ngày vào Đảng")
    decided_on = VietnameseDateField(label="Ngày quyết định kết nạp", required=False)
    official_on = VietnameseDateField(label="Ngày chính thức", required=False)
    card_number = ReceiveForm.base_fields["card_number"]
    record_number = ReceiveForm.base_fields["record_number"]


class OnForm(RecordForm):
    on = VietnameseDateField(label="Ngày")


class TransferForm(RecordForm):
    to = unit_field(Unit.objects.all(), label="Chuyển đến chi bộ")
    on = VietnameseDateField(label="Từ ngày")
    document = RecordField(
        "documents", Document.objects.all(), label="Quyết định hoặc giấy giới thiệu", required=False
    )


class LeaveForm(RecordForm):
    how = forms.TypedChoiceField(label="Lý do", choices=LeavingKind.choices, coerce=LeavingKind)
    on = VietnameseDateField(label="Từ ngày")
    document = RecordField("documents", Document.objects.all(), label="Quyết định", required=False)
