"""A document as words and marks of punctuation, split once for all rules of language."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tochuc.checker.document import Block, Document, Span
from tochuc.vi.fold import split_tones

#: The signs that are tokens of their own; others stay with the word that they touch, which is then no word.
_SIGNS = (
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "“",
    "”",
    '"',
    "-",
    "–",
    "/",
    "!",
    "?",
    "…",
    "[",
    "]",
    "*",
    "‘",
    "’",
    "+",
    "%",
)
#: Two spellings of one word, of which word lists have the second.
_TONE_PLACED = re.compile(r"(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])\Z")
_SHORT_I = re.compile(r"(?:[hklmst]|qu)[iíìỉĩị]\Z")
_ENDS_OF_VARIANTS = frozenset("áàảãạéèẻẽẹýỳỷỹỵiíìỉĩị")
_AS_Y = str.maketrans("iíìỉĩị", "yýỳỷỹỵ")


@dataclass(frozen=True, eq=False)
class Words:
    """The tokens of one block: as written, and as word lists have them (`HOÁ` → `hóa`, `kĩ` → `kỹ`)."""

    block: Block
    written: list[str]
    plain: list[str]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins in the block's text."""
        found, end = [], 0
        for token in self.written:
            start = self.block.text.find(token, end)
            found.append(start)
            end = start + len(token)
        return found

    @cached_property
    def capitals(self) -> list[int]:
        """The tokens that begin with a capital and have another token behind them."""
        return [number for number, token in enumerate(self.written[:-1]) if token[0].isupper()]

    def span(self, first: int, count: int = 1) -> Span:
        """Where so many tokens stand from the one with this number on."""
        last = first + count - 1
        return Span(self.block, self.starts[first], self.starts[last] + len(self.written[last]))


def find_words(document: Document) -> tuple[Words, ...]:
    """The words of all blocks that have any."""
    found = []
    for block in document.blocks:
        text = block.text
        for sign in _SIGNS:
            if sign in text:
                text = text.replace(sign, f" {sign} ")
        if written := text.split():
            found.append(Words(block, written, list(map(plain, written))))
    return tuple(found)


# A document of ten megabytes has some ten thousand different words.
@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Lower case, the tone where word lists place it, a final short i as y."""
    word = word.lower()
    if word[-1:] not in _ENDS_OF_VARIANTS:
        return word
    if _SHORT_I.fullmatch(word):
        return word[:-1] + word[-1].translate(_AS_Y)
    if _TONE_PLACED.search(word):
        letters, tone = split_tones(word[-2:])
        return word[:-2] + _with_tone(letters[0], tone) + letters[1]
    return word


def _with_tone(vowel: str, tone: str) -> str:
    return _TONED[vowel, tone]


_TONED = {
    (vowel, tone): toned
    for vowel, row in {"o": "óòỏõọ", "u": "úùủũụ"}.items()
    for tone, toned in zip("\u0301\u0300\u0309\u0303\u0323", row, strict=True)
}
