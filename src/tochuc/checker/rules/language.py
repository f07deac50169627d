"""Words that are none, words that a slip has made of a fixed term, words written twice, commas left out."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tochuc.checker.document import Span
from tochuc.checker.finding import Confidence, Finding, Related, Say
from tochuc.checker.lexicon import Lexicon, Pair, lexicon, near
from tochuc.checker.reading import Reading
from tochuc.checker.rule import rule
from tochuc.checker.syllables import has_vietnamese_letters, is_syllable, rightly_toned
from tochuc.checker.words import Words
from tochuc.rules.finding import Severity

#: A pair written so often is no slip of the pen.
_HABIT = 3


@rule("LAN-006", Severity.ERROR, vi="Từ không phải âm tiết tiếng Việt", en="Not a Vietnamese syllable")
def no_syllable(reading: Reading) -> Iterator[Finding]:
    wrong = {word for word in _unlisted(reading) if _is_misspelt(word)}
    for words, number, span in _places(reading, wrong):
        # A hyphen holds together the syllables of foreign words.
        if _is_joined(words, number):
            continue
        meant = _neighbourly(words, number)
        hint = f" Có thể là “{meant}”." if meant else ""
        yield Finding(
            "LAN-006",
            span,
            Say(
                f"“{span.text}” không phải là âm tiết tiếng Việt: có lỗi chính tả.{hint}",
                f"“{span.text}” is no Vietnamese syllable: a spelling error."
                + (f" Perhaps “{meant}”." if meant else ""),
            ),
            Confidence.SURE,
            stated=span.text,
            computed=meant,
            fix=meant or None,
        )


@rule("LAN-014", Severity.WARNING, vi="Dấu thanh đặt sai chữ", en="Tone mark on the wrong letter")
def misplaced_tone(reading: Reading) -> Iterator[Finding]:
    wrong = {word for word in _unlisted(reading) if _tone_misplaced(word)}
    for _, _, span in _places(reading, wrong):
        meant = rightly_toned(span.text)
        yield Finding(
            "LAN-014",
            span,
            Say(
                f"Dấu thanh của “{span.text}” đặt sai chữ: viết “{meant}”.",
                f"The tone of “{span.text}” stands on the wrong letter: write “{meant}”.",
            ),
            Confidence.LIKELY,
            stated=span.text,
            computed=meant,
            fix=meant,
        )


@rule("LAN-007", Severity.WARNING, vi="Thuật ngữ viết sai", en="Slip in a fixed term")
def slip(reading: Reading) -> Iterator[Finding]:
    known = lexicon()
    unknown = (
        pair
        for pair in reading.pairs - known.right
        if pair[0] in known.seconds or pair[1] in known.firsts or pair in known.wrong
    )
    suspected = {pair: meant for pair in unknown if (meant := _meant(pair, known))}
    if not suspected:
        return
    hits = [
        (words, number, pair)
        for words in reading.words
        for number, pair in enumerate(pairwise(words.plain))
        if pair in suspected
    ]
    counts = Counter(pair for _, _, pair in hits)
    told: tuple[Words, int] | None = None
    for words, number, pair in hits:
        meant = suspected[pair]
        if told == (words, number - 1):
            # The same syllable, with the word behind it.
            continue
        if (meant in known.longer and _within_longer(words, number, meant, known)) or (
            meant not in known.longer and _stands_alone(words, number, known)
        ):
            habit = counts[pair] >= _HABIT and pair not in known.wrong
            yield _slip(words.span(number, 2), meant, known, habit=habit)
            told = (words, number)


def _slip(span: Span, meant: Pair, known: Lexicon, *, habit: bool) -> Finding:
    suggestion = _like_case(" ".join(known.spelling.get(word, word) for word in meant), span.text)
    return Finding(
        "LAN-007",
        span,
        Say(
            f"“{span.text}” có thể là lỗi gõ của “{suggestion}”.",
            f"“{span.text}” may be a slip for “{suggestion}”.",
        ),
        Confidence.MAYBE if habit else Confidence.LIKELY,
        stated=span.text,
        computed=suggestion,
        fix=suggestion,
    )


@rule("LAN-008", Severity.WARNING, vi="Từ bị lặp", en="Word doubled")
def doubled_word(reading: Reading) -> Iterator[Finding]:
    known = lexicon()
    # A pair of one word, or one of two words that also stand the other way round: `tham mưu tham mưu`.
    repeated = {pair for pair in reading.pairs if pair[0] == pair[1] or pair[::-1] in reading.pairs}
    for words in reading.words:
        plain = words.plain
        for number, pair in enumerate(pairwise(plain)):
            if pair not in repeated or not (pair[0] + pair[1]).isalpha():
                continue
            if pair[0] == pair[1]:
                if pair[0] not in known.reduplicated:
                    yield from _doubled(words, number, 1, known)
            elif tuple(plain[number + 2 : number + 4]) == pair:
                yield from _doubled(words, number, 2, known)


def _doubled(words: Words, number: int, length: int, known: Lexicon) -> Iterator[Finding]:
    plain = words.plain
    before = (plain[number - 1], plain[number]) if number else ("", "")
    after = tuple(plain[number + 2 * length - 1 : number + 2 * length + 1])
    if length == 1 and before in known.right and after in known.right:
        return
    first, second = words.span(number, length), words.span(number + length, length)
    span = words.span(number, 2 * length)
    # `đoàn Đoàn`, `A. A`: two words, or a name.
    alike = first.text == second.text and (first.text.islower() or length == 2)
    right = first.text
    yield Finding(
        "LAN-008",
        span,
        Say(f"“{right}” bị viết hai lần liền nhau.", f"“{right}” is written twice in a row."),
        Confidence.LIKELY if alike else Confidence.MAYBE,
        stated=span.text,
        computed=right,
        fix=right if alike else None,
    )


@rule(
    "LAN-012",
    Severity.WARNING,
    vi="Thiếu dấu phẩy trong cụm liệt kê",
    en="Comma left out of a fixed enumeration",
)
def comma_left_out(reading: Reading) -> Iterator[Finding]:
    known = lexicon()
    middles = reading.pairs & known.parted.keys()
    if not middles:
        return
    with_comma: dict[tuple[Pair, Pair], Span] | None = None
    for words in reading.words:
        plain = words.plain
        for number, middle in enumerate(pairwise(plain)):
            if middle not in middles or not 1 <= number < len(plain) - 2:
                continue
            halves = ((plain[number - 1], middle[0]), (middle[1], plain[number + 2]))
            if halves not in known.parted[middle]:
                continue
            with_comma = _with_comma(reading, known) if with_comma is None else with_comma
            if other := with_comma.get(halves):
                span = words.span(number - 1, 4)
                fixed = f"{words.span(number - 1, 2).text}, {words.span(number + 1, 2).text}"
                yield Finding(
                    "LAN-012",
                    span,
                    Say(
                        f"Viết “{fixed}” như ở chỗ khác trong văn bản: thiếu dấu phẩy.",
                        f"Write “{fixed}” as elsewhere in the document: the comma is missing.",
                    ),
                    Confidence.LIKELY,
                    stated=span.text,
                    computed=fixed,
                    related=(Related(other, Say("chỗ viết có dấu phẩy", "written with the comma")),),
                    fix=fixed,
                )


@rule("LAN-015", Severity.WARNING, vi="Chữ lạc trong câu", en="Stray syllable")
def stray_syllable(reading: Reading) -> Iterator[Finding]:
    known = lexicon()
    for words in reading.words:
        plain = words.plain
        if known.bound.isdisjoint(plain):
            continue
        for number, syllable in enumerate(plain[:-1]):
            if syllable not in known.bound or number < 2 or not words.written[number].islower():
                continue
            # `Kế hoạch ủy về`: a whole word before it, and behind it one that begins something new.
            before, after = (plain[number - 2], plain[number - 1]), plain[number + 1]
            joined = (before[1], syllable) in known.right or (syllable, after) in known.right
            if before in known.terms and after in known.free and not joined:
                span = words.span(number)
                yield Finding(
                    "LAN-015",
                    span,
                    Say(
                        f"Chữ “{span.text}” đứng lẻ sau “{words.span(number - 2, 2).text}”: thừa, hoặc thiếu chữ đi cùng.",
                        f"“{span.text}” stands alone behind “{words.span(number - 2, 2).text}”: left over, or half a word.",
                    ),
                    Confidence.LIKELY,
                    stated=span.text,
                )


def _with_comma(reading: Reading, known: Lexicon) -> dict[tuple[Pair, Pair], Span]:
    """Where each fixed enumeration first stands with its comma."""
    found: dict[tuple[Pair, Pair], Span] = {}
    for words in reading.words:
        plain = words.plain
        for number, sign in enumerate(plain):
            if sign != "," or not 2 <= number < len(plain) - 2:
                continue
            halves = ((plain[number - 2], plain[number - 1]), (plain[number + 1], plain[number + 2]))
            if halves not in found and halves in known.parted.get((halves[0][1], halves[1][0]), ()):
                found[halves] = words.span(number - 2, 5)
    return found


def _meant(pair: Pair, known: Lexicon) -> Pair | None:
    """The one term that a pair may be a slip of; None where there is none, or more than one."""
    if pair in known.wrong:
        return known.wrong[pair]
    first, second = pair
    found: list[Pair] = []
    if not (first + second).isalpha():
        return None
    if first not in known.free and second not in known.free:
        found += [(other, second) for other in known.firsts.get(second, ()) if near(first, other)]
        found += [(first, other) for other in known.seconds.get(first, ()) if near(second, other)]
    return found[0] if len(found) == 1 else None


def _within_longer(words: Words, number: int, meant: Pair, known: Lexicon) -> bool:
    """Whether the whole of a longer term stands here but for the slip: `chuyên | sinh hoạt`."""
    plain = words.plain
    for place, term in known.longer[meant]:
        start = number - place
        here = plain[max(0, start) : start + len(term)]
        if start < 0 or len(here) != len(term):
            continue
        wrong = [
            start + offset for offset, pair in enumerate(zip(here, term, strict=True)) if pair[0] != pair[1]
        ]
        # `tổ chức đại diện` is no slip for `tổ chức lại`.
        around = {pair for place in wrong for pair in pairwise(plain[max(0, place - 1) : place + 2])}
        if len(wrong) == 1 and around.isdisjoint(known.whole):
            return words.written[wrong[0]].islower()
    return False


def _stands_alone(words: Words, number: int, known: Lexicon) -> bool:
    """Whether neither syllable belongs to the word before or behind the pair, or to a name."""
    plain, written = words.plain, words.written
    before, first, second = plain[number - 1] if number else "", plain[number], plain[number + 1]
    after = plain[number + 2] if number + 2 < len(plain) else ""
    if (before, first) in known.whole or (second, after) in known.whole:
        return False
    if any(
        word.islower() and (_is_misspelt(word) or _tone_misplaced(word))
        for word in written[number : number + 2]
    ):
        # Told by itself.
        return False
    if words.block.text.isupper():
        return True
    # `Ban cán sự đảng Viện kiểm sát`: a name begins with the second; `Trà Bồng về`: one ends with the first.
    begins, goes_on = written[number][0].isupper(), written[number + 1][0].isupper()
    within_name = begins and number > 0 and before.isalpha() and written[number - 1][0].isupper()
    return not goes_on and not within_name


def _unlisted(reading: Reading) -> Iterator[str]:
    """Words in small letters that no list has: a capital begins foreign names."""
    return (word for word in reading.vocabulary - lexicon().syllables if word.islower())


def _is_misspelt(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and has_vietnamese_letters(word) and not is_syllable(word)


def _tone_misplaced(word: str) -> bool:
    return word.isalpha() and not word.isascii() and is_syllable(word) and rightly_toned(word) != ""


def _is_joined(words: Words, number: int) -> bool:
    around = words.written[max(0, number - 1) : number] + words.written[number + 1 : number + 2]
    return any(token in ("-", "/", "*", "'", "’") for token in around)


def _neighbourly(words: Words, number: int) -> str:
    """The syllable of a term with the word before or behind that this one may be meant for."""
    known, word = lexicon(), words.plain[number]
    found: set[str] = set()
    if number + 1 < len(words.plain):
        found.update(other for other in known.firsts.get(words.plain[number + 1], ()) if near(word, other))
    if number:
        found.update(other for other in known.seconds.get(words.plain[number - 1], ()) if near(word, other))
    meant = next(iter(found)) if len(found) == 1 else ""
    return known.spelling.get(meant, meant)


def _places(reading: Reading, wanted: set[str]) -> Iterator[tuple[Words, int, Span]]:
    """Where the tokens of these spellings stand."""
    if not wanted:
        return
    for words in reading.words:
        for number, written in enumerate(words.written):
            if written in wanted:
                yield words, number, words.span(number)


def _like_case(suggestion: str, written: str) -> str:
    if written.isupper():
        return suggestion.upper()
    cased = [
        right.capitalize() if as_written[:1].isupper() else right
        for right, as_written in zip(suggestion.split(), written.split(), strict=False)
    ]
    return " ".join(cased) if len(cased) == len(suggestion.split()) else suggestion
