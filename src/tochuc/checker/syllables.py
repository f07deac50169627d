"""Which letters make a Vietnamese syllable: an onset, a rime, and a tone that the rime bears."""

import unicodedata
from functools import cache, lru_cache

from tochuc.checker.word_lists import sections

# The written tones: acute, grave, hook above, tilde, dot below.
_MARKS = "\u0301\u0300\u0309\u0303\u0323"
_TONE_OF = {unicodedata.normalize("NFC", vowel + mark): mark for vowel in "aăâeêioôơuưy" for mark in _MARKS}
_LETTER_OF = str.maketrans(
    {unicodedata.normalize("NFC", vowel + mark): vowel for vowel in "aăâeêioôơuưy" for mark in _MARKS}
)
_STOPPED = ("c", "ch", "p", "t")
#: Acute and dot below: the tones of a rime that a stop closes.
_TONES_OF_STOPS = ("\u0301", "\u0323")
_FRONT = "eêiy"
_VIETNAMESE_ONLY = frozenset("ăâêôơưđ")


def _letters_and_tones(word: str) -> tuple[str, str]:
    """As `tochuc.vi.fold.split_tones`, for one composed word in lower case and in a fraction of the time."""
    return word.translate(_LETTER_OF), "".join(_TONE_OF[letter] for letter in word if letter in _TONE_OF)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case can be a Vietnamese syllable, by its letters and its tone."""
    letters, tones = _letters_and_tones(word)
    return (
        len(tones) <= 1
        and len(letters) <= 7
        and any(_fits(letters[:length], letters[length:], tones) for length in range(4))
    )


def has_vietnamese_letters(word: str) -> bool:
    """Whether a word in lower case has a tone or a letter that English has not."""
    letters, tones = _letters_and_tones(word)
    return bool(tones) or not _VIETNAMESE_ONLY.isdisjoint(letters)


@cache
def _parts() -> tuple[frozenset[str], frozenset[str]]:
    """All onsets, the empty one too, and all rimes."""
    lists = sections("syllables")
    return frozenset(["", *lists["onsets"]]), frozenset(lists["rimes"])


def _fits(onset: str, rime: str, tone: str) -> bool:
    onsets, rimes = _parts()
    if onset not in onsets or rime not in rimes:
        return False
    if rime.endswith(_STOPPED) and tone not in _TONES_OF_STOPS:
        return False
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset == "c":
        return rime[0] not in _FRONT and rime[:2] not in ("oa", "oe", "uy", "uâ", "uê")
    if onset == "ng":
        return rime[0] not in _FRONT
    if onset == "g":
        # `gì`, `giếng`: the i belongs to both.
        return rime[0] == "i" or rime[0] not in _FRONT
    if onset == "qu":
        return rime[0] in "aăâeêiyơôo"
    return onset != "" or rime[0] != "y" or rime != "ynh"


@lru_cache(maxsize=20_000)
def rightly_toned(word: str) -> str:
    """A syllable in lower case with its tone on the right letter; "" where it already is, in the old way or the new.

    `nhịêm` → `nhiệm`, `qủa` → `quả`; `hoà` and `hòa` are both right.
    """
    letters, tones = _letters_and_tones(word)
    if len(tones) != 1:
        return ""
    onset = next(
        (letters[:length] for length in (3, 2, 1, 0) if _fits(letters[:length], letters[length:], tones)),
        None,
    )
    if onset is None:
        return ""
    places = [len(onset) + place for place in _bearers(letters[len(onset) :])]
    variants = [
        unicodedata.normalize("NFC", letters[: place + 1] + tones + letters[place + 1 :]) for place in places
    ]
    return "" if word in variants else variants[0]


def _bearers(rime: str) -> list[int]:
    """The letters of a rime that may bear its tone."""
    marked = [place for place, letter in enumerate(rime) if letter in "ăâêôơư"]
    if marked:
        return marked[-1:]
    vowels = [place for place, letter in enumerate(rime) if letter in "aeiouy"]
    if rime[-1] not in "aeiouy" or len(vowels) == 1:
        return vowels[-1:]
    return [0, 1] if rime in ("oa", "oe", "uy") else [len(vowels) - 2]
