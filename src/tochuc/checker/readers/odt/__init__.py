"""Text files of OpenDocument (.odt), as LibreOffice writes them."""

from tochuc.checker.document import Document
from tochuc.checker.readers.archive import Archive
from tochuc.checker.readers.odt.story import Story
from tochuc.checker.readers.odt.styles import Styles
from tochuc.checker.readers.recognition import encrypted

_MANIFEST = "META-INF/manifest.xml"


def read_odt(content: bytes, name: str) -> Document:
    """The document in the bytes of an ODT file. Raises Unreadable."""
    archive = Archive(content)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise encrypted()
    root = archive.xml("content.xml")
    styles = Styles([archive.xml("styles.xml"), root] if "styles.xml" in archive else [root])
    return Story(root, styles).read(name)
