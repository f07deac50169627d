"""No pattern of the checker takes longer than in proportion to its text, however the text is made."""

import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

import tochuc.checker

#: Characters, words and shapes of which the patterns speak, each repeated: alone, or almost matching at the end.
SEEDS = (
    "a", "A", "đ", "Đ", "1", "0", " ", "\t", "\n", "\u00a0", ".", ",", ";", ":", "-", "–", "/", "(", ")", "[", "]",
    "“", "”", '"', "'", "%", "¹", "²", "I", "V", "X", "…", "_", "*", "#", "|", "+", "=", "<", ">", "~", "`", "\\",
    "1.", "1,", "1 ", "1/", "1-", "1. ", "1.1", "1.000.", "(1)", "(1) ", "((", "))", "()", "a)", "a) ", "a.", "I.",
    "a ", "A ", "đ ", "Đ ", "ab ", "Ab ", "a-", "a/", "a,", "a, ", "A-", "1-A", "1-A/", "A/A", "- ", "; ", ". ", "  ",
    "năm ", "số ", "ngày ", "tháng ", "ngày 1 tháng ", "1/1/", "1/2023 ", "từ 1 đến ", "thứ ", "lần thứ ", "khóa ",
    "hai mươi ", "một trăm ", "hai ", "mươi ", "trên ", "gồm ", "của ", "và ", "Số 1-QĐ/TU ", "Quyết định số ",
    "của Ban ", "trong đó ", "1% ", "90,5%", "1/2 ", "Nguyễn Văn ", "(gồm ", "1) ", "[1]", "[^1]", "| a ", "|-", "---",
)  # fmt: skip
#: What keeps a repetition from matching after all.
ENDS = ("\x00", "1", "a", " ")
#: Lengths of what is repeated: over four times the length it may take nine times as long, not sixteen.
SHORT, LONG = 1200, 4800
RATIO = 9.0
#: Seconds for the shorter: below the first there is nothing to compare, above the second no need to.
NOTHING, ENDLESS = 0.002, 0.5


def patterns() -> Iterator[tuple[str, "re.Pattern[str]"]]:
    """Every pattern that a module of the checker holds, alone or within a collection; each once."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(tochuc.checker.__path__, "tochuc.checker."):
        for name, value in vars(import_module(module.name)).items():
            for number, pattern in enumerate(within(value)):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield f"{module.name.removeprefix('tochuc.checker.')}.{name}[{number}]", pattern


def within(value: object) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from within(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from within(one)


FOUND = dict(patterns())


def seconds(work: Callable[[], object]) -> float:
    """Of this thread alone: other programs on the machine do not count."""
    started = time.thread_time()
    work()
    return time.thread_time() - started


def use(pattern: "re.Pattern[str]", text: str) -> Callable[[], object]:
    """As the modules use them: all hits in a text, and a match of the whole."""
    return lambda: (sum(1 for _ in pattern.finditer(text)), pattern.match(text), pattern.fullmatch(text))


def hostile(pattern: "re.Pattern[str]") -> Iterator[str]:
    """What is repeated: the seeds, and the literal words of the pattern itself."""
    own = re.findall(r"[^\W\d_]{2,}(?: [^\W\d_]+)*", re.sub(r"\\.|\(\?P?<?\w*>?", " ", pattern.pattern))
    yield from SEEDS
    yield from {f"{word} " for word in own[:15]}


def text_of(unit: str, length: int) -> str:
    """The unit repeated over a length, once before each end."""
    return "".join(unit * (length // len(unit)) + end for end in ENDS)


def grows(pattern: "re.Pattern[str]", unit: str) -> bool:
    """Whether the time grows faster than the text."""
    short, long = (use(pattern, text_of(unit, length)) for length in (SHORT, LONG))
    first = min(seconds(short) for _ in range(2))
    if first < NOTHING:
        return False
    return first > ENDLESS or min(seconds(long) for _ in range(3)) > RATIO * first


@pytest.mark.parametrize("name", list(FOUND))
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    pattern = FOUND[name]
    slow = next((unit for unit in hostile(pattern) if grows(pattern, unit)), None)
    assert slow is None, f"{name} on {slow!r} repeated: {pattern.pattern}"


def test_the_measure_sees_a_pattern_that_blows_up() -> None:
    assert grows(re.compile(r"a+b"), "a")
    assert not grows(re.compile(r"a{1,40}b|[^\W\d] "), "a")
