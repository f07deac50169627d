"""The planner of flat registers: each row of the sheet is one record of one model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tochuc.kernel.access.visibility import visible
from tochuc.kernel.importing.constraints import NAMED
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.plan import Plan
from tochuc.kernel.importing.spec import OUT_OF_REACH, Checks, ImportColumn, Planner, Row
from tochuc.kernel.models import Record

Key = tuple[Any, ...]


class FlatPlanner(Planner):
    """Matches rows with records by the key columns; a row without a record becomes a new one."""

    def __init__(
        self,
        context: Context,
        model: type[Record],
        columns: Sequence[ImportColumn],
        keys: tuple[str, ...],
        checks: Checks | None,
    ) -> None:
        super().__init__(context)
        self.writes = (model,)
        self._model = model
        self._keys = keys
        self._checks = checks
        self._columns = [column.key for column in columns]
        self._attnames = {key: model._meta.get_field(key).attname for key in self._columns}  # type: ignore[union-attr]
        self._known: dict[Key, list[Record]] = {}
        self._allowed: set[int] | None = None
        self._units: dict[int, int] = {}

    def load(self, rows: Sequence[Row]) -> None:
        """Reads the records that the rows name, and which of them the user may change."""
        found = list(self._matching(rows))
        for record in found:
            self._known.setdefault(self._key_of(record), []).append(record)
        user = self.context.user
        if user is not None:
            allowed = visible(user, self.context.register, "import").order_by()
            self._allowed = set()
            for chunk in _chunks(sorted(record.pk for record in found)):
                self._allowed.update(allowed.filter(pk__in=chunk).values_list("pk", flat=True))
            self._load_units(found, rows)

    def plan(self, rows: Sequence[Row], plan: Plan) -> None:
        for row in rows:
            if not row.broken:
                self._plan_row(row, plan)

    def _plan_row(self, row: Row, plan: Plan) -> None:
        known = self._known.get(tuple(row[key] for key in self._keys), [])
        if len(known) > 1:
            plan.error(
                row, self._keys[0], f"có {len(known)} bản ghi cùng khóa này. Hãy sửa từng bản ghi trong sổ."
            )
        elif not known:
            plan.create(row, self._model, row.given())
            self._check(row, self._model(**self._by_attribute(row)), plan)
        elif self._allowed is not None and known[0].pk not in self._allowed:
            plan.error(row, self._keys[0], OUT_OF_REACH)
        else:
            plan.change(row, known[0], row.given())
            if plan.is_changed(row):
                self._check(row, known[0], plan)

    def _by_attribute(self, row: Row) -> dict[str, Any]:
        return {self._attnames[key]: value for key, value in row.given().items()}

    def _check(self, row: Row, item: Record, plan: Plan) -> None:
        """What the record will be: within the user's reach, and right by the register's own checks."""
        register = self.context.register
        if register.unit:
            level = getattr(item, register.level_field) if register.level_field else register.level
            head = register.unit.partition("__")[0]
            if not self.context.may_put(self._unit_of(item, head), level):
                plan.error(row, head if head in self._columns else "", OUT_OF_REACH)
        if self._checks is not None:
            values = {key: getattr(item, attname) for key, attname in self._attnames.items()}
            for key, sentence in self._checks(values):
                plan.error(row, key, sentence)

    def _unit_of(self, item: Record, head: str) -> int | None:
        key: int | None = getattr(item, item._meta.get_field(head).attname)  # type: ignore[union-attr]
        return key if key is None else self._units.get(key, key)

    def _load_units(self, found: Iterable[Record], rows: Sequence[Row]) -> None:
        """The units behind the records that lead to them, where the register's unit is more than one step
        away.
        """
        head, _, rest = (self.context.register.unit or "").partition("__")
        if not rest:
            return
        field: Any = self._model._meta.get_field(head)
        keys = {getattr(record, field.attname) for record in found}
        keys |= {row.get(head) for row in rows}
        for chunk in _chunks(sorted(keys - {None})):
            targets = field.related_model._default_manager.filter(pk__in=chunk)
            self._units.update(targets.values_list("pk", rest))

    def _matching(self, rows: Sequence[Row]) -> Iterator[Record]:
        """Asks by the key column with the most distinct values, which finds the fewest records too many."""
        distinct = {key: {row[key] for row in rows} - {None} for key in self._keys}
        chosen = max(self._keys, key=lambda key: len(distinct[key]))
        for chunk in _chunks(sorted(distinct[chosen])):
            yield from self._model._default_manager.filter(**{f"{self._attnames[chosen]}__in": chunk})

    def _key_of(self, record: Record) -> Key:
        return tuple(getattr(record, self._attnames[key]) for key in self._keys)


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), NAMED):
        yield values[start : start + NAMED]
