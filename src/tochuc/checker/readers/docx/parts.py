"""The parts of a Word file, found by their relationships."""

from lxml import etree

from tochuc.checker.readers.archive import Archive, broken

_OFFICE_DOCUMENT = "officeDocument"
_USUAL_MAIN = "word/document.xml"
PARTS = ("footnotes", "endnotes", "numbering", "styles", "comments")


class Parts:
    """The main part and those that it names, each parsed once. `names` and `roots` are by kind (`footnotes`)."""

    def __init__(self, content: bytes) -> None:
        """Raises Unreadable."""
        archive = Archive(content)
        main = next((to for kind, to in _related(archive, "") if kind == _OFFICE_DOCUMENT), _USUAL_MAIN)
        if main not in archive:
            raise broken()
        self.names = {"document": main}
        self.roots = {"document": archive.xml(main)}
        for kind, name in _related(archive, main):
            if kind in PARTS and name in archive and kind not in self.names:
                self.names[kind] = name
                self.roots[kind] = archive.xml(name)

    def root(self, kind: str) -> etree._Element | None:
        return self.roots.get(kind)


def _related(archive: Archive, part: str) -> list[tuple[str, str]]:
    """(kind, name) of the parts that a part (empty: the package) names."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if name not in archive:
        return []
    return [
        (element.get("Type", "").rpartition("/")[2], _resolved(folder, element.get("Target", "")))
        for element in archive.xml(name)
        if element.get("TargetMode") != "External"
    ]


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
