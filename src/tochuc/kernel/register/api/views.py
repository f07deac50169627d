"""The view set of a register, and its description for OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from drf_spectacular.utils import extend_schema_view
from rest_framework import status
from rest_framework.decorators import action as extra_action
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from tochuc.kernel.access.lookup import find_record, find_register
from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import User, Via
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.api import errors, schema, sent
from tochuc.kernel.register.api.describing import descriptions
from tochuc.kernel.register.api.values import joined, represent
from tochuc.kernel.register.declaration import Operation, Register
from tochuc.kernel.register.filters import filtered, ordered, sort_paths
from tochuc.kernel.register.forms import RecordForm, bound_form

Handler = Callable[..., Response]


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "per_page"
    max_page_size = 500
    page_query_description = "Trang thứ mấy, từ 1."
    page_size_query_description = "Số bản ghi một trang, nhiều nhất 500."


class RegisterViewSet(GenericViewSet[Any]):
    """Reading; `viewset` adds what else the register's declaration offers."""

    register: ClassVar[Register[Any]]
    pagination_class = Pages
    parser_classes = (JSONParser,)
    filter_backends = ()
    metadata_class = None
    lookup_value_converter = "int"

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return errors.refusal

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        find_register(_user(request), self.register.name)

    def list(self, request: Request) -> Response:
        register, user = self.register, _user(request)
        filters = filtered(register, user, request.query_params)
        sort = request.query_params.get("sort", "")
        self._check_query(request, filters.form)
        records = joined(register, ordered(register, user, filters.qs, sort))
        page = self.paginate_queryset(records) or []
        log_reading(user, register, "API: danh sách", count=len(page))
        return self.get_paginated_response(represent(register, page, user))

    def retrieve(self, request: Request, pk: int) -> Response:
        record = find_record(_user(request), self.register, pk)
        return self._answer(request, record)

    def _check_query(self, request: Request, form: Any) -> None:
        """A misspelt filter would answer with every record, and nobody would notice."""
        paging = (Pages.page_query_param, Pages.page_size_query_param)
        known = {*form.fields, "sort", *paging}
        wrong = {name: "Không có bộ lọc này." for name in request.query_params if name not in known}
        sort = request.query_params.get("sort", "")
        if sort and sort.removeprefix("-") not in sort_paths(self.register, _user(request)):
            wrong["sort"] = "Không sắp xếp được theo cột này."
        if wrong:
            raise ValidationError(wrong)
        if not form.is_valid():
            raise errors.Refused(form.errors)

    def _answer(self, request: Request, record: Any, code: int = status.HTTP_200_OK) -> Response:
        """The record as it now is."""
        register, user = self.register, _user(request)
        found = joined(register, visible(user, register)).get(pk=record.pk)
        log_reading(user, register, "API: bản ghi", record=found)
        return Response(represent(register, [found], user)[0], status=code)


def viewset(register: Register[Any]) -> type[RegisterViewSet]:
    """The register's view set: reading, and what its declaration allows to be written."""
    handlers: dict[str, Handler] = {}
    if register.create is not None:
        handlers["create"] = _creator(register)
    if register.edit is not None:
        handlers["update"] = _editor(register, partial=False)
        handlers["partial_update"] = _editor(register, partial=True)
    for operation in register.operations:
        handlers[operation.verb] = _operator(register, operation)
    members = {
        "register": register,
        "queryset": register.model._default_manager.none(),
        **handlers,
    }
    made = cast(type[RegisterViewSet], type(f"{register.model.__name__}ViewSet", (RegisterViewSet,), members))
    return extend_schema_view(**descriptions(register))(made)


def _creator(register: Register[Any]) -> Handler:
    def create(self: RegisterViewSet, request: Request) -> Response:
        user, action = _user(request), register.create
        if action is None or not may(user, action.info.name):
            raise PermissionDenied("Đồng chí xem được sổ này nhưng không được phân công thêm bản ghi.")
        given = sent.checked(bound_form(register, user), request.data)
        form = _valid(bound_form(register, user, given))
        written = action(_acting(request), **form.cleaned_data)
        return self._answer(request, written, status.HTTP_201_CREATED)

    return create


def _editor(register: Register[Any], *, partial: bool) -> Handler:
    def update(self: RegisterViewSet, request: Request, pk: int) -> Response:
        user, action = _user(request), register.edit
        record = find_record(user, register, pk, "edit")
        blank = bound_form(register, user, record=record)
        given = sent.checked(blank, request.data)
        data = sent.laid_over_record(blank, given) if partial else given
        form = _valid(bound_form(register, user, data, record=record))
        if action is not None:
            action(_acting(request), record, **form.cleaned_data)
        return self._answer(request, record)

    return update


def _operator(register: Register[Any], operation: Operation[Any]) -> Handler:
    def operate(self: RegisterViewSet, request: Request, pk: int) -> Response:
        user = _user(request)
        record = find_record(user, register, pk, operation.verb)
        given = sent.checked(operation.form(user=user, record=record), request.data)
        form = _valid(operation.form(given, request.FILES or None, user=user, record=record))
        if not operation.available(record):
            raise ValidationError({NON_FIELD_ERRORS: "Lúc này không làm được việc này với bản ghi."})
        operation.run(_acting(request), record, form.cleaned_data)
        return self._answer(request, record)

    operate.__name__ = operation.verb
    parsers = (MultiPartParser,) if schema.takes_files(operation.form) else (JSONParser,)
    return extra_action(detail=True, methods=["post"], url_path=operation.verb, parser_classes=parsers)(
        operate
    )


def _valid(form: RecordForm) -> RecordForm:
    if not form.is_valid():
        raise errors.Refused(form.errors)
    return form


def _acting(request: Request) -> Acting:
    return Acting(_user(request), Via.API, reason=sent.reason(request.data))


def _user(request: Request) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied("Hãy đăng nhập.")
    return request.user
