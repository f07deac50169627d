"""What a number refers to, and the names of the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tochuc.figures.behind import counted_first, records, visible_records
from tochuc.figures.breakdowns import Part
from tochuc.figures.declaration import Counted, Figure, Flow, Stock
from tochuc.figures.evaluation import leaves_of
from tochuc.figures.period import Period
from tochuc.figures.values import Value
from tochuc.kernel.models import Unit, User
from tochuc.reports.document import FigureRef
from tochuc.reports.rendering.setting import Setting
from tochuc.vi.dates import format_date
from tochuc.vi.numbers import format_int


def reference(value: Value, setting: Setting, by: str = "", part: Part | None = None) -> FigureRef:
    """The proof of a value, or of one line of its breakdown."""
    figure = value.figure
    title = figure.label[0].upper() + figure.label[1:]
    return FigureRef(
        figure=figure.name,
        unit=setting.unit.code,
        period=value.period,
        title=f"{title}: {part.label}" if part else title,
        definition=figure.description,
        time=_time(figure, value.period),
        unit_name=setting.unit_label,
        by=by,
        key=part.key if part else "",
    )


def _time(figure: Figure, period: Period) -> str:
    """A stock holds on a day; everything else speaks of the whole period."""
    if all(isinstance(leaf, Stock) for leaf, _ in leaves_of((figure, period))):
        return f"ngày {format_date(period.last)}"
    return str(period)


def record_names(value: Value, setting: Setting, user: User | None) -> Iterator[str]:
    """The names of the counted records, by their dates; units as they were called on the period's last day.

    Records that the user may not see are counted at the end.
    """
    leaf, period = counted_first(value.figure, value.period)
    if not isinstance(leaf, Counted):
        raise TypeError(f"figure {value.figure} counts no records whose names could be listed")
    found = (
        records(leaf, setting.unit, period)
        if user is None
        else visible_records(user, leaf, setting.unit, period)
    )
    if leaf.shown:
        found = found.select_related(leaf.shown)
    rows = list(found.order_by(leaf.on if isinstance(leaf, Flow) else leaf.unit_column, "pk"))
    yield from (_name(row, leaf.shown, setting) for row in rows)
    if hidden := int(value.number or 0) - len(rows):
        yield f"{format_int(hidden, pad=2)} trường hợp ngoài phạm vi được xem"


def _name(row: Any, shown: str, setting: Setting) -> str:
    for step in shown.split("__") if shown else ():
        row = getattr(row, step)
    return setting.names[row.pk][0] if isinstance(row, Unit) else str(row)
