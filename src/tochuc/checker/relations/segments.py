"""A list cut into its items, and what each of them names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tochuc.checker.document import Block, Span
from tochuc.checker.relations.lists import OPEN_END
from tochuc.checker.word_lists import lines, section_of

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_STRONG = re.compile(r"[;\n]|[.…]\s{1,3}(?=\S)|(?<![\w.])\([0-9]{1,2}\)\s|[.…]{1,3}\s*$")
_WEAK = re.compile(r",\s|\s(?:và|cùng)\s")
_LEADING = re.compile(
    r"(?:[\s*“\"+•:-]|\([0-9]{1,2}\)\s|(?:và|gồm|bao gồm|là|cụ thể|ở|tại|có)\s){0,8}", re.IGNORECASE
)
_NUMBER = re.compile(r"0?([0-9]{1,2})\s(?=[^\W\d_])")
_SEVERAL = re.compile(r"(?<!\w)(?:các|một số|nhiều|những|và các|và một số)\s", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")
PROPER = re.compile(rf"(?:[{_UPPER}][\w'’]*)(?:[\s-]{{1,3}}(?:[{_UPPER}][\w'’]*|[0-9]{{1,2}})){{0,6}}")
_LONGEST_NAME = 12
_PEOPLE_WORDS = frozenset(("đồng chí", "đ/c", "ông", "bà", "anh", "chị", "các đồng chí"))
_ACTING = frozenset(
    (
        "lại",
        "chức",
        "vụ",
        "danh",
        "đồng",
        "chí",
        "đ/c",
        "giữ",
        "mới",
        "thêm",
        "quyền",
        "đối",
        "với",
        "cho",
        "đến",
        "tham",
        "gia",
    )
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a list: the number that it begins with (1 where not `counted`) and its words behind it."""

    span: Span
    count: int
    words: str
    counted: bool = False

    @property
    def several(self) -> bool:
        """Whether it names an unknown number of things ("và các Kế hoạch về …")."""
        return bool(_SEVERAL.match(self.words))

    @property
    def proper(self) -> bool:
        """Whether it is a name alone: "Bình Sơn", "Nguyễn Văn An"."""
        return bool(PROPER.fullmatch(self.words.rstrip(" .")))

    @property
    def organisation(self) -> bool:
        return _begins(self.words, "organisation-words") and self.words[:1].isalpha()

    @property
    def person(self) -> bool:
        lowered = self.words.casefold()
        return any(lowered.startswith(f"{word} ") for word in _PEOPLE_WORDS) or bool(office(self.words))


def strong_segments(block: Block, flat: str) -> list[Segment]:
    """The stretches between semicolons, full stops and enumerators."""
    return [*_cut(block, flat, _STRONG)]


def weak_segments(block: Block, flat: str) -> list[Segment]:
    """The stretches between commas and "và", but for names that hold such themselves."""
    return [*_cut(block, _joined(flat), _WEAK)]


def _cut(block: Block, flat: str, signs: "re.Pattern[str]") -> Iterator[Segment]:
    shown = flat.lstrip()
    position, offset = 0, len(flat) - len(shown)
    for match in [*signs.finditer(shown), None]:
        stop = match.start() if match else len(shown)
        if segment := _segment(block, shown[position:stop], offset + position):
            yield segment
        position = match.end() if match else stop


def _segment(block: Block, shown: str, offset: int) -> Segment | None:
    start = len(shown) - len(shown.lstrip())
    leading = _LEADING.match(shown, start)
    first = leading.end() if leading else start
    if not any(letter.isalpha() for letter in shown[first:]):
        return None
    words = block.text[offset + first : offset + len(shown)].rstrip(" .,;:")
    span = Span(block, offset + first, offset + first + len(words))
    if number := _NUMBER.match(words):
        return Segment(span, int(number[1]), words[number.end() :], True)
    return Segment(span, 1, words)


def is_open(flat: str) -> bool:
    """Whether an ellipsis or "v.v." says that the list is not complete."""
    return bool(OPEN_END.search(flat.lstrip()))


def office(words: str) -> str:
    """ "heads", "deputies" or "others" for what begins with an office, after what is done; else ""."""
    found = [match[0].casefold() for match in _WORDS.finditer(words[:90])][:14]
    titles, verbs = section_of("titles"), section_of("action-verbs")
    while found:
        if found[0] == "phó":
            return "deputies"
        for length in (4, 3, 2, 1):
            if kind := titles.get(" ".join(found[:length])):
                return kind
        step = next((n for n in (4, 3, 2, 1) if " ".join(found[:n]) in verbs), 0)
        if not step and found[0] in _ACTING:
            step = 1
        if not step:
            return ""
        found = found[step:]
    return ""


def _begins(words: str, name: str) -> bool:
    entries = section_of(name)
    found = words.casefold().split(maxsplit=3)[:3]
    return any(" ".join(found[:length]) in entries for length in (3, 2, 1))


def _joined(flat: str) -> str:
    """The text with the commas and "và" of known names hidden."""
    if "và " not in flat:
        return flat
    blank = len(flat) - len(flat.lstrip())
    flat = flat[blank:]
    for name, hidden in _names():
        flat = flat.replace(name, hidden)
    return " " * blank + flat


@cache
def _names() -> tuple[tuple[str, str], ...]:
    names = sorted(lines("names-with-and"), key=len, reverse=True)
    return tuple((name, name.replace(",", "_").replace(" và ", "_và_")) for name in names)
