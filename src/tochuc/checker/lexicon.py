"""The field's words: what is right, and which fixed term a wrong pair of syllables may be a slip of.

Everything is in the spelling of `words.plain`. A pair is two syllables that follow each other.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from tochuc.checker.word_lists import sections
from tochuc.checker.words import plain
from tochuc.vi.fold import fold

Pair = tuple[str, str]

#: Onsets that are taken for each other in speech or by the spelling rules.
_TAKEN_FOR = frozenset(
    {
        ("ch", "tr"),
        ("s", "x"),
        ("d", "gi"),
        ("gi", "r"),
        ("d", "r"),
        ("l", "n"),
        ("ng", "ngh"),
        ("g", "gh"),
        ("c", "k"),
    }
)
_SHORT = 2
_VOWELS = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵđ"
_BASE_OF = str.maketrans({letter: fold(letter) for letter in _VOWELS})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`right`: pairs that stand in a term or in another right word; `whole`: those that are a word by themselves."""

    right: frozenset[Pair]
    whole: frozenset[Pair]
    terms: frozenset[Pair]
    #: Every syllable of these lists.
    syllables: frozenset[str]
    #: The other halves of terms, by their first and by their second syllable.
    seconds: dict[str, tuple[str, ...]]
    firsts: dict[str, tuple[str, ...]]
    #: Wrong pairs known as such, with the right ones.
    wrong: dict[Pair, Pair]
    #: Terms of three or more syllables by each pair within them that is no term by itself, and where it begins.
    longer: dict[Pair, tuple[tuple[int, tuple[str, ...]], ...]]
    #: Two pairs that a comma parts, by the syllables on either side of it.
    parted: dict[Pair, tuple[tuple[Pair, Pair], ...]]
    reduplicated: frozenset[str]
    #: Words that stand before and behind everything.
    free: frozenset[str]
    #: Syllables that never stand alone.
    bound: frozenset[str]
    #: Terms as they are usually spelt, where this is not the plain spelling.
    spelling: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The word lists of `data/`, read once."""
    terms = [entry.split() for entry in _entries("terms")]
    entries = terms + [entry.split() for entry in _entries("words")]
    spelt = {word: plain(word) for word in set().union(*entries)}
    plainly = [[spelt[word] for word in entry] for entry in entries]
    pairs = {_pair(words) for words in plainly[: len(terms)] if len(words) == 2}
    parted = [tuple(_pair(half.split()) for half in entry.split("/")) for entry in _entries("enumerations")]
    wrong = {
        _pair(a.split()): _pair(b.split()) for a, b in (entry.split(">") for entry in _entries("confusions"))
    }
    right = {pair for words in plainly for pair in pairwise(words)}
    whole = {(words[0], words[1]) for words in plainly if len(words) == 2}
    right.update(wrong.values(), *parted)
    seconds: dict[str, list[str]] = {}
    firsts: dict[str, list[str]] = {}
    longer: dict[Pair, list[tuple[int, tuple[str, ...]]]] = {}
    for words in plainly[: len(terms)]:
        for place, pair in enumerate(pairwise(words)):
            if len(words) > 2 and pair not in whole:
                longer.setdefault(pair, []).append((place, tuple(words)))
    for first, second in sorted(pairs | longer.keys()):
        seconds.setdefault(first, []).append(second)
        firsts.setdefault(second, []).append(first)
    by_comma: dict[Pair, list[tuple[Pair, Pair]]] = {}
    for first_pair, second_pair in parted:
        by_comma.setdefault((first_pair[1], second_pair[0]), []).append((first_pair, second_pair))
    return Lexicon(
        frozenset(right),
        frozenset(whole),
        frozenset(pairs),
        frozenset(spelt.values()),
        {syllable: tuple(others) for syllable, others in seconds.items()},
        {syllable: tuple(others) for syllable, others in firsts.items()},
        wrong,
        {pair: tuple(places) for pair, places in longer.items()},
        {middle: tuple(pairs) for middle, pairs in by_comma.items()},
        frozenset(map(plain, _entries("reduplicatives"))),
        frozenset(map(plain, sections("words")["free words"])),
        frozenset(map(plain, _entries("bound-syllables"))),
        {plainer: word for word, plainer in spelt.items() if plainer != word},
    )


def _entries(name: str) -> tuple[str, ...]:
    return tuple(entry for several in sections(name).values() for entry in several)


def _pair(words: list[str]) -> Pair:
    return plain(words[0]), plain(words[1])


@lru_cache(maxsize=50_000)
def near(written: str, meant: str) -> bool:
    """Whether one slip makes `meant` into `written`: a tone or diacritic, one letter, or a like-sounding onset."""
    if written == meant or abs(len(written) - len(meant)) > 2:
        return False
    if _bare(written) == _bare(meant):
        return True
    # Whatever one letter or onset is exchanged, the other end of the syllable stays.
    if min(len(written), len(meant)) <= _SHORT or (written[0] != meant[0] and written[-1] != meant[-1]):
        return False
    return _one_letter(written, meant) or _like_onset(written, meant)


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    """Without tones and diacritics."""
    return word.translate(_BASE_OF) if word.isalpha() else fold(word)


def _one_letter(written: str, meant: str) -> bool:
    """One letter put in, left out, exchanged for another, or for its neighbour."""
    shorter, longer = sorted((written, meant), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    rest, other = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])


def _like_onset(written: str, meant: str) -> bool:
    for first, second in _TAKEN_FOR:
        for here, there in ((first, second), (second, first)):
            if written.startswith(here) and written[len(here) :] == meant.removeprefix(there) != meant:
                return True
    return False
