"""A template filled in for a unit and a period: every figure evaluated, every condition decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied

from tochuc.figures.access import sees, visible_breakdown
from tochuc.figures.breakdowns import breakdown
from tochuc.figures.declaration import Figure
from tochuc.figures.evaluation import read
from tochuc.figures.period import Period
from tochuc.figures.registry import get_figure
from tochuc.figures.values import Cell, Value, completed, value_at
from tochuc.kernel.models import Unit, User
from tochuc.reports.document import Block, Document, Footnote, Heading, Inline, Link, Number, Paragraph, Text
from tochuc.reports.rendering.naming import record_names, reference
from tochuc.reports.rendering.numbers import printed, state_of
from tochuc.reports.rendering.setting import Setting
from tochuc.reports.template import (
    BlockNode,
    Condition,
    FigureMark,
    FigureNode,
    Format,
    NoteMark,
    Part,
    Piece,
    Template,
    Word,
)
from tochuc.vi.dates import format_date_document

_BETWEEN = "; "


def assemble(template: Template, unit: Unit, period: Period, user: User | None) -> Document:
    """The report as the user may see it; without a user, as whoever runs the machine does.

    All values are read together, one scan for each source; each breakdown and each list that is printed adds its
    own queries. Raises `PermissionDenied` where the user may not see one of the figures for the unit, and
    `NotYetFounded`.
    """
    wanted = {name: get_figure(node.figure) for name, node in template.figures.items()}
    if user is not None and not all(sees(user, figure, unit) for figure in wanted.values()):
        raise PermissionDenied(
            f"Đồng chí chưa được xem số liệu của {unit.label}: hãy đề nghị quản trị cấp quyền xem số liệu của đơn vị này."
        )
    setting = Setting(unit, period)
    assembly = _Assembly(template, setting, user, _values(template.figures, wanted, setting))
    return Document(setting.head(template), tuple(assembly.blocks()), setting.foot(template))


def _values(
    nodes: Mapping[str, FigureNode], figures: Mapping[str, Figure], setting: Setting
) -> dict[str, Value]:
    """The value of every node, whatever its period, in one evaluation."""
    cells: dict[str, Cell] = {
        name: (figures[name], node.period(setting.period)) for name, node in nodes.items()
    }
    asked = list(cells.values())
    numbers = completed(asked, read(asked, [setting.unit.pk]))
    return {name: value_at(cell, numbers, 0) for name, cell in cells.items()}


@dataclass(frozen=True)
class _Assembly:
    template: Template
    setting: Setting
    user: User | None
    values: Mapping[str, Value]

    def blocks(self) -> Iterator[Block]:
        for node in self.template.blocks:
            if self._holds(node.when) and (inlines := tuple(self._inlines(node.parts))):
                yield self._block(node, inlines)

    def _block(self, node: BlockNode, inlines: tuple[Inline, ...]) -> Block:
        return Heading(node.level, inlines) if node.level else Paragraph(inlines)

    def _holds(self, condition: Condition) -> bool:
        return all(state_of(self.values[name]) in states for name, states in condition.states.items())

    def _inlines(self, parts: Iterable[Part]) -> Iterator[Inline]:
        for part in parts:
            if not self._holds(part.when):
                continue
            if part.link:
                yield Link(self.setting.line(part.pieces), part.link)
                continue
            for piece in part.pieces:
                yield from (_styled(inline, part) for inline in self._piece(piece))

    def _piece(self, piece: Piece) -> Iterator[Inline]:
        match piece:
            case NoteMark(name):
                yield Footnote(tuple(self._plain(self.template.notes[name])))
            case FigureMark(name, day=True):
                yield Text(format_date_document(self.values[name].period.last))
            case FigureMark(name):
                yield from self._figure(self.template.figures[name], self.values[name])
            case Word():
                yield Text(self.setting.word(piece))
            case str():
                yield Text(piece)

    def _plain(self, parts: Iterable[Part]) -> Iterator[Text | Number | Link]:
        """What stands in a footnote, which holds no footnotes itself."""
        return (inline for inline in self._inlines(parts) if not isinstance(inline, Footnote))

    def _figure(self, node: FigureNode, value: Value) -> Iterator[Inline]:
        if node.by:
            yield from self._breakdown(node, value)
        elif node.names:
            yield Text(_BETWEEN.join(record_names(value, self.setting, self.user)))
        elif node.format is Format.FRACTION:
            numerator, denominator = value.parts
            yield Number(printed(numerator), reference(numerator, self.setting))
            yield Text("/")
            yield Number(printed(denominator), reference(denominator, self.setting))
        else:
            yield Number(printed(value, node.format), reference(value, self.setting))

    def _breakdown(self, node: FigureNode, value: Value) -> Iterator[Inline]:
        """`Huyện Ba Tơ: 01; huyện Bình Sơn: 02`: the lines that are not zero."""
        parts = (
            breakdown(value.figure, self.setting.unit, value.period, node.by)
            if self.user is None
            else visible_breakdown(self.user, value.figure, self.setting.unit, value.period, node.by)
        )
        shown = [part for part in parts if part.value.number != 0]
        for place, part in enumerate(shown):
            label = self.setting.bodies.inside_sentence(part.label) if place else part.label
            yield Text(f"{_BETWEEN if place else ''}{label}: ")
            yield Number(printed(part.value), reference(value, self.setting, node.by, part))


def _styled(inline: Inline, part: Part) -> Inline:
    if isinstance(inline, Text | Number) and (part.bold or part.italic):
        return replace(inline, bold=part.bold, italic=part.italic)
    return inline
