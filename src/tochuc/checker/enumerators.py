"""The labels before headings and list items: I., 1.1., (1), a), Điều 5., - and their like.

`Lý Sơn (1), Sơn Tịnh (2)`, `(đợt 1)` and a year at a sentence's end look like labels and are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tochuc.checker.document import Block, Document, Kind, Span


class Style(StrEnum):
    PART = "part"  # Phần thứ nhất
    CHAPTER = "chapter"  # Chương I
    SECTION = "section"  # Mục 1
    ARTICLE = "article"  # Điều 1
    CLAUSE = "clause"  # Khoản 1
    ROMAN = "roman"  # I.
    ARABIC = "arabic"  # 1.
    DOTTED = "dotted"  # 1.1.
    BRACKETED = "bracketed"  # (1)
    HALF = "half"  # 1)
    LETTER = "letter"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +


class Script(StrEnum):
    """What a label counts in: two lists of one style in different scripts are different lists."""

    DIGIT = "digit"
    ROMAN = "roman"
    LOWER_ROMAN = "lower-roman"
    UPPER = "upper"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Enumerator:
    """A label before an item: `numbers` is (2, 1) for `2.1.`, (3,) for `III.` or `c)`, () for a dash.

    `inline` where it stands within a paragraph and not at its beginning.
    """

    span: Span
    style: Style
    numbers: tuple[int, ...]
    inline: bool
    script: Script = Script.NONE

    @property
    def family(self) -> tuple[str, str, int]:
        """Labels of one family may be siblings."""
        return self.style, self.script, len(self.numbers)

    def follows(self, other: "Enumerator") -> bool:
        """Whether this label is the next one after `other`, which is of the same family."""
        if not self.numbers:
            return True
        if self.script in (Script.UPPER, Script.LOWER):
            return (_letter(other), _letter(self)) in _ALSO_NEXT or self.numbers[0] == other.numbers[0] + 1
        return self.numbers == (*other.numbers[:-1], other.numbers[-1] + 1)

    def numbered(self, number: int) -> str:
        """This label as it would be with another last number: `(3)` and 1 make `(1)`."""
        label = self.span.text.strip()
        digits = _LAST_COUNT.search(label)
        if not digits or not self.numbers:
            return label
        return f"{label[: digits.start()]}{self._written(number)}{label[digits.end() :]}"

    def _written(self, number: int) -> str:
        if self.script in (Script.UPPER, Script.LOWER):
            letter = _LETTERS[min(number, len(_LETTERS)) - 1]
            return letter.upper() if self.script is Script.UPPER else letter
        if self.style is not Style.DOTTED and self.script in (Script.ROMAN, Script.LOWER_ROMAN):
            return _as_roman(number) if self.script is Script.ROMAN else _as_roman(number).lower()
        return str(number)


_LAST_COUNT = re.compile(r"[^\W_]{1,7}(?=[^\w]{0,3}\Z)")
#: The letters that Vietnamese lists count with; F, J, W and Z take the place where foreign habit puts them.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LETTER_NUMBERS = {letter: number for number, letter in enumerate(_LETTERS, 1)} | {
    "f": 7,
    "j": 10,
    "w": 22,
    "z": 24,
}
#: Some lists leave out đ, or count with the English alphabet.
_ALSO_NEXT = frozenset({("d", "e"), ("e", "f"), ("f", "g"), ("i", "j"), ("j", "k"), ("v", "w"), ("w", "x")})

_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = {
    word: number
    for number, word in enumerate(("nhất", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1)
} | {"nhì": 2, "tư": 4}
_WORDS = {
    "phần": Style.PART,
    "chương": Style.CHAPTER,
    "mục": Style.SECTION,
    "điều": Style.ARTICLE,
    "khoản": Style.CLAUSE,
}

_START = re.compile(
    r"""\s{0,40}(?P<label>
      (?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Điều|ĐIỀU|Khoản|KHOẢN)\s
        (?:(?:thứ|THỨ)\s(?P<ordinal>[^\W\d_]{2,4})|(?P<count>\d{1,3}|[IVXL]{1,7}))
        (?=\s{0,3}(?:[.:]|$)|\s{1,3}[-–—]|\s{1,3}[A-ZÀ-ỸĐƯƠĂÂÊÔ]{2})[.:]?
    | (?P<mixed>[IVX]{1,5})\.(?P<under>\d{1,2})(?=[.)\s])[.)]?
    | (?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.)](?=\s|[^\W\d]|$)|(?=\s{1,3}[A-ZÀ-ỸĐƯƠĂÂÊÔ]))
    | (?P<number>\d{1,3})(?P<tail>[./)]|-(?=\s))(?=\s|[^\W\d]|$)
    | \((?P<inner>\d{1,3}|[a-zđ]|[ivx]{2,5})\)(?=\s|[^\W\d]|[.:]\s)
    | (?P<upper>[A-ZĐ]|[IVXL]{2,7})(?P<tail2>[./)]|-(?=\s))(?=\s|[^\W\d]{2}|$)
    | (?P<lower>[a-zđ]|[ivx]{2,5})[.)/](?=\s|[^\W\d]{2})
    | (?P<dash>[-–—−•▪◦·])(?=\s{0,3}[^\W_]|\s{0,3}[“"'(«*])
    | (?P<star>\*)(?=\s{1,3}[^\W_])
    | (?P<plus>\+)(?=\s{0,3}[^\W\d])
    )""",
    re.VERBOSE,
)
#: Labels within a paragraph; that they begin an item is seen from what stands before them.
_BRACKETED = re.compile(r"\((?P<inner>\d{1,2}|[a-zđ]|[ivx]{2,5})\)(?=\s{1,3}[^\W\d_])")
_HALF = re.compile(r"(?<=\s)(?P<half>\d{1,2}|[a-zđ])\)(?=\s{1,3}[^\W\d_])")
#: A number with a full stop is a label only where a list of such numbers has begun behind a colon.
_NUMBERED_FROM_ONE = re.compile(r"[:;]\s{1,3}1\.\s{1,3}[^\W\d_]")
_NUMBERED = re.compile(r"(?<=[.;:]\s)(?P<number>\d{1,2})\.(?=\s{1,3}[^\W\d_])")
#: The words after which a list begins without a colon.
_INTRODUCED = re.compile(
    r"(?<!\w)(?:là|gồm|như|sau|và|hoặc|hay|cụ thể|đó|nhiệm vụ|giải pháp|nội dung|tiêu chí|nguyên tắc)\Z", re.I
)
_BEFORE_ITEM = ".;:,…!?”\"'»–—-"


@dataclass(slots=True)
class _Alphabets:
    """What single letters have counted so far: `I.` after `H.` is a letter, after nothing a number."""

    upper: str = ""
    lower: str = ""
    roman: int = 0
    lower_roman: int = 0


def find_enumerators(document: Document) -> tuple[Enumerator, ...]:
    """All enumerators in reading order; table cells have none."""
    found: list[Enumerator] = []
    alphabets = _Alphabets()
    for block in document.blocks:
        if block.kind is Kind.CELL:
            continue
        of_block = list(_of_block(block, _Alphabets() if block.kind is Kind.FOOTNOTE else alphabets))
        found += sorted(of_block, key=lambda enumerator: enumerator.span.start)
    return tuple(found)


def _of_block(block: Block, alphabets: _Alphabets) -> Iterator[Enumerator]:
    start = 0
    match = _START.match(block.text)
    if match and (leading := _at_start(block, match, alphabets)):
        yield leading
        start = leading.span.end
    rest = block.text[start:]
    if ")" in rest:
        yield from _in_brackets(block, start, alphabets, _BRACKETED)
        # Where brackets balance, no label has half of them.
        if rest.count(")") > rest.count("("):
            yield from _in_brackets(block, start, alphabets, _HALF)
    if begun := _NUMBERED_FROM_ONE.search(block.text, start):
        for match in _NUMBERED.finditer(block.text, begun.start()):
            span, number = Span(block, match.start(), match.end()), (int(match["number"]),)
            yield Enumerator(span, Style.ARABIC, number, inline=True, script=Script.DIGIT)


def _at_start(block: Block, match: re.Match[str], alphabets: _Alphabets) -> Enumerator | None:
    span = Span(block, match.start("label"), match.end("label"))
    found = match.groupdict()
    if found["word"]:
        return _worded(span, found)
    if found["mixed"]:
        numbers = (roman_number(found["mixed"]), int(found["under"]))
        return Enumerator(span, Style.DOTTED, numbers, inline=False, script=Script.ROMAN)
    if found["dotted"]:
        parts = tuple(map(int, found["dotted"].split(".")))
        return Enumerator(span, Style.DOTTED, parts, inline=False, script=Script.DIGIT)
    if found["number"]:
        style = Style.HALF if found["tail"] == ")" else Style.ARABIC
        return Enumerator(span, style, (int(found["number"]),), inline=False, script=Script.DIGIT)
    if found["inner"]:
        return _single(span, found["inner"], Style.BRACKETED, alphabets, inline=False)
    if found["upper"]:
        return _upper(span, found["upper"], alphabets)
    if found["lower"]:
        return _single(span, found["lower"], Style.LETTER, alphabets, inline=False)
    return Enumerator(span, Style.PLUS if found["plus"] else Style.DASH, (), inline=False)


def _worded(span: Span, found: dict[str, str | None]) -> Enumerator | None:
    count = found["count"] or ""
    if ordinal := found["ordinal"]:
        number = _ORDINALS.get(ordinal.lower(), 0)
    else:
        number = int(count) if count.isdigit() else roman_number(count)
    script = Script.ROMAN if count and not count.isdigit() else Script.DIGIT
    style = _WORDS[(found["word"] or "").lower()]
    return Enumerator(span, style, (number,), inline=False, script=script) if number else None


def _upper(span: Span, label: str, alphabets: _Alphabets) -> Enumerator | None:
    number = roman_number(label)
    letter = label.lower()
    if len(label) == 1 and (not number or _continues(alphabets.upper, letter, alphabets.roman, number)):
        if letter not in _LETTER_NUMBERS:
            return None
        alphabets.upper, alphabets.roman = letter, 0
        numbers = (_LETTER_NUMBERS[letter],)
        return Enumerator(span, Style.LETTER, numbers, inline=False, script=Script.UPPER)
    if not number:
        return None
    alphabets.roman = number
    return Enumerator(span, Style.ROMAN, (number,), inline=False, script=Script.ROMAN)


def _single(
    span: Span, label: str, style: Style, alphabets: _Alphabets, *, inline: bool
) -> Enumerator | None:
    if label.isdigit():
        return Enumerator(span, style, (int(label),), inline=inline, script=Script.DIGIT)
    number = roman_number(label.upper())
    roman = number and not _continues(alphabets.lower, label, alphabets.lower_roman, number)
    if roman and (len(label) > 1 or label == "i" or alphabets.lower_roman):
        alphabets.lower_roman = number
        return Enumerator(span, style, (number,), inline=inline, script=Script.LOWER_ROMAN)
    if len(label) > 1:
        return None
    alphabets.lower, alphabets.lower_roman = label, 0
    return Enumerator(span, style, (_LETTER_NUMBERS[label],), inline=inline, script=Script.LOWER)


def _continues(last: str, letter: str, roman: int, number: int) -> bool:
    """Whether a single letter that could be a Roman number is the next letter instead."""
    if letter not in _LETTER_NUMBERS or roman == number - 1 > 0:
        return False
    if number >= _ROMAN_DIGITS["L"]:
        return True
    reached = _LETTER_NUMBERS.get(last, 0)
    return reached > 1 and reached + 1 == _LETTER_NUMBERS[letter] and not roman


def _in_brackets(
    block: Block, start: int, alphabets: _Alphabets, pattern: re.Pattern[str]
) -> Iterator[Enumerator]:
    for match in pattern.finditer(block.text, start):
        label = match[1]
        if _begins_item(block.text, match.start(), introduced=label in ("1", "a", "i")):
            style = Style.BRACKETED
            if pattern is _HALF:
                style = Style.HALF if label.isdigit() else Style.LETTER
            span = Span(block, match.start(), match.end())
            if found := _single(span, label, style, alphabets, inline=True):
                yield found


def _begins_item(text: str, at: int, *, introduced: bool) -> bool:
    """What stands before a label: the end of an item, or the words that announce a list."""
    before = text[max(0, at - 24) : at].rstrip()
    if not before or before[-1] in _BEFORE_ITEM:
        return True
    found = _INTRODUCED.search(before)
    return found is not None and (introduced or found[0].lower() in ("và", "hoặc", "hay"))


def roman_number(text: str) -> int:
    """`"XIV"` → 14; 0 where `text` is no Roman number below 90 as one writes it."""
    total = 0
    for letter, following in zip(text, f"{text[1:]} ", strict=False):
        value = _ROMAN_DIGITS.get(letter, 0)
        total += -value if value < _ROMAN_DIGITS.get(following, 0) else value
    return total if text and _as_roman(total) == text else 0


def _as_roman(number: int) -> str:
    if not 0 < number < 90:
        return ""
    tens, units = divmod(number, 10)
    return ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX")[tens] + (
        "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    )[units]  # fmt: skip


def _letter(enumerator: Enumerator) -> str:
    return enumerator.span.text.strip(" ().-/").lower()
