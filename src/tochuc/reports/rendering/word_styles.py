"""The Word file whose styles, page and header every report takes on: made from a layout, kept in a folder.

pandoc calls it a reference document. It starts from pandoc's own, so that every style pandoc writes is there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from tochuc.reports.rendering import pandoc
from tochuc.reports.rendering.layout import Layout
from tochuc.reports.rendering.openxml import (
    centred_page_number,
    element,
    paragraph_properties,
    run_properties,
)

_TEXT = ("BodyText", "FirstParagraph", "Compact")
_HEADINGS = ("Heading1", "Heading2", "Heading3")
_FOOTNOTE = "FootnoteText"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def word_styles(layout: Layout, folder: Path) -> Path:
    """The reference document in the folder, made anew where layout, pandoc or this code have changed."""
    path = folder / f"word-styles-{_key(layout)}.docx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Another process may be making it too: whoever is last replaces a whole file by an equal one.
        handle, name = tempfile.mkstemp(dir=folder, suffix=".docx")
        with os.fdopen(handle, "wb") as file:
            file.write(make_word_styles(layout))
        Path(name).replace(path)
    return path


def make_word_styles(layout: Layout) -> bytes:
    base = pandoc.run(["--print-default-data-file=reference.docx"])
    word = docx.Document(BytesIO(base))
    _set_defaults(word, layout)
    _set_styles(word, layout)
    _set_page(word, layout)
    written = BytesIO()
    word.save(written)
    return _undated(written.getvalue())


def _key(layout: Layout) -> str:
    folder = files("tochuc.reports.rendering")
    code = [folder.joinpath(name).read_bytes() for name in ("word_styles.py", "openxml.py")]
    told = [repr(layout).encode(), pandoc.version().encode(), *code]
    return hashlib.sha256(b"\0".join(told)).hexdigest()[:16]


def _set_defaults(word: WordFile, layout: Layout) -> None:
    """One font and size for everything; styles of pandoc that name a font of their own lose it."""
    styles = word.styles.element
    for fonts in styles.xpath("./w:style//w:rFonts"):
        fonts.getparent().remove(fonts)
    for color in styles.xpath("./w:style//w:color"):
        color.getparent().remove(color)
    run = run_properties(layout.sizes["body"], font=layout.font)
    _replace(styles.xpath("./w:docDefaults/w:rPrDefault/w:rPr")[0], element(run))
    _replace(styles.xpath("./w:docDefaults/w:pPrDefault/w:pPr")[0], element(paragraph_properties(after=0)))


def _set_styles(word: WordFile, layout: Layout) -> None:
    body = layout.sizes["body"]
    for name in _TEXT:
        _set_style(word, name, _body_paragraph(layout), run_properties(body))
    for level, name in enumerate(_HEADINGS):
        look = run_properties(body, bold=level < 2, italic=level == 2, caps=level == 0)
        _set_style(word, name, _body_paragraph(layout, heading=level), look)
    _set_style(word, _FOOTNOTE, paragraph_properties(align="both"), run_properties(layout.sizes["footnote"]))


def _body_paragraph(layout: Layout, heading: int | None = None) -> str:
    return paragraph_properties(
        align="both",
        after=layout.sizes["after_paragraph"],
        exact_line=layout.sizes["line_spacing"],
        first_line=layout.first_line,
        keep_next=heading is not None,
        outline=heading,
    )


def _set_style(word: WordFile, style_id: str, *replacing: str) -> None:
    (style,) = word.styles.element.xpath(f"./w:style[@w:styleId='{style_id}']")
    for new in map(element, replacing):
        for old in style.findall(new.tag):
            style.remove(old)
        style.append(new)


def _set_page(word: WordFile, layout: Layout) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.top_margin, section.bottom_margin = Mm(layout.margins["top"]), Mm(layout.margins["bottom"])
    section.left_margin, section.right_margin = Mm(layout.margins["left"]), Mm(layout.margins["right"])
    section.header_distance = section.footer_distance = Mm(layout.page_number_from_edge)
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    _replace(header.paragraphs[0]._p, element(centred_page_number(layout.sizes["page_number"])))  # noqa: SLF001
    _number_footnotes_through(word)


def _number_footnotes_through(word: WordFile) -> None:
    for notes in word.element.xpath(".//w:sectPr/w:footnotePr"):
        for child in list(notes):
            notes.remove(child)
        restart = OxmlElement("w:numRestart")
        restart.set(qn("w:val"), "continuous")
        notes.append(restart)


def _undated(file: bytes) -> bytes:
    """Without the times at which its parts were written: pandoc hands those of the header on to every report."""
    written = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _NO_TIME), old.read(name), ZIP_DEFLATED)
    return written.getvalue()


def _replace(old: Any, new: Any) -> None:
    old.getparent().replace(old, new)
