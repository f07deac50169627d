"""From a file to a plan: finding the table, parsing it by columns, letting the register's planner plan it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tochuc.kernel import bulk
from tochuc.kernel.importing.constraints import violations
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Plan
from tochuc.kernel.importing.spec import ImportColumn, ImportSpec, Row
from tochuc.kernel.importing.writes import Writes, writes_of
from tochuc.kernel.sheets.headers import HeaderSpec
from tochuc.kernel.sheets.limits import DEFAULT, Limits
from tochuc.kernel.sheets.parsing import parse_column
from tochuc.kernel.sheets.reading import read_workbook
from tochuc.kernel.sheets.table import Table, choose_sheet, find_table

Report = Callable[[str, int, int], None]
"""(stage, done, total)."""


@dataclass
class Source:
    """The table of an uploaded file, and what was said while reading it. Knows nothing of the database."""

    table: Table
    warnings: list[str] = field(default_factory=list)

    def text_of(self, row: int, keys: Sequence[str]) -> str:
        """What stands in a row's cells of those columns."""
        columns = [self.table.columns[key] for key in keys if key in self.table.columns]
        return " · ".join(text for column in columns if (text := self.table.sheet.value(row, column)))


def read_source(path: Path, *, name: str, spec: ImportSpec, limits: Limits = DEFAULT) -> Source:
    """Raises `SheetError` for a file that cannot be used at all; the table's own errors are in it."""
    workbook = read_workbook(path, name=name, limits=limits)
    headers = [
        HeaderSpec(column.key, column.title, column.aliases, bool(column.required)) for column in spec.columns
    ]
    sheet = choose_sheet(workbook, headers)
    others = [f"“{other.name}”" for other in workbook.data_sheets() if other is not sheet]
    if others:
        workbook.warnings.append(
            f"Chỉ nhập trang “{sheet.name}”; không đọc {', '.join(others)}. "
            "Nếu cần nhập cả các trang đó, hãy lưu mỗi trang thành một tệp."
        )
    return Source(find_table(sheet, headers), workbook.warnings)


def check(source: Source, spec: ImportSpec, context: Context, report: Report) -> tuple[Plan, Writes]:
    """The plan of the file against the database as it is now, its errors in the order of the file; and what it
    writes.
    """
    table = source.table
    planner = spec.planner(context)
    plan = Plan(planner.writes, table.error)
    plan.errors.extend(table.errors)
    if table.header_row:
        rows = _rows(table, spec, context, plan, report)
        if not rows and not plan.errors:
            sentence = "không có dòng dữ liệu nào dưới dòng tiêu đề này."
            plan.errors.append(table.error(table.header_row, "", sentence))
        _refuse_repeated_keys(rows, spec, plan)
        report("matching", 0, len(rows))
        planner.load(rows)
        planner.plan(rows, plan)
        if not plan.errors and len(plan.fates) != len(rows):
            raise RuntimeError(f"{type(planner).__name__} says nothing of {len(rows) - len(plan.fates)} rows")
    writes = writes_of(plan)
    _check_constraints(spec, plan, writes)
    plan.errors.sort(key=lambda error: (error.row, len(error.column_letter), error.column_letter))
    return plan, writes


def _rows(table: Table, spec: ImportSpec, context: Context, plan: Plan, report: Report) -> list[Row]:
    """All rows with their parsed values; what could not be parsed or is missing is in the plan's errors."""
    numbers = table.row_numbers
    parsed: list[Sequence[Any]] = []
    broken: dict[int, set[str]] = {}
    unreadable = _refuse_unreadable(table, spec, context, plan)
    for done, column in enumerate(spec.columns):
        report("parsing", done, len(spec.columns))
        values, errors = _parsed(table, column, context, column.key in unreadable)
        parsed.append(values)
        for index, sentence in errors:
            broken.setdefault(index, set()).add(column.key)
            plan.errors.append(table.error(numbers[index], column.key, sentence))
    keys = [column.key for column in spec.columns]
    return [
        Row(number, zip(keys, values, strict=True), unreadable.union(broken.get(index, ())))
        for index, (number, values) in enumerate(zip(numbers, zip(*parsed, strict=True), strict=True))
    ]


def _refuse_unreadable(table: Table, spec: ImportSpec, context: Context, plan: Plan) -> frozenset[str]:
    """The file's columns that the user may not read: whether a row changes something would tell what is recorded."""
    found = [one for one in spec.columns if one.key in table.columns and not context.may_fill(one)]
    for one in found:
        remedy = "" if one.required else "hãy bỏ cột này khỏi tệp, hoặc "
        sentence = (
            f"cột “{one.title}” thuộc loại dữ liệu mà đồng chí không được xem, nên không nhập được: "
            f"{remedy}đề nghị người được xem loại dữ liệu này nhập."
        )
        plan.errors.append(table.error(table.header_row, one.key, sentence))
    return frozenset(one.key for one in found)


def _parsed(
    table: Table, column: ImportColumn, context: Context, unreadable: bool
) -> tuple[Sequence[Any], Sequence[tuple[int, str]]]:
    if unreadable or column.key not in table.columns:
        return [None] * len(table.row_numbers), []
    texts = table.column(column.key)
    parser = context.table(column.lookup) if column.lookup else column.parser
    if parser is None:
        raise TypeError(f"import column {column.key} has neither a parser nor a look-up")
    values, errors = parse_column(texts, parser)
    if column.required:
        blank = f"bỏ trống: phải ghi {column.title.lower()}."
        errors += [(index, blank) for index, text in enumerate(texts) if not text]
    return values, errors


def _refuse_repeated_keys(rows: Sequence[Row], spec: ImportSpec, plan: Plan) -> None:
    """A key that stands twice: the later row is wrong, and is not planned."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[name] for name in spec.keys)
        if None in key:
            continue
        first = seen.setdefault(key, row.number)
        if first != row.number:
            named = ", ".join(spec.column(name).title.lower() for name in spec.keys)
            plan.error(
                row, spec.keys[0], f"trùng với dòng {first} (cùng {named}). Hãy bỏ một trong hai dòng."
            )
            row.broken |= frozenset(spec.keys)


def _check_constraints(spec: ImportSpec, plan: Plan, writes: Writes) -> None:
    """What the database would refuse, said of the cell that causes it."""
    shown = {column.key for column in spec.columns}
    for model in plan.models:
        edits = plan.edits(model)
        saved = bulk.columns_of(model, [edit.item for edit in edits])
        columns = {name: [*values, *saved[name]] for name, values in writes.new[model].items()}
        owners = [*plan.rows_of_new(model), *(edit.row for edit in edits)]
        for violation in violations(model, columns):
            key = next((name for name in violation.fields if name in shown), "")
            twin = f" Trùng với dòng {owners[violation.twin]}." if violation.twin is not None else ""
            plan.error_at(owners[violation.index], key, violation.sentence + twin)
