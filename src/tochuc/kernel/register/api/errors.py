"""Refusals in one shape, whatever raised them: `{"errors": {field: [sentences]}}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ProtectedError
from django.forms.utils import ErrorDict
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROTECTED = "Còn bản ghi khác nói đến bản ghi này: hãy sửa hoặc xóa các bản ghi đó trước."
_SENTENCES: Mapping[type[Exception], str] = {
    exceptions.NotAuthenticated: "Chưa đăng nhập: hãy đăng nhập rồi gửi lại.",
    exceptions.NotFound: "Không tìm thấy, hoặc tài khoản này không được xem.",
    exceptions.MethodNotAllowed: "Địa chỉ này không nhận phương thức đó.",
    exceptions.ParseError: "Nội dung gửi lên không đọc được: hãy kiểm tra cú pháp JSON.",
    exceptions.Throttled: "Gửi quá nhanh: hãy chờ một phút rồi gửi lại.",
    exceptions.UnsupportedMediaType: "Kiểu nội dung này không được nhận: hãy gửi application/json.",
}


class Refused(Exception):
    """A form that does not hold."""

    def __init__(self, errors: ErrorDict) -> None:
        super().__init__(str(errors))
        self.errors = errors


def refusal(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception; None for those that nobody foresaw, which Django reports as 500."""
    if isinstance(error, Refused):
        return _response({name: [str(one) for one in found] for name, found in error.errors.items()})
    if isinstance(error, ValidationError):
        return _response(
            error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        )
    if isinstance(error, ProtectedError):
        return _response({NON_FIELD_ERRORS: [PROTECTED]})
    answer = exception_handler(exceptions.NotFound() if isinstance(error, Http404) else error, context)
    if answer is not None:
        own = exceptions.NotFound if isinstance(error, Http404) else type(error)
        detail = answer.data.get("detail", "") if isinstance(answer.data, dict) else ""
        answer.data = {"errors": {NON_FIELD_ERRORS: [_SENTENCES.get(own, str(detail))]}}
    return answer


def _response(errors: Mapping[str, list[str]]) -> Response:
    return Response({"errors": dict(errors)}, status=status.HTTP_400_BAD_REQUEST)
