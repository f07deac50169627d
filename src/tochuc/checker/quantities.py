"""What each number counts, and with which reservation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tochuc.checker.document import Span
from tochuc.checker.numbers import Form, Number
from tochuc.checker.word_lists import section_of
from tochuc.vi.fold import fold

if TYPE_CHECKING:
    from tochuc.checker.reading import Reading


class Qualifier(StrEnum):
    """The word before a number that keeps it from being exact, or compares it."""

    OVER = "over"  # trên, hơn
    UNDER = "under"  # gần, dưới, chưa đến
    ABOUT = "about"  # khoảng
    AT_LEAST = "at_least"  # ít nhất, tối thiểu, trở lên
    AT_MOST = "at_most"  # tối đa, không quá, trở xuống
    EXCEEDED = "exceeded"  # vượt (a target, by)
    REACHED = "reached"  # đạt
    INCREASE = "increase"  # tăng
    DECREASE = "decrease"  # giảm
    EACH = "each"  # mỗi, bình quân, 02 đồng chí/xã


_INEXACT = frozenset(
    (Qualifier.OVER, Qualifier.UNDER, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.EACH)
)


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number with the words that tell what it counts.

    `noun` is the phrase counted as written ("cán bộ diện Ban Thường vụ Tỉnh ủy quản lý"; empty where there
    is none), `head` its leading words folded ("can bo"), by which two quantities are of one kind.
    `verb` is the action before it, folded ("ket nap"; empty where none is).
    """

    number: Number
    noun: Span
    head: str
    verb: str = ""
    qualifiers: frozenset[Qualifier] = frozenset()
    #: The section of `data/counted-nouns.txt` that the head stands in: "people", "documents"; "" if in none.
    unit: str = ""
    #: The noun stands before the number: "cấp phó: 08", "Lý Sơn (1)".
    labelled: bool = False

    @property
    def exact(self) -> bool:
        return _INEXACT.isdisjoint(self.qualifiers)

    @property
    def end(self) -> int:
        """Where the number and its noun end in the block."""
        return max(self.number.span.end, self.noun.end)

    @property
    def span(self) -> Span:
        """The number with its noun, in the order in which they stand; with the bracket of "Lý Sơn (1)"."""
        number = self.number.span
        closing = number.block.text[number.end : number.end + 1] == ")" and self.labelled
        return number.of(
            min(number.start, self.noun.start if self.labelled else number.start), self.end + closing
        )


_LONGEST_NOUN = 160
_NOUN_ENDS = re.compile(
    r"[,;:.()…“”\"!?\[\]0-9/*]|\s[-–—]\s"
    r"|\s(?:và|hoặc|cùng|với|là|để|đã|đang|chưa|được|theo|trong|tại|từ|đến|nhằm|gồm|bao gồm|chiếm|đạt|vượt|tăng|giảm"
    r"|so|trên|thôi|nhiệm kỳ|khi|sau|trước|tham gia|cho|ở|không|có|còn|do|đi|về|thực hiện|hoàn thành|nghỉ|ra|nhưng|nên|vào)(?!\w)"
    # Not "dự bị", "thiết bị", "trang bị", "chuẩn bị".
    r"|(?<!dự)(?<!thiết)(?<!trang)(?<!chuẩn)\sbị(?!\w)"
)
_SPACE = re.compile(r"[\s*]{0,3}")
_LABEL = re.compile(r"([^,;:.()…0-9\n]{1,90})(?:\s?[:(]\s?(?:có\s)?|\s[-–]\s|\s)$")
_LABEL_SIGN = re.compile(r"[,;:.()…0-9\n]")
_LONGEST_LABEL_END = 8
_LABEL_START = re.compile(r"^[\s*+•-]{0,6}(?:(?:và|trong đó|gồm|có|còn|trong|tại|ở|của)\s){0,2}")
_QUALIFIERS = {
    "trên": Qualifier.OVER,
    "hơn": Qualifier.OVER,
    "gần": Qualifier.UNDER,
    "dưới": Qualifier.UNDER,
    "chưa đến": Qualifier.UNDER,
    "chưa tới": Qualifier.UNDER,
    "xấp xỉ": Qualifier.ABOUT,
    "khoảng": Qualifier.ABOUT,
    "chừng": Qualifier.ABOUT,
    "ước": Qualifier.ABOUT,
    "ít nhất": Qualifier.AT_LEAST,
    "tối thiểu": Qualifier.AT_LEAST,
    "tối đa": Qualifier.AT_MOST,
    "không quá": Qualifier.AT_MOST,
    "nhiều nhất": Qualifier.AT_MOST,
    "vượt": Qualifier.EXCEEDED,
    "đạt": Qualifier.REACHED,
    "tăng": Qualifier.INCREASE,
    "giảm": Qualifier.DECREASE,
    "mỗi": Qualifier.EACH,
    "bình quân": Qualifier.EACH,
    "trung bình": Qualifier.EACH,
}
#: What may stand between a qualifier and its number: "đạt tỷ lệ", "tăng thêm", "giảm được".
_FILLERS = frozenset(
    ("tỷ", "lệ", "thêm", "được", "là", "tới", "đến", "có", "từ", "lên", "xuống", "còn", "tỉ")
)
_NO_LABEL = (
    _FILLERS
    | {word for words in _QUALIFIERS for word in words.split()}
    | {"và", "trong", "đó", "gồm", "chiếm", "bằng"}
)
_EACH = frozenset(("mỗi", "từng"))
#: A grade where it is all that stands before a number ("khá 220, trung bình 280"), else an average.
_GRADE = ["trung", "bình"]
_WORD = re.compile(r"[^\W\d_]{1,12}")
_LOOK_BACK = 60
_CLAUSE_BREAK = re.compile(r"[.;:()]")
_AFTERWARDS = re.compile(r"\strở (?:lên|(xuống))")
_RATE = re.compile(r"/[^\W\d_]{2}|\s(?:một|mỗi) (?:năm|tháng|chi bộ|đảng bộ|xã|người)(?!\w)")
_COUNTING = frozenset((Form.COUNT, Form.DECIMAL, Form.PERCENT, Form.SHARE, Form.RANGE))


def find_quantities(reading: "Reading") -> tuple[Quantity, ...]:
    """All quantities in reading order; ordinals and years count nothing and are left out."""
    found: list[Quantity] = []
    previous: Quantity | None = None
    for number in reading.numbers:
        if number.form in _COUNTING:
            if previous and previous.number.span.block is not number.span.block:
                previous = None
            previous = _quantity(number, previous)
            found.append(previous)
    return tuple(found)


def _quantity(number: Number, previous: Quantity | None) -> Quantity:
    noun, labelled = _noun_after(number), False
    if noun.start == noun.end:
        noun, labelled = _noun_before(number, previous), True
    head, unit = head_of(noun.text)
    clause = _clause_before(number, previous)
    if labelled and not _names_something(noun.text):
        noun, head, unit = number.span.of(number.span.end, number.span.end), "", ""
    words = [word.casefold() for word in _WORD.findall(clause.text)]
    verb = _verb(words)
    if not verb and previous and not clause.begins:
        verb = previous.verb
    if "," in clause.text:
        words = [word.casefold() for word in _WORD.findall(clause.text.rpartition(",")[2])]
    graded = words == _GRADE and (labelled or noun.start == noun.end)
    before = () if graded else _qualifiers_before(words)
    qualifiers = frozenset((*before, *_qualifiers_behind(number, noun)))
    return Quantity(number, noun, head, verb, qualifiers, unit, labelled and noun.end > noun.start)


def _noun_after(number: Number) -> Span:
    span = number.span
    text = span.block.text
    space = _SPACE.match(text, span.end)
    start = space.end() if space else span.end
    if start == span.end or text[span.end : start].strip("* \u00a0"):
        return span.of(span.end, span.end)
    # One character back, so that a noun that is at once a word that ends it ("05 với") is empty.
    end = _NOUN_ENDS.search(text, start - 1, min(len(text), start + _LONGEST_NOUN))
    stop = end.start() if end else min(len(text), start + _LONGEST_NOUN)
    return (
        span.of(start, start + len(text[start:stop].rstrip(" *\u00a0")))
        if stop > start
        else span.of(start, start)
    )


def _noun_before(number: Number, previous: Quantity | None) -> Span:
    """The label before `: 08`, `(1)` or a number that ends its clause."""
    span = number.span
    first = max(0, span.start - 100, previous.end if previous and previous.end <= span.start else 0)
    # No label holds one of these signs, so none begins before the last of them.
    sign = _LABEL_SIGN.search(span.block.text[first : span.start][::-1], _LONGEST_LABEL_END)
    match = _LABEL.search(span.block.text, span.start - sign.start() if sign else first, span.start)
    if not match:
        return span.of(span.end, span.end)
    opening = _LABEL_START.match(match[1])
    start = match.start(1) + (opening.end() if opening else 0)
    return span.of(start, max(start, match.start(1) + len(match[1].rstrip())))


def _names_something(label: str) -> bool:
    """Whether there is more before the number than "đạt", "tăng thêm", "và"."""
    return any(word not in _NO_LABEL for word in label.casefold().split())


def head_of(noun: str) -> tuple[str, str]:
    """The leading words of a noun phrase, folded, and the kind of thing they name ("" if not known)."""
    words = noun.casefold().split(maxsplit=6)[:6]
    if words and words[0] in _noun_beginnings():
        sections = section_of("counted-nouns")
        for length in range(min(5, len(words)), 0, -1):
            phrase = " ".join(words[:length])
            if phrase in sections:
                return _folded(phrase), sections[phrase]
    return _folded(" ".join(words[:2])), ""


@cache
def _noun_beginnings() -> frozenset[str]:
    """The first words of the nouns that are counted."""
    return frozenset(noun.partition(" ")[0] for noun in section_of("counted-nouns"))


@lru_cache(maxsize=20_000)
def _folded(phrase: str) -> str:
    return fold(phrase)


class _Clause(NamedTuple):
    """The words before a number, as far as its clause and the quantity before it go."""

    text: str
    #: Whether the clause begins there, so that it does not go on from the quantity before it.
    begins: bool


def _clause_before(number: Number, previous: Quantity | None) -> _Clause:
    span = number.span
    first = max(0, span.start - _LOOK_BACK)
    if previous and first < previous.end <= span.start:
        first = previous.end
    before = span.block.text[first : span.start]
    clause = _CLAUSE_BREAK.split(before)[-1]
    return _Clause(clause, begins=len(clause) < len(before))


def _verb(words: Sequence[str]) -> str:
    """The last action in the words before a number."""
    verbs, endings = section_of("action-verbs"), _verb_endings()
    for end in range(len(words), 0, -1):
        if words[end - 1] in endings:
            for length in (4, 3, 2, 1):
                if end >= length and (phrase := " ".join(words[end - length : end])) in verbs:
                    return _folded(phrase)
    return ""


@cache
def _verb_endings() -> frozenset[str]:
    """The last words of the action verbs: few words of a text are among them."""
    return frozenset(verb.rpartition(" ")[2] for verb in section_of("action-verbs"))


def _qualifiers_before(words: list[str]) -> Iterator[Qualifier]:
    """Read backwards as far as qualifiers and fillers go: "đạt tỷ lệ trên" is both reached and over."""
    while words:
        pair = " ".join(words[-2:])
        if pair in _QUALIFIERS:
            yield _QUALIFIERS[pair]
            words = words[:-2]
        elif words[-1] in _QUALIFIERS:
            yield _QUALIFIERS[words.pop()]
        elif words[-1] in _FILLERS:
            words.pop()
        else:
            break
    if not _EACH.isdisjoint(words[-5:]) or "bình quân" in " ".join(words[-6:]):
        yield Qualifier.EACH


def _qualifiers_behind(number: Number, noun: Span) -> Iterator[Qualifier]:
    text, end = number.span.block.text, max(number.span.end, noun.end)
    behind = text[number.span.end : end + 12]
    if "trở " in behind and (afterwards := _AFTERWARDS.search(behind)):
        yield Qualifier.AT_MOST if afterwards[1] else Qualifier.AT_LEAST
    if _RATE.match(text, end) or _RATE.match(text, number.span.end):
        yield Qualifier.EACH
