"""From a file to a plan: finding the table, parsing it by columns, letting the register's planner plan it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tochuc.kernel.importing.constraints import Violation, violations
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Plan
from tochuc.kernel.importing.spec import ImportColumn, ImportSpec, Planner, Row
from tochuc.kernel.models import Record
from tochuc.kernel.sheets.cell_error import CellError
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


def check(source: Source, spec: ImportSpec, context: Context, report: Report) -> tuple[Plan, list[Row]]:
    """The plan of the file against the database as it is now, its errors in the order of the file; and the rows."""
    table = source.table
    planner = spec.planner(context)
    plan = Plan(planner.writes, table.error)
    plan.errors.extend(table.errors)
    rows: list[Row] = []
    if table.header_row:
        rows = _rows(table, spec, context, plan, report)
        if not rows and not plan.errors:
            sentence = "không có dòng dữ liệu nào dưới dòng tiêu đề này."
            plan.errors.append(table.error(table.header_row, "", sentence))
        _refuse_repeated_keys(rows, spec, plan)
        _plan(planner, rows, plan, report)
        _check_constraints(rows, spec, plan)
    plan.errors.sort(key=lambda error: (error.row, len(error.column_letter), error.column_letter))
    return plan, rows


def plan_again(rows: Sequence[Row], spec: ImportSpec, context: Context, report: Report) -> Plan:
    """The plan of rows that were checked before, for a database that has not changed since."""
    planner = spec.planner(context)
    plan = Plan(planner.writes, lambda row, key, sentence: CellError("", row, "", key, "", sentence))
    _plan(planner, rows, plan, report)
    return plan


def _plan(planner: Planner, rows: Sequence[Row], plan: Plan, report: Report) -> None:
    report("matching", 0, len(rows))
    planner.load(rows)
    planner.plan(rows, plan)
    if not plan.errors and len(plan.outcomes) != len(rows):
        raise RuntimeError(f"{type(planner).__name__} says nothing of {len(rows) - len(plan.outcomes)} rows")


def _rows(table: Table, spec: ImportSpec, context: Context, plan: Plan, report: Report) -> list[Row]:
    """All rows with their parsed values; what could not be parsed or is missing is in the plan's errors."""
    numbers = table.row_numbers
    parsed: list[Sequence[Any]] = []
    broken: dict[int, set[str]] = {}
    for done, column in enumerate(spec.columns):
        report("parsing", done, len(spec.columns))
        values, errors = _parsed(table, column, context)
        parsed.append(values)
        for index, sentence in errors:
            broken.setdefault(index, set()).add(column.key)
            plan.errors.append(table.error(numbers[index], column.key, sentence))
    keys = [column.key for column in spec.columns]
    return [
        Row(number, dict(zip(keys, values, strict=True)), frozenset(broken.get(index, ())))
        for index, (number, values) in enumerate(zip(numbers, zip(*parsed, strict=True), strict=True))
    ]


def _parsed(
    table: Table, column: ImportColumn, context: Context
) -> tuple[Sequence[Any], Sequence[tuple[int, str]]]:
    texts = table.column(column.key)
    if column.key not in table.columns:
        return [None] * len(texts), []
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


def _check_constraints(rows: Sequence[Row], spec: ImportSpec, plan: Plan) -> None:
    """What the database would refuse, said of the cell that causes it."""
    by_number = {row.number: row for row in rows}
    keys = {column.key for column in spec.columns}
    owners = dict(plan.owners())
    for violation in _violations(plan):
        row = by_number[owners[id(violation.item)]]
        key = next((name for name in violation.fields if name in keys), "")
        twin = f" Trùng với dòng {owners[id(violation.twin)]}." if violation.twin is not None else ""
        plan.error(row, key, violation.sentence + twin)


def _violations(plan: Plan) -> Iterator[Violation]:
    for model in plan.models:
        items: list[Record] = [*plan.new(model), *plan.changed(model)]
        yield from violations(model, items)
