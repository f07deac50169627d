"""Items that a list names twice, or twice but for one small word.

Each item leaves the sum of its words' hashes, and this sum without each one of its words; two items that
differ in one word meet in one of these sums, so that no item is compared with all others.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tochuc.checker.alike import Part
from tochuc.checker.document import Block, Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.lexicon import lexicon
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.word_lists import sections
from tochuc.rules.finding import Severity

#: The number behind a name: `Lý Sơn (1)`, `huyện Ba Tơ: 01`.
_COUNT = re.compile(r"\(\d{1,4}\)(?=[;,.\s]|\Z)|:\s?\d{1,4}(?=[;,.]|\Z)")
_BEFORE_NAME = re.compile(r"[;,.:()]|\A\W{0,3}và\s")
_FEWEST_WORDS_NEARLY, _MOST_WORDS, _LONGEST_NAME = 7, 400, 60
#: Items of fewer words are compared only between semicolons.
_SHORT = 5
#: Two people may hold posts of one name, two courses of one name may be held.
_MAY_RECUR = re.compile(
    r"\W{0,4}(?:\d|(?:phó|bí thư|ủy viên|đồng chí|chuyên viên|giám đốc|chủ tịch|trưởng)\b)", re.IGNORECASE
)


@rule("STR-009", Severity.WARNING, vi="Một mục được liệt kê hai lần", en="Item listed twice")
def listed_twice(reading: Reading) -> Iterator[Finding]:
    for parts in reading.alike:
        known: dict[int, Part] = {}
        for part in parts:
            same = known.setdefault(sum(map(hash, part.words)), part)
            first = same if same is not part else _before_end_of_sentence(part, known)
            if first and first.words == part.words[: len(first.words)] and _cannot_recur(part):
                recurs = _MAY_RECUR.match(part.span.text) is not None
                yield _twice(part.span, first.span, Confidence.MAYBE if recurs else Confidence.LIKELY)
    for block in reading.document.text_blocks:
        yield from _counted_twice(block)


@rule(
    "STR-010", Severity.WARNING, vi="Hai mục của danh sách gần như trùng nhau", en="Two items nearly the same"
)
def listed_nearly_twice(reading: Reading) -> Iterator[Finding]:
    for parts in reading.alike:
        long = [part for part in parts if _FEWEST_WORDS_NEARLY <= len(part.words) <= _MOST_WORDS]
        if len(long) > 1:
            yield from _near(long)


def _cannot_recur(part: Part) -> bool:
    """Few words recur in running text; between semicolons they do not."""
    text, start, end = part.span.block.text, part.span.start, part.span.end
    return len(part.words) >= _SHORT or ";" in (text[max(0, start - 2) : start] + text[end : end + 1])


def _before_end_of_sentence(part: Part, known: dict[int, Part]) -> Part | None:
    """`xác minh; bồi dưỡng; xác minh theo phân công`: the last item, whose sentence goes on behind it."""
    if part.span.block.text[part.span.end : part.span.end + 1] == ";":
        return None
    total = 0
    for word, following in pairwise(part.words[:_MOST_WORDS]):
        total += hash(word)
        first = known.get(total)
        if first and following in lexicon().free and first.span.block is part.span.block:
            return first
    return None


def _near(parts: list[Part]) -> Iterator[Finding]:
    whole: dict[int, Part] = {}
    without: dict[int, Part] = {}
    for part in parts:
        total = sum(map(hash, part.words))
        less = {total - hash(word) for word in part.words}
        if total in whole and whole[total].words == part.words:
            continue
        meeting = [without.get(total), *(whole.get(rest) or without.get(rest) for rest in less)]
        first = next((other for other in meeting if other), None)
        if first and (confidence := _likeness(first.words, part.words)):
            yield _nearly(part, first, confidence)
        whole.setdefault(total, part)
        for rest in less:
            without.setdefault(rest, part)


@cache
def _light() -> frozenset[str]:
    """Words that do not make another thing of what they stand in."""
    return frozenset(sections("light-words")["light"])


def _likeness(first: list[str], second: list[str]) -> Confidence | None:
    """LIKELY where only a small word was put in or left out, MAYBE for another word; None where they differ more."""
    here, there = Counter(first), Counter(second)
    only_first, only_second = list((here - there).elements()), list((there - here).elements())
    differing = only_first + only_second
    if not differing or len(only_first) > 1 or len(only_second) > 1:
        return None
    if any(any(letter.isdigit() for letter in word) for word in differing):
        return None
    if all(word in _light() for word in differing):
        return Confidence.LIKELY
    return Confidence.MAYBE if len(differing) == 1 else None


def _counted_twice(block: Block) -> Iterator[Finding]:
    """`Lý Sơn (1), Mộ Đức (2), Lý Sơn (1)`."""
    text = block.text
    if "(" not in text and ":" not in text:
        return
    known: dict[str, Span] = {}
    before = 0
    for match in _COUNT.finditer(text):
        start = max(before, match.start() - _LONGEST_NAME)
        if text.find(". ", before, match.start()) >= 0:
            known.clear()
        before = match.end()
        for parting in _BEFORE_NAME.finditer(text, start, match.start()):
            start = parting.end()
        name = text[start : match.start()]
        start += len(name) - len(name.lstrip())
        if name.strip()[:1].isalpha():
            span = Span(block, start, match.start())
            first = known.setdefault(name.strip().lower(), span)
            if first is not span:
                yield _twice(span, first, Confidence.LIKELY)


def _twice(span: Span, first: Span, confidence: Confidence) -> Finding:
    return Finding(
        "STR-009",
        span,
        Say(
            "Mục này đã được kể trong cùng danh sách: bỏ một mục hoặc sửa lại cho đúng.",
            "This item has been listed already in the same list: leave one out or correct it.",
        ),
        confidence,
        related=(Related(first, Say("lần kể trước", "listed before")),),
    )


def _nearly(part: Part, first: Part, confidence: Confidence) -> Finding:
    differing = (Counter(first.words) - Counter(part.words)) + (Counter(part.words) - Counter(first.words))
    words = ", ".join(f"“{word}”" for word in differing)
    return Finding(
        "STR-010",
        part.span,
        Say(
            f"Hai mục của cùng danh sách chỉ khác nhau chữ {words}: có thể một mục bị liệt kê hai lần.",
            f"Two items of the same list differ only in {words}: one may have been listed twice.",
        ),
        confidence,
        related=(Related(first.span, Say("mục gần trùng", "the item that is nearly the same")),),
    )
