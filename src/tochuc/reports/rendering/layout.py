"""The measures of a document: which guidance on the format of Party documents applies on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tochuc.reports.files import data_source
from tochuc.reports.source import Source

_GUIDANCE = ("hd-05-hd-vptw",)
_SIDES = ("top", "bottom", "left", "right")
_SIZES = (
    "body",
    "line_spacing",
    "after_paragraph",
    "party",
    "above",
    "issuer",
    "number",
    "place",
    "type",
    "subject",
    "authority",
    "recipients_title",
    "recipients",
    "page_number",
    "footnote",
)


@dataclass(frozen=True)
class Layout:
    """Lengths in mm, `sizes` in points by the part of the document."""

    guidance: str
    since: dt.date
    font: str
    width: int
    height: int
    margins: Mapping[str, int]
    page_number_from_edge: int
    first_line: int
    sizes: Mapping[str, int]


@cache
def layouts() -> tuple[Layout, ...]:
    """In the order in which they came into force. Raises `TemplateError`."""
    return tuple(sorted((_read(data_source(name)) for name in _GUIDANCE), key=lambda layout: layout.since))


def layout_on(day: dt.date) -> Layout:
    """The guidance in force on the day; for days before the first that is known, that one."""
    known = layouts()
    return next((layout for layout in reversed(known) if layout.since <= day), known[0])


def _read(source: Source) -> Layout:
    lengths = ["page_number_from_edge_mm", "first_line_mm"]
    found = source.fields(["guidance", "since", "font", "page_mm", "margins_mm", *lengths, *_SIZES])
    page = [_whole(item) for item in found["page_mm"].items()]
    if len(page) != 2:
        found["page_mm"].fail("a page has a width and a height")
    margins = found["margins_mm"].fields(_SIDES)
    return Layout(
        guidance=found["guidance"].text(),
        since=found["since"].as_(dt.date.fromisoformat, "a day such as 2026-05-27"),
        font=found["font"].text(),
        width=page[0],
        height=page[1],
        margins={side: _whole(margins[side]) for side in _SIDES},
        page_number_from_edge=_whole(found["page_number_from_edge_mm"]),
        first_line=_whole(found["first_line_mm"]),
        sizes={name: _whole(found[name]) for name in _SIZES},
    )


def _whole(source: Source) -> int:
    return source.as_(int, "a whole number")
