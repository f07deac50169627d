"""Which document a ZIP archive holds."""

from tochuc.checker.document import Document
from tochuc.checker.readers.archive import Archive
from tochuc.checker.readers.unreadable import Unreadable

_TEXT = "application/vnd.oasis.opendocument.text"


def read_zip(content: bytes, name: str) -> Document:
    """The document in a Word or ODT file. Raises Unreadable, for other archives too."""
    archive = Archive(content)
    names = set(archive.names)
    if any(part.startswith("word/") for part in names):
        from tochuc.checker.readers.docx import read_docx

        return read_docx(content, name)
    if "content.xml" in names and (
        "mimetype" not in names or archive.read("mimetype").startswith(_TEXT.encode())
    ):
        from tochuc.checker.readers.odt import read_odt

        return read_odt(content, name)
    raise _other(names)


def _other(names: set[str]) -> Unreadable:
    if any(part.startswith("xl/") for part in names) or "content.xml" in names:
        return Unreadable(
            "Tệp là bảng tính hoặc trình chiếu, không phải văn bản. Hãy chép nội dung sang Word và lưu thành .docx.",
            "The file is a spreadsheet or presentation. Copy its content into Word and save it as .docx.",
        )
    if any(part.startswith("ppt/") for part in names):
        return Unreadable(
            "Tệp là bản trình chiếu, không phải văn bản. Hãy chép nội dung sang Word và lưu thành .docx.",
            "The file is a presentation. Copy its content into Word and save it as .docx.",
        )
    return Unreadable(
        "Tệp là tệp nén. Hãy giải nén rồi kiểm tra từng văn bản trong đó.",
        "The file is an archive. Unpack it and check each document in it.",
    )
