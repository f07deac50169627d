"""A Word package written anew with more comments: parts that do not change keep their bytes, order and dates."""

import io
import posixpath
from collections.abc import Iterator
from itertools import count, islice
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from tochuc.checker.output.annotate.comments import comments_xml
from tochuc.checker.readers.archive import Archive, broken, parse_xml
from tochuc.checker.readers.docx.parts import Parts

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KINDS = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_USUAL_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()


class Rewriting:
    """What changes in a package whose main part was changed."""

    def __init__(self, content: bytes, parts: Parts) -> None:
        """Raises Unreadable."""
        self._content = content
        self._archive = Archive(content)
        self._parts = parts
        self._main = parts.names["document"]
        self._document = parts.roots["document"]
        self._namespace = etree.QName(self._document).namespace or ""
        known = parts.root("comments")
        self._comments = known if known is not None else self._new_comments()

    def _new_comments(self) -> etree._Element:
        return parse_xml(comments_xml([], self._namespace).encode())

    def free_numbers(self, wanted: int) -> Iterator[int]:
        """Ids of comments that neither a comment nor a place in the text has."""
        w = f"{{{self._namespace}}}"
        names = [f"{w}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
        used = {one.get(f"{w}id") for one in self._document.iter(*names)}
        used |= {one.get(f"{w}id") for one in self._comments}
        return islice((number for number in count() if str(number) not in used), wanted)

    def add(self, comment: etree._Element) -> None:
        """Add a `w:comment`."""
        self._comments.append(comment)

    def finished(self) -> bytes:
        """The package. Raises Unreadable for one that lacks a part which every package has."""
        changed = {self._main: _written(self._document)}
        if "comments" in self._parts.names:
            changed[self._parts.names["comments"]] = _written(self._comments)
        else:
            changed |= self._with_new_part()
        stream = io.BytesIO()
        with ZipFile(io.BytesIO(self._content)) as source, ZipFile(stream, "w") as target:
            entries = {entry.filename: entry for entry in source.infolist()}
            for name, entry in entries.items():
                content = changed.pop(name) if name in changed else self._archive.read(name)
                target.writestr(_like(entry), content)
            for name, content in changed.items():
                added = ZipInfo(name)
                added.compress_type = ZIP_DEFLATED
                target.writestr(added, content)
        return stream.getvalue()

    def _with_new_part(self) -> dict[str, bytes]:
        """The comments as a part of their own, and the two parts that have to name it."""
        folder, _, file = self._main.rpartition("/")
        taken = set(self._archive.names)
        if _CONTENT_TYPES not in taken:
            raise broken()
        file_names = ("comments.xml", *(f"comments{number}.xml" for number in range(1, len(taken) + 2)))
        name = next(
            path for path in (posixpath.join(folder, name) for name in file_names) if path not in taken
        )
        types = parse_xml(self._archive.read(_CONTENT_TYPES))
        override = {"PartName": f"/{name}", "ContentType": _COMMENTS_TYPE}
        etree.SubElement(types, f"{{{_TYPES}}}Override", override)
        related = posixpath.join(folder, "_rels", f"{file}.rels")
        relationships = parse_xml(self._archive.read(related) if related in taken else _NO_RELATIONSHIPS)
        identifiers = {one.get("Id") for one in relationships}
        kinds = _KINDS.get(self._namespace, _USUAL_KINDS)
        relationship = {
            "Id": next(free for free in map("rIdTochuc{}".format, count(1)) if free not in identifiers),
            "Type": f"{kinds}/comments",
            "Target": f"/{name}",
        }
        etree.SubElement(relationships, f"{{{_RELATIONSHIPS}}}Relationship", relationship)
        return {
            name: _written(self._comments),
            _CONTENT_TYPES: _written(types),
            related: _written(relationships),
        }


def _like(entry: ZipInfo) -> ZipInfo:
    """A new entry with the name, date and attributes of an old one."""
    same = ZipInfo(entry.filename, entry.date_time)
    same.compress_type = entry.compress_type
    same.external_attr = entry.external_attr
    same.create_system = entry.create_system
    return same


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
