"""What Markdown (and text that was made from it) adds to words for their looks: `*`, `**`, `_`, `\\`, links."""

import re
from collections.abc import Iterator, Sequence

from tochuc.checker.readers.marks import Gap

_STARS = re.compile(r"\*{1,3}")
_STARS_AND_BARS = re.compile(r"\*{1,3}|_{1,3}")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[(?!\^)([^\[\]\n]{1,300})\](\([^()\s]{0,2000}\))")


def emphasis(lines: Sequence[tuple[int, str]], *, markdown: bool) -> Iterator[tuple[int, Gap]]:
    """The runs of `*` that emphasise something within these lines, with their line's number.

    Only runs that open before a word and close behind one, both of one length, are layout: a lone `*`, `(*)`
    and `2*3` are text. Underscores count in Markdown only; elsewhere they are lines to be filled in.
    """
    runs = _STARS_AND_BARS if markdown else _STARS
    opened: dict[str, tuple[int, Gap]] = {}
    for number, text in lines:
        for found in runs.finditer(text):
            run, gap = found[0], Gap(*found.span())
            before, after = text[gap.start - 1 : gap.start], text[gap.end : gap.end + 1]
            if before == "(" and after == ")":
                continue
            if run in opened and before.strip() and not _in_word(after):
                yield opened.pop(run)
                yield number, gap
            elif after.strip() and not _in_word(before):
                opened[run] = (number, gap)


def syntax(text: str) -> Iterator[Gap]:
    """Backslashes and the addresses of links in a line of Markdown."""
    if "\\" in text:
        yield from (Gap(*found.span()) for found in _ESCAPE.finditer(text))
    if "](" in text:
        for found in _LINK.finditer(text):
            yield Gap(found.start(), found.start(1))
            yield Gap(found.end(1), found.end())


def _in_word(character: str) -> bool:
    return character.isalpha() or character.isdecimal() or character in ("*", "_")
