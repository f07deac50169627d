"""Word files read back: parts, texts, and what their comments stand on."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(file: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def names(file: bytes) -> list[str]:
    with ZipFile(BytesIO(file)) as archive:
        return archive.namelist()


def words(element: etree._Element) -> str:
    """The text within an element; `[1]` for the footnote with the id 1."""
    said = []
    for one in element.iter():
        if one.tag == f"{W}t":
            said.append(one.text or "")
        elif one.tag == f"{W}tab":
            said.append("\t")
        elif one.tag == f"{W}footnoteReference":
            said.append(f"[{one.get(f'{W}id')}]")
    return "".join(said)


def paragraphs(file: bytes) -> list[str]:
    return [words(paragraph) for paragraph in part(file, "word/document.xml").iter(f"{W}p")]


def comments(file: bytes) -> dict[str, list[str]]:
    """The paragraphs of each comment by its id."""
    listed = part(file, "word/comments.xml").findall(f"{W}comment")
    found = {one.get(f"{W}id", ""): [words(paragraph) for paragraph in one.iter(f"{W}p")] for one in listed}
    assert len(found) == len(listed), "ids are used once"
    return found


def anchors(file: bytes) -> dict[str, str]:
    """The words that each comment stands on, by its id; each has its reference directly behind its end."""
    document = part(file, "word/document.xml")
    found: dict[str, str] = {}
    open_: dict[str, list[str]] = {}
    ended: list[str] = []
    for one in document.iter():
        number = one.get(f"{W}id", "")
        if one.tag == f"{W}commentRangeStart":
            assert number not in found
            open_[number] = []
        elif one.tag == f"{W}commentRangeEnd":
            found[number] = "".join(open_.pop(number))
            ended.append(number)
        elif one.tag == f"{W}commentReference":
            assert number in ended
            ended.remove(number)
        elif one.tag in (f"{W}t", f"{W}footnoteReference"):
            for said in open_.values():
                said.append(one.text or "" if one.tag == f"{W}t" else f"[{number}]")
    assert not open_
    assert not ended
    return found
