"""The quantities of a list in running text, each with what stands before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Quantity
from tochuc.checker.relations.kinds import can_be_part
from tochuc.checker.relations.text import Text
from tochuc.checker.word_lists import section_of

#: Words that open a list of parts. What `some` catches may name some parts only.
CUE = re.compile(
    # A set of letters first, and only then what must stand before and behind: so the search can skip ahead.
    r"[tTrRcCbBgGpPnN:](?:(?<=(?P<colon>:))(?=\s|$)|(?<!\w.)(?i:"
    r"(?P<some>(?<=t)rong đó|(?<=r)iêng|(?<=c)ho thấy)(?:\s(?:có|gồm|bao gồm|là))?"
    r"|(?<=b)ao gồm|(?<=g)ồm(?:\scó)?|(?<=c)ụ thể(?:\s(?:là|như sau|như|gồm))?"
    r"|(?<=c)hia ra|(?<=p)hân ra|(?<=t)ách ra|(?<=n)hư sau)(?!\w)\s?:?)"
)
#: "Theo nghề nghiệp: …" divides once more what was divided before.
BREAKDOWN = re.compile(
    r"(?:^|[;.]\s)[-–+*\s]{0,4}(?:(?:xét|chia|phân|tính|phân tích)\s)?(?:theo|về)\s[^;:.,]{2,60}:"
    r"|(?<!\w)(?:từng|các|qua các|hằng|hàng) năm:",
    re.IGNORECASE,
)
OPEN_END = re.compile(r"[.…v](?:(?<=\.)\.\.|(?<=…)|(?<=v)(?<!\wv)(?:\.\s?v|ân vân(?!\w)))")
_SEPARATOR = re.compile(r"[,;:=]|[.!?…]\s|\s(?:và|cùng|với)\s|^\s*[-+•*]\s")
_LABEL_END = re.compile(r"(?:\s?:\s?|\s[-–]\s|\s?\(\s?)(?:có\s)?$")
_LONGEST_LABEL_END = 8
_FILLERS = frozenset(
    ("và", "có", "còn", "lại", "là", "cùng", "với", "thêm", "gồm", "đối", "được", "đã", "cử", "khác", "số")
)
_WORDS = re.compile(r"[^\W_]{1,20}")
_LABEL_WORDS = 16
_FACTOR_BEHIND = re.compile(r"[^,;:.()]{0,24}\s[x×]\s?[0-9]")
_FACTOR_BEFORE = re.compile(r"\s[x×]\s?$")
_LONGEST_FACTOR = 4
_TAIL = re.compile(r"[^,;.:()0-9]{0,60}")
_STRENGTH = {"": -1, ":": 0, "và": 1, ",": 2, ".": 3, ";": 4}


@dataclass(frozen=True, slots=True)
class Entry:
    """A quantity of a list. `separator` is the strongest sign between it and the one before ("" for the first).

    `label` are the words between that sign and the number: none in "12 xã", "cấp huyện" in "cấp huyện: 12".
    `part` is false for numbers inside of an entry ("tham gia 02 lớp"), `nested` where a list of its own begins, `headed` where a colon follows the label,
    `anew` where a further breakdown of the same total begins ("; theo nghề nghiệp: …").
    """

    quantity: Quantity
    separator: str
    label: str
    part: bool
    nested: bool
    headed: bool = False
    anew: bool = False

    @property
    def acts(self) -> bool:
        """Whether the label tells an action ("xóa tên 12 đảng viên"), so that the list may be over."""
        # A capital within a sentence is that of a name: "Sở Giáo dục và Đào tạo 38 người".
        if self.headed or (self.label[:1].isupper() and self.separator not in ("", ".")):
            return False
        words = self.label.casefold().split()
        verbs = section_of("action-verbs")
        return any(" ".join(words[:length]) in verbs for length in (1, 2, 3, 4))

    @property
    def bare(self) -> bool:
        """Whether the number ends its entry: "khai trừ 121"."""
        return self.quantity.labelled or not self.quantity.head

    @property
    def words(self) -> str:
        """What tells the entry from the others: its label and its noun."""
        span = self.quantity.number.span
        tail = _TAIL.match(span.block.text, span.end)
        return f"{self.label} {tail[0].removesuffix(' và ') if tail else ''}"


def entries(text: Text, start: int, end: int, quantities: Iterable[Quantity] | None = None) -> list[Entry]:
    """The quantities between two places, with what stands before each of them."""
    found: list[Entry] = []
    position, before = start, ""
    flat, known = (text.flat, text.followers) if quantities is None else (text.block.text, {})
    for quantity in text.between(start, end) if quantities is None else quantities:
        if quantity.unit == "time":
            continue
        number = quantity.number.span
        if not found:
            entry = _entry(flat, position, quantity, first=True)
        elif (at := (position, number.start)) in known:
            entry = known[at]
        else:
            entry = known[at] = _entry(flat, position, quantity, first=False)
        if _STRENGTH[before] > _STRENGTH[entry.separator]:
            entry = replace(entry, separator=before)
        # What separates an entry from a number that is no part separates it from the part before that.
        before = "" if entry.part else (before if not entry.separator else entry.separator)
        found.append(entry)
        position = number.end
    return found


def _entry(flat: str, position: int, quantity: Quantity, *, first: bool) -> Entry:
    number = quantity.number.span
    gap = flat[position : number.start]
    ending = _LABEL_END.search(gap, max(0, len(gap) - _LONGEST_LABEL_END))
    body = gap[: ending.start()] if ending else gap
    separators = list(_SEPARATOR.finditer(body))
    label = body[separators[-1].end() :] if separators else body
    strongest = max((_sign(match[0]) for match in separators), key=_STRENGTH.__getitem__, default=None)
    words = [word for word in _WORDS.findall(label) if word.casefold() not in _FILLERS]
    return Entry(
        quantity,
        "" if first else strongest or "",
        " ".join(words),
        part=(first or strongest is not None)
        and len(words) <= _LABEL_WORDS
        and can_be_part(quantity)
        and not _FACTOR_BEHIND.match(flat, number.end)
        and not _FACTOR_BEFORE.search(flat, max(position, number.start - _LONGEST_FACTOR), number.start),
        nested=any(not cue["colon"] for cue in CUE.finditer(body)),
        headed=bool(ending and ":" in ending[0]),
        anew=not first and ":" in gap and bool(BREAKDOWN.search(gap)),
    )


def _sign(separator: str) -> str:
    stripped = separator.strip()
    if stripped in ("và", "cùng", "với"):
        return "và"
    return "." if stripped in (".", "!", "?", "…") else stripped if stripped in _STRENGTH else ","


def one_list(found: Sequence[Entry], *, resume: bool = False) -> list[Entry]:
    """The entries that belong to the list that the first of them begins, without lists within them.

    A list within another goes on to the next semicolon; to `resume` is to take it for a single entry
    ("06 cấp trưởng, trong đó 02 nữ và 09 cấp phó").
    """
    taken: list[Entry] = []
    inside = False
    for entry in found:
        if entry.anew and taken:
            break
        if inside and entry.separator not in (";", "."):
            continue
        inside = False
        if entry.nested and taken and entry.separator not in (";", "."):
            inside = not resume
            continue
        if not entry.part:
            continue
        if taken and entry.acts and not entry.bare and not taken[0].acts:
            break
        taken.append(entry)
    return taken


def readings(found: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    """The ways to read a list with commas, semicolons and lists within it, the likeliest first."""
    several = _by_separators(one_list(found))
    if any(entry.nested for entry in found):
        several = [*several, *_by_separators(one_list(found, resume=True))]
        several.sort(key=lambda parts: len(parts) == 1)
    return [parts for parts in dict.fromkeys(several) if parts]


def _by_separators(taken: Sequence[Entry]) -> list[tuple[Entry, ...]]:
    if not any(entry.separator in (";", ".") for entry in taken[1:]):
        return [tuple(taken)]
    cut = next(i for i, entry in enumerate(taken) if i and entry.separator in (";", "."))
    first_stretch = tuple(taken[:cut])
    heads = tuple(entry for entry in taken if entry.separator in ("", ";", "."))
    return [tuple(taken), heads, first_stretch] if cut == 1 else [first_stretch, tuple(taken), heads]


def regular(found: Sequence[Entry], kin: Sequence[Entry]) -> list[Entry]:
    """The entries of one kind where each stretch between semicolons has one: "A: 06 lớp, 580 học viên; …"."""
    stretch = 0
    stretches: list[int] = []
    for entry in found:
        stretch += bool(entry.separator in (";", ".") and stretches)
        stretches.append(stretch)
    own = [at for at, entry in zip(stretches, found, strict=True) if entry in kin]
    if own != list(range(stretch + 1)):
        return []
    return [replace(entry, separator=";" if position else "") for position, entry in enumerate(kin)]


def sum_of(parts: Iterable[Entry]) -> Decimal:
    return sum((entry.quantity.number.value for entry in parts), Decimal(0))


def percentages(parts: Sequence[Entry]) -> bool:
    return bool(parts) and all(entry.quantity.number.form is Form.PERCENT for entry in parts)
