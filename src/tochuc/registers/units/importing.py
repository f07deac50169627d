"""Organisations from a sheet: one row is a unit with its first name, its place and its foundation.

A row is matched by the code. Of a unit already known only what is no event is changed (kind, sector, rank);
another name or place is refused, because it needs a day and a decision. A parent may stand anywhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.derive import complete
from tochuc.kernel.importing.plan import Plan
from tochuc.kernel.importing.spec import OUT_OF_REACH, ImportColumn, ImportSpec, Planner, Row
from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.sheets import parsing
from tochuc.kernel.sheets.writing import Kind
from tochuc.registers.units.models import Reorganisation, ReorganisationKind
from tochuc.vi.dates import format_date

PLAIN = ("kind", "sector", "rank")
"""Columns that a further import may change."""
BY_ACTION = {"name": "Đổi tên tổ chức", "short_name": "Đổi tên tổ chức", "parent": "Chuyển giao tổ chức"}
"""Columns that only these actions change."""


def _columns() -> tuple[ImportColumn, ...]:
    own = {name: complete(Unit, name) for name in ("code", "name", "short_name", *PLAIN, "founded_on")}
    parent = ImportColumn(
        "parent",
        title="Mã đơn vị cấp trên",
        required=True,
        parser=parsing.text(40),
        kind=Kind.TEXT,
        note="Đơn vị đã có trong sổ, hoặc một dòng khác của tệp này.",
        aliases=("Trực thuộc",),
        example="QNG-BS",
    )
    names = ("code", "name", "short_name", "kind", "sector")
    return (*(own[name] for name in names), parent, own["founded_on"], own["rank"])


class UnitPlanner(Planner):
    writes = (Unit, UnitName, Placement, Reorganisation)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.known: dict[str, Unit] = {}
        self.rows: dict[str, Row] = {}
        self.new: dict[str, int] = {}

    def load(self, rows: Sequence[Row]) -> None:
        """One query."""
        self.known = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        self.rows = {row["code"]: row for row in rows if row["code"] is not None}

    def plan(self, rows: Sequence[Row], plan: Plan) -> None:
        sound = [row for row in rows if not row.broken]
        # First of all the units themselves, because a parent may stand below its child.
        self.new = {row["code"]: self._unit(row, plan) for row in sound if row["code"] not in self.known}
        for row in sound:
            if row["code"] in self.known:
                self._change(row, self.known[row["code"]], plan)
            else:
                self._establish(row, plan)

    def _unit(self, row: Row, plan: Plan) -> int:
        """Below no new unit yet: the tree's order, made after the import, tells today's parents."""
        parent = self.known.get(row["parent"])
        values = row.given("code", "name", "short_name", *PLAIN, "founded_on")
        return plan.create(row, Unit, {"parent": parent and parent.pk, **values}, label=row["name"])

    def _change(self, row: Row, unit: Unit, plan: Plan) -> None:
        if not self.context.may_put(unit.pk):
            plan.error(row, "code", OUT_OF_REACH)
            return
        present = {
            "name": unit.name,
            "short_name": unit.short_name,
            "parent": unit.parent and unit.parent.code,
        }
        for key, label in BY_ACTION.items():
            if row[key] is not None and row[key] != present[key]:
                sentence = f"đơn vị đã có trong sổ với giá trị khác (“{present[key] or ''}”). "
                plan.error(
                    row, key, f"{sentence}Hãy ghi thay đổi bằng thao tác “{label}”, có ngày và quyết định."
                )
        if row["founded_on"] != unit.founded_on:
            founded = format_date(unit.founded_on)
            plan.error(row, "founded_on", f"sổ đang ghi ngày thành lập {founded}. Hãy sửa lại tệp.")
        plan.change(row, unit, row.given(*PLAIN), label=unit.name)

    def _establish(self, row: Row, plan: Plan) -> None:
        problem = next(self._problems(row), None)
        if problem is not None:
            plan.error(row, *problem)
            return
        unit, on = self.new[row["code"]], row["founded_on"]
        known = self.known.get(row["parent"])
        parent = self.new[row["parent"]] if known is None else known.pk
        plan.add(row, UnitName, {"unit": unit, "since": on, **row.given("name", "short_name")})
        plan.add(row, Placement, {"unit": unit, "parent": parent, "since": on})
        kind = ReorganisationKind.ESTABLISH.value
        plan.add(row, Reorganisation, {"kind": kind, "unit": unit, "on": on, "target": parent})

    def _problems(self, row: Row) -> Iterator[tuple[str, str]]:
        """(column, sentence); the first is told."""
        if row["founded_on"] > self.context.day:
            yield "founded_on", "ngày thành lập chưa tới. Hãy nhập khi đơn vị đã thành lập."
        if row["parent"] not in self.known and row["parent"] not in self.rows:
            yield "parent", f"không có đơn vị nào mang mã “{row['parent']}”. Hãy kiểm tra lại mã."
        parent = self.known.get(row["parent"])
        if parent is None and row["parent"] not in self.new:
            yield "parent", "dòng của đơn vị cấp trên trong tệp này còn lỗi. Hãy sửa dòng đó trước."
            return
        if parent is not None and parent.ended_on is not None:
            yield (
                "parent",
                f"“{parent}” đã kết thúc ngày {format_date(parent.ended_on)}. Hãy chọn đơn vị khác.",
            )
        above = self.rows[row["parent"]]["founded_on"] if parent is None else parent.founded_on
        if row["founded_on"] < above:
            yield (
                "founded_on",
                f"sớm hơn ngày thành lập của đơn vị cấp trên ({format_date(above)}). Hãy kiểm tra lại.",
            )
        top = self._first_known_above(row)
        if top is None:
            yield "parent", "các dòng của tệp này trực thuộc lẫn nhau thành vòng. Hãy kiểm tra lại cấp trên."
        elif not self.context.may_put(top.pk):
            yield "parent", OUT_OF_REACH

    def _first_known_above(self, row: Row) -> Unit | None:
        """The unit of the database below which the row comes to stand; None when the rows form a circle."""
        passed: set[str] = set()
        code = row["parent"]
        while code not in self.known:
            if code is None or code in passed or code not in self.rows:
                return None
            passed.add(code)
            code = self.rows[code]["parent"]
        return self.known[code]


UNIT_IMPORT = ImportSpec(
    title="Tổ chức, đơn vị",
    columns=_columns(),
    keys=("code",),
    planner=UnitPlanner,
    instructions=(
        "Mỗi dòng là một tổ chức; dòng có mã đã có trong sổ chỉ sửa được loại, khu vực và thứ tự.",
        "Đổi tên, chuyển giao, sáp nhập, giải thể ghi bằng thao tác trên trang của tổ chức.",
    ),
)
