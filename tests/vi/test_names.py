"""Names are sorted by given name, by the Vietnamese alphabet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.vi.fold import normalise, split_tones
from tochuc.vi.names import collation_key, given_name, sort_key, title_name

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]

syllables = st.builds(
    lambda start, vowel, tone, end: normalise(start + vowel + tone + end),
    st.sampled_from(["", "b", "d", "đ", "h", "ngh", "x"]),
    st.sampled_from(list("aăâeêioôơuưy")),
    st.sampled_from(TONES),
    st.sampled_from(["", "n", "nh", "m"]),
)
names = st.lists(syllables, min_size=1, max_size=4).map(lambda words: " ".join(words).title())


def reference(name: str) -> list[tuple[list[int], int]]:
    """Given name, surname, middle names; of each word the places of its letters, then of its tone."""
    *others, last = name.lower().split()
    pairs = [split_tones(word) for word in [last, *others]]
    return [([ALPHABET.index(letter) for letter in letters], TONES.index(tone)) for letters, tone in pairs]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Nguyễn Văn Ánh", "Ánh"),
        ("  Lê   Thị Hoa ", "Hoa"),
        ("Võ Bẩm (Ba Đen)", "Bẩm"),
        ("Y'Bing", "Y'Bing"),
        ("(Ba)", "(Ba)"),
        ("", ""),
    ],
)
def test_the_given_name_comes_last(name: str, given: str) -> None:
    assert given_name(name) == given


def test_a_list_of_members_reads_as_officers_expect() -> None:
    expected = [
        "Nguyễn Văn An",
        "Phạm An",
        "Trần Thị Ân",
        "Lê Bình",
        "Lê Văn Bình",
        "Lê Dũng",
        "Bùi Đạt",
        "Nguyễn Hoa",
        "Nguyễn Hòa",
        "Nguyễn Hoàng",
    ]
    assert sorted(set(expected), key=sort_key) == expected


def test_letters_and_tones_have_their_places() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(tones), key=sort_key) == tones
    assert sorted(set(ALPHABET), key=collation_key) == list(ALPHABET)
    assert len(set(map(sort_key, [*tones, *ALPHABET]))) == len(tones) + len(ALPHABET)


@given(st.lists(names, max_size=8))
def test_the_key_orders_names_like_the_reference(listed: list[str]) -> None:
    assert [reference(name) for name in sorted(listed, key=sort_key)] == sorted(map(reference, listed))


@given(names, names)
def test_only_the_same_name_has_the_same_key(a: str, b: str) -> None:
    assert (sort_key(a) == sort_key(b)) is (reference(a) == reference(b))


@given(st.text(max_size=30))
def test_keys_are_digits_for_any_text(text: str) -> None:
    assert re.fullmatch("(?:[0-9]{2})*", sort_key(text))
    assert re.fullmatch("(?:[0-9]{2})*", collation_key(text))


def test_tone_placement_and_case_do_not_move_a_name() -> None:
    assert sort_key("NGUYỄN VĂN HOÀ") == sort_key("Nguyễn Văn Hòa")


def test_units_are_ordered_by_the_number_they_bear() -> None:
    expected = [
        "Chi bộ",
        "Chi bộ 2",
        "Chi bộ 10",
        "Chi bộ An Phú",
        "Đảng bộ huyện Ba Tơ",
        "Đảng bộ huyện Đức Phổ",
        "Đảng bộ huyện Mộ Đức",
    ]
    assert sorted(set(expected), key=collation_key) == expected
    assert collation_key("Chi bộ 05") == collation_key("Chi bộ 5")


@given(st.lists(st.integers(0, 10**60), max_size=8))
def test_numbers_in_names_of_units_are_ordered_by_value(numbers: list[int]) -> None:
    assert sorted(numbers, key=lambda number: collation_key(f"Tổ {number}")) == sorted(numbers)


@given(st.lists(names.map(lambda name: name.split()), max_size=6))
def test_ordinary_text_is_ordered_word_by_word(texts: list[list[str]]) -> None:
    def pairs(words: list[str]) -> list[tuple[list[int], int]]:
        return [reference(word)[0] for word in words]

    ordered = sorted(texts, key=lambda words: collation_key(" ".join(words)))
    assert [pairs(words) for words in ordered] == sorted(map(pairs, texts))


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("NGUYỄN VĂN ÁNH", "Nguyễn Văn Ánh"),
        ("đinh thị  krá-jan", "Đinh Thị Krá-Jan"),
        ("HỒ Y'BING", "Hồ Y'Bing"),
        ("Nguyễn McDonald", "Nguyễn McDonald"),
        ("VÕ BẨM (BA ĐEN)", "Võ Bẩm (Ba Đen)"),
    ],
)
def test_a_name_typed_in_capitals_gets_its_proper_form(typed: str, proper: str) -> None:
    assert title_name(typed) == proper
