"""The forms of checked documents: a file is sent in, a finding is decided about."""

from __future__ import annotations

from typing import Any

from django import forms

from tochuc.kernel.models import User
from tochuc.reports.checking.access import seen_by
from tochuc.reports.checking.checks import MEBIBYTE, largest
from tochuc.reports.checking.models import Verdict

FORMATS = ".docx,.odt,.pdf,.txt,.md"


class FileForm(forms.Form):
    file = forms.FileField(
        label="Tệp văn bản",
        widget=forms.FileInput(attrs={"accept": FORMATS, "data-autosubmit": ""}),
        error_messages={
            "required": "Hãy chọn một tệp.",
            "empty": "Tệp rỗng, không có nội dung để kiểm tra. Hãy chọn đúng tệp văn bản.",
        },
    )
    keep = forms.BooleanField(
        label="Giữ lại tệp trên máy chủ",
        required=False,
        help_text="Không chọn thì tệp bị xóa sau vài giờ; chỉ các kết luận được giữ lại.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = (
            f"Word (.docx), ODT, PDF có lớp chữ, văn bản thuần (.txt, .md); tối đa {largest() // MEBIBYTE} MB"
        )


class StartForm(FileForm):
    name = forms.CharField(
        label="Tên gọi", required=False, max_length=200, help_text="Để trống thì lấy theo tên tệp."
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = forms.ModelChoiceField(
            seen_by(user).order_by("-pk"),
            label="Là bản tiếp theo của",
            required=False,
            empty_label="Văn bản mới",
            help_text="Kết luận của các bản trước được áp dụng cho bản này.",
        )


class DecisionForm(forms.Form):
    """What a card sends; what may not be is told by the action."""

    code = forms.CharField(max_length=10)
    fingerprint = forms.CharField(max_length=40)
    verdict = forms.ChoiceField(choices=Verdict.choices, required=False)
    reason = forms.CharField(required=False, max_length=500)
