"""Numbers written in words (`hai mươi lăm`, `một nghìn`) and as Roman numerals (`XIII`)."""

import re

from tochuc.vi.numbers import in_words

_UNITS = {in_words(value): value for value in range(10)} | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

#: A run of number words; whether it makes a number, `value_of_words` tells.
NUMBER_WORDS = re.compile(
    # A set of letters first, and only then what must not stand before: so the search can skip ahead.
    r"[mhbnsctMHBNSCT](?<![\w-].)(?:(?<=[mM])(?:ột|ười)|(?<=[hH])ai|(?<=[bB])(?:a|ốn|ảy|ẩy)|(?<=[nN])ăm|(?<=[sS])áu"
    r"|(?<=[tT])ám|(?<=[cC])hín)(?!\w)"
    r"(?: (?:không(?= trăm)|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|linh|lẻ|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))"
    r"{0,12}"
)


def value_of_words(text: str) -> int | None:
    """`hai mươi lăm` → 25; None where the words make no number ("hai ba", "vài")."""
    total = group = 0
    unit: int | None = None
    for word in text.casefold().split():
        if word in _UNITS:
            if unit is not None:
                return None
            unit = _UNITS[word]
        elif word == "mười" and unit is None:
            group += 10
        elif word in ("mươi", "trăm") and unit is not None:
            group, unit = group + unit * (10 if word == "mươi" else 100), None
        elif word in _SCALES and (group or unit):
            total, group, unit = total + (group + (unit or 0)) * _SCALES[word], 0, None
        elif word not in ("linh", "lẻ"):
            return None
    return total + group + (unit or 0)


def value_of_roman(text: str) -> int | None:
    """`XIII` → 13; None for what is no Roman numeral."""
    values = [_ROMAN.get(letter) for letter in text]
    total = 0
    for value, following in zip(values, [*values[1:], 0], strict=True):
        if value is None or following is None:
            return None
        total += -value if value < following else value
    return total or None
