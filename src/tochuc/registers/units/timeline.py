"""The life of a unit, from its dated facts and its reorganisations."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from tochuc.kernel.models import Placement, Unit, UnitName
from tochuc.kernel.register.declaration import Event
from tochuc.registers.units.models import Reorganisation


def timeline(unit: Unit) -> list[Event]:
    """Oldest first; on one day the event before the facts that it made."""
    return sorted([*_events(unit), *_names(unit), *_places(unit)], key=lambda event: event.on)


def _events(unit: Unit) -> Iterator[Event]:
    """Its own reorganisations, and the mergers and splits of others that it took part in."""
    own_or_joined = Q(unit=unit) | Q(kind__in=("merge", "split")) & (Q(source=unit) | Q(target=unit))
    found = Reorganisation.objects.filter(own_or_joined).select_related(
        "unit", "source", "target", "document"
    )
    for event in found.order_by("on", "pk"):
        label = event.get_kind_display()
        told = label if event.unit_id == unit.pk else f"{label}: {event.unit}"
        yield Event(event.on, told, _detail(event), cites=event.document)


def _detail(event: Reorganisation) -> str:
    parts = [
        f"từ {event.source}" if event.source is not None else "",
        f"đến {event.target}" if event.target is not None else "",
        event.note,
    ]
    return "; ".join(part for part in parts if part)


def _names(unit: Unit) -> Iterator[Event]:
    for name in UnitName.objects.filter(unit=unit):
        yield Event(name.since, "Tên gọi", name.name)


def _places(unit: Unit) -> Iterator[Event]:
    for placement in Placement.objects.filter(unit=unit).select_related("parent"):
        if placement.parent is not None:
            yield Event(placement.since, "Trực thuộc", placement.parent.name)
