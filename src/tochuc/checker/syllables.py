"""Which letters make a Vietnamese syllable: an onset, a rime, and a tone that the rime bears."""

from functools import lru_cache

from tochuc.vi.fold import split_tones

_ONSETS = frozenset(
    [
        *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p"),
        *("ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
    ]
)
_RIMES = frozenset(
    [
        *("a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay"),
        *("ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây"),
        *("e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu"),
        *("i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu"),
        *("o", "oc", "oi", "om", "on", "ong", "op", "ot", "ooc", "oong", "oa", "oac", "oach", "oai", "oam", "oan"),
        *("oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet"),
        *("ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt"),
        *("u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh"),
        *("uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "uơn", "uy", "uya", "uych", "uyên", "uyêt", "uynh", "uyt"),
        *("uyn", "uyp", "uyu", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu"),
        *("ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu"),
        *("y", "ych", "yên", "yêm", "yêng", "yêt", "yêu", "ynh", "yt"),
    ]
)
_STOPPED = ("c", "ch", "p", "t")
#: Acute and dot below: the tones of a rime that a stop closes.
_TONES_OF_STOPS = ("\u0301", "\u0323")
_FRONT = "eêiy"
_VIETNAMESE_ONLY = frozenset("ăâêôơưđ")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case can be a Vietnamese syllable, by its letters and its tone."""
    letters, tones = split_tones(word)
    return len(tones) <= 1 and len(letters) <= 7 and any(
        _fits(letters[:length], letters[length:], tones) for length in range(4)
    )


def has_vietnamese_letters(word: str) -> bool:
    """Whether a word in lower case has a tone or a letter that English has not."""
    letters, tones = split_tones(word)
    return bool(tones) or not _VIETNAMESE_ONLY.isdisjoint(letters)


def _fits(onset: str, rime: str, tone: str) -> bool:
    if onset not in _ONSETS or rime not in _RIMES:
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
