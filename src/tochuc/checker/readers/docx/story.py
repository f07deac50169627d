"""Reads the story of a Word file: paragraphs, tables, notes and text boxes in the order in which they are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tochuc.checker.document import Document, Format, Kind
from tochuc.checker.readers.docx.inline import Fields, Inline, Labeller, Referred, Stretch, chosen, local
from tochuc.checker.readers.docx.numbering import Numbering
from tochuc.checker.readers.docx.parts import Parts
from tochuc.checker.readers.docx.styles import Style, Styles, with_properties
from tochuc.checker.readers.docx.tables import grid, has_borders, rows_of
from tochuc.checker.readers.drafts import Draft, TableDraft
from tochuc.checker.readers.office import OfficeText, is_layout
from tochuc.checker.readers.remarks import silence_in
from tochuc.checker.readers.rows import Row

_THROUGH = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_LEFT_OUT = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a line comes from: a `w:p` of a part, and its runs."""

    part: str
    element: etree._Element
    stretches: tuple[Stretch, ...]


class Story:
    """Walks through the parts once; `sources` are then those of the document's lines."""

    def __init__(self, parts: Parts) -> None:
        self.sources: list[Source] = []
        self._parts = parts
        self._root = parts.roots["document"]
        self._w = self._root.tag[: self._root.tag.rfind("}") + 1]
        self._styles = Styles(parts.root("styles"))
        self._numbering = Numbering(parts.root("numbering"))
        self._text = OfficeText()
        self._fields = Fields()
        self._labels = Labeller()
        self._open_comments: set[str] = set()
        self._silences = self._read_silences()
        self._notes = {kind: self._read_notes(kind) for kind in ("footnotes", "endnotes")}
        self._ordinals: dict[str, dict[etree._Element, int]] = {}
        self._part = "document"
        #: The draft that the next paragraph goes on, since the mark between both was deleted.
        self._unended: Draft | None = None

    def read(self, name: str) -> Document:
        body = self._root.find(f"{self._w}body")
        if body is not None:
            self._blocks(body)
        return self._text.finish(name, Format.DOCX)

    def ordinal_of(self, source: Source) -> int:
        """The place of a paragraph among those of its part."""
        if source.part not in self._ordinals:
            root = self._parts.roots[source.part]
            self._ordinals[source.part] = {one: index for index, one in enumerate(root.iter(f"{self._w}p"))}
        return self._ordinals[source.part][source.element]

    def _blocks(self, parent: etree._Element) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _THROUGH:
                self._blocks(child)
            elif name == "AlternateContent":
                for alternative in chosen(child):
                    self._blocks(alternative)

    def _paragraph(self, element: etree._Element) -> None:
        style = self._style_of(element)
        inline = self._inline(element, style)
        paragraphs = self._keep(element, inline)
        kind = Kind.PARAGRAPH if style.level is None else Kind.HEADING
        if self._unended and paragraphs:
            self._text.give(self._unended, paragraphs.pop(0))
        if not style.contents:
            for rows in paragraphs:
                draft = Draft(kind, style.level or 0)
                self._text.give(draft, rows)
                self._text.flow.append(draft)
                self._silence(draft, inline)
                self._unended = draft
        if not self._is_unended(element):
            self._unended = None
        self._hanging(inline)

    def _keep(self, element: etree._Element, inline: Inline) -> list[list[Row]]:
        """Keep a paragraph's line and where it comes from; the paragraphs that it holds."""
        self.sources.append(Source(self._part, element, tuple(inline.stretches)))
        return self._text.add_line(inline.text, inline.gaps)

    def _hanging(self, inline: Inline) -> None:
        """The notes of a paragraph that was just kept, and its text boxes."""
        line = self._text.next_line - 1
        for referred in inline.referred:
            self._note(referred, line)
        for box in inline.boxes:
            self._blocks(box)

    def _inline(self, element: etree._Element, style: Style) -> Inline:
        inline = Inline(self._w, self._fields, self._open_comments, self._labels, self._label(style))
        inline.walk(element)
        return inline

    def _style_of(self, element: etree._Element) -> Style:
        properties = element.find(f"{self._w}pPr")
        if properties is None:
            return self._styles.of(self._styles.default)
        named = properties.find(f"{self._w}pStyle")
        identifier = named.get(f"{self._w}val", "") if named is not None else self._styles.default
        return with_properties(self._styles.of(identifier), properties, self._w)

    def _label(self, style: Style) -> str:
        """The number that Word shows before a paragraph, with the blank behind it."""
        if not style.list_id or style.list_id == "0":
            return ""
        level = style.list_level
        if level is None:
            level = self._numbering.level_of_style(style.list_id, style.numbered_by)
        label = self._numbering.label(style.list_id, level)
        return f"{label} " if label else ""

    def _is_unended(self, element: etree._Element) -> bool:
        """Whether the mark at the paragraph's end was deleted."""
        return element.find(f"{self._w}pPr/{self._w}rPr/{self._w}del") is not None

    def _note(self, referred: Referred, line: int) -> None:
        """A footnote, directly behind the paragraph that refers to it."""
        element = self._notes[referred.kind].pop(referred.identifier, None)
        if element is None:
            return
        outer, self._part, self._labels.own = self._part, referred.kind, referred.note.label
        draft = referred.note.draft
        self._text.add_note(referred.note, line)
        for code, reason in self._told(referred.comments):
            draft.silences.append((code, reason))
        for paragraph in element.iter(f"{self._w}p"):
            inline = self._inline(paragraph, self._style_of(paragraph))
            for rows in self._keep(paragraph, inline):
                self._text.give(draft, rows)
        self._part, self._labels.own = outer, ""

    def _table(self, element: etree._Element) -> None:
        rows = list(rows_of(element))
        columns = max(map(len, rows), default=0)
        if is_layout(len(rows), columns, borders=has_borders(element, rows, self._styles)):
            for cells in rows:
                for cell in cells:
                    self._blocks(cell)
            return
        behind: list[Inline | etree._Element] = []
        table = TableDraft([])
        self._text.flow.append(table)
        table.rows = grid(rows, lambda cell: self._cell(cell, behind))
        for nested in behind:
            if isinstance(nested, Inline):
                self._hanging_boxes(nested)
            else:
                self._table(nested)

    def _cell(self, cell: etree._Element, behind: list[Inline | etree._Element]) -> Draft:
        """A cell's text in one; its notes follow it, its tables and text boxes come behind the table."""
        draft = Draft(Kind.CELL)
        for child in _content(cell):
            if local(child) == "tbl":
                behind.append(child)
                continue
            inline = self._inline(child, self._style_of(child))
            for rows in self._keep(child, inline):
                self._text.give(draft, rows)
            self._silence(draft, inline)
            line = self._text.next_line - 1
            for referred in inline.referred:
                self._note(referred, line)
            if inline.boxes:
                behind.append(inline)
        return draft

    def _hanging_boxes(self, inline: Inline) -> None:
        for box in inline.boxes:
            self._blocks(box)

    def _silence(self, draft: Draft, inline: Inline) -> None:
        draft.silences += self._told(inline.comments)

    def _told(self, comments: set[str] | frozenset[str]) -> Iterator[tuple[str, str]]:
        for identifier in sorted(comments):
            yield from self._silences.get(identifier, ())

    def _read_silences(self) -> dict[str, list[tuple[str, str]]]:
        root = self._parts.root("comments")
        comments = root.iterfind(f"{self._w}comment") if root is not None else ()
        return {
            comment.get(f"{self._w}id", ""): silence_in("".join(map(str, comment.itertext(f"{self._w}t"))))
            for comment in comments
        }

    def _read_notes(self, kind: str) -> dict[str, etree._Element]:
        root = self._parts.root(kind)
        return {
            note.get(f"{self._w}id", ""): note
            for note in (root if root is not None else ())
            if note.get(f"{self._w}type") not in _LEFT_OUT
        }


def _content(cell: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of a cell, also within content controls."""
    for child in cell:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _THROUGH:
            yield from _content(child)
