"""Pieces of WordprocessingML, as text: what pandoc has no words for. Sizes in points, lengths in mm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_TWIPS_IN_MM = 1440 / 25.4
_TWIPS_IN_POINT = 20


def element(xml: str) -> Any:
    """One of the pieces below as an element of python-docx's trees."""
    return parse_xml(re.sub(r"^(<[\w:]+)", rf"\1 {nsdecls('w')}", xml))


def paragraph_properties(
    *,
    align: str = "",
    before: int | None = None,
    after: int | None = None,
    exact_line: int | None = None,
    first_line: int | None = None,
    keep_next: bool = False,
    outline: int | None = None,
) -> str:
    """In the order that the schema prescribes."""
    spacing = "".join(
        f' w:{name}="{points * _TWIPS_IN_POINT}"'
        for name, points in (("before", before), ("after", after), ("line", exact_line))
        if points is not None
    )
    rule = ' w:lineRule="exact"' if exact_line is not None else ""
    inner = [
        "<w:keepNext/>" if keep_next else "",
        f"<w:spacing{spacing}{rule}/>" if spacing else "",
        f'<w:ind w:firstLine="{twips(first_line)}"/>' if first_line is not None else "",
        f'<w:jc w:val="{align}"/>' if align else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    ]
    return f"<w:pPr>{''.join(inner)}</w:pPr>"


def run_properties(
    size: int,
    *,
    font: str = "",
    bold: bool = False,
    italic: bool = False,
    caps: bool = False,
    underline: bool = False,
) -> str:
    """In the order that the schema prescribes. With a font, the text's language is said to be Vietnamese."""
    fonts = "".join(f" w:{script}={quoteattr(font)}" for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    inner = [
        f"<w:rFonts{fonts}/>" if font else "",
        "<w:b/><w:bCs/>" if bold else "",
        "<w:i/><w:iCs/>" if italic else "",
        "<w:caps/>" if caps else "",
        f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>',
        '<w:u w:val="single"/>' if underline else "",
        '<w:lang w:val="vi-VN"/>' if font else "",
    ]
    return f"<w:rPr>{''.join(inner)}</w:rPr>"


def line(
    text: str,
    size: int,
    *,
    align: str = "center",
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    before: int = 0,
) -> str:
    """A paragraph of one run, without indent, as it stands in the head and foot."""
    paragraph = paragraph_properties(align=align, before=before, after=0, first_line=0)
    run = run_properties(size, bold=bold, italic=italic, underline=underline)
    return f'<w:p>{paragraph}<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def columns(cells: Iterable[tuple[int, str]]) -> str:
    """A table of one row without borders: for each cell its width and its paragraphs."""
    widths = [(twips(width), content) for width, content in cells]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width, _ in widths)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for width, content in widths
    )
    total = sum(width for width, _ in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )


def centred_page_number(size: int) -> str:
    """A paragraph with the page's number."""
    return (
        f'<w:p>{paragraph_properties(align="center")}<w:fldSimple w:instr="PAGE">'
        f"<w:r>{run_properties(size)}<w:t>2</w:t></w:r></w:fldSimple></w:p>"
    )


def twips(mm: int) -> int:
    return round(mm * _TWIPS_IN_MM)
