"""Classes that are known to divide a number, named behind it without "gồm": ratings, men and women, votes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.checker.relations.adding import relation_of
from tochuc.checker.relations.kinds import can_be_total, kinship
from tochuc.checker.relations.lists import Entry, entries, sum_of
from tochuc.checker.relations.model import Relation, Where
from tochuc.checker.relations.text import Text
from tochuc.checker.word_lists import section_of, sections
from tochuc.vi.fold import fold

_NEUTRAL = "neutral"
_WORDS = re.compile(r"[^\W\d_]{1,20}")
#: "Trong số đảng viên mới kết nạp, nam …" and "Đảng viên: hoàn thành xuất sắc …" name the number that they divide.
_OF = re.compile(
    r"[-–+*\s]{0,4}(?:(?:Trong|Trên)\s(?:tổng )?số\s([^,;:.()0-9]{2,60}?)(?:,|:|\scó\s|\sthì\s)|([^,;:.()0-9]{2,40}):\s)"
)
#: Directly behind a number: of several that classes may divide, the one that is meant.
_CLOSE = 30
_LONGEST_NOUN = 4


@dataclass(frozen=True, slots=True)
class Division:
    """`told` are words of which one must stand before the classes (none: no matter which).

    `wordings` are, for each class that must be named, the ways to write it.
    """

    told: tuple[str, ...]
    required: frozenset[str]
    wordings: tuple[tuple[str, ...], ...]

    def may_stand_in(self, sentence: str) -> bool:
        """Whether it is worth looking closer: most sentences name no classes at all."""
        return all(any(wording in sentence for wording in wordings) for wordings in self.wordings)


def divided(text: Text) -> Iterator[Relation]:
    """The totals of a block with all classes of one division behind them."""
    for start, end in text.sentences:
        sentence = text.flat[start:end].casefold()
        if len(text.between(start, end)) < 2 or not any(
            division.may_stand_in(sentence) for division in _divisions().values()
        ):
            continue
        listed = [one for one in entries(text, start, end) if one.quantity.number.form is not Form.PERCENT]
        for division, run, following in _runs(listed):
            relation = _relation(text, start, run, following)
            if relation and _is_told(text, division, relation.total, run):
                yield relation


def _is_told(text: Text, division: Division, total: Quantity, run: Sequence[Entry]) -> bool:
    """Whether the words from the total's sentence on to the classes speak of such a division."""
    before = text.flat[text.sentence_at(total.number.span.start)[0] : _begins(run[0])].casefold()
    return not division.told or any(word in before for word in division.told)


def _relation(text: Text, start: int, run: Sequence[Entry], following: Entry | None) -> Relation | None:
    totals = _totals(text, start, run)
    if of := _OF.match(text.flat, start, _begins(run[0])):
        words = (of[1] or of[2]).casefold().strip()
        before = [one for one in text.between(0, start) if _fits(one, run) and _named(one, words)]
        # A heading may well say something else than what is counted: "Kết quả: …".
        totals = before if before or of[1] else totals
    right = next((one for one in totals if one.number.value == sum_of(run)), None)
    total = right or _meant(totals, run)
    if total is None or (right is None and following and _may_belong(total, following)):
        return None
    return relation_of(total, run, Where.SENTENCE, Confidence.LIKELY, True)


def _runs(listed: Sequence[Entry]) -> Iterator[tuple[Division, list[Entry], Entry | None]]:
    """Stretches of a list that name all classes of a division, each once, and what follows them."""
    classes = [_classes_of(one) for one in listed]
    position = 0
    while position < len(listed):
        found = max((_run(classes, position, name) for name in classes[position]), default=(0, ""))
        length, name = found
        if length > 1:
            following = listed[position + length] if position + length < len(listed) else None
            yield _divisions()[name], list(listed[position : position + length]), following
        position += max(1, length)


def _run(classes: Sequence[dict[str, str]], position: int, name: str) -> tuple[int, str]:
    """How many entries from a place on name different classes of a division; 0 where one is missing."""
    seen: set[str] = set()
    for own in classes[position:]:
        if name not in own or own[name] in seen:
            break
        seen.add(own[name])
    return (len(seen), name) if _divisions()[name].required <= seen else (0, "")


def _classes_of(entry: Entry) -> dict[str, str]:
    """The class that an entry names, by division: all its words, but for the noun that is counted."""
    quantity = entry.quantity
    if quantity.number.form not in (Form.COUNT, Form.DECIMAL):
        return {}
    words = _WORDS.findall(entry.words.casefold())
    if _class_words().isdisjoint(words):
        return {}
    label = len(_WORDS.findall(entry.label))
    phrases = (_essence([*words[:label], *rest]) for rest in _without_noun(words[label:]))
    named = next((_names()[phrase] for phrase in phrases if phrase in _names()), {})
    # "trung bình" and "cấp trên" are read as reservations about the number, unless they name its class.
    return named if quantity.exact or quantity.qualifiers <= {Qualifier.EACH, Qualifier.OVER} else {}


def _without_noun(words: list[str]) -> Iterator[list[str]]:
    """The words behind what is counted: "đồng chí" is one noun, though "đồng" is one, too."""
    nouns = section_of("counted-nouns")
    for length in range(_LONGEST_NOUN, 0, -1):
        if " ".join(words[:length]) in nouns:
            yield words[length:]
    yield words


def _essence(words: Sequence[str]) -> str:
    """The words without those that say nothing of the class."""
    return _bare(" ".join(words))


@lru_cache(maxsize=4096)
def _bare(phrase: str) -> str:
    phrase = f" {phrase} "
    for neutral in sections("divisions")[_NEUTRAL]:
        phrase = phrase.replace(f" {neutral} ", " ")
    return phrase.strip()


@cache
def _names() -> dict[str, dict[str, str]]:
    """What each phrase means, by division."""
    found: dict[str, dict[str, str]] = {}
    for name, _, entry in _entries():
        wordings = [_essence(wording.split()) for wording in entry.removeprefix("*").split("=")]
        for wording in wordings:
            found.setdefault(wording, {})[name] = wordings[0]
    return found


@cache
def _class_words() -> frozenset[str]:
    return frozenset(word for phrase in _names() for word in phrase.split())


@cache
def _divisions() -> dict[str, Division]:
    told: dict[str, tuple[str, ...]] = {}
    wordings: dict[str, list[tuple[str, ...]]] = {}
    for name, words, entry in _entries():
        told[name] = words
        own = wordings.setdefault(name, [])
        if not entry.startswith("*"):
            own.append(tuple(wording.strip() for wording in entry.split("=")))
    return {
        name: Division(told[name], frozenset(_essence(one[0].split()) for one in own), tuple(own))
        for name, own in wordings.items()
    }


def _entries() -> Iterator[tuple[str, tuple[str, ...], str]]:
    for section, members in sections("divisions").items():
        name, _, told = section.partition(":")
        if name not in ("", _NEUTRAL):
            words = tuple(word.strip() for word in told.split(",") if word.strip())
            yield from ((name, words, member) for member in members)


def _begins(entry: Entry) -> int:
    return entry.quantity.span.start


def _totals(text: Text, start: int, run: Sequence[Entry]) -> list[Quantity]:
    """What the classes may divide, the nearest first: in their sentence, else in the one before."""
    first = _begins(run[0])
    stretches = [(start, first)]
    if start:
        stretches.append((text.sentence_at(start - 1)[0], start))
    for begin, end in stretches:
        for several in (text.between(begin, end), text.within(begin, end)):
            fit = [one for one in several if _fits(one, run)]
            if fit:
                return fit[::-1]
    return []


def _fits(total: Quantity, run: Sequence[Entry]) -> bool:
    return can_be_total(total) and total.exact and all(kinship(total, one.quantity) == 2 for one in run)


def _meant(totals: Sequence[Quantity], run: Sequence[Entry]) -> Quantity | None:
    """The total that the classes must be of where they make none of those before them."""
    if len(totals) == 1 or (totals and _begins(run[0]) - totals[0].end < _CLOSE):
        return totals[0]
    return None


def _named(total: Quantity, words: str) -> bool:
    """Whether "đảng viên mới kết nạp" are those that a number counts: its whole noun, or its action."""
    noun = total.noun.text.casefold()
    if not noun or not words.startswith(noun):
        return False
    closer = len(noun.split()) > len(total.head.split())
    return noun == words or closer or (bool(total.verb) and fold(words).endswith(total.verb))


def _may_belong(total: Quantity, following: Entry) -> bool:
    """Whether the entry behind the classes may be one more of them."""
    return not following.acts and kinship(total, following.quantity) == 2
