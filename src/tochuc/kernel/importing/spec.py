"""The contract between a register and its import.

An `ImportSpec` says which columns the sheet has, by which of them a row is matched with a record, and who
plans what becomes of the rows. A register whose records are one model's rows needs no more than

    ImportSpec.of(AdmissionTarget, columns=["unit", "year", "number"], keys=("unit", "year"))

where titles, parsing, choices, look-ups and limits follow from the model's fields, and the model's own
constraints are checked. A register whose row becomes several records supplies a `Planner`:

    class MemberPlanner(Planner):
        writes = (Person, Member, CellMembership)      # what is referred to before what refers to it

        def load(self, rows: Sequence[Row]) -> None:   # a fixed number of queries, however many rows
            self.known = {...}

        def plan(self, rows: Sequence[Row], plan: Plan) -> None:
            for row in rows:
                if row.broken:
                    continue
                person = self.known.get(row["citizen_number"])
                if person is None:
                    key = plan.create(row, Person, {"kept_by": row["cell"], **row.given("name", "birth_date")})
                    plan.add(row, Member, {"person": key, "cell": row["cell"]})
                else:
                    plan.change(row, person, row.given("name", "birth_date"))

What the import itself does, so that no planner has to: it finds the table in the workbook, parses every cell
with the column's parser (each distinct text once), resolves look-ups to primary keys, refuses blank required
cells, keys that stand twice in the file and columns that the user may not read, collects all errors, shows the
preview, plans again if anything was written before the commit, and writes in bulk. A planner never queries in
`plan`, never writes, and never raises for what a row says: it calls `plan.error(row, key, sentence)`.

A blank cell leaves the recorded value as it is (and takes the field's default in a new record), except in a
column of crosses (yes or no), where it says no. A column that the file lacks is left as it is in every row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from tochuc.kernel.models import Record
from tochuc.kernel.sheets.parsing import Parser
from tochuc.kernel.sheets.writing import Kind

if TYPE_CHECKING:
    from tochuc.kernel.importing.context import Context
    from tochuc.kernel.importing.plan import Plan

Checks = Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]]
"""From a record's values as they will be, by column key, to (column key, sentence) for what is wrong in them.
"""

OUT_OF_REACH = "đơn vị nằm ngoài phạm vi đồng chí được phân công nhập dữ liệu. Hãy bỏ dòng này hoặc đề nghị cấp trên nhập."
"""What planners say of a record that the user may not put where the row wants it."""


@dataclass(frozen=True)
class Lookup:
    """A cell names a record of another model by its code, or by another field of `by` that names just one.

    The parsed value is the record's primary key; case and diacritics matter only where two records differ by
    them. Only what the importing user may see is found. The model's keys and those fields are read once,
    whole.
    """

    model: type[models.Model]
    by: tuple[str, ...] = ("code",)
    where: Q = field(default_factory=Q)


@dataclass(frozen=True)
class ImportColumn:
    """A column of the sheet; `ImportSpec.of` derives what is left empty from the model's field called `key`.

    `parser` takes the cell's text and returns the value, None for a blank cell, or raises `ValueError` with a
    Vietnamese sentence (see `kernel.sheets.parsing`); it is not used beside a `lookup`. `choices` are the
    texts that the template offers in a drop-down; `aliases` other headings under which the column is
    accepted. `required` is both: the column must stand in the file, and none of its cells may be blank.
    `model` is the one whose field `key` is, by which it is known who may read what the column changes.
    """

    key: str
    title: str = ""
    parser: Parser[Any] | None = None
    required: bool | None = None
    lookup: Lookup | None = None
    choices: tuple[str, ...] = ()
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    model: type[Record] | None = None


class Row(dict[str, Any]):
    """One row of the sheet, parsed: the values of every column of the spec. `number` is its row in the file.

    A blank cell, one that the file lacks, and one that could not be read are None; the keys of the last are
    in `broken` and their errors are already noted, so a planner skips the row, or looks at the sound cells
    only.
    """

    __slots__ = ("broken", "number")

    def __init__(
        self, number: int, values: Iterable[tuple[str, Any]], broken: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(values)
        self.number = number
        self.broken = broken

    def given(self, *keys: str) -> dict[str, Any]:
        """The values of those columns (of all, without `keys`) whose cells are not blank."""
        return {key: self[key] for key in keys or self if self[key] is not None}


class Planner(ABC):
    """Plans one import; made anew for each check.

    `context` says who imports and when, resolves look-ups, and answers whether a record may be put into a
    unit: `if not self.context.may_put(row["cell"]): plan.error(row, "cell", OUT_OF_REACH)`.
    """

    writes: tuple[type[Record], ...] = ()
    """The models it writes, in that order (per model changes before new records)."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @abstractmethod
    def load(self, rows: Sequence[Row]) -> None:
        """Reads what the rows need, with a number of queries that does not grow with them."""

    @abstractmethod
    def plan(self, rows: Sequence[Row], plan: Plan) -> None:
        """Calls for every sound row `plan.create` or `plan.change`, perhaps `plan.add`, or else `plan.error`."""


@dataclass(frozen=True)
class ImportSpec:
    """How a register is imported. Who may: holders of `<register>.import`, within their reach.

    `title` names the sheet of the template; no key may stand twice in a file (rows with a blank key are left
    out of that comparison).
    """

    title: str
    columns: tuple[ImportColumn, ...]
    keys: tuple[str, ...]
    planner: Callable[[Context], Planner]
    instructions: tuple[str, ...] = ()

    def column(self, key: str) -> ImportColumn:
        return next(column for column in self.columns if column.key == key)

    @classmethod
    def of(
        cls,
        model: type[Record],
        *,
        columns: Sequence[str | ImportColumn],
        keys: tuple[str, ...],
        checks: Checks | None = None,
        title: str = "",
        instructions: tuple[str, ...] = (),
    ) -> ImportSpec:
        """The spec of a flat register: each row is one record of `model`, matched by the fields `keys`.

        A column's key is the name of a field. Raises `FieldDoesNotExist` or `TypeError` for what cannot be
        derived.
        """
        from tochuc.kernel.importing.derive import complete
        from tochuc.kernel.importing.flat import FlatPlanner

        completed = tuple(complete(model, column) for column in columns)
        return cls(
            title=title or _capitalised(str(model._meta.verbose_name_plural)),
            columns=completed,
            keys=keys,
            planner=lambda context: FlatPlanner(context, model, completed, keys, checks),
            instructions=instructions,
        )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
