"""The same document as a Word file, with real footnotes, numbered lists and tables: made by pandoc from Markdown."""

import re

from tochuc.reports.rendering import pandoc

_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(f"[{_MARKS}]+")
_DIGITS = str.maketrans(_MARKS, "0123456789")


def word_of(text: str) -> bytes:
    """The Word file of a document of this package. Raises PandocFailed."""
    return pandoc.run(["--from=markdown-smart", "--to=docx"], to_markdown(text))


def to_markdown(text: str) -> str:
    """Superscript characters become footnotes; the lines of a letterhead keep their breaks."""
    return "\n\n".join(_paragraph(paragraph) for paragraph in text.split("\n\n"))


def _paragraph(paragraph: str) -> str:
    if paragraph.startswith(("|", "[^")) or "\n-" in paragraph:
        return paragraph
    if _MARK.match(paragraph):
        return _MARK.sub(lambda mark: f"[^{mark[0].translate(_DIGITS)}]:", paragraph, count=1)
    marked = _MARK.sub(lambda mark: f"[^{mark[0].translate(_DIGITS)}]", paragraph)
    return marked.replace("\n", "\\\n")
