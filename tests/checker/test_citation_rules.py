"""What the checker says of cited documents and dates, and where it must stay silent."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checker.builders import document
from tochuc.checker.engine import Options, check
from tochuc.checker.finding import Confidence, Finding
from tochuc.checker.known import known_by_number
from tochuc.checker.near import slip_between
from tochuc.checker.numbering import term_of
from tochuc.vi.dates import format_date_document

HEAD = """
Số 88-BC/HU

Thạch Khê, ngày 20 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác xây dựng Đảng năm 2023 và phương hướng, nhiệm vụ năm 2024

"""
NOTES = ("CIT-012",)


def found(text: str, confidence: Confidence = Confidence.LIKELY) -> list[Finding]:
    return check(document(text), Options(select=("CIT",), ignore=NOTES, confidence=confidence))


def told(text: str, confidence: Confidence = Confidence.LIKELY) -> list[tuple[str, str]]:
    """Codes with the words they are said of."""
    return [(finding.code, finding.span.text) for finding in found(text, confidence)]


RIGHT = {
    "terms begin anew": "Quy định số 164-QĐ/TW ngày 01/02/2013; Quy định số 98-QĐ/TW ngày 07/10/2017; Quy định số 80-QĐ/TW ngày 18/8/2022; Quy định số 114-QĐ/TW ngày 11/7/2023.",
    "secret papers have numbers of their own": "Hướng dẫn số 17-HD/BTCTW ngày 17/3/2022; Hướng dẫn số 01-HD/BTCTW ngày 05/8/2022; Hướng dẫn số 02-HD/BTCTW ngày 19/5/2023; Hướng dẫn số 25-HD/BTCTW ngày 10/11/2023.",
    "a base committee that counts by years": "Nghị quyết số 15-NQ/ĐU ngày 10/02/2022; Nghị quyết số 40-NQ/ĐU ngày 20/11/2022; Nghị quyết số 07-NQ/ĐU ngày 12/01/2023; Nghị quyết số 33-NQ/ĐU ngày 12/9/2023.",
    "a congress in between": "Kế hoạch số 320-KH/TU ngày 10/6/2020; Kế hoạch số 05-KH/TU ngày 15/12/2020; Kế hoạch số 41-KH/TU ngày 15/5/2021.",
    "State numbers begin with the year": "Quyết định số 812/QĐ-UBND ngày 12/8/2022; Quyết định số 45/QĐ-UBND ngày 12/01/2023; Quyết định số 301/QĐ-UBND ngày 30/5/2023.",
    "decisions and regulations": "Quyết định số 412-QĐ/HU ngày 05/9/2022; Quy định số 12-QĐ/HU ngày 09/10/2022; Quyết định số 455-QĐ/HU ngày 02/12/2022.",
    "some days out of order": "Kế hoạch số 41-KH/HU ngày 16/5/2023; Kế hoạch số 42-KH/HU ngày 09/5/2023; Kế hoạch số 55-KH/HU ngày 09/8/2023; Kế hoạch số 57-KH/HU ngày 19/8/2023.",
    "one day for several": "Kế hoạch số 201-KH/HU ngày 24/5/2023, Kế hoạch số 202-KH/HU ngày 24/5/2023 và Kế hoạch số 203-KH/HU ngày 24/5/2023.",
    "far years in a subject": "Nghị quyết số 05-NQ/HU ngày 15/02/2021 về phát triển đảng đến năm 2030; Kế hoạch số 12-KH/HU ngày 05/3/2021 về đào tạo giai đoạn 2021-2025; Đề án số 02-ĐA/HU ngày 05/3/2021 về nguồn cán bộ năm 2030.",
    "the same number in two terms": "Nghị quyết số 26-NQ/TW ngày 19/5/2018 về cán bộ cấp chiến lược và Nghị quyết số 26-NQ/TW ngày 03/11/2022 về phát triển vùng.",
    "old events": "Ngày thành lập Đảng 03/02/1930; người hoạt động trước ngày 01/01/1945 và từ ngày 01/01/1945 đến ngày 19/8/1945.",
    "issuers in other words": "Kế hoạch số 12-KH/TU ngày 05/3/2021 của Thành ủy; Kết luận số 48-KL/TW ngày 30/01/2023 của Trung ương; Quyết định số 15/QĐ-UBND ngày 05/01/2023 của Chủ tịch UBND huyện; Kế hoạch số 12-KH/TU ngày 05/3/2021 của Đảng bộ tỉnh.",
    "a conclusion sent as a notice": "Thông báo kết luận số 20-TB/TW ngày 08/9/2022 của Ban Bí thư; Chương trình hành động số 33-CTr/TU ngày 15/3/2022.",
    "a report's own year and the next": HEAD
    + "Thực hiện Kế hoạch số 145-KH/HU ngày 24/11/2023. Tính đến ngày 31/12/2023, kết nạp 95 đảng viên. Phấn đấu đến ngày 30/6/2024 có 10 chi bộ đạt chuẩn; dự kiến tính đến ngày 31/12/2024 kết nạp 110 đảng viên.",
    "written some weeks after its year": "BÁO CÁO\nKết quả công tác năm 2023\n\nThực hiện Kế hoạch số 145-KH/HU ngày 05/01/2024, các chi bộ đã tổng kết.",
    "a plan for the year to come": "KẾ HOẠCH\nCông tác kiểm tra năm 2024\n\nĐến ngày 30/11/2024, các đoàn đã có báo cáo thì tổng hợp.",
    "a plan for last year's review": "Kế hoạch số 45-KH/HU ngày 15/12/2022 về kiểm tra năm 2023; Báo cáo số 88-BC/HU ngày 15/01/2024 về kết quả năm 2023.",
    "laws named by their years": "Kế hoạch số 12-KH/TU ngày 05/3/2024 về thực hiện Luật Cán bộ, công chức năm 2008; Hướng dẫn số 15-HD/TU ngày 05/3/2024 về hồ sơ tuyển dụng từ năm 2012.",
    "carried out later": "Kế hoạch số 45-KH/HU ngày 20/11/2023 về thực hiện Kết luận số 60-KL/TW ngày 15/11/2023; sửa đổi Kế hoạch số 40-KH/HU ngày 01/3/2022.",
    "documents of an earlier decade among others": "Chỉ thị số 12-CT/TU ngày 05/3/2011; Nghị quyết số 08-NQ/TU ngày 05/9/2021; Kế hoạch số 41-KH/TU ngày 15/5/2021; Kết luận số 77-KL/TU ngày 15/5/2022.",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_right_raises_nothing(text: str) -> None:
    assert told(text) == []


PLANS = [(41, "09/01/2022"), (58, "14/6/2022"), (83, "11/11/2022"), (120, "24/5/2023"), (131, "09/8/2023")]


def plans(changed: dict[int, tuple[int, str]] | None = None) -> str:
    """A row of plans of one committee, some of them changed."""
    listed = [(changed or {}).get(number, (number, day)) for number, day in PLANS]
    return "".join(
        f"Kế hoạch số {number}-KH/HU ngày {day} về {subject}.\n\n"
        for (number, day), subject in zip(listed, ("hội", "tổ", "học", "kiểm", "dân"), strict=True)
    )


def test_numbers_that_rise_with_their_dates_are_right() -> None:
    assert told(plans()) == []


@pytest.mark.parametrize(
    ("changed", "span"),
    [
        ({83: (83, "11/11/2021")}, "11/11/2021"),
        ({120: (120, "24/9/2022")}, "24/9/2022"),
        ({131: (131, "09/3/2023")}, "09/3/2023"),
        ({58: (158, "14/6/2022")}, "14/6/2022"),
        ({120: (20, "24/5/2023")}, "24/5/2023"),
        ({83: (83, "11/11/2012")}, None),
    ],
)
def test_one_that_does_not_rise_is_found_with_its_neighbours(
    changed: dict[int, tuple[int, str]], span: str | None
) -> None:
    told_of = [finding for finding in found(plans(changed)) if finding.code == "CIT-008"]
    assert [finding.span.text for finding in told_of] == ([span] if span else [])
    for finding in told_of:
        assert 1 <= len(finding.related) <= 2
        assert all("KH/HU" in related.span.text for related in finding.related)


def test_a_year_ten_years_off_is_found_where_the_text_shows_it() -> None:
    text = (
        "Kế hoạch số 83-KH/TU ngày 26/01/2022 về học tập; Kế hoạch số 201-KH/TU ngày 24/5/2023 về tuyên truyền; "
        "Kế hoạch số 174-KH/TU ngày 15/02/2013 tổ chức Hội thi bí thư chi bộ giỏi năm 2023; "
        "Kế hoạch số 214-KH/TU ngày 09/8/2023 về bồi dưỡng."
    )
    (finding,) = found(text)
    assert (finding.code, finding.span.text, finding.computed) == ("CIT-008", "15/02/2013", "15/02/2023")
    assert "83-KH/TU ghi ngày 26/01/2022 và 201-KH/TU ghi ngày 24/5/2023" in finding.message.vi


def test_an_old_document_that_happens_to_fit_is_only_a_guess() -> None:
    text = (
        "Kế hoạch số 83-KH/TU ngày 26/01/2022 về học tập. Kế hoạch số 201-KH/TU ngày 24/5/2023 về tuyên truyền.\n\n"
        "Tổng kết 10 năm thực hiện Kế hoạch số 174-KH/TU ngày 15/02/2013 về phát triển đảng."
    )
    assert told(text) == []
    assert told(text, Confidence.MAYBE) == [("CIT-008", "15/02/2013")]


def test_the_one_of_a_row_that_is_decades_off() -> None:
    text = HEAD + (
        "Chỉ thị số 12-CT/HU ngày 05/3/2023; Nghị quyết số 08-NQ/HU ngày 05/9/2023; Kết luận số 77-KL/HU ngày 15/5/2003."
    )
    assert told(text) == [("CIT-011", "15/5/2003")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch số 45-QĐ/HU ngày 06/3/2024.", ("CIT-003", "45-QĐ/HU")),
        ("Quyết định số 45-QĐi/HU ngày 06/3/2024.", ("CIT-003", "45-QĐi/HU")),
        ("Kế hoạch số 45-HK/HU ngày 06/3/2024.", ("CIT-003", "45-HK/HU")),
        ("Nghị định số 12/2020/QĐ-TTg ngày 06/3/2020.", ("CIT-003", "12/2020/QĐ-TTg")),
        ("Các Kế hoạch số 45-KH/HU, 46-NQ/HU ngày 06/3/2024.", None),
        ("Hướng dẫn số 9-HD/TW ngày 06/3/2024 của Ban Tổ chức Trung ương.", ("CIT-004", "9-HD/TW")),
        ("Kế hoạch số 9-KH/HU ngày 06/3/2024 của Ban Thường vụ Tỉnh ủy.", ("CIT-004", "9-KH/HU")),
        ("Chỉ thị số 17/CT-UBND ngày 06/3/2024 của Thủ tướng Chính phủ.", ("CIT-004", "17/CT-UBND")),
        ("Ban Bí thư ban hành Hướng dẫn số 9-HD/BTCTW ngày 06/3/2024.", ("CIT-004", "9-HD/BTCTW")),
        ("Hướng dẫn số 9-HD/BTCWT ngày 06/3/2024 của Ban Tổ chức Trung ương.", ("CIT-014", "9-HD/BTCWT")),
        ("Nghị định số 13/2023/NĐ-CP ngày 17/4/2022 của Chính phủ.", ("CIT-009", "17/4/2022")),
        (
            "Nghị quyết số 29-NQ/TW ngày 17/11/2012 của Ban Chấp hành Trung ương khóa XIII.",
            ("CIT-015", "17/11/2012"),
        ),
        (
            "Kế hoạch số 45-KH/HU ngày 06/3/2023 về triển khai thực hiện Kết luận số 60-KL/TW ngày 15/11/2023.",
            ("CIT-016", "06/3/2023"),
        ),
        (
            "Căn cứ Chỉ thị số 10-CT/HU ngày 01/9/2023, Huyện ủy ban hành Kế hoạch số 45-KH/HU ngày 06/3/2023.",
            ("CIT-016", "06/3/2023"),
        ),
        ("Quy định số 114-QĐ/TW ngày 17/11/2023 của Bộ Chính trị.", ("CIT-013", "17/11/2023")),
        ("Quy định số 41-QĐ/TW ngày 03/11/2012 của Bộ Chính trị.", ("CIT-013", "03/11/2012")),
        ("Quy định số 100-QĐ/TW ngày 05/12/2023 của Bộ Chính trị.", ("CIT-013", "05/12/2023")),
        ("Quy định số 144-QĐ/TW ngày 11/7/2023 của Bộ Chính trị.", ("CIT-013", "144-QĐ/TW")),
        ("Kế hoạch số 45-KH/HU ngày 31/6/2024.", ("CIT-001", "31/6/2024")),
        ("Hội nghị ngày 15/02/1023 đã thông qua.", ("CIT-001", "15/02/1023")),
        ("Lớp học từ ngày 20/5/2024 đến ngày 10/5/2024.", ("CIT-002", "20/5/2024 đến ngày 10/5/2024")),
        (HEAD + "Thực hiện Kế hoạch số 45-KH/HU ngày 06/3/2024.", ("CIT-010", "06/3/2024")),
        (HEAD + "Đến ngày 30/11/2024, đã kết nạp 95 đảng viên.", ("CIT-010", "30/11/2024")),
        (
            HEAD.replace("20 tháng 12 năm 2023", "     tháng 12 năm 2023")
            + "Kế hoạch số 45-KH/HU ngày 06/3/2024.",
            ("CIT-010", "06/3/2024"),
        ),
        (HEAD.replace("88-BC", "88-KH"), ("CIT-003", "88-KH/HU")),
    ],
)
def test_a_slip_is_found_where_it_stands(text: str, expected: tuple[str, str] | None) -> None:
    assert told(text) == ([expected] if expected else [])


def test_two_dates_of_one_document_point_at_each_other() -> None:
    (finding,) = found(
        "Kế hoạch số 45-KH/HU ngày 06/3/2024 về luân chuyển. Sau khi có Kế hoạch số 45-KH/HU ngày 09/3/2024, các xã đã họp."
    )
    assert (finding.code, finding.stated, finding.computed) == ("CIT-005", "09/3/2024", "06/3/2024")
    assert [related.span.text for related in finding.related] == ["06/3/2024"]


def test_of_three_mentions_the_one_that_differs_is_meant() -> None:
    one, other = "Kế hoạch số 45-KH/HU ngày 06/3/2024 tốt.", "Kế hoạch số 45-KH/HU ngày 06/8/2024 tốt."
    assert told("\n\n".join((other, one, one))) == [("CIT-005", "06/8/2024")]


def test_the_known_date_of_a_document_is_the_right_one() -> None:
    text = "Quy định số 114-QĐ/TW ngày 17/11/2023 tốt.\n\nQuy định số 114-QĐ/TW ngày 11/7/2023 tốt."
    assert told(text) == [("CIT-005", "17/11/2023")]


def test_two_issuers_of_one_document() -> None:
    text = "Quy định số 150-QĐ/TW ngày 06/3/2024 của Bộ Chính trị. Quy định số 150-QĐ/TW của Ban Bí thư."
    assert told(text) == [("CIT-006", "Ban Bí thư")]


def test_two_numbers_of_one_document() -> None:
    subject = "về triển khai ứng dụng Sổ tay đảng viên điện tử"
    text = f"Kế hoạch số 203-KH/TU ngày 24/5/2023 {subject}. Kế hoạch số 230-KH/TU ngày 24/5/2023 {subject}."
    assert told(text) == [("CIT-007", "230-KH/TU")]


def test_documents_on_like_matters_are_not_one() -> None:
    text = (
        "Quyết định số 12-QĐ/HU ngày 06/3/2024 về chuẩn y cấp ủy xã Tân Lập nhiệm kỳ này; "
        "Quyết định số 13-QĐ/HU ngày 06/3/2024 về chuẩn y cấp ủy xã Hòa Bình nhiệm kỳ này."
    )
    assert told(text) == []


def test_an_old_symbol_beside_the_present_one_is_asked_about() -> None:
    old = "Quy chế số 01-QC/TCTW ngày 05/3/1999 của Ban Tổ chức Trung ương."
    present = "Hướng dẫn số 12-HD/BTCTW ngày 17/3/2022 của Ban Tổ chức Trung ương."
    assert told(old) == []
    assert told(f"{old} {present}") == [("CIT-014", "01-QC/TCTW")]


def notes(text: str) -> list[str]:
    return [finding.span.text for finding in check(document(text), Options(select=NOTES))]


def test_what_a_first_citation_lacks_is_noted_once() -> None:
    text = "Quy định số 150-QĐ/TW của Bộ Chính trị. Theo Quy định số 150-QĐ/TW, Hướng dẫn ngày 06/3/2024 của Ban Tổ chức Tỉnh ủy."
    assert notes(text) == ["150-QĐ/TW", "Hướng dẫn"]


def test_a_date_at_the_end_of_a_row_serves_the_row() -> None:
    assert notes("Các kế hoạch số 12-KH/HU, 13-KH/HU và 14-KH/HU ngày 06/3/2024.") == []


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 60)), min_size=2, max_size=12),
    st.integers(2021, 2023),
)
def test_any_rising_row_of_numbers_is_right(steps: list[tuple[int, int]], year: int) -> None:
    number, day, listed = 5, date(year, 1, 10), []
    for ahead, later in steps:
        number, day = number + ahead, day + timedelta(days=later)
        listed.append(f"Kế hoạch số {number}-KH/HU ngày {format_date_document(day)} được triển khai.")
    assert [code for code, _ in told("\n\n".join(listed)) if code == "CIT-008"] == []


@given(st.integers(0, 7), st.integers(160, 320))
def test_any_document_far_out_of_a_row_is_found(place: int, days: int) -> None:
    dates = [date(2021, 6, 1) + timedelta(days=110 * step) for step in range(8)]
    later = dates[place] + timedelta(days=days)
    dates[place] = later if place < 4 else dates[place] - timedelta(days=days)
    text = "\n\n".join(
        f"Kế hoạch số {40 + 9 * step}-KH/HU ngày {format_date_document(day)} được triển khai."
        for step, day in enumerate(dates)
    )
    assert "CIT-008" in [code for code, _ in told(text)]


def test_known_documents_rise_within_their_terms() -> None:
    """They are what texts are held against, so they must not contradict each other."""
    runs: dict[tuple[str, str, int | None], list[tuple[int, date]]] = {}
    for several in known_by_number().values():
        for known in several:
            if known.sure and known.number.issuer_symbol == "TW":
                key = known.type_code, known.number.issuer_symbol, term_of(known.day, known.number)
                runs.setdefault(key, []).append((known.number.number, known.day))
    assert runs
    for run in runs.values():
        assert all(one[1] <= other[1] for one, other in pairwise(sorted(run)))


@pytest.mark.parametrize(
    ("one", "other"), [("KH", "HK"), ("BTCTW", "BTCW"), ("BTCTW", "BTTCTW"), ("203", "230"), ("21", "27")]
)
def test_slips_of_the_hand(one: str, other: str) -> None:
    assert slip_between(one, other)
    assert slip_between(other, one)


@pytest.mark.parametrize(("one", "other"), [("KH", "KH"), ("KH", "BC"), ("TU", "BTCTU"), ("203", "320")])
def test_words_too_far_apart_for_a_slip(one: str, other: str) -> None:
    assert not slip_between(one, other)


def test_messages_speak_plain_vietnamese() -> None:
    for finding in found(plans({83: (83, "11/11/2021")}) + HEAD + "Kế hoạch số 45-KH/HU ngày 31/6/2024."):
        assert re.search(r"[.:]$|\.$", finding.message.vi)
        assert "None" not in finding.message.vi + finding.message.en
