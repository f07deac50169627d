"""A document as HTML: a part of a page whose numbers open their records, or a file that stands by itself.

Footnotes become notes at the end, numbered, each with a link back to its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tochuc.reports.document import Block, Document, FigureRef, Footnote, Heading, Inline, Link, Number
from tochuc.reports.rendering.layout import layout_on

NumberWriter = Callable[[Number, str], SafeString]
"""Writes a number; the second argument is an id that no other number of the document has."""


def to_fragment(document: Document, url: Callable[[FigureRef], str]) -> SafeString:
    """The text with its notes, without head and foot. `url` says where the records behind a number are shown."""

    def write(number: Number, number_id: str) -> SafeString:
        definition = {
            "id": number_id,
            "title": number.ref.title,
            "text": number.ref.definition,
            "facts": _facts(number.ref),
        }
        context = {"value": number.text, "url": url(number.ref), "definition": definition}
        return render_to_string("components/figure_link.html", context)

    return _section(document, write)


def to_html(document: Document) -> str:
    """A whole file with its own style sheet, which asks no server for anything; numbers explain themselves on hover."""

    def write(number: Number, number_id: str) -> SafeString:
        ref = number.ref
        told = ". ".join(
            [ref.title, ref.definition.rstrip("."), *(f"{name}: {text}" for name, text in _facts(ref))]
        )
        return format_html('<span class="number" id="{}" title="{}">{}</span>', number_id, told, number.text)

    layout = layout_on(document.head.day or timezone.localdate())
    context = {"document": document, "layout": layout, "section": _section(document, write)}
    return render_to_string("reports/standalone.html", context)


def _section(document: Document, write: NumberWriter) -> SafeString:
    writer = _Writer(write)
    blocks = [writer.block(block) for block in document.blocks]
    return render_to_string("reports/section.html", {"blocks": blocks, "notes": writer.notes})


def _facts(ref: FigureRef) -> list[tuple[str, str]]:
    return [("Đơn vị", ref.unit_name), ("Thời gian", ref.time)]


@dataclass
class _Writer:
    """Numbers and footnotes are counted as they come."""

    write: NumberWriter
    notes: list[SafeString] = field(default_factory=list)
    numbers: int = 0

    def block(self, block: Block) -> SafeString:
        content = self._inlines(block.inlines)
        if isinstance(block, Heading):
            # The page's own title is h1.
            return format_html("<h{0}>{1}</h{0}>", block.level + 1, content)
        return format_html("<p>{}</p>", content)

    def _inlines(self, inlines: Iterable[Inline]) -> SafeString:
        return format_html_join("", "{}", self._each(inlines))

    def _each(self, inlines: Iterable[Inline]) -> Iterator[tuple[SafeString]]:
        return ((self._inline(inline),) for inline in inlines)

    def _inline(self, inline: Inline) -> SafeString:
        if isinstance(inline, Footnote):
            return self._footnote(inline)
        if isinstance(inline, Link):
            return format_html('<a href="{}">{}</a>', inline.url, inline.text)
        written = self._number(inline) if isinstance(inline, Number) else format_html("{}", inline.text)
        if inline.italic:
            written = format_html("<em>{}</em>", written)
        return format_html("<strong>{}</strong>", written) if inline.bold else written

    def _number(self, number: Number) -> SafeString:
        self.numbers += 1
        return self.write(number, f"so-lieu-{self.numbers}")

    def _footnote(self, note: Footnote) -> SafeString:
        self.notes.append(self._inlines(note.inlines))
        return format_html(
            '<sup><a class="note-call" id="goi-{0}" href="#chu-thich-{0}" aria-label="Chú thích {0}">{0}</a></sup>',
            len(self.notes),
        )
