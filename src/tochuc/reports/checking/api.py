"""Checking a document for another program: nothing is kept of the file, nor of what was found in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from tochuc.checker.finding import Confidence
from tochuc.kernel.access.reach import may
from tochuc.kernel.models import User
from tochuc.kernel.register.api import errors
from tochuc.kernel.register.api.schema import ErrorsSerializer
from tochuc.reports.checking import running
from tochuc.reports.checking.access import USE_CHECKS
from tochuc.reports.checking.checks import content_of_upload, shown_name
from tochuc.rules.finding import Severity

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YES = ("1", "true")
LEVELS = [str(one) for one in Confidence]
AnyDrfField = serializers.Field[Any, Any, Any, Any]


class CodesField(forms.CharField):
    """Codes of rules or beginnings of codes, with commas between them: `ARI,CIT-00`."""

    def clean(self, value: Any) -> Any:
        given = tuple(one.strip().upper() for one in super().clean(value).split(",") if one.strip())
        for code in given:
            if not any(known.startswith(code) for known in running.codes()):
                raise ValidationError(f"Không có quy tắc nào có mã bắt đầu bằng “{code}”.")
        return given


class CheckForm(forms.Form):
    """The parts of the request."""

    file = forms.FileField(error_messages={"required": "Hãy gửi một tệp.", "empty": "Tệp rỗng."})
    select = CodesField(required=False, max_length=200)
    ignore = CodesField(required=False, max_length=200)
    confidence = forms.ChoiceField(required=False, choices=[(one, one) for one in LEVELS])
    lang = forms.ChoiceField(required=False, choices=[("vi", "vi"), ("en", "en")])


class CheckRequestSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="DOCX, ODT, PDF, TXT hoặc MD.")
    select = serializers.CharField(required=False, help_text="Chỉ các quy tắc này, ví dụ ARI,CIT-00.")
    ignore = serializers.CharField(required=False, help_text="Trừ các quy tắc này.")
    confidence = serializers.ChoiceField(
        LEVELS, required=False, help_text="Mức chắc chắn thấp nhất được nêu; mặc định likely."
    )
    lang = serializers.ChoiceField(
        ["vi", "en"], required=False, help_text="Ngôn ngữ của câu chữ; mặc định vi."
    )


class FoundPlaceSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    column = serializers.IntegerField()
    end_line = serializers.IntegerField()
    end_column = serializers.IntegerField()
    page = serializers.IntegerField()
    text = serializers.CharField()


class RelatedPlaceSerializer(FoundPlaceSerializer):
    message = serializers.CharField()


class CheckFindingSerializer(FoundPlaceSerializer):
    """One thing found, as `tochuc check --format json` gives it."""

    file = serializers.CharField()
    code = serializers.CharField()
    severity = serializers.ChoiceField([str(one) for one in Severity])
    confidence = serializers.ChoiceField(LEVELS)
    title = serializers.CharField()
    message = serializers.CharField()
    stated = serializers.CharField()
    computed = serializers.CharField()
    fix = serializers.CharField(allow_null=True)
    fingerprint = serializers.CharField()
    related = RelatedPlaceSerializer(many=True)


class CheckThrottle(UserRateThrottle):
    """Each check is a process: a program that sends a folder of reports waits a little between them."""

    scope = "checks"
    rate = "60/min"


class CheckView(APIView):
    parser_classes = (MultiPartParser,)
    throttle_classes = (CheckThrottle,)

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return errors.refusal

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not isinstance(request.user, User):
            raise PermissionDenied("Hãy đăng nhập.")
        if not may(request.user, USE_CHECKS.name):
            raise Http404

    @extend_schema(
        operation_id="checks_create",
        summary="Kiểm tra văn bản",
        description="Đọc tệp và trả về những chỗ không khớp, như `tochuc check --format json`. Tệp không được giữ lại. "
        "Với `annotate=true` thì trả về tệp Word có từng phát hiện là một nhận xét bên lề.",
        tags=["checks"],
        parameters=[
            OpenApiParameter("annotate", bool, description="Trả về tệp Word có nhận xét thay cho danh sách.")
        ],
        request={"multipart/form-data": CheckRequestSerializer},
        responses={
            (200, "application/json"): CheckFindingSerializer(many=True),
            (200, DOCX): OpenApiTypes.BINARY,
            400: OpenApiResponse(
                ErrorsSerializer, "Tệp không đọc được, hoặc tùy chọn sai: câu nói rõ vì sao."
            ),
            403: OpenApiResponse(ErrorsSerializer, "Chưa đăng nhập."),
            404: OpenApiResponse(ErrorsSerializer, "Tài khoản này không được phân công kiểm tra văn bản."),
            429: OpenApiResponse(ErrorsSerializer, "Gửi quá nhanh: hãy chờ rồi gửi tiếp."),
        },
    )
    def post(self, request: Request) -> HttpResponse | Response:
        form = CheckForm(request.POST, request.FILES)
        if not form.is_valid():
            raise errors.Refused(form.errors)
        given = form.cleaned_data
        content, name = content_of_upload(given["file"]), shown_name(given["file"])
        options = running.Options(
            given["select"], given["ignore"], given["confidence"] or "likely", given["lang"] or "vi"
        )
        try:
            if request.query_params.get("annotate", "").lower() in YES:
                return word_file(running.annotated(content, name, options), name)
            return Response(running.records(content, name, options))
        except running.CannotCheck as error:
            raise ValidationError({"file": str(error)}) from error


def word_file(content: bytes, name: str) -> HttpResponse:
    """The annotated file, as a download beside the one that was sent."""
    stem = name.rpartition(".")[0] or name
    answer = HttpResponse(content, content_type=DOCX)
    file = f"{stem}-nhan-xet.docx"
    answer.headers["Content-Disposition"] = content_disposition_header(True, file) or "attachment"
    return answer
