"""Words, terms, punctuation and names."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checker.builders import codes, document
from tochuc.checker.engine import Options, check
from tochuc.checker.finding import Confidence
from tochuc.checker.lexicon import lexicon, near
from tochuc.checker.syllables import is_syllable, rightly_toned
from tochuc.checker.words import find_words, plain
from tochuc.vi.fold import split_tones

CLEAN = """
Trong năm, cấp ủy đã chỉ đạo rà soát, bổ sung quy hoạch; phân công chuyên viên theo dõi từng địa bàn, mời chuyên gia góp ý.

Ban Thường vụ Huyện ủy giao Ban Tổ chức chủ trì, phối hợp với các cơ quan chuyên trách thẩm định hồ sơ (42 hồ sơ), đạt 90,5%.

Đảng bộ xã có 12 chi bộ; bình quân mỗi chi bộ 25 đảng viên. Hằng tháng, chi bộ họp lúc 7:30, luôn luôn đúng quy định...

Cơ quan quan trọng nhất là chi ủy. Đề nghị cấp trên sớm ban hành hướng dẫn; khi xét khen thưởng, căn cứ điểm a) khoản 2.
"""


def language(text: str, confidence: Confidence = Confidence.LIKELY) -> list[str]:
    return codes(text, select=("LAN",), confidence=confidence)


def suggestions(text: str) -> list[str]:
    return [finding.computed for finding in check(document(text), Options(select=("LAN-006", "LAN-007")))]


def test_clean_administrative_prose_is_left_alone() -> None:
    assert language(CLEAN, Confidence.MAYBE) == []


def test_the_handbook_of_this_program_is_left_alone() -> None:
    pages = sorted((Path(__file__).parents[2] / "docs" / "nguoi-dung").glob("*.md"))
    assert pages
    for page in pages:
        read = document(page.read_text(encoding="utf-8"), page.name)
        assert check(read, Options(select=("LAN-006", "LAN-007", "LAN-008", "LAN-014", "LAN-015"))) == [], (
            page.name
        )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Đã chuyên giao hồ sơ của hai đơn vị.", "chuyển giao"),
        ("Ban hành thử lệ của cuộc thi.", "thể lệ"),
        ("Công tác kiểm điễm được làm tốt.", "kiểm điểm"),
        ("Giữ nguyên tắc tập chung dân chủ.", "tập trung"),
        ("Tiếp tục xắp xếp bộ máy.", "sắp xếp"),
        ("Việc xát nhập hai xã đã xong.", "sáp nhập"),
        ("Cần bổ xung hồ sơ.", "bổ sung"),
        ("Hội đồng xem xét, đề trình cấp trên.", "để trình"),
        ("Quyết định bổ nhiêm hai đồng chí.", "bổ nhiệm"),
        ("Làm thủ tục chuyên sinh hoạt đảng.", "chuyển sinh"),
        ("QUYẾT ĐỊNH VỀ THẨM QUYÊN BỔ NHIỆM", "THẨM QUYỀN"),
    ],
)
def test_a_slip_in_a_term_is_told_with_the_term(written: str, meant: str) -> None:
    assert suggestions(written) == [meant]


@pytest.mark.parametrize(
    "right",
    [
        "Mời chuyên gia và chuyên viên.",
        "Tổ chức đại diện người lao động.",
        "Ban cán sự đảng Viện kiểm sát nhân dân.",
        "Vấn đề trình Ban Thường vụ.",
        "Đồng chí Trần Thị Lệ về nhận nhiệm vụ.",
        "Huyện Sơn Tịnh, xã Tịnh Hà; thành phố Quảng Ngãi.",
        "Kinh doanh bất động sản, thông báo lưu trú.",
    ],
)
def test_right_words_near_a_term_are_left_alone(right: str) -> None:
    assert language(right, Confidence.MAYBE) == []


def test_what_is_no_syllable_is_surely_wrong() -> None:
    (finding,) = check(document("Các nghành đã hoàn thành nhiệm vụ."), Options(select=("LAN-006",)))
    assert finding.confidence is Confidence.SURE
    assert suggestions("Hoàn thành nhiệmm vụ được giao.") == ["nhiệm"]


def test_names_abbreviations_and_foreign_words_need_not_be_syllables() -> None:
    assert (
        codes("Huyện Đắk Glei, xã Ea H'leo; ĐVTN dùng email, internet.", select=("LAN-006", "LAN-014")) == []
    )


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyển", "giếng", "gì", "khuỷu", "hoà", "hòa", "xoong", "quốc", "ươn", "yêu"]
)
def test_syllables_are_recognised(word: str) -> None:
    assert is_syllable(word)
    assert rightly_toned(word) == ""


@pytest.mark.parametrize("word", ["nghành", "ngiên", "kông", "cỉnh", "nhiệmm", "đảngg", "thưc", "bạcx"])
def test_what_no_syllable_can_be(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "right"), [("hòan", "hoàn"), ("qủa", "quả"), ("nhịêm", "nhiệm"), ("lọai", "loại")]
)
def test_a_tone_on_the_wrong_letter_is_put_right(word: str, right: str) -> None:
    assert rightly_toned(word) == right


def test_every_word_of_the_lists_is_a_syllable() -> None:
    wrong = {word for pair in lexicon().right for word in pair if not is_syllable(word)}
    assert wrong == set()


def test_no_wrong_spelling_is_also_listed_as_right() -> None:
    assert not lexicon().wrong.keys() & lexicon().right


def test_no_term_may_be_a_slip_of_another() -> None:
    for first, second in lexicon().terms:
        assert language(f"Về {first} {second}.") == [], f"{first} {second}"


@given(
    st.text(alphabet="aăâeêoôơuưyinghtrcđ", min_size=1, max_size=7),
    st.text(alphabet="aăâeghnitr", min_size=1, max_size=7),
)
def test_nearness_is_mutual(first: str, second: str) -> None:
    assert near(first, second) == near(second, first)


@given(st.sampled_from(sorted({word for pair in lexicon().right for word in pair})))
def test_the_plain_spelling_keeps_letters_and_tone(word: str) -> None:
    letters, tone = split_tones(word)
    again, same = split_tones(plain(word.upper()))
    assert (again.replace("y", "i"), same) == (letters.replace("y", "i"), tone)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chi bộ thôn Đông;; chi bộ thôn Tây.", "LAN-001"),
        ("Chi bộ đã họp,, thống nhất.", "LAN-001"),
        ("Chi bộ đã họp , thống nhất.", "LAN-002"),
        ("Có 12 đảng viên ( 4 nữ).", "LAN-002"),
        ("Chi bộ đã  họp.", "LAN-003"),
        ("Giai đoạn 2021 -2025.", "LAN-004"),
        ("Cơ quan Tổ chức- Nội vụ.", "LAN-004"),
        ("Có 12 đảng viên (4 nữ dự họp.", "LAN-005"),
        ("Mô hình “chi bộ bốn tốt được nhân rộng.", "LAN-005"),
        ("Báo cáo của của chi bộ.", "LAN-008"),
        ("Đã tham mưu tham mưu cho cấp ủy.", "LAN-008"),
        ("Đã họp,thống nhất.", "LAN-013"),
        ("Đã họp.Chi ủy báo cáo.", "LAN-013"),
        ("Tỉnh ủy(khóa trước) đã họp.", "LAN-013"),
    ],
)
def test_slips_of_punctuation_and_spaces_are_found(text: str, code: str) -> None:
    assert language(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Đạt 90,5%; tổng 1.967 hồ sơ, lúc 7:30, ngày 30/4/2023...",
        "Gồm sách, báo, tài liệu, v.v.; tất cả đã nhận.",
        "Họ và tên: ................, sinh năm ......",
        "Nhiệm kỳ 2020 - 2025 và 2020-2025; tăng -5%.",
        "Theo điểm a) khoản 1 và điểm b) khoản 2.",
        "Gửi về địa chỉ bantochuc@quangngai.vn, http://quangngai.gov.vn.",
        "Đồng chí nói: “Cần làm ngay!”.",
    ],
)
def test_right_punctuation_is_left_alone(text: str) -> None:
    assert language(text) == []


def test_a_quotation_of_several_paragraphs_is_closed_in_the_last() -> None:
    assert language("Nghị quyết nêu: “Một là rà soát.\n\nHai là bổ sung.\n\nBa là báo cáo”.") == []


def test_an_explained_abbreviation_is_known_from_then_on() -> None:
    assert language("Đồng chí UVBTVHU báo cáo.") == ["LAN-009"]
    assert language("Ủy viên Ban Thường vụ Huyện ủy (UVBTVHU) báo cáo. Đồng chí UVBTVHU kết luận.") == []
    assert language("UBND, HĐND các xã; khóa XIII; Quyết định số 15-QĐX/HU.") == []


def test_capitals_of_a_title_are_compared_but_beginnings_of_sentences_are_not() -> None:
    text = "Đồng chí Phó Giám đốc dự. Đồng chí Phó Giám đốc nói. {} ký."
    assert language(text.format("Đồng chí Phó giám đốc")) == ["LAN-011"]
    assert language("Đồng chí Phó Giám đốc dự. Phó giám đốc các đơn vị cùng dự.") == []
    assert language("Trưởng Ban Dân tộc dự. Đồng chí Trưởng ban nói.") == []
    assert language("Tỉnh ủy họp. Các tỉnh ủy, thành ủy; đảng bộ; Đảng bộ tỉnh.") == []


def test_the_rarer_way_of_writing_a_name_is_told() -> None:
    (finding,) = check(
        document("Chủ nghĩa Mác - Lênin. Chủ nghĩa Mác - Lênin. Chủ nghĩa Mác-Lênin."),
        Options(select=("LAN-010",)),
    )
    assert (finding.stated, finding.computed) == ("Mác-Lênin", "Mác - Lênin")
    assert language("Cụ thể hóa quy định. Cụ thể hóa quy chế. Cụ thể hoá quyết định.") == ["LAN-010"]


def test_people_may_have_like_names() -> None:
    text = "Bổ nhiệm Nguyễn Văn Tân; Nguyễn Văn Tân; Nguyễn Văn Tân; Nguyễn Văn Tấn."
    assert codes(text, select=("LAN-010",)) == []


def test_words_stand_where_they_are_said_to_stand() -> None:
    (words,) = find_words(document("Đã họp (12 người), thống nhất: “tốt”…"))
    assert [words.span(number).text for number in range(len(words.written))] == words.written


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text: str) -> None:
    codes(f"Báo cáo {text}", select=("LAN", "STR"), confidence=Confidence.MAYBE)


@pytest.mark.parametrize(
    "unit",
    [
        "đảng đảng ",
        "tham mưu ",
        "(1) Việc; ",
        "a) b) ",
        "“(",
        "Sơn Hà (1), ",
        "chuyên giao ",
        "A B ",
        "- - ",
        "x;y, ",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        read = document(unit * times)
        started = time.thread_time()
        check(read, Options(select=("STR", "LAN"), confidence=Confidence.MAYBE))
        return time.thread_time() - started

    seconds(200)
    assert seconds(8000) < 12 * seconds(2000) + 0.2
