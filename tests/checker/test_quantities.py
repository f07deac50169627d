"""What each number counts, by whom, and with which reservation."""

import pytest

from tests.checker.builders import document
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.checker.reading import Reading


def quantities(text: str) -> tuple[Quantity, ...]:
    return Reading(document(text)).quantities


def test_the_noun_ends_where_the_sentence_goes_on() -> None:
    one, two = quantities("Bổ nhiệm 05 cán bộ diện Tỉnh ủy quản lý, 12 trường hợp được nâng lương.")
    assert (one.noun.text, one.head, one.unit) == ("cán bộ diện Tỉnh ủy quản lý", "can bo", "people")
    assert (two.noun.text, two.head) == ("trường hợp", "truong hop")


def test_numbers_of_one_breath_share_the_action() -> None:
    heads, deputies = quantities("Thỏa thuận bổ nhiệm 06 cấp trưởng, 09 cấp phó.")
    assert (heads.verb, deputies.verb) == ("bo nhiem", "bo nhiem")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Huyện Ba Tơ: 01; xã khác.", "Huyện Ba Tơ"),
        ("Lý Sơn (1), còn lại không.", "Lý Sơn"),
        ("Kỷ luật: khiển trách 12.", "khiển trách"),
    ],
)
def test_a_noun_may_stand_before_its_number(text: str, label: str) -> None:
    (quantity,) = quantities(text)
    assert (quantity.noun.text, quantity.labelled) == (label, True)


@pytest.mark.parametrize(
    ("text", "qualifiers"),
    [
        ("đạt trên 3,5%", {Qualifier.REACHED, Qualifier.OVER}),
        ("có khoảng 200 người", {Qualifier.ABOUT}),
        ("có gần 200 người", {Qualifier.UNDER}),
        ("vượt 3% kế hoạch", {Qualifier.EXCEEDED}),
        ("tăng 15 đồng chí", {Qualifier.INCREASE}),
        ("giảm được 5 đầu mối", {Qualifier.DECREASE}),
        ("ít nhất 5% biên chế", {Qualifier.AT_LEAST}),
        ("không quá 02 đồng chí", {Qualifier.AT_MOST}),
        ("20 đồng chí trở lên", {Qualifier.AT_LEAST}),
        ("mỗi chi bộ 02 đồng chí", {Qualifier.EACH}),
        ("cử 02 đồng chí/xã", {Qualifier.EACH}),
        ("kết nạp 12 đảng viên", set()),
    ],
)
def test_a_reservation_is_heard(text: str, qualifiers: set[Qualifier]) -> None:
    (quantity,) = quantities(text)
    assert quantity.qualifiers == qualifiers


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("Có 30 đồng chí, gồm: công an 11, quân sự 19.", set()),
        ("Xếp loại 500 học sinh, gồm: khá 220, trung bình 280.", set()),
        ("Thu nhập bình quân đầu người 58 triệu đồng.", {"58 triệu"}),
        ("Sinh hoạt trung bình 12 buổi, mỗi xã 02 đồng chí.", {"12", "02"}),
    ],
)
def test_what_is_told_of_each_is_no_count(text: str, each: set[str]) -> None:
    found = Reading(document(text)).quantities
    assert {one.number.span.text for one in found if Qualifier.EACH in one.qualifiers} == each
