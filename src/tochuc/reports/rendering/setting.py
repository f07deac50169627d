"""For which unit and period a report is written, and what follows from that in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tochuc.figures.period import Period
from tochuc.kernel.models import Unit, UnitKind
from tochuc.kernel.tree.snapshot import names_on, tree_on
from tochuc.reports.bodies import Bodies, Committee, bodies
from tochuc.reports.document import Foot, Head
from tochuc.reports.template import Piece, Template, Word
from tochuc.vi.dates import format_date, format_date_document


class NotYetFounded(ValueError):
    """The unit did not exist on the period's last day; the message is for the reader."""


@dataclass(frozen=True)
class Setting:
    """A unit in a period, named and placed as on the period's last day."""

    unit: Unit
    period: Period

    def __post_init__(self) -> None:
        """Raises `NotYetFounded`."""
        if self.unit.pk not in tree_on(self.period.last):
            raise NotYetFounded(
                f"Không lập được báo cáo: {self.unit} được thành lập ngày {format_date(self.unit.founded_on)}, "
                f"sau khi kỳ báo cáo kết thúc ({format_date(self.period.last)}). Hãy chọn kỳ sau hoặc đơn vị khác."
            )

    @cached_property
    def names(self) -> dict[int, tuple[str, str]]:
        """Name and short name of every unit."""
        return names_on(self.period.last)

    @property
    def unit_label(self) -> str:
        name, short = self.names[self.unit.pk]
        return short or name

    @cached_property
    def committees(self) -> list[Committee]:
        """Those of the unit and of all above it, from the unit upwards."""
        path = tree_on(self.period.last).path(self.unit.pk)
        return [self.bodies.committee(self.names[unit][0]) for unit in reversed(path)]

    @property
    def bodies(self) -> Bodies:
        return bodies()

    def word(self, word: Word) -> str:
        committee = self.committees[0]
        match word:
            case Word.UNIT:
                return self.bodies.inside_sentence(self.unit_label)
            case Word.COMMITTEE:
                return committee.short
            case Word.SCOPE:
                return committee.scope
            case Word.PERIOD:
                return str(self.period)
            case Word.LAST_DAY:
                return format_date_document(self.period.last)

    def line(self, pieces: Iterable[Piece]) -> str:
        """A line of the head or foot, which has no figures."""
        return "".join(self.word(piece) if isinstance(piece, Word) else str(piece) for piece in pieces)

    def head(self, template: Template) -> Head:
        committee, department = self.committees[0], self.bodies.department
        if self._has_department:
            above, issuer, symbol = committee.name, department.name, department.symbol + committee.symbol
        else:
            above = self.committees[1].name if len(self.committees) > 1 else ""
            issuer, symbol = committee.name, committee.symbol
        return Head(
            above=above,
            issuer=issuer,
            symbol=f"{template.abbreviation}/{symbol}",
            place=next((one.place for one in self.committees if one.place), ""),
            type=template.type,
            subject=tuple(map(self.line, template.subject)),
        )

    def foot(self, template: Template) -> Foot:
        department = self.bodies.department
        recipients = tuple(map(self.line, template.recipients))
        if self._has_department:
            return Foot(recipients, department.authority, department.post)
        return Foot(recipients, self.bodies.committee_authority(self.committees[0]), self.bodies.post)

    @property
    def _has_department(self) -> bool:
        return UnitKind(self.unit.kind) in self.bodies.department.kinds
