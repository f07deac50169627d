"""From bytes to text in NFC; what is written in a code of the time before Unicode is told, not guessed at."""

import codecs
import re
import unicodedata

from tochuc.checker.readers.unreadable import Unreadable

#: Characters of a text that are looked at to tell its code.
_SAMPLE = 200_000
#: So many words of a code must be met before a text is said to be written in it.
_WITNESSES = 3
#: A text may hold some control characters; in other files they are many.
_FEW, _TEXT_PER_CONTROL = 8, 50

#: Frequent words of administrative texts, as the bytes of a font's code look when taken for Latin letters.
_TCVN3 = (
    " v\xb5 ",
    " c\xf1a ",
    " c\xb8c ",
    "®\xb6ng ",
    "®\xdenh ",
    "Vi\xd6t ",
    " t\xd8nh ",
    " c\xcap ",
    " n¨m ",
    " ®\xe5ng ",
)
_VNI = (
    " va\xf8 ",
    " cu\xfba ",
    " ca\xf9c ",
    "\xf1a\xfbng ",
    "\xd1a\xfbng ",
    " t\xe6nh ",
    " ca\xe1p ",
    " na\xeam ",
    " vie\xe4c ",
    "Vie\xe4t ",
)
_UNICODE = (" và ", " của ", " các ", "Đảng ", "đảng ", " tỉnh ", " cấp ", " năm ", " việc ", "Việt ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(content: bytes) -> str:
    """The text of a file, in NFC. Raises Unreadable for legacy codes and for what is no text."""
    text = _decoded(content)
    refuse_legacy(text)
    controls = len(_CONTROLS.findall(text, 0, _SAMPLE))
    if controls > _FEW and controls * _TEXT_PER_CONTROL > min(len(text), _SAMPLE):
        raise _no_text()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def refuse_legacy(text: str) -> None:
    """Raise Unreadable if a text was typed with a font that is not Unicode (.VnTime, VNI-Times)."""
    sample = text[:_SAMPLE]
    for name, words in (("TCVN3 (phông .VnTime)", _TCVN3), ("VNI (phông VNI-Times)", _VNI)):
        found = _count(words, sample)
        if found >= _WITNESSES and found > _count(_UNICODE, sample):
            raise _legacy(name)


def _count(words: tuple[str, ...], text: str) -> int:
    return sum(map(text.count, words))


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _no_text() from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _told_apart(content) from error


def _told_apart(content: bytes) -> Unreadable:
    """What bytes that are not UTF-8 seem to be."""
    sample = content[:_SAMPLE]
    if b"\x00" in sample:
        return _no_text()
    try:
        refuse_legacy(sample.decode("cp1252", "replace"))
    except Unreadable as legacy:
        return legacy
    windows = unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))
    return _legacy("Windows-1258") if _count(_UNICODE, windows) else _no_text()


def _legacy(name: str) -> Unreadable:
    return Unreadable(
        f"Văn bản dùng bảng mã cũ {name}, không phải Unicode. Hãy chuyển mã sang Unicode dựng sẵn "
        "(ví dụ bằng công cụ chuyển mã của UniKey), lưu lại rồi kiểm tra.",
        f"The text uses the legacy encoding {name}, not Unicode. Convert it to Unicode "
        "(for instance with UniKey's converter), save it and check again.",
    )


def _no_text() -> Unreadable:
    return Unreadable(
        "Tệp không phải là văn bản đọc được. Hãy lưu lại thành .docx hoặc .txt (bảng mã UTF-8) rồi kiểm tra.",
        "The file is no readable text. Save it as .docx or as .txt (UTF-8) and check again.",
    )
