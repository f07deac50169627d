"""Which lines of a page are one paragraph: by indentation, by the ends of lines, by the space between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tochuc.checker.readers.pdf.lines import TextLine
from tochuc.checker.readers.shapes import capitals, ended, enumerated, goes_on

#: In points: what is an indentation, and how exactly lines of one margin meet it.
_INDENT = 6.0
_SAME = 3.0
#: A paragraph is set off by more than this part of the usual distance of lines.
_SET_OFF = 1.22
_OTHER_SIZE = 0.08


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: its margins on this page, and the distance of its lines (0 where none is usual)."""

    left: float
    right: float
    leading: float


def setting_of(lines: Sequence[TextLine]) -> Setting:
    """The margins are where most lines begin and where the longest end."""
    distances = Counter(
        round(before.y - line.y, 0)
        for before, line in pairwise(lines)
        if before.page == line.page and 0 < before.y - line.y < 3 * line.size
    )
    left = Counter(round(line.left, 0) for line in lines).most_common(1)[0][0] if lines else 0
    right = max((line.right for line in lines), default=0)
    return Setting(left, right, distances.most_common(1)[0][0] if distances else 0)


def paragraphs_of(lines: Sequence[TextLine], setting: Setting) -> Iterator[list[TextLine]]:
    """The lines divided into paragraphs; those of different pages are never one."""
    whole: list[TextLine] = []
    for line in lines:
        if whole and _continues(whole, line, setting):
            whole.append(line)
        else:
            if whole:
                yield whole
            whole = [line]
    if whole:
        yield whole


def _continues(whole: list[TextLine], line: TextLine, setting: Setting) -> bool:
    before = whole[-1]
    distance = before.y - line.y
    if before.page != line.page or distance <= 0 or abs(before.size - line.size) > _OTHER_SIZE * before.size:
        return False
    if distance > _SET_OFF * (setting.leading or before.size * 1.5):
        return False
    at_stop = ended(before.text)
    if enumerated(line.text) and (_would_fit(before, line, setting) or (at_stop and line.text[0] != "(")):
        return False
    if capitals(before.text) != capitals(line.text):
        return False
    in_sentence = goes_on(line.text) and not at_stop
    if _would_fit(before, line, setting):
        return in_sentence
    indented = line.left > setting.left + _INDENT
    hanging = enumerated(whole[0].text) and line.left > whole[0].left + _SAME
    if indented and not hanging and (len(whole) == 1 or line.left > before.left + _INDENT):
        return in_sentence
    return True


def _would_fit(before: TextLine, line: TextLine, setting: Setting) -> bool:
    """Whether the first word of a line had found place on the line before: then the break was meant."""
    end = next((one for one in line.characters if one.text == " "), None)
    width = (end.left if end else line.right) - line.left
    return before.right + 0.25 * before.size + width < setting.right - _SAME
