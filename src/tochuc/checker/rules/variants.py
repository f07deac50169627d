"""One name or title written in two ways: capitals, dashes, the place of a tone, i and y, a diacritic."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.lexicon import Lexicon, lexicon
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.word_lists import sections
from tochuc.checker.words import Words, plain
from tochuc.rules.finding import Severity
from tochuc.vi.fold import fold

_DASH = re.compile(r"[-–]")
_WORD_BEFORE = re.compile(r"[^\W_]{1,20}(?=\s?\Z)")
_WORD_AFTER = re.compile(r"\s?([^\W_]{1,20})")
#: A small letter behind these begins a sentence or an item with a capital that says nothing.
_SENTENCE_ENDS = frozenset(".:!?…“\"-–()*+/‘'[]")
#: So many places of the rarer way are shown; the rest is alike.
_MOST_SHOWN = 5
#: Syllables with i for y; others are words of their own.
_WITH_I = frozenset(["lí", "kĩ", "kỉ", "kì", "mĩ", "quí", "qui", "quĩ", "quỉ", "tỉ", "lị"])
_USUAL = 3
#: Names in which the second of two words is written in two ways are listed in full.
_LONG_NAME = 4


@rule("LAN-011", Severity.WARNING, vi="Viết hoa không thống nhất", en="Capitals used inconsistently")
def capitals(reading: Reading) -> Iterator[Finding]:
    known = lexicon()
    ways: dict[tuple[str, ...], dict[bool, list[Span]]] = {}
    wanted = _written_both_ways(reading)
    for words in reading.words:
        if words.block.text.isupper():
            continue
        for number in words.capitals:
            pair = (words.plain[number], words.plain[number + 1])
            if pair in wanted and (count := _title_at(words, number, known)):
                _enter(ways, words, number, count, number + 1)
            if pair in _names() and tuple(words.plain[number : number + _LONG_NAME]) in _names()[pair]:
                _enter(ways, words, number, _LONG_NAME, number + 2)
    for both in ways.values():
        if len(both) == 2:
            rarer = len(both[True]) < len(both[False])
            yield from _rarer(both[rarer], both[not rarer], "LAN-011", "capitals")


def _enter(
    ways: dict[tuple[str, ...], dict[bool, list[Span]]], words: Words, number: int, count: int, decisive: int
) -> None:
    """Note a name of so many words by whether its decisive word has a capital."""
    key = tuple(words.plain[number : number + count])
    capital = words.written[decisive][0].isupper()
    ways.setdefault(key, {}).setdefault(capital, []).append(words.span(number, count))


@cache
def _names() -> dict[tuple[str, str], frozenset[tuple[str, ...]]]:
    """Names whose third word is written in two ways, by their first two words."""
    found: dict[tuple[str, str], frozenset[tuple[str, ...]]] = {}
    for name in sections("bodies")["names"]:
        words = tuple(map(plain, name.split()))
        found[words[0], words[1]] = found.get((words[0], words[1]), frozenset()) | {words}
    return found


def _written_both_ways(reading: Reading) -> set[tuple[str, str]]:
    """Pairs with a capital whose second word stands with a small letter and with a capital."""
    small: set[tuple[str, str]] = set()
    capital: set[tuple[str, str]] = set()
    for words in reading.words:
        for number in words.capitals:
            second = words.written[number + 1]
            if second.isalpha() and not (len(second) > 1 and second.isupper()):
                (capital if second[0].isupper() else small).add(
                    (words.plain[number], words.plain[number + 1])
                )
    return small & capital


def _title_at(words: Words, number: int, known: Lexicon) -> int:
    """Of how many words the name or title is that begins with this token; 0 where none does."""
    written, spelt = words.written, words.plain
    first, second = written[number], written[number + 1]
    if (len(first) > 1 and first.isupper()) or not first.isalpha():
        return 0
    before = written[number - 1] if number else "."
    if second[0].islower() and before in _SENTENCE_ENDS:
        return 0
    bodies = sections("bodies")
    whole = (spelt[number], spelt[number + 1]) in known.whole
    if spelt[number + 1] in bodies["beginnings"] and (not whole or spelt[number] in bodies["posts"]):
        return 0
    return 2 if whole else min(3, len(spelt) - number)


@rule("LAN-010", Severity.WARNING, vi="Một tên viết nhiều cách", en="One name written in several ways")
def spellings(reading: Reading) -> Iterator[Finding]:
    yield from _dashes(reading)
    yield from _tones_and_i(reading)
    yield from _diacritics_of_names(reading)


def _dashes(reading: Reading) -> Iterator[Finding]:
    ways: dict[tuple[str, str], dict[bool, list[Span]]] = {}
    for block in reading.document.blocks:
        text = block.text
        for match in _DASH.finditer(text):
            before = _WORD_BEFORE.search(text, max(0, match.start() - 22), match.start())
            after = _WORD_AFTER.match(text, match.end())
            if not before or not after or not (before[0].isalpha() and after[1].isalpha()):
                continue
            left, right = before.end() < match.start(), after.start(1) > match.end()
            if left == right:
                key = (plain(before[0]), plain(after[1]))
                ways.setdefault(key, {}).setdefault(left, []).append(Span(block, before.start(), after.end()))
    for both in ways.values():
        if len(both) == 2:
            spaced = len(both[True]) < len(both[False])
            yield from _rarer(both[spaced], both[not spaced], "LAN-010", "dash")


def _tones_and_i(reading: Reading) -> Iterator[Finding]:
    """`hoá` beside `hóa`, `kỉ luật` beside `kỷ luật`."""
    vocabulary = set(map(str.lower, reading.vocabulary))
    others = {
        word: usual
        for word in vocabulary
        if not word.isascii() and (usual := plain(word)) != word and usual in vocabulary
        if usual[-1] != "y" or word[-1] == "y" or usual[-2:] == word[-2:] or word in _WITH_I
    }
    if not others:
        return
    wanted = {*others, *others.values()}
    places: dict[str, list[Span]] = {}
    for words in reading.words:
        for number, written in enumerate(words.written):
            if (word := written.lower()) in wanted:
                places.setdefault(word, []).append(words.span(number))
    for word, usual in others.items():
        here, there = places[word], places[usual]
        rarer, common = (here, there) if len(here) <= len(there) else (there, here)
        yield from _rarer(rarer, common, "LAN-010", "tone")


def _diacritics_of_names(reading: Reading) -> Iterator[Finding]:
    """`Trà Bông` once beside `Trà Bồng` often; two people may well have such names, and are left alone."""
    forms: dict[tuple[str, str], dict[tuple[str, str], list[tuple[Words, int]]]] = {}
    for words in reading.words:
        for number in words.capitals:
            if words.written[number].istitle() and words.written[number + 1].istitle():
                pair = (words.plain[number], words.plain[number + 1])
                key = (_folded(pair[0]), _folded(pair[1]))
                forms.setdefault(key, {}).setdefault(pair, []).append((words, number))
    for by_pair in forms.values():
        if len(by_pair) != 2:
            continue
        rarer, common = sorted(by_pair.values(), key=len)
        if len(rarer) == 1 and len(common) >= _USUAL:
            words, number = rarer[0]
            around = words.written[max(0, number - 1) : number] + words.written[number + 2 : number + 3]
            confidence = Confidence.MAYBE if any(map(str.istitle, around)) else Confidence.LIKELY
            spans = [others.span(place, 2) for others, place in common]
            yield from _rarer([words.span(number, 2)], spans, "LAN-010", "name", confidence)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return fold(word)


_WHAT = {
    "capitals": ("viết hoa không thống nhất", "capitals differ"),
    "dash": ("dấu gạch viết hai cách", "the dash is written in two ways"),
    "tone": ("một từ viết hai cách", "one word in two spellings"),
    "name": ("một tên viết hai cách", "one name in two spellings"),
}


def _rarer(
    rarer: list[Span], common: list[Span], code: str, what: str, confidence: Confidence = Confidence.LIKELY
) -> Iterator[Finding]:
    usual, (vi, en) = common[0].text, _WHAT[what]
    for span in rarer[:_MOST_SHOWN]:
        yield Finding(
            code,
            span,
            Say(
                f"“{span.text}” ({len(rarer)} lần) và “{usual}” ({len(common)} lần): {vi}.",
                f"“{span.text}” ({len(rarer)}×) and “{usual}” ({len(common)}×): {en}.",
            ),
            confidence,
            stated=span.text,
            computed=usual,
            related=(Related(common[0], Say("cách viết thường dùng hơn", "the more frequent way")),),
        )
