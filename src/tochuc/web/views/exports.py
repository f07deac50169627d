"""Exports: exactly what the list shows, with the same filters, order and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible_to
from tochuc.kernel.models import User
from tochuc.kernel.readings import log_reading
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.display import Shown
from tochuc.kernel.register.filters import filtered, ordered
from tochuc.kernel.sheets.writing import ColumnFormat, Kind, write_csv, write_xlsx
from tochuc.vi.dates import format_date
from tochuc.vi.fold import fold
from tochuc.web.shell import register_or_404, user_of
from tochuc.web.views.registers import chosen_columns

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
KINDS = {"text": Kind.TEXT, "number": Kind.INTEGER, "date": Kind.DATE, "boolean": Kind.BOOLEAN}
DEFAULT_WIDTH = 14
IN_MEMORY = 8 * 2**20


@require_safe
def export(request: HttpRequest, name: str, format: str) -> HttpResponseBase:  # noqa: A002 (the address)
    register = register_or_404(request, name)
    user = user_of(request)
    queryset = visible_to(user, filtered(register, user, request.GET).qs, "export")
    shown = chosen_columns(register, user)
    return sheet_response(
        user, register, ordered(register, user, queryset, request.GET.get("sort", "")), shown, format
    )


def sheet_response(
    user: User,
    register: Register[Any],
    queryset: QuerySet[Any],
    shown: Sequence[Shown],
    format: str,  # noqa: A002 (the address names it so)
) -> HttpResponseBase:
    """A file of the records; 403 where the user may not export at all, 404 for an unknown format."""
    if format not in MEDIA_TYPES:
        raise Http404
    if not may(user, f"{register.name}.export"):
        raise PermissionDenied("Đồng chí không được phân công xuất dữ liệu của sổ này.")
    columns = [ColumnFormat(one.label, KINDS[one.kind], one.column.width or DEFAULT_WIDTH) for one in shown]
    stream = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 (the response closes it)
    if format == "csv":
        count = write_csv(stream, columns, _rows(queryset, shown))
    else:
        today = format_date(timezone.localdate())
        count = write_xlsx(
            stream,
            columns,
            _rows(queryset, shown),
            title=register.label,
            subtitle_lines=[f"Xuất ngày {today} · {user.get_full_name()}"],
        )
    log_reading(user, register, f"xuất {format}", count=count)
    stream.seek(0)
    file_name = f"{fold(register.label).replace(' ', '-')}.{format}"
    return FileResponse(stream, as_attachment=True, filename=file_name, content_type=MEDIA_TYPES[format])


def _rows(queryset: QuerySet[Any], shown: Sequence[Shown]) -> Iterator[list[Any]]:
    for record in queryset.iterator(chunk_size=2000):
        yield [one.value(record) for one in shown]
