"""One slip at a time in a clean document: a number, an item, an enumerator, a date, a symbol, a mark, a letter.

Arithmetic slips are those that break a relation which the document's annotation states: what is not stated
in the text cannot be found in it.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.checker.gold.annotated import Annotated, Listed, value_of

ARITHMETIC = "arithmetic"
OTHER = "other"


@dataclass(frozen=True)
class Mutation:
    """A changed text. It is caught by a new finding on one of `lines`: of the change, or of what it contradicts."""

    group: str
    kind: str
    text: str
    what: str
    lines: frozenset[int]


@dataclass(frozen=True)
class Slip:
    """`start` to `end` of the text is replaced."""

    start: int
    end: int
    new: str


_ENUMERATOR = re.compile(r"^(?:#+ )?\(?([0-9]+|[IVX]+|[a-eđ])(?:\.[0-9]+)*(?=[.)] )", re.MULTILINE)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_DATE = re.compile(r"ngày ([0-9]{2})/([0-9]{1,2})/([0-9]{4})")
_SYMBOL = re.compile(r"(?:Kế hoạch|Hướng dẫn|Nghị quyết|Quy chế|Chỉ thị|Kết luận) số [0-9]+-([A-Z]+)/")
_MARK = re.compile(r"(?<![\s⁰¹²³⁴-⁹])([⁰¹²³⁴-⁹]+)|\[\^([0-9]+)\](?!:)")
_UPPER = "".join(filter(str.isupper, map(chr, range(ord("A"), ord("ỹ")))))
_LOWER = "".join(filter(str.islower, map(chr, range(ord("a"), ord("ỹ") + 1))))
_NAME = re.compile(rf"\b(?:[{_UPPER}][{_LOWER}]+ ){{1,2}}[{_UPPER}][{_LOWER}]+\b")
_TITLES = re.compile(
    r"Ban (T)hường vụ|Ban (T)ổ chức|Ủy ban (K)iểm tra|Phó (B)í thư|Ban (C)hấp hành|Trung tâm (C)hính trị"
)

_TERMS = re.compile(
    "đảng viên|tổ chức cơ sở đảng|kiểm tra|giám sát|kỷ luật|nhiệm vụ|chuyển sinh hoạt|kết nạp|quy hoạch|luân chuyển|"
    "bổ nhiệm|xếp loại|chất lượng|sinh hoạt chuyên đề|đào tạo|bồi dưỡng|lý luận chính trị|khen thưởng|biên chế|"
    "chỉ tiêu|cấp ủy|chi bộ trực thuộc|chuyên trách|khiển trách|cảnh cáo|phát triển đảng viên|tổng kết|phương hướng"
)
_TONES = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
]
_TONES_OF = {letter: row for row in _TONES for letter in row}
_LIKE = {
    "tr": "ch",
    "ch": "tr",
    "s": "x",
    "x": "s",
    "gi": "d",
    "đ": "d",
    "l": "n",
    "n": "l",
    "ng": "n",
    "nh": "n",
}


def mutations(document: Annotated, chance: random.Random, per_kind: int) -> Iterator[Mutation]:
    """Up to `per_kind` of each kind, evenly drawn."""
    yield from _arithmetic(document, chance, per_kind)
    for kind, slips_of in _OTHERS.items():
        slips = list(slips_of(document.text, chance))
        for slip in chance.sample(slips, min(per_kind, len(slips))):
            yield _mutation(document.text, OTHER, kind, slip)


def _mutation(text: str, group: str, kind: str, slip: Slip, lines: frozenset[int] = frozenset()) -> Mutation:
    around = text[max(0, slip.start - 30) : slip.start].replace("\n", " ")
    what = f"…{around}[{text[slip.start : slip.end]} → {slip.new}]"
    changed = text[: slip.start] + slip.new + text[slip.end :]
    return Mutation(group, kind, changed, what, lines | {line_of(text, slip.start)})


def line_of(text: str, offset: int) -> int:
    """From 1."""
    return text.count("\n", 0, offset) + 1


def _arithmetic(document: Annotated, chance: random.Random, per_kind: int) -> Iterator[Mutation]:
    by_kind: dict[str, list[tuple[Slip, frozenset[int]]]] = {}
    for name in document.numbers:
        for relation in document.relations_of[name][:1]:
            kind = relation.role(name) + (" in a table" if _in_table(document, name) else "")
            if slip := _wrong_number(document, name, chance):
                by_kind.setdefault(f"{kind} changed", []).append((slip, _lines(document, name)))
    for listed in document.lists:
        place = document.numbers[listed.count]
        lines = frozenset({line_of(document.text, place[0]), line_of(document.text, listed.items[0][0])})
        for kind, slip in _list_slips(document, listed, chance):
            by_kind.setdefault(kind, []).append((slip, lines))
    for kind, slips in sorted(by_kind.items()):
        for slip, lines in chance.sample(slips, min(per_kind, len(slips))):
            yield _mutation(document.text, ARITHMETIC, kind, slip, lines)


def _in_table(document: Annotated, name: str) -> bool:
    line = document.text.rfind("\n", 0, document.numbers[name][0]) + 1
    return document.text.startswith("|", line)


def _lines(document: Annotated, name: str) -> frozenset[int]:
    """The lines of all numbers that stand in a relation with this one."""
    names = {other for relation in document.relations_of[name] for other in (relation.left, *relation.names)}
    places = (document.numbers[other][0] for other in names if other in document.numbers)
    return frozenset(line_of(document.text, place) for place in places)


def _wrong_number(document: Annotated, name: str, chance: random.Random) -> Slip | None:
    """Another value in the same writing, by which a relation no longer holds."""
    start, end = document.numbers[name]
    old = document.text[start:end]
    candidates = [_one_more, _one_less, _digit_changed, _digits_swapped]
    chance.shuffle(candidates)
    for candidate in candidates:
        new = candidate(old, chance)
        written = {**document.written, name: new}
        if (
            new != old
            and value_of(new) > 0
            and any(one.contradicts(written) for one in document.relations_of[name])
        ):
            return Slip(start, end, new)
    return None


def _one_more(old: str, chance: random.Random) -> str:
    return _spelled_like(old, int(re.sub(r"\D", "", old)) + 1)


def _one_less(old: str, chance: random.Random) -> str:
    return _spelled_like(old, max(0, int(re.sub(r"\D", "", old)) - 1))


def _digit_changed(old: str, chance: random.Random) -> str:
    place = chance.choice([i for i, sign in enumerate(old) if sign.isdigit()])
    return (
        old[:place]
        + chance.choice([digit for digit in "123456789" if digit != old[place]])
        + old[place + 1 :]
    )


def _digits_swapped(old: str, chance: random.Random) -> str:
    digits = re.sub(r"\D", "", old)
    place = chance.randrange(max(1, len(digits) - 1))
    swapped = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
    return old if swapped.startswith("0") and len(swapped) > 2 else _spelled_like(old, int(swapped))


def _spelled_like(old: str, digits: int) -> str:
    """`digits` with the leading zero, the dots and the decimals of `old`."""
    whole, comma, decimals = old.partition(",")
    plain = whole.replace(".", "")
    text = str(digits).zfill(len(plain) + len(decimals))
    head = text[: len(text) - len(decimals)]
    spelled = f"{int(head):,}".replace(",", ".") if len(head) > 3 else head
    return f"{spelled}{comma}{text[len(head) :]}"


def _list_slips(document: Annotated, listed: Listed, chance: random.Random) -> Iterator[tuple[str, Slip]]:
    start, end = document.numbers[listed.count]
    old = document.text[start:end]
    yield "count of a list changed", Slip(start, end, chance.choice([_one_more, _one_less])(old, chance))
    for before, item in zip(listed.items, listed.items[1:], strict=False):
        yield "item removed", Slip(before[1], item[1], "")
        doubled = document.text[before[0] : before[1]]
        yield "item doubled", Slip(item[1], item[1], f"{listed.separator} {doubled}")


def _enumerators(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _ENUMERATOR.finditer(text):
        old = match[1]
        if old.isdigit():
            new = str(int(old) + chance.choice([1, 2]))
        elif old.isupper():
            new = chance.choice([roman for roman in _ROMANS if roman != old])
        else:
            new = chance.choice([letter for letter in "abcdđe" if letter != old])
        yield Slip(*match.span(1), new)


def _impossible_days(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _DATE.finditer(text):
        last = {2: 30, 4: 31, 6: 31, 9: 31, 11: 31}.get(int(match[2]), 32)
        yield Slip(*match.span(1), str(last))


def _later_years(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _citations(text):
        yield Slip(*match.span(3), str(int(match[3]) + 10))


def _earlier_years(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _citations(text):
        yield Slip(*match.span(3), str(int(match[3]) - 10))


def _citations(text: str) -> Iterator[re.Match[str]]:
    """Dates of documents."""
    return (match for match in _DATE.finditer(text) if re.search(r"/\w+,? $", text[: match.start()][-12:]))


def _symbols(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _SYMBOL.finditer(text):
        yield Slip(
            *match.span(1), chance.choice([one for one in ("KH", "QĐ", "NQ", "TB", "BC") if one != match[1]])
        )


def _marks(text: str, chance: random.Random) -> Iterator[Slip]:
    """A mark becomes one that no footnote of the document has, or that of a footnote far away."""
    found = list(_MARK.finditer(text))
    for match in found:
        start, end = match.span(1 if match[1] else 2)
        others = [one[1] or one[2] for one in found if (one[1] or one[2]) != text[start:end]]
        if others:
            yield Slip(start, end, chance.choice(others))


def _tones(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _TERMS.finditer(text):
        places = [i for i in range(*match.span()) if text[i] in _TONES_OF]
        place = chance.choice(places)
        row = _TONES_OF[text[place]]
        yield Slip(place, place + 1, chance.choice([letter for letter in row if letter != text[place]]))


def _letters(text: str, chance: random.Random) -> Iterator[Slip]:
    """The consonants that ears and fingers take for each other, at a word's beginning."""
    for match in _TERMS.finditer(text):
        words = [
            (match.start() + word.start(), word[1])
            for word in re.finditer(r"\b(tr|ch|gi|ng|nh|[sxlnđ])", match[0])
        ]
        if words:
            start, old = chance.choice(words)
            yield Slip(start, start + len(old), _LIKE[old])


def _capitals(text: str, chance: random.Random) -> Iterator[Slip]:
    for match in _TITLES.finditer(text):
        start, end = match.span(match.lastindex or 0)
        yield Slip(start, end, text[start:end].lower())


def _names(text: str, chance: random.Random) -> Iterator[Slip]:
    """One letter of a name that stands three times at least."""
    found = list(_NAME.finditer(text))
    often = {match[0] for match in found if text.count(match[0]) > 2}
    for match in found:
        if match[0] in often:
            place = match.end() - 1
            yield Slip(place, place + 1, chance.choice([one for one in "mnpch" if one != text[place]]))


_OTHERS: dict[str, Callable[[str, random.Random], Iterator[Slip]]] = {
    "enumerator changed": _enumerators,
    "day that does not exist": _impossible_days,
    "citation ten years later": _later_years,
    "citation ten years earlier": _earlier_years,
    "symbol of another type": _symbols,
    "footnote mark changed": _marks,
    "tone of a term changed": _tones,
    "consonant of a term changed": _letters,
    "capital of a title lost": _capitals,
    "letter of a name changed": _names,
}
