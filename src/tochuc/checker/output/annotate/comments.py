"""What a comment says, and how Word keeps it."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tochuc.checker.document import Document, Kind
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Found
from tochuc.checker.output import wording
from tochuc.vi.quoting import quote

AUTHOR, INITIALS = "tochuc", "TC"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """The same characters, those that XML cannot hold replaced one by one."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def said(document: Document, found: Found, language: Language, *, quoted: bool = False) -> Iterator[str]:
    """The paragraphs of a finding's comment; with the words that it speaks of, if it does not lie on them."""
    finding = found.finding
    yield f"{finding.code} [{found.rule.severity}, {finding.confidence}] {found.rule.title.in_(language)}"
    block = finding.span.block
    if block.kind is Kind.FOOTNOTE:
        footnote = document.footnote_of_block.get(block.number)
        where = wording.IN_FOOTNOTE.in_(language).format(footnote.label if footnote else "")
        yield f"{where}: {quote(finding.span.text)}"
    elif quoted:
        yield quote(finding.span.text)
    yield finding.message.in_(language)
    if finding.computed:
        stated = f"; {wording.STATED.in_(language)} {finding.stated}" if finding.stated else ""
        yield finding.computed + stated
    if finding.fix is not None:
        yield f"{wording.FIX.in_(language)}: “{finding.fix}”"
    for related in finding.related:
        yield f"{related.say.in_(language)}: {quote(related.span.text)}"


def comment_xml(number: int, paragraphs: Iterator[str], namespace: str = MAIN) -> str:
    """The element `w:comment`; it has no date, so that the same check gives the same bytes."""
    texts = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(legal(paragraph))}</w:t></w:r></w:p>'
        for paragraph in paragraphs
    )
    return (
        f'<w:comment xmlns:w="{namespace}" w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">'
        f"{texts}</w:comment>"
    )


def comments_xml(comments: list[str], namespace: str = MAIN) -> str:
    """The part that holds the comments."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{declaration}<w:comments xmlns:w="{namespace}">{"".join(comments)}</w:comments>'
