"""A stretch of a line with its place marked: within the room, at the right columns."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tochuc.checker.output.columns import excerpt, shown, width

LONG = "Toàn tỉnh kết nạp đảng viên mới; " * 100


def drawn(line: str, start: int, end: int, room: int) -> str:
    cut = excerpt(line, start, end, room)
    return f"{cut.text}\n{' ' * cut.indent}{'^' * cut.width}"


def test_a_short_line_stands_whole_with_the_place_below_its_letters() -> None:
    assert drawn("Đã có 06 quyết định.", 6, 8, 40) == "Đã có 06 quyết định.\n      ^^"


def test_a_long_line_is_cut_at_words_on_both_sides() -> None:
    start = LONG.index("đảng", 1500)
    cut = excerpt(LONG, start, start + 9, 60)
    assert width(cut.text) <= 60
    assert cut.text.startswith("…")
    assert cut.text.endswith("…")
    assert cut.text[cut.indent : cut.indent + cut.width] == "đảng viên"
    assert all(word in LONG.split() for word in cut.text.strip("…").split())


def test_at_the_end_of_a_long_line_the_room_goes_to_what_stands_before() -> None:
    cut = excerpt(LONG + "hết", len(LONG), len(LONG) + 3, 60)
    assert cut.text.endswith("hết")
    assert width(cut.text) > 45


def test_a_place_longer_than_the_room_is_marked_as_far_as_it_is_shown() -> None:
    cut = excerpt(LONG, 10, len(LONG), 60)
    assert width(cut.text) <= 60
    assert cut.indent + cut.width <= 60


def test_letters_of_two_columns_move_the_mark() -> None:
    assert excerpt("中文 sai", 3, 6, 40).indent == 5
    assert excerpt("e\N{COMBINING ACUTE ACCENT} sai", 3, 6, 40).indent == 2


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert shown("a\x1b[31mb\u202ec\td") == "a\ufffd[31mb\ufffdc d"


@given(st.text(max_size=300), st.data(), st.integers(40, 100))
def test_whatever_the_line_the_excerpt_fits_and_the_mark_lies_in_it(
    line: str, data: st.DataObject, room: int
) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    cut = excerpt(line, start, end, room)
    assert width(cut.text) <= room
    assert cut.indent <= width(cut.text)
    assert cut.indent + cut.width <= max(width(cut.text), cut.indent + 1)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cut.text)


@given(st.text("aàệđ1 ,;", min_size=120, max_size=400), st.data())
def test_the_mark_stands_below_the_words_of_the_place(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 12))
    place = line[start : start + 10]
    cut = excerpt(line, start, start + 10, 60)
    assert cut.text[cut.indent : cut.indent + cut.width] == place
