"""Forms of documents: the number is typed as it is printed."""

from __future__ import annotations

from typing import Any

from django import forms

from tochuc.kernel.levels import Level
from tochuc.kernel.models import Unit
from tochuc.kernel.register.fields import VietnameseDateField, unit_field
from tochuc.kernel.register.forms import RecordForm
from tochuc.registers.documents.models import Document, IssuingBody


class DocumentForm(RecordForm):
    type = forms.ChoiceField(label="Loại văn bản", choices=Document._meta.get_field("type").flatchoices)
    number_text = forms.CharField(
        label="Số và ký hiệu",
        required=False,
        max_length=60,
        help_text="Ghi như trên văn bản, ví dụ 203-KH/TU hoặc 135/2020/NĐ-CP; để trống khi chưa có số.",
    )
    issued_on = VietnameseDateField(label="Ngày ban hành", required=False)
    issuer = unit_field(Unit.objects.all(), label="Cơ quan ban hành", required=False)
    issuer_name = forms.CharField(
        label="Cơ quan ban hành (ghi tên)",
        required=False,
        max_length=200,
        help_text="Khi cơ quan không có trong danh sách đơn vị, ví dụ Bộ Chính trị.",
    )
    issuing_body = forms.ChoiceField(
        label="Thẩm quyền ban hành",
        required=False,
        choices=[("", "—"), *IssuingBody.choices],
        help_text="Văn bản do tập thể nào của đơn vị ban hành, ví dụ Ban thường vụ.",
    )
    subject = forms.CharField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    confidentiality = forms.TypedChoiceField(
        label="Độ mật", choices=Level.choices, coerce=int, initial=Level.INTERNAL
    )
    kept_by = unit_field(Unit.objects.all(), label="Đơn vị lưu văn bản")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record is not None:
            self.initial["number_text"] = self.record.number_and_symbol


class AttachForm(RecordForm):
    file = forms.FileField(label="Tệp", help_text="PDF, Word, Excel, ODT hoặc ảnh.")
