"""Punctuation: doubled marks, spaces where none belong and none where one does, brackets and quotes left open."""

import re
from collections.abc import Iterator

from tochuc.checker.document import Block, Kind, Span
from tochuc.checker.finding import Confidence, Finding, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

_RUN = re.compile(r"[,;:.!?…]{2,12}")
#: `...`, `?!`, `:...`, and the dots of a form to be filled in.
_RIGHT_RUN = re.compile(r"[,;:.]?(?:\.{3}|…)[,;:.]?|[!?]{2,3}|[,;:]?[.…]{4,12}|[!?](?:\.{3}|…)")
#: The full stop of an abbreviation may stand before any other mark: `v.v.;`, `TP.,`.
_ABBREVIATED = re.compile(r"(?<![^\W\d_])(?:v\.v|[^\W\d_]{1,3}|[A-ZĐ]{2,8})\Z")
_SPACED_MARK = re.compile(r"(?<=\S)[ \u00a0]{1,8}[,;:.!?](?=[\s”\"')\]]|\Z)")
_SPACED_DOTS = re.compile(r"[,;][ \u00a0]\.\.\.")
_INSIDE_OPEN = re.compile(r"[(\[“][ \u00a0]{1,8}(?=\S)")
_INSIDE_CLOSE = re.compile(r"(?<=[^\s(\[“])[ \u00a0]{1,8}[)\]”]")
#: A mark that a letter or digit follows at once; what stands before it decides.
_TIGHT = re.compile(r"[,;:()](?=[^\W_])|\.(?=[A-ZĐÀ-Ỹ][^\W\d_])")
_DASH = re.compile(r"[-–]")
#: Addresses of the net and of mail have marks within them.
_ADDRESS = re.compile(r"(?:https?:|www\.|@|\.(?:vn|com|org|net|gov|edu|py|pdf|docx?|xlsx?|html?)\b)")
_DOUBLE_SPACE = re.compile(r"(?<=\S)[ \u00a0]{2,40}(?=\S)")
#: Columns set with spaces (the places of two signatures) are no slips.
_WIDEST_SLIP = 3
_BRACKETS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_CLOSING = {close: opening for opening, close in _BRACKETS.items()}
_ANY_BRACKET = re.compile(r"[()\[\]“”«»]")
#: `a)` and `điểm b)`: half a bracket that is none.
_LABEL = re.compile(r"(?:^|(?<=[\s“(]))[^\W_]{1,4}\Z")
_QUOTED_ON = 12


@rule("LAN-001", Severity.WARNING, vi="Dấu câu bị lặp", en="Doubled punctuation")
def doubled_marks(reading: Reading) -> Iterator[Finding]:
    for block in reading.document.blocks:
        for match in _RUN.finditer(block.text):
            run = match[0]
            if _RIGHT_RUN.fullmatch(run):
                continue
            abbreviated = run[0] == "." and run[1] != "." and len(run) == 2
            if abbreviated and _ABBREVIATED.search(block.text[max(0, match.start() - 10) : match.start()]):
                continue
            same = len(set(run)) == 1
            yield Finding(
                "LAN-001",
                Span(block, match.start(), match.end()),
                Say(
                    f"Dấu câu “{run}” bị lặp hoặc thừa.", f"The punctuation “{run}” is doubled or left over."
                ),
                Confidence.SURE if same else Confidence.LIKELY,
                stated=run,
                fix=run[0] if same else None,
            )


@rule("LAN-002", Severity.WARNING, vi="Khoảng trắng sai chỗ", en="Space before or after a mark")
def misplaced_spaces(reading: Reading) -> Iterator[Finding]:
    # `, ...` is a habit of some; beside `,...` in the same document it is a slip.
    tight = any(",..." in block.text or ";..." in block.text for block in reading.document.blocks)
    dots = Confidence.LIKELY if tight else Confidence.MAYBE
    for block in reading.document.blocks:
        text = block.text
        if any(mark in text for mark in (" ,", " ;", " .", " :", " !", " ?")):
            for match in _SPACED_MARK.finditer(text):
                mark = match[0][-1]
                # A dash, a bracket or dots before it: a form to be filled in.
                if text[match.start() - 1] not in ".…_-–:" and not _follows_sign(text, match.start()):
                    yield _space(
                        block,
                        match,
                        mark,
                        f"Thừa khoảng trắng trước dấu “{mark}”.",
                        f"A space before “{mark}”.",
                    )
            if "..." in text:
                for match in _SPACED_DOTS.finditer(text):
                    yield _space(
                        block,
                        match,
                        "",
                        "Thừa khoảng trắng trước dấu ba chấm.",
                        "A space before the dots.",
                        dots,
                    )
        if "( " in text or "[ " in text or "“ " in text:
            for match in _INSIDE_OPEN.finditer(text):
                yield _space(
                    block,
                    match,
                    match[0][0],
                    f"Thừa khoảng trắng sau “{match[0][0]}”.",
                    f"A space after “{match[0][0]}”.",
                )
        if " )" in text or " ]" in text or " ”" in text:
            for match in _INSIDE_CLOSE.finditer(text):
                yield _space(
                    block,
                    match,
                    match[0][-1],
                    f"Thừa khoảng trắng trước “{match[0][-1]}”.",
                    f"A space before “{match[0][-1]}”.",
                )


@rule("LAN-003", Severity.NOTE, vi="Thừa khoảng trắng giữa các từ", en="Several spaces between words")
def double_spaces(reading: Reading) -> Iterator[Finding]:
    for block in reading.document.text_blocks:
        if "  " in block.text or "\u00a0" in block.text:
            for match in _DOUBLE_SPACE.finditer(block.text):
                if len(match[0]) <= _WIDEST_SLIP:
                    yield Finding(
                        "LAN-003",
                        Span(block, match.start(), match.end()),
                        Say("Thừa khoảng trắng giữa hai từ.", "More than one space between two words."),
                        Confidence.LIKELY,
                        fix=" ",
                    )


@rule("LAN-013", Severity.WARNING, vi="Thiếu khoảng trắng", en="Space missing")
def missing_spaces(reading: Reading) -> Iterator[Finding]:
    for block in reading.document.blocks:
        text = block.text
        for match in _TIGHT.finditer(text):
            mark, place = match[0], match.start()
            if not _wants_space(mark, text[max(0, place - 2) : place], text[place + 1 : place + 4]):
                continue
            start, end = _around(text, place, match.end())
            if _ADDRESS.search(text, start, end):
                continue
            vi, en = ("trước", "before") if mark == "(" else ("sau", "after")
            yield Finding(
                "LAN-013",
                Span(block, place, match.end()),
                Say(
                    f"Thiếu khoảng trắng {vi} dấu “{mark}”: “{text[start:end]}”.",
                    f"A space is missing {en} “{mark}”: “{text[start:end]}”.",
                ),
                Confidence.LIKELY,
                stated=text[start:end],
                fix=f" {mark}" if mark == "(" else f"{mark} ",
            )


def _wants_space(mark: str, before: str, after: str) -> bool:
    """Whether a mark between these letters lacks a space: not in numbers, times, abbreviations or `(s)`."""
    if mark == ",":
        return (before[-1:].isalpha() and after[0].isalpha()) or (
            before[-1:].isdigit() and after[:2].isalpha() and len(after) > 1
        )
    if mark == ";":
        return before[-1:].isalnum() and not (before[-1:].isdigit() and after[0].isdigit())
    if mark == ":":
        return len(before) > 1 and before.isalpha() and after[:2].isalpha() and len(after) > 1
    if mark == ")":
        return after[:2].isalpha() and len(after) > 1
    if mark == "(":
        return len(before) > 1 and before.isalpha() and len(after) > 2 and after.isalpha()
    return len(before) > 1 and before.isalpha() and before.islower() and after[1:].islower()


@rule("LAN-004", Severity.WARNING, vi="Khoảng trắng một bên dấu gạch", en="Space on one side of a dash")
def lopsided_dash(reading: Reading) -> Iterator[Finding]:
    for block in reading.document.blocks:
        text = block.text
        for match in _DASH.finditer(text):
            if not _is_lopsided(text, match.start()):
                continue
            start, end = match.start(), match.end()
            start, _ = _around(text, start - (text[start - 1] == " "), start)
            _, end = _around(text, end, end + (text[end] == " "))
            yield Finding(
                "LAN-004",
                Span(block, start, end),
                Say(
                    f"“{text[start:end]}”: dấu gạch chỉ có khoảng trắng một bên; viết liền cả hai bên hoặc cách cả hai bên.",
                    f"“{text[start:end]}”: a space on one side of the dash only; on both sides or on neither.",
                ),
                Confidence.LIKELY,
                stated=text[start:end],
            )


def _is_lopsided(text: str, place: int) -> bool:
    """Letters or digits on both sides, a space on one of them, and no sign of a number (`tăng -5%`)."""
    if not 1 < place < len(text) - 2:
        return False
    left, right = text[place - 1] == " ", text[place + 1] == " "
    before, after = text[place - 1 - left], text[place + 1 + right]
    if left == right or not (before.isalnum() and after.isalnum()):
        return False
    return not (left and after.isdigit() and not before.isdigit())


@rule("LAN-005", Severity.WARNING, vi="Dấu ngoặc không khớp", en="Bracket or quotation mark left open")
def unbalanced(reading: Reading) -> Iterator[Finding]:
    open_quotes: list[tuple[Block, int]] = []
    for block in reading.document.blocks:
        text = block.text
        if all(text.count(opening) == text.count(close) for opening, close in _BRACKETS.items()):
            continue
        left_open, unopened = _unmatched(text)
        for place in unopened:
            # A quotation of several paragraphs closes in the last of them.
            if text[place] in "”»" and open_quotes and block.number - open_quotes[-1][0].number <= _QUOTED_ON:
                open_quotes.pop()
            else:
                yield _unpaired(block, place)
        for place in left_open:
            if text[place] in "“«" and block.kind is not Kind.CELL:
                open_quotes.append((block, place))
            else:
                yield _unpaired(block, place)
    for block, place in open_quotes:
        yield _unpaired(block, place)


def _unpaired(block: Block, place: int) -> Finding:
    mark = block.text[place]
    partner = _BRACKETS.get(mark) or _CLOSING[mark]
    opening = mark in _BRACKETS
    say = (
        Say(f"Mở “{mark}” mà không có “{partner}” đóng lại.", f"“{mark}” is opened and never closed.")
        if opening
        else Say(f"Có “{mark}” mà không có “{partner}” mở trước.", f"“{mark}” closes what was not opened.")
    )
    return Finding(
        "LAN-005", Span(block, place, place + 1), say, Confidence.LIKELY, stated=mark, computed=partner
    )


def _unmatched(text: str) -> tuple[list[int], list[int]]:
    """Where brackets open that nothing closes, and close that nothing opened."""
    pending: dict[str, list[int]] = {opening: [] for opening in _BRACKETS}
    unopened = []
    for match in _ANY_BRACKET.finditer(text):
        sign = match[0]
        if sign in _BRACKETS:
            pending[sign].append(match.start())
        elif pending[_CLOSING[sign]]:
            pending[_CLOSING[sign]].pop()
        elif sign != ")" or not _LABEL.search(text[max(0, match.start() - 6) : match.start()]):
            unopened.append(match.start())
    return sorted(place for places in pending.values() for place in places), unopened


def _space(
    block: Block, match: re.Match[str], fix: str, vi: str, en: str, confidence: Confidence = Confidence.LIKELY
) -> Finding:
    return Finding(
        "LAN-002", Span(block, match.start(), match.end()), Say(vi, en), confidence, fix=fix or None
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words on both sides of a place, as far as no space parts them from it."""
    while start > 0 and not text[start - 1].isspace() and end - start < 40:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - start < 80:
        end += 1
    return start, end


def _follows_sign(text: str, place: int) -> bool:
    return text[max(0, place - 3) : place] == "..."
