"""The characters of a Word paragraph, as they are shown, and the runs that they come from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tochuc.checker.readers.docx.numbering import roman
from tochuc.checker.readers.marks import Gap
from tochuc.checker.readers.office import BREAK, Note, composed, raised

#: Elements around runs that are read through, and those whose content is not shown.
_THROUGH = frozenset(
    ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
) | {"oMath", "oMathPara"}
_LITERAL = {"tab": "\t", "ptab": "\t", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-", "sym": "•"}
_OFF = ("0", "false", "off")
_RAISED_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a line from `column` on that come from `run` (a `w:r`), there from character `offset` on.

    Characters of a run are those of its `w:t`, and one each for `w:tab`, `w:br`, `w:cr`, `w:noBreakHyphen` and
    `w:sym`. Where `exact` is false (a note's reference; text that was not NFC), only the whole run can be named.
    """

    column: int
    length: int
    run: etree._Element
    offset: int
    exact: bool = True


@dataclass(slots=True)
class Fields:
    """Fields that are open: True while their instruction is read, of which nothing is shown."""

    instructing: list[bool] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        return any(self.instructing)

    def meet(self, kind: str) -> None:
        if kind == "begin":
            self.instructing.append(True)
        elif kind == "separate" and self.instructing:
            self.instructing[-1] = False
        elif kind == "end" and self.instructing:
            self.instructing.pop()


@dataclass(slots=True)
class Referred:
    """A note that a run refers to: `kind` is `footnotes` or `endnotes`, `comments` those that lie around it."""

    kind: str
    identifier: str
    note: Note
    comments: frozenset[str]


class Inline:
    """Walks through a paragraph once; afterwards holds what was found."""

    def __init__(
        self, w: str, fields: Fields, comments: set[str], labels: "Labeller", prefix: str = ""
    ) -> None:
        """`prefix` is the number that Word shows before the paragraph; `comments` those that are open."""
        self._w = w
        self._fields = fields
        self._open = comments
        self._labels = labels
        self._parts = [prefix]
        self.length = len(prefix)
        self.gaps: list[Gap] = []
        self.stretches: list[Stretch] = []
        self.referred: list[Referred] = []
        self.boxes: list[etree._Element] = []
        #: Comments that lie on the paragraph or a part of it.
        self.comments = set(comments)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def walk(self, element: etree._Element) -> None:
        """Read the children of a paragraph or of what stands around runs."""
        for child in element:
            name = local(child)
            if name == "r":
                self._run(child)
            elif name in _THROUGH:
                self.walk(child)
            elif name == "commentRangeStart":
                self._open.add(child.get(f"{self._w}id", ""))
                self.comments |= self._open
            elif name == "commentRangeEnd":
                self._open.discard(child.get(f"{self._w}id", ""))
            elif name == "AlternateContent":
                for alternative in chosen(child):
                    self.walk(alternative)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{self._w}rPr")
        if properties is not None and self._is_on(properties, "vanish"):
            return
        before, offset = self.length, 0
        content = list(_flat(run))
        custom = self._custom_label(content)
        for child in content:
            name = local(child)
            if name == "fldChar":
                self._fields.meet(child.get(f"{self._w}fldCharType", ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self._refer(child, name.removesuffix("Reference") + "s", custom)
            elif name in ("footnoteRef", "endnoteRef"):
                self._own_label()
            elif name == "commentReference":
                self.comments.add(child.get(f"{self._w}id", ""))
            elif name in ("drawing", "pict", "object"):
                self.boxes += (box for box in child.iter() if local(box) == "txbxContent")
            elif name == "t" or name in _LITERAL:
                text = self._shown(child, name, properties)
                if text and not self._fields.hidden and not custom:
                    self._add(text, run, offset)
                offset += len(text)
        if self.length > before and (not self.stretches or self.stretches[-1].run is not run):
            self.stretches.append(Stretch(before, self.length - before, run, 0, exact=False))

    def _add(self, text: str, run: etree._Element, offset: int) -> None:
        shown = composed(text)
        self.stretches.append(Stretch(self.length, len(shown), run, offset, exact=len(shown) == len(text)))
        self._parts.append(shown)
        self.length += len(shown)

    def _shown(self, child: etree._Element, name: str, properties: etree._Element | None) -> str:
        """The characters of an element, raised digits and capitals as they are formatted."""
        if name != "t":
            is_page = name == "br" and child.get(f"{self._w}type") in ("page", "column")
            return " " if is_page else _LITERAL[name]
        text = (child.text or "").replace("\n", " ").replace("\r", " ")
        if properties is None:
            return text
        if text.isdecimal() and text.isascii() and len(text) <= _RAISED_LENGTH:
            position = properties.find(f"{self._w}vertAlign")
            if position is not None and position.get(f"{self._w}val") == "superscript":
                return raised(text)
        capitals = text.upper()
        return capitals if len(capitals) == len(text) and self._is_on(properties, "caps") else text

    def _custom_label(self, content: list[etree._Element]) -> str:
        """The label that the author gave to the note that this run refers to; Word's own number if empty."""
        for child in content:
            if local(child) in ("footnoteReference", "endnoteReference"):
                if child.get(f"{self._w}customMarkFollows", "0") in _OFF:
                    return ""
                return "".join(one.text or "" for one in content if local(one) == "t").strip()
        return ""

    def _refer(self, child: etree._Element, kind: str, custom: str) -> None:
        note = self._labels.refer(kind, custom, self.length)
        shown = raised(note.label)
        self.gaps.append(Gap(self.length, self.length + len(shown), note.label))
        self._parts.append(shown)
        self.length += len(shown)
        self.referred.append(Referred(kind, child.get(f"{self._w}id", ""), note, frozenset(self._open)))

    def _own_label(self) -> None:
        """A note's own number at the beginning of its text."""
        shown = raised(self._labels.own)
        if shown:
            self.gaps.append(Gap(self.length, self.length + len(shown)))
            self._parts.append(shown)
            self.length += len(shown)

    def _is_on(self, properties: etree._Element, name: str) -> bool:
        found = properties.find(f"{self._w}{name}")
        return found is not None and found.get(f"{self._w}val", "1") not in _OFF


@dataclass(slots=True)
class Labeller:
    """Gives notes their labels in the order in which they are met; `own` is that of the note being read."""

    own: str = ""
    _met: dict[str, int] = field(default_factory=dict)

    def refer(self, kind: str, custom: str, column: int) -> Note:
        if custom:
            return Note(custom, column)
        self._met[kind] = number = self._met.get(kind, 0) + 1
        return Note(str(number) if kind == "footnotes" else roman(number).lower(), column)


def _flat(run: etree._Element) -> Iterator[etree._Element]:
    """The children of a run, those of the chosen alternative in its place."""
    for child in run:
        if local(child) == "AlternateContent":
            for alternative in chosen(child):
                yield from alternative
        else:
            yield child


def chosen(alternatives: etree._Element) -> Iterator[etree._Element]:
    """The first alternative; the others are the same for older programs."""
    for child in alternatives:
        if local(child) in ("Choice", "Fallback"):
            yield child
            return


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]
