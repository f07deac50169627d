"""Two texts that a reader takes for the same: canonical form, search key, tone placement."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_MARKS = re.compile("[\u0300-\u036f]")
# Grave, tilde, hook above, acute, dot below: the five written tones. Breve, circumflex and horn make
# letters of their own and are no tones.
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_BARRED_D = str.maketrans("đ", "d")


def normalise(text: str) -> str:
    """NFC, without invisible characters, every run of white space (line breaks, NBSP) one space, stripped."""
    if not text.isascii() or not text.isprintable():
        # Before NFC: a zero-width joiner between a letter and its mark would keep them apart.
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return " ".join(text.split())


def fold(text: str) -> str:
    """Search key: lower case, without diacritics, `đ` as `d`, white space as in `normalise`."""
    text = normalise(text).casefold()
    if text.isascii():
        return text
    text = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_BARRED_D)
    # A mark that stood alone leaves its blank behind.
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_word(a: str, b: str) -> bool:
    """Whether both are one text but for case and for where the tone mark stands (`hoà`, `hòa`)."""
    return _without_tone_placement(a) == _without_tone_placement(b)


def split_tones(text: str) -> tuple[str, str]:
    """`"thuỷ"` → `("thuy", "\\u0309")`: the text in NFC without its tone marks, and these in their order."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _TONES.sub("", decomposed)), "".join(_TONES.findall(decomposed))


def _without_tone_placement(text: str) -> list[tuple[str, str]]:
    return [split_tones(word) for word in normalise(text).casefold().split()]
