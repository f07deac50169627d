"""What paragraph styles say of headings, numbers and tables of contents (ECMA-376-1, 17.7)."""

import re
from dataclasses import dataclass, replace

from lxml import etree

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc [1-9]|table of figures", re.IGNORECASE)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """`level` is a heading's depth from 1, 0 for a title, None for text; `list_id` and `list_level` number it."""

    level: int | None = None
    contents: bool = False
    list_id: str = ""
    list_level: int | None = None
    #: The style that numbers it, by which a level of the list may be linked with it.
    numbered_by: str = ""
    borders: bool = False


class Styles:
    """The styles of a document by their id; unknown ones are plain text."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        if root is None:
            return
        self._w = root.tag[: root.tag.rfind("}") + 1]
        for element in root.iterfind(f"{self._w}style"):
            identifier = element.get(f"{self._w}styleId", "")
            self._elements[identifier] = element
            if element.get(f"{self._w}type") == "paragraph" and element.get(f"{self._w}default") in (
                "1",
                "true",
            ):
                self.default = identifier

    def of(self, identifier: str) -> Style:
        if identifier not in self._known:
            chain = self._chain(identifier)
            style = Style()
            for one, element in reversed(chain):
                style = self._with(style, one, element)
            self._known[identifier] = style
        return self._known[identifier]

    def _chain(self, identifier: str) -> list[tuple[str, etree._Element]]:
        """A style and those that it is based on."""
        chain: list[tuple[str, etree._Element]] = []
        while identifier in self._elements and len(chain) < _LONGEST_CHAIN:
            element = self._elements[identifier]
            chain.append((identifier, element))
            based = element.find(f"{self._w}basedOn")
            identifier = based.get(f"{self._w}val", "") if based is not None else ""
        return chain

    def _with(self, style: Style, identifier: str, element: etree._Element) -> Style:
        """A style as another changes it that is based on it."""
        w = self._w
        name = element.find(f"{w}name")
        called = name.get(f"{w}val", "") if name is not None else ""
        if found := _HEADING.fullmatch(called):
            style = replace(style, level=int(found[1]))
        elif called.lower() == "title":
            style = replace(style, level=0)
        if _CONTENTS.fullmatch(called):
            style = replace(style, contents=True)
        if element.find(f"{w}tblPr/{w}tblBorders") is not None:
            style = replace(style, borders=True)
        properties = element.find(f"{w}pPr")
        return style if properties is None else with_properties(style, properties, w, identifier)


def with_properties(style: Style, properties: etree._Element, w: str, identifier: str = "") -> Style:
    """A style as the `w:pPr` of a paragraph, or of the style `identifier`, changes it."""
    outline = properties.find(f"{w}outlineLvl")
    if outline is not None and (value := outline.get(f"{w}val", "")).isdecimal():
        style = replace(style, level=int(value) + 1 if int(value) < _BODY_LEVEL else None)
    numbers = properties.find(f"{w}numPr")
    if numbers is not None:
        list_id, level = numbers.find(f"{w}numId"), numbers.find(f"{w}ilvl")
        if list_id is not None:
            style = replace(
                style, list_id=list_id.get(f"{w}val", ""), numbered_by=identifier, list_level=None
            )
        if level is not None and (value := level.get(f"{w}val", "")).isdecimal():
            style = replace(style, list_level=int(value))
    return style
