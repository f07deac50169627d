"""Numbers as Vietnamese documents write them: `1.967`, `90,5%`, `05`, and in words."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from tochuc.vi.fold import normalise
from tochuc.vi.quoting import quote

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"))
_LARGEST_IN_WORDS = 10**18 - 1

_SIGN = r"(?P<sign>[+-]?)"
_PLAIN = re.compile(_SIGN + r"(?P<whole>[0-9]+)")
_GROUPED = {
    mark: re.compile(_SIGN + rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+)")
    for mark in ". ,"
}
_WITH_FRACTION = {
    mark: re.compile(_SIGN + rf"(?P<whole>[0-9]+){re.escape(mark)}(?P<fraction>[0-9]+)") for mark in ",."
}
_GROUPED_WITH_FRACTION = tuple(
    re.compile(_GROUPED[group].pattern + rf"{re.escape(mark)}(?P<fraction>[0-9]+)")
    for group, mark in ((".", ","), (" ", ","), (",", "."))
)
_WAYS_OF_WRITING = (_PLAIN, *_GROUPED.values(), *_GROUPED_WITH_FRACTION, *_WITH_FRACTION.values())
_LONGEST = 60
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")


def format_int(value: int, *, pad: int = 1) -> str:
    """`1967` → `1.967`. With `pad=2` counts 1 to 9 are written `01` to `09`; zero always stays `0`."""
    text = f"{value:,}".replace(",", ".")
    return text.zfill(pad) if value > 0 else text


def format_decimal(value: Decimal | float, places: int = 1, *, strip: bool = True) -> str:
    """`90.51` → `90,5`, rounded half up on the digits as written (`0.125` → `0,13`).

    `strip` drops trailing zeros after the comma. Raises ValueError for infinities and NaN.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    with localcontext() as context:
        context.prec = max(exact.adjusted(), 0) + places + 2
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if rounded.is_zero() else f"{rounded:,f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0") if strip else fraction
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def format_percent(value: Decimal | float, places: int = 1) -> str:
    """`90.51` → `90,5%`, `3.0` → `3%`. The value is already in percent."""
    return f"{format_decimal(value, places)}%"


def in_words(value: int) -> str:
    """`1967` → `một nghìn chín trăm sáu mươi bảy`. Raises ValueError beyond 18 digits."""
    if abs(value) > _LARGEST_IN_WORDS:
        raise ValueError(f"too large to be read in words: {value}")
    if value < 0:
        return f"âm {in_words(-value)}"
    return " ".join(_read(value, leading=True)) if value else _DIGITS[0]


def parse_number(text: str) -> Decimal:
    """The number that `text` writes: `57.012`, `1 967`, `90,5`, or unmistakably English `1,234.5`, `90.5`.

    A single dot before three digits separates thousands (`1.967`); a decimal number with three places
    and a dot must therefore not come through here. Raises ValueError with a Vietnamese sentence,
    also where two readings are possible (`1,967`).
    """
    cleaned = normalise(text).lstrip("'’‘ʼ").strip().replace("−", "-")
    if not cleaned:
        raise ValueError("Chưa có số: hãy nhập một số.")
    if _AMBIGUOUS.fullmatch(cleaned):
        raise ValueError(_two_readings(cleaned))
    for pattern in _WAYS_OF_WRITING:
        if len(cleaned) <= _LONGEST and (match := pattern.fullmatch(cleaned)):
            parts = match.groupdict()
            whole = re.sub("[., ]", "", parts["whole"])
            return Decimal(f"{parts['sign']}{whole}.{parts.get('fraction', '')}")
    raise ValueError(f"{quote(cleaned)} không phải là số: hãy viết như 1967, 1.967 hoặc 90,5.")


def parse_int(text: str) -> int:
    """The whole number that `text` writes; see `parse_number` for the ways of writing and the errors."""
    number = parse_number(text)
    whole = int(number)
    if whole != number:
        raise ValueError(f"{quote(text)} không phải là số nguyên: hãy bỏ phần thập phân.")
    return whole


def _two_readings(text: str) -> str:
    joined = text.replace(",", "")
    grouped = text.replace(",", ".")
    return (
        f"“{text}” đọc được hai cách: số nguyên {grouped} hoặc số thập phân {text.replace(',', ' phẩy ')}. "
        f"Nếu là số nguyên, hãy viết {joined} hoặc {grouped}; nếu là số thập phân, hãy thêm số 0: {text}0."
    )


def _read(value: int, *, leading: bool) -> list[str]:
    """The words of a positive number; not leading, hundreds are always read (`không trăm linh năm`)."""
    words: list[str] = []
    for scale, name in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words += [*_read(count, leading=leading and not words), name]
    if value:
        words += _read_below_thousand(value, leading=leading and not words)
    return words


def _read_below_thousand(value: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    tens, unit = divmod(rest, 10)
    if tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif unit and words:
        words.append("linh")
    if unit:
        words.append(_read_unit(tens, unit))
    return words


def _read_unit(tens: int, unit: int) -> str:
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    if tens and unit == 5:
        return "lăm"
    return _DIGITS[unit]
