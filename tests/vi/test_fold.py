"""Texts that a reader takes for the same are found as the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.vi.fold import fold, normalise, same_word, split_tones
from tochuc.vi.quoting import quote

vietnamese = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạấềỗợữỵĐÂỚ\u00a0\u0301\u0323\u200b", max_size=30)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đặng Thị Thuỷ", "dang thi thuy"),
        ("  Nguyễn\u00a0 Văn\nÁnh ", "nguyen van anh"),
        ("ĐẢNG BỘ", "dang bo"),
        ("Ươm", "uom"),
        ("chi bộ 2", "chi bo 2"),
    ],
)
def test_the_search_key_has_no_diacritics(text: str, key: str) -> None:
    assert fold(text) == key


@given(vietnamese)
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)
    assert normalise(composed) == normalise(decomposed)


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(vietnamese)
def test_the_key_of_vietnamese_text_is_plain_and_its_own_key(text: str) -> None:
    key = fold(text)
    assert key.isascii()
    assert key == key.lower() == fold(key)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("\ufeffNguyễn  Văn\tA ", "Nguyễn Văn A"),
        ("Đảng\u200b viên", "Đảng viên"),
        ("a\u200b\u0301", "á"),
        ("Chi\u00ad bộ\x00", "Chi bộ"),
        ("", ""),
    ],
)
def test_invisible_characters_and_odd_spaces_disappear(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


def test_spelling_is_left_alone() -> None:
    assert normalise("Hoà") == "Hoà"


@pytest.mark.parametrize(
    ("a", "b"), [("hoà", "hòa"), ("Thuỷ", "thủy"), ("khoẻ mạnh", "khỏe  mạnh"), ("uý", "úy")]
)
def test_tone_placement_makes_no_other_word(a: str, b: str) -> None:
    assert same_word(a, b)
    assert fold(a) == fold(b)


@pytest.mark.parametrize(
    ("a", "b"), [("hoa", "hòa"), ("hoá", "hòa"), ("tư", "tu"), ("má mà", "mà má"), ("an", "a n")]
)
def test_another_tone_or_letter_makes_another_word(a: str, b: str) -> None:
    assert not same_word(a, b)


def test_tones_come_off_while_letters_stay() -> None:
    assert split_tones("ước") == ("ươc", "\u0301")


def test_a_long_text_is_cut_when_quoted() -> None:
    assert quote(" Đảng  bộ ") == "“Đảng bộ”"
    assert quote("a" * 100, limit=5) == "“aaaaa…”"
