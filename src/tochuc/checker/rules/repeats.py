"""Items that a list names twice, or twice but for one small word.

Each item leaves the sum of its words' hashes, and this sum without each one of its words; two items that
differ in one word meet in one of these sums, so that no item is compared with all others.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tochuc.checker.document import Block, Kind, Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.rules.finding import Severity

#: What parts the items of a list within a block.
_PARTING = (";", ". ", "…")
_WORD = re.compile(r"\w+")
#: The number behind a name: `Lý Sơn (1)`, `huyện Ba Tơ: 01`.
_COUNT = re.compile(r"\(\d{1,4}\)(?=[;,.\s]|\Z)|:\s?\d{1,4}(?=[;,.]|\Z)")
_BEFORE_NAME = re.compile(r"[;,.:()]|\A\W{0,3}và\s")
#: Words that do not make another thing of what they stand in.
_LIGHT = frozenset(
    [
        *(
            "thuộc",
            "của",
            "về",
            "các",
            "những",
            "và",
            "việc",
            "cho",
            "đối",
            "với",
            "trong",
            "tại",
            "ở",
            "được",
        ),
        *(
            "là",
            "do",
            "để",
            "theo",
            "từ",
            "đã",
            "đang",
            "sẽ",
            "số",
            "thì",
            "mà",
            "này",
            "đó",
            "cùng",
            "cũng",
            "sự",
        ),
    ]
)
_FEWEST_WORDS, _FEWEST_WORDS_NEARLY, _MOST_WORDS = 5, 9, 400
#: Items that differ in one word have so many characters at their beginning or at their end in common.
_SHORTEST, _COMMON, _LONGEST_NAME = 20, 16, 60
#: Two people may hold posts of one name, two courses of one name may be held.
_MAY_RECUR = re.compile(
    r"\W{0,4}(?:\d|(?:phó|bí thư|ủy viên|đồng chí|chuyên viên|giám đốc|chủ tịch|trưởng)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    words: list[str]


@rule("STR-009", Severity.WARNING, vi="Một mục được liệt kê hai lần", en="Item listed twice")
def listed_twice(reading: Reading) -> Iterator[Finding]:
    for parts in _lists(reading):
        known: dict[int, _Part] = {}
        for part in parts:
            total = sum(map(hash, part.words))
            first = known.setdefault(total, part)
            if first is not part and first.words == part.words:
                recurs = _MAY_RECUR.match(part.span.text) is not None
                yield _twice(part.span, first.span, Confidence.MAYBE if recurs else Confidence.LIKELY)
    for block in reading.document.text_blocks:
        yield from _counted_twice(block)


@rule(
    "STR-010", Severity.WARNING, vi="Hai mục của danh sách gần như trùng nhau", en="Two items nearly the same"
)
def listed_nearly_twice(reading: Reading) -> Iterator[Finding]:
    for parts in _lists(reading):
        long = [part for part in parts if _FEWEST_WORDS_NEARLY <= len(part.words) <= _MOST_WORDS]
        if len(long) > 1:
            yield from _near(long)


def _near(parts: list[_Part]) -> Iterator[Finding]:
    whole: dict[int, _Part] = {}
    without: dict[int, _Part] = {}
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


def _likeness(first: list[str], second: list[str]) -> Confidence | None:
    """LIKELY where only a small word was put in or left out, MAYBE for another word; None where they differ more."""
    here, there = Counter(first), Counter(second)
    only_first, only_second = list((here - there).elements()), list((there - here).elements())
    differing = only_first + only_second
    if not differing or len(only_first) > 1 or len(only_second) > 1:
        return None
    if any(any(letter.isdigit() for letter in word) for word in differing):
        return None
    if all(word in _LIGHT for word in differing):
        return Confidence.LIKELY
    return Confidence.MAYBE if len(differing) == 1 else None


def _lists(reading: Reading) -> Iterator[list[_Part]]:
    """Parts that stand in one list: of one block between two labels, and the items of one list of siblings."""
    labels: dict[int, list[int]] = {}
    for enumerator in reading.enumerators:
        if enumerator.inline:
            labels.setdefault(enumerator.span.block.number, []).append(enumerator.span.start)
    for block in reading.document.blocks:
        if block.kind in (Kind.PARAGRAPH, Kind.FOOTNOTE) and (";" in block.text or ". " in block.text):
            bounds = [0, *labels.get(block.number, ()), len(block.text)]
            for start, end in pairwise(bounds):
                yield _alike(_parts(block, start, end))
    for siblings in reading.outline.lists:
        if len(siblings.items) > 1:
            yield _alike(
                [item.text for item in siblings.items if item.text.end - item.text.start >= _SHORTEST]
            )


def _parts(block: Block, start: int, end: int) -> list[Span]:
    found = []
    ends = sorted(place for mark in _PARTING for place in _places(block.text, mark, start, end))
    if not ends:
        return []
    for stop in (*ends, end):
        words = block.text[start:stop]
        lead = len(words) - len(words.lstrip(" ;."))
        if stop - start - lead >= _SHORTEST:
            found.append(Span(block, start + lead, start + len(words.rstrip())))
        start = stop
    return found


def _places(text: str, mark: str, start: int, end: int) -> Iterator[int]:
    place = text.find(mark, start, end)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1, end)


def _alike(spans: list[Span]) -> list[_Part]:
    """The words of those that begin or end like another one."""
    if len(spans) < 2:
        return []
    # The full stop of the last item is no part of it.
    texts = [span.text.lower().rstrip(" .;,") for span in spans]
    heads = Counter(text[:_COMMON] for text in texts)
    tails = Counter(text[-_COMMON:] for text in texts)
    return [
        _Part(span, words)
        for span, text in zip(spans, texts, strict=True)
        if (heads[text[:_COMMON]] > 1 or tails[text[-_COMMON:]] > 1)
        and len(words := _WORD.findall(text)) >= _FEWEST_WORDS
    ]


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


def _nearly(part: _Part, first: _Part, confidence: Confidence) -> Finding:
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
