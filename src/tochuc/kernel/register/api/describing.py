"""What OpenAPI is told of each handler: its summary, its components and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiResponse, extend_schema

from tochuc.kernel.register.api.schema import (
    Component,
    ErrorsSerializer,
    form_component,
    list_parameters,
    record_component,
    takes_files,
)
from tochuc.kernel.register.declaration import Operation, Register
from tochuc.kernel.register.forms import form_class

_READ = "Những gì tài khoản này được xem; trường không được đọc có giá trị null và được kể ra trong `masked`."
_WRITTEN = "Kiểm tra và ghi như biểu mẫu trên trang; có lỗi thì không ghi gì."
_REFUSALS: Mapping[int, str] = {
    400: "Không ghi được: từng trường sai ở đâu.",
    403: "Chưa đăng nhập, hoặc không được phân công làm việc này.",
    404: "Không có, hoặc không được xem.",
}


def descriptions(register: Register[Any]) -> dict[str, Any]:
    """For `extend_schema_view`: a decorator for each handler of the register's view set."""
    record = record_component(register)
    label = register.label
    described = {
        "list": _reading(
            register, "list", f"{label}: danh sách", record(many=True), parameters=list_parameters(register)
        ),
        "retrieve": _reading(register, "retrieve", f"{label}: một bản ghi", record, parameters=[]),
    }
    if register.create is not None:
        form = form_class(register)
        described["create"] = _writing(register, "create", register.create.info.label, form, record, code=201)
    if register.edit is not None:
        form, summary = form_class(register, existing=True), register.edit.info.label
        described["update"] = _writing(register, "update", summary, form, record, "Edit")
        partly = f"{summary}: chỉ những trường gửi lên"
        described["partial_update"] = _writing(register, "partial_update", partly, form, record, "Edit")
    return described | {one.verb: _operating(register, one, record) for one in register.operations}


def _operating(register: Register[Any], operation: Operation[Any], record: Component) -> Any:
    return _writing(register, operation.verb, operation.action.info.label, operation.form, record)


def _reading(register: Register[Any], name: str, summary: str, answer: Any, parameters: list[Any]) -> Any:
    return extend_schema(
        operation_id=f"{register.name}_{name}",
        summary=summary,
        description=_READ,
        tags=[register.name],
        parameters=parameters,
        responses={200: answer, **_refusals()},
    )


def _writing(
    register: Register[Any],
    name: str,
    summary: str,
    form: type[forms.Form],
    answer: Component,
    purpose: str = "",
    *,
    code: int = 200,
) -> Any:
    sent: Any = form_component(register, form, purpose or name)
    return extend_schema(
        operation_id=f"{register.name}_{name}",
        summary=summary,
        description=_WRITTEN,
        tags=[register.name],
        request={"multipart/form-data": sent} if takes_files(form) else sent,
        responses={code: answer, **_refusals()},
    )


def _refusals() -> dict[int, OpenApiResponse]:
    return {code: OpenApiResponse(ErrorsSerializer, text) for code, text in _REFUSALS.items()}
