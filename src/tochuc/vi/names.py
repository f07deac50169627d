"""Personal names and the Vietnamese order of words.

The sort keys consist of decimal digits only, so that they order alike under every database collation.
They are made of two-digit symbols: the tone of a word (01 to 06) ends it and is lower than any letter;
`08` begins a number, `90` a letter of another alphabet. Words are compared one after the other, in each
the letters before the tone, as in Vietnamese dictionaries.
"""

import re
from functools import lru_cache
from itertools import chain

from tochuc.vi.fold import normalise, split_tones

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = {letter: f"{code}" for code, letter in enumerate(_ALPHABET, start=20)}
# Ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_CODES = {"": "01", "\u0300": "02", "\u0309": "03", "\u0303": "04", "\u0301": "05", "\u0323": "06"}
_NUMBER_CODE, _OTHER_LETTER_CODE = "08", "90"
_LONGEST_NUMBER = 98

_ALIAS = re.compile(r"\([^()]*\)")
_TOKEN = re.compile(rf"[0-9]{{1,{_LONGEST_NUMBER}}}|[^\W0-9_]+")
_NAME_PIECE = re.compile(r"[^\W_]+")


def given_name(name: str) -> str:
    """`"Nguyễn Văn Ánh"` → `"Ánh"`; an alias in brackets is no part of the name. Empty for an empty name."""
    return next(iter(_in_sorting_order(name)), "")


def sort_key(name: str) -> str:
    """Digits whose order is the order of names: given name, then surname, then middle names.

    About twice the length of the name and two digits for each word.
    """
    return "".join(_word_key(re.sub(r"[^\w]", "", word)) for word in _in_sorting_order(name))


def collation_key(text: str) -> str:
    """Digits whose order is the order of ordinary text; numbers by value (`Chi bộ 2` before `Chi bộ 10`)."""
    return "".join(map(_word_key, normalise(text).split()))


def title_name(text: str) -> str:
    """`"NGUYỄN VĂN ÁNH"` → `"Nguyễn Văn Ánh"`, `"Y'BING"` → `"Y'Bing"`; mixed case stays as typed."""
    return _NAME_PIECE.sub(_capitalise, normalise(text))


def _capitalise(piece: re.Match[str]) -> str:
    word = piece[0]
    return word.capitalize() if word.isupper() or word.islower() else word


def _in_sorting_order(name: str) -> list[str]:
    words = normalise(_ALIAS.sub(" ", name)).split() or normalise(name).split()
    return [*words[-1:], *words[:-1]]


# A province's members share a few thousand given names, surnames and middle names.
@lru_cache(maxsize=16384)
def _word_key(text: str) -> str:
    return "".join(chain.from_iterable(map(_token_key, _TOKEN.findall(text.casefold()))))


def _token_key(token: str) -> list[str]:
    if token[0] in "0123456789":
        return _number_key(token)
    letters, tones = split_tones(token)
    return [*map(_letter_key, letters), _TONE_CODES[tones[:1]]]


def _number_key(digits: str) -> list[str]:
    """Fewer digits first, then digit by digit; padded to whole symbols."""
    significant = digits.lstrip("0")
    width = len(significant) + len(significant) % 2
    return [_NUMBER_CODE, f"{len(significant):02}", significant.zfill(width)]


def _letter_key(letter: str) -> str:
    return _LETTER_CODES.get(letter) or f"{_OTHER_LETTER_CODE}{ord(letter):08}"
