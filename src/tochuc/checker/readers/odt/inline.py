"""The characters of an ODT paragraph, as they are shown."""

import re

from lxml import etree

from tochuc.checker.readers.marks import Gap
from tochuc.checker.readers.odt.styles import TEXT, Styles, whole
from tochuc.checker.readers.office import BREAK, Note, composed, raised
from tochuc.checker.readers.remarks import silence_in

_BLANKS = re.compile(r"[ \t\r\n]+")
_RAISED_LENGTH = 3
_MOST_BLANKS = 200
#: Elements whose characters are not the paragraph's.
_SKIPPED = frozenset(("annotation-end", "ruby-text", "shape-id", "script", "desc", "title", "meta", "number"))
_SHAPES = frozenset(("frame", "custom-shape", "g", "rect", "text-box", "a-shape"))


class Inline:
    """Walks through a paragraph once; afterwards holds what was found."""

    def __init__(self, styles: Styles, prefix: str) -> None:
        """`prefix` is what is shown before the paragraph: the number of its list, or of a note."""
        self._styles = styles
        self._parts = [prefix]
        self.length = len(prefix)
        self.gaps: list[Gap] = []
        #: Notes that the paragraph refers to, with the element that holds their paragraphs.
        self.notes: list[tuple[Note, etree._Element]] = []
        self.boxes: list[etree._Element] = []
        self.silences: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def walk(self, element: etree._Element, *, is_raised: bool = False) -> None:
        """Read the text of a paragraph or of what stands within it."""
        self._add(element.text, is_raised=is_raised)
        for child in element:
            self._child(child, is_raised=is_raised)
            self._add(child.tail, is_raised=is_raised)

    def _child(self, child: etree._Element, *, is_raised: bool) -> None:
        tag = str(child.tag)
        name = tag[tag.rfind("}") + 1 :]
        match name:
            case "s":
                self._keep(" " * whole(child, f"{TEXT}c", 1, _MOST_BLANKS))
            case "tab":
                self._keep("\t")
            case "line-break":
                self._keep(BREAK)
            case "note":
                self._note(child)
            case "annotation":
                said = " ".join("".join(map(str, one.itertext())) for one in child.iter(f"{TEXT}p"))
                self.silences += silence_in(said)
            case _ if name in _SHAPES:
                self.boxes.append(child)
            case _ if name in _SKIPPED or not tag.startswith("{"):
                pass
            case _:
                style = child.get(f"{TEXT}style-name", "")
                self.walk(child, is_raised=is_raised or style in self._styles.raised)

    def _add(self, text: str | None, *, is_raised: bool) -> None:
        if not text:
            return
        shown = composed(_BLANKS.sub(" ", text))
        if is_raised and shown.isdecimal() and shown.isascii() and len(shown) <= _RAISED_LENGTH:
            shown = raised(shown)
        if shown.startswith(" ") and self._parts[-1].endswith((" ", BREAK)):
            # ODF writes a second blank as an element: one of its own here is none (part 3, 6.1.2).
            shown = shown[1:]
        self._keep(shown)

    def _keep(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self.length += len(text)

    def _note(self, child: etree._Element) -> None:
        citation = child.find(f"{TEXT}note-citation")
        body = child.find(f"{TEXT}note-body")
        if citation is None or body is None:
            return
        label = "".join(map(str, citation.itertext())).strip() or "*"
        self.notes.append((Note(label, self.length), body))
        shown = raised(label)
        self.gaps.append(Gap(self.length, self.length + len(shown), label))
        self._keep(shown)
