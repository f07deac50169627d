"""Citations are read in every manner: type, number, date, issuer and subject, each for itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.citations import DocumentCitation
from tochuc.checker.document import Block, Document, Format, Kind, Line, Piece
from tochuc.checker.engine import Options, findings_of
from tochuc.checker.finding import Confidence
from tochuc.checker.front import Front
from tochuc.checker.numbering import term_named, term_of
from tochuc.checker.reading import Reading
from tochuc.rules.document_number import parse


def cited(text: str) -> list[DocumentCitation]:
    return list(Reading(document(text)).citations)


def front(text: str) -> Front:
    return Reading(document(text)).front


@pytest.mark.parametrize(
    ("text", "type_code", "number", "day", "body"),
    [
        (
            "Kế hoạch số 203-KH/TU ngày 24/5/2023 của Ban Thường vụ Tỉnh ủy về chuyển đổi số",
            "plan",
            "203-KH/TU",
            date(2023, 5, 24),
            "province",
        ),
        ("Kế hoạch 83-KH/TU, ngày 26/01/2022", "plan", "83-KH/TU", date(2022, 1, 26), ""),
        (
            "Quyết định của Bộ Chính trị số 45-QĐ/TW ngày 13/8/2021",
            "decision",
            "45-QĐ/TW",
            date(2021, 8, 13),
            "centre/politburo",
        ),
        (
            "Nghị quyết số 35-NQ/TW của Bộ Chính trị ngày 22/10/2018 về",
            "resolution",
            "35-NQ/TW",
            date(2018, 10, 22),
            "centre/politburo",
        ),
        (
            "Chương trình hành động số 33 - CTr/TU (ngày 15-3-2022)",
            "programme",
            "33-CTr/TU",
            date(2022, 3, 15),
            "",
        ),
        (
            "Thông báo kết luận số 20-TB/TW ngày 08 tháng 9 năm 2022",
            "notice",
            "20-TB/TW",
            date(2022, 9, 8),
            "",
        ),
        (
            "Nghị định số 135/2020/NĐ-CP ngày 18/11/2020 của Chính phủ quy định",
            "decree",
            "135/2020/NĐ-CP",
            date(2020, 11, 18),
            "government",
        ),
        ("Luật số 91/2025/QH15 của Quốc hội", "law", "91/2025/QH15", None, "assembly"),
        (
            "Công văn số 456/UBND-NC ngày 05/6/2023 của UBND tỉnh",
            "official_letter",
            "456/UBND-NC",
            date(2023, 6, 5),
            "people-committee",
        ),
        (
            "HƯỚNG DẪN SỐ 11-HD/TU NGÀY 17/3/2023 CỦA BAN THƯỜNG VỤ TỈNH ỦY",
            "guideline",
            "11-HD/TU",
            date(2023, 3, 17),
            "province",
        ),
        (
            "Hướng dẫn số 12a-HD/BTCTW ngày 17/3/2022 của Ban Tổ chức TW",
            "guideline",
            "12a-HD/BTCTW",
            date(2022, 3, 17),
            "centre-organisation",
        ),
        (
            "Kế hoạch (số 12-KH/ĐU, ngày 05/3/2024) của BTV Đảng uỷ xã Hòa Bình",
            "plan",
            "12-KH/ĐU",
            date(2024, 3, 5),
            "base",
        ),
    ],
)
def test_the_parts_of_a_citation(text: str, type_code: str, number: str, day: date | None, body: str) -> None:
    (citation,) = cited(f"Thực hiện {text}.")
    assert (citation.type_code, str(citation.number)) == (type_code, number)
    assert (citation.date.exact if citation.date else None) == day
    assert (citation.body.key if citation.body else "") == body


def test_several_numbers_behind_one_type_are_all_of_it() -> None:
    found = cited("Các Kế hoạch số 201-KH/HU, 202-KH/HU và 203-KH/HU ngày 24/5/2023 của Huyện ủy Thạch Khê.")
    assert [(str(one.number), one.type_code) for one in found] == [
        ("201-KH/HU", "plan"),
        ("202-KH/HU", "plan"),
        ("203-KH/HU", "plan"),
    ]
    assert found[-1].issuer is not None
    assert found[-1].issuer.text == "Huyện ủy Thạch Khê"


def test_a_second_document_takes_the_type_said_once() -> None:
    text = "Quy định số 150-QĐ/TW về quản lý biên chế và số 151-QĐ/TW ngày 18/7/2024 về tổng biên chế."
    first, second = cited(text)
    assert (first.date, second.type_name, second.type_code) == (None, None, "regulation")


def test_the_subject_goes_on_to_the_end_of_its_sentence() -> None:
    (citation,) = cited("Kế hoạch số 12-KH/HU ngày 05/3/2024 về luân chuyển cán bộ; việc thực hiện tốt.")
    assert citation.subject is not None
    assert citation.subject.text == "về luân chuyển cán bộ"


def test_a_subject_in_quotation_marks() -> None:
    (citation,) = cited("Chỉ thị số 12-CT/HU ngày 05/3/2024 của Huyện ủy “Về tăng cường kỷ luật”.")
    assert citation.subject is not None
    assert citation.subject.text == "Về tăng cường kỷ luật"


def test_the_issuer_may_stand_before() -> None:
    (citation,) = cited("Bộ Chính trị ban hành Quy định số 150-QĐ/TW ngày 11/7/2024 về kiểm soát.")
    assert citation.body is not None
    assert (citation.body.key, citation.body_before) == ("centre/politburo", True)


def test_an_issuer_has_its_term_and_plenum() -> None:
    (citation,) = cited("Kết luận số 21-KL/TW của Hội nghị Trung ương 4 khóa XIII về xây dựng Đảng")
    assert citation.issuer is not None
    assert citation.issuer.text == "Hội nghị Trung ương 4 khóa XIII"


@pytest.mark.parametrize(
    "text", ["Nghị quyết Trung ương 4 khóa XII", "Kết luận Hội nghị Trung ương 6 (khóa XIII)"]
)
def test_documents_of_plenums_have_no_number(text: str) -> None:
    (citation,) = cited(f"Tiếp tục thực hiện {text} về xây dựng Đảng.")
    assert citation.number is None
    assert citation.issuer is not None
    assert citation.issuer.text.startswith(("Trung ương 4", "Hội nghị Trung ương 6"))


def test_a_date_without_a_number() -> None:
    (citation,) = cited("theo Hướng dẫn ngày 05/8/2024 của Ban Tổ chức Trung ương")
    assert citation.number is None
    assert citation.date is not None


@pytest.mark.parametrize(
    "text",
    [
        "24/7, 7/8 cơ quan, 15-30 phút/buổi",
        "3-5 đồng chí/chi bộ",
        "gửi báo cáo ngày 15/02/2024",
        "QĐ/TW và KH/HU",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(f"Một số việc: {text}.") == []


HEAD = """
ĐẢNG BỘ TỈNH NAM SƠN
HUYỆN ỦY THẠCH KHÊ
*
Số 88-BC/HU

Thạch Khê, ngày 20 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác xây dựng Đảng năm 2023
và phương hướng, nhiệm vụ năm 2024

Năm 2023, Huyện ủy đã lãnh đạo thực hiện tốt nhiệm vụ.
"""


def test_the_front_of_a_report() -> None:
    found = front(HEAD)
    assert str(found.number) == "88-BC/HU"
    assert (found.dated, found.type_code) == (date(2023, 12, 20), "report")
    assert found.period == (date(2023, 1, 1), date(2023, 12, 31))
    assert found.latest == date(2023, 12, 31)
    assert cited(HEAD) == []


@pytest.mark.parametrize(
    ("title", "last"),
    [
        ("kết quả 6 tháng đầu năm 2025", date(2025, 6, 30)),
        ("KẾT QUẢ CÔNG TÁC QUÝ I NĂM 2025, NHIỆM VỤ QUÝ II", date(2025, 3, 31)),
        ("tổng kết nhiệm kỳ 2020-2025, phương hướng nhiệm kỳ 2025-2030", date(2025, 12, 31)),
        ("sơ kết giai đoạn 2021-2023", date(2023, 12, 31)),
        ("tình hình công tác tháng 9/2024", date(2024, 9, 30)),
    ],
)
def test_the_period_of_a_title(title: str, last: date) -> None:
    period = front(f"BÁO CÁO\n{title}\n\nThực hiện chương trình công tác, kết quả như sau.").period
    assert period is not None
    assert period[1] == last


def test_an_open_day_is_the_end_of_its_month_at_most() -> None:
    found = front(
        "Số 05-BC/ĐU\n\nHòa Bình, ngày    tháng 7 năm 2024\n\nBÁO CÁO\nkết quả quý II năm 2024\n\nI. Kết quả"
    )
    assert (found.dated, found.signed_by) == (None, date(2024, 7, 31))


def test_terms_of_the_centre_are_known_by_their_congresses() -> None:
    number = parse("21-NQ/TW")
    assert term_of(date(2017, 10, 25), number) != term_of(date(2022, 6, 16), number)
    assert term_of(date(2021, 1, 28), number) is None
    assert term_named("XIII") == (date(2021, 1, 25), date(2026, 1, 25))
    assert term_named("XX") is None


def test_terms_of_others_turn_within_a_year() -> None:
    number = parse("21-NQ/TU")
    assert term_of(date(2020, 2, 1), number) == term_of(date(2016, 1, 1), number)
    assert term_of(date(2020, 8, 1), number) is None
    assert term_of(date(2021, 1, 1), number) == term_of(date(2025, 2, 1), number)


_PIECES = st.sampled_from(
    ["Kế hoạch số ", "203-KH/TU", "135/2020/NĐ-CP", " ngày ", "31/4/2023", "24/5/2023", " của Bộ Chính trị", " về ", "; ",
     ". ", "và số ", " khóa XIII", "Năm 2023, ", "ban hành ", "BÁO CÁO ", "Tính đến ", "“", "Trung ương 4 khóa XII"]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=14).map("".join))
def test_any_text_can_be_read_and_checked(text: str) -> None:
    block = Block(0, Kind.PARAGRAPH, text, (Piece(0, 0, 0),))
    reading = Reading(Document("a.txt", Format.TEXT, (Line(text),), (block,)))
    for finding in findings_of(reading, Options(select=("CIT",), confidence=Confidence.MAYBE)):
        assert 0 <= finding.span.start < finding.span.end <= len(text)


@given(
    st.integers(1, 3000),
    st.sampled_from(["KH", "HD", "TB", "CTr", "KL"]),
    st.sampled_from(["TU", "HU", "TW", "BTCTU", "ĐUK"]),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)
def test_a_number_with_its_date_is_read_back(number: int, kind: str, issuer: str, day: date) -> None:
    written = f"{number:02}-{kind}/{issuer}"
    (citation,) = cited(
        f"Theo văn bản số {written} ngày {day.day:02}/{day.month}/{day.year}, các chi bộ đã họp."
    )
    assert str(citation.number) == written
    assert citation.date is not None
    assert citation.date.exact == day
