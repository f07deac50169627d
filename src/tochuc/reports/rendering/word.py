"""A document as a Word file in the format of Party documents, with real footnotes.

The text goes through pandoc; the head and foot, which are tables of fixed measures, are given to it as
WordprocessingML. The same document gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tochuc.reports.document import Document, Foot, Footnote, Head, Heading, Inline, Link
from tochuc.reports.rendering import openxml, pandoc
from tochuc.reports.rendering.layout import Layout, layout_on
from tochuc.reports.rendering.word_styles import word_styles

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_UNDER_ISSUER = "*"
_UNDER_SUBJECT = "-----"
_RECIPIENTS = "Nơi nhận:"
_LEFT_SHARE = 0.45
_SIGNATURE_SPACE = 60
_AST_VERSION = [1, 23, 1]


def to_word(document: Document, folder: Path | None = None) -> bytes:
    """The file's bytes. `folder` keeps the made reference document; by default it lies in the data directory.

    Raises `PandocFailed`.
    """
    layout = layout_on(document.head.day or timezone.localdate())
    styles = word_styles(layout, folder or Path(settings.DATA_DIR) / "word")
    arguments = ["--from=json", "--to=docx", f"--reference-doc={styles}"]
    return pandoc.run(arguments, json.dumps(_tree(document, layout)))


def _tree(document: Document, layout: Layout) -> dict[str, Any]:
    """pandoc's own form of the document."""
    blocks = [
        {"t": "Header", "c": [block.level, ["", [], []], _inlines(block.inlines)]}
        if isinstance(block, Heading)
        else {"t": "Para", "c": _inlines(block.inlines)}
        for block in document.blocks
    ]
    head, foot = _raw(_head(document.head, layout)), _raw(_foot(document.foot, layout))
    return {"pandoc-api-version": _AST_VERSION, "meta": {}, "blocks": [head, *blocks, foot]}


def _raw(xml: str) -> dict[str, Any]:
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _inlines(inlines: Iterable[Inline]) -> list[dict[str, Any]]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> dict[str, Any]:
    if isinstance(inline, Footnote):
        return {"t": "Note", "c": [{"t": "Para", "c": _inlines(inline.inlines)}]}
    written: dict[str, Any] = {"t": "Str", "c": inline.text}
    if isinstance(inline, Link):
        return {"t": "Link", "c": [["", [], []], [written], [inline.url, ""]]}
    if inline.italic:
        written = {"t": "Emph", "c": [written]}
    return {"t": "Strong", "c": [written]} if inline.bold else written


def _head(head: Head, layout: Layout) -> str:
    sizes = layout.sizes
    left = [
        openxml.line(head.above.upper(), sizes["above"]) if head.above else "",
        openxml.line(head.issuer.upper(), sizes["issuer"], bold=True),
        openxml.line(_UNDER_ISSUER, sizes["issuer"]),
        openxml.line(head.number_line, sizes["number"]),
    ]
    right = [
        openxml.line(_PARTY, sizes["party"], bold=True, underline=True),
        openxml.line(head.place_line, sizes["place"], italic=True, before=sizes["place"]),
    ]
    middle = [
        openxml.line(head.type.upper(), sizes["type"], bold=True, before=sizes["type"]),
        *(openxml.line(text, sizes["subject"], bold=True) for text in head.subject),
        openxml.line(_UNDER_SUBJECT, sizes["subject"]),
    ]
    return _two_columns(layout, "".join(left), "".join(right)) + "".join(middle)


def _foot(foot: Foot, layout: Layout) -> str:
    sizes = layout.sizes
    left = [
        openxml.line(_RECIPIENTS, sizes["recipients_title"], align="left", underline=True),
        *(openxml.line(f"- {name}", sizes["recipients"], align="left") for name in foot.recipients),
    ]
    right = [
        openxml.line(foot.authority, sizes["authority"], bold=True),
        openxml.line(foot.post, sizes["authority"]),
        openxml.line(foot.signer, sizes["authority"], bold=True, before=_SIGNATURE_SPACE),
    ]
    # A text that ends with a table is no text to Word: a paragraph has to follow.
    before, after = openxml.line("", sizes["body"]), openxml.line("", 1)
    return before + _two_columns(layout, "".join(left), "".join(right)) + after


def _two_columns(layout: Layout, left: str, right: str) -> str:
    width = layout.width - layout.margins["left"] - layout.margins["right"]
    first = round(width * _LEFT_SHARE)
    return openxml.columns([(first, left), (width - first, right)])
