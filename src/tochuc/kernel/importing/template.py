"""The Excel template of a register's import: the columns, with drop-downs, notes and an example."""

from __future__ import annotations

from typing import BinaryIO

from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.spec import ImportColumn, ImportSpec
from tochuc.kernel.sheets.template import TemplateColumn, write_template
from tochuc.kernel.sheets.writing import Kind

LONGEST_LIST = 5_000
"""Codes offered in a drop-down; a longer list nobody scrolls through."""
_NARROWEST, _WIDEST = 12, 40


def write_import_template(stream: BinaryIO, spec: ImportSpec, context: Context) -> None:
    """Lists of codes hold what the user may see. A column that they may not fill stands in it only if it must: the
    upload then says why not.
    """
    shown = [column for column in spec.columns if column.required or context.may_fill(column)]
    columns = [_column(column, context) for column in shown]
    write_template(stream, columns, sheet=spec.title, instructions=spec.instructions)


def _column(column: ImportColumn, context: Context) -> TemplateColumn:
    choices = column.choices
    if column.lookup is not None and not choices:
        codes = context.table(column.lookup).codes
        choices = codes if len(codes) <= LONGEST_LIST else ()
    return TemplateColumn(
        key=column.key,
        title=column.title,
        required=bool(column.required),
        width=min(max(len(column.title) + 4, _NARROWEST), _WIDEST),
        note=column.note,
        choices=choices,
        example=column.example,
        kind=column.kind or Kind.TEXT,
    )
