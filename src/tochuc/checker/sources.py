"""The files that `tochuc check` was called with: read, or refused in a sentence."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tochuc.checker.finding import Language, Say
from tochuc.checker.readers import Unreadable, read_bytes
from tochuc.checker.reading import Reading

STANDARD_INPUT = "-"
_MEGABYTE = 2**20
_LARGEST = 200 * _MEGABYTE


class Refused(Exception):
    """The call cannot be carried out; `say` tells why and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.say = Say(vi, en)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: the name it was called by, its bytes, and what they say."""

    file: str
    content: bytes
    reading: Reading

    @property
    def path(self) -> Path | None:
        return None if self.file == STANDARD_INPUT else Path(self.file)


def read_sources(files: list[str], language: Language) -> tuple[list[Source], bool]:
    """The files that can be read, and whether there was another; each of those gets its sentence."""
    found, unreadable = [], False
    for file in files:
        try:
            found.append(read_source(file))
        except Refused as refused:
            unreadable = True
            sys.stderr.write(f"{refused.say.in_(language)}\n")
    return found, unreadable


def read_source(file: str) -> Source:
    """Raises Refused."""
    content = _content(file)
    name = "stdin" if file == STANDARD_INPUT else Path(file).name
    try:
        return Source(file, content, Reading(read_bytes(content, name)))
    except Unreadable as error:
        raise Refused(f"{file}: {error.say.vi}", f"{file}: {error.say.en}") from error


def _content(file: str) -> bytes:
    """At most what is read of a file, so that a device without an end is refused too. Raises Refused."""
    try:
        content = _read(file)
    except FileNotFoundError as error:
        raise Refused(
            f"{file}: không có tệp này. Kiểm tra lại tên và thư mục.",
            f"{file}: there is no such file. Check its name and folder.",
        ) from error
    except IsADirectoryError as error:
        raise Refused(
            f"{file}: đây là thư mục, hãy nêu tên tệp trong đó.",
            f"{file}: this is a folder; name the file in it.",
        ) from error
    except PermissionError as error:
        raise Refused(
            f"{file}: không có quyền đọc tệp này.", f"{file}: you may not read this file."
        ) from error
    except (OSError, ValueError) as error:
        raise Refused(f"{file}: không đọc được ({error}).", f"{file}: cannot be read ({error}).") from error
    if len(content) > _LARGEST:
        limit = f"{_LARGEST // _MEGABYTE} MB"
        raise Refused(f"{file}: tệp lớn hơn {limit}, không đọc.", f"{file}: larger than {limit}, not read.")
    return content


def _read(file: str) -> bytes:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(_LARGEST + 1)
    with Path(file).open("rb") as stream:
        return stream.read(_LARGEST + 1)
