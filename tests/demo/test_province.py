"""The demonstration holds what report 2336 prints, counted here with SQL that knows nothing of figures."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("demo_database"),
]
DAYS = ("2023-12-10", "2023-12-31")
YEARS = range(2013, 2024)
IN_CELLS = "SELECT count(*) FROM members_cellmembership WHERE since <= %s AND (until IS NULL OR until > %s)"
ON_THE_ROLL = (
    "SELECT count(*) FROM members_member WHERE arrived_on <= %s AND (left_on IS NULL OR left_on > %s)"
)
WITH_ACCOUNT = (
    "SELECT count(*) FROM members_handbookaccount WHERE since <= %s AND (until IS NULL OR until > %s)"
)
EVENTS = """
    SELECT u.name, substr(upper.code, 1, 10) FROM units_reorganisation r
    JOIN kernel_unit u ON u.id = r.unit_id JOIN kernel_unit upper ON upper.id = r.target_id
    WHERE r.kind = %s AND u.kind IN ('base', 'base_cell') AND r.on >= %s AND r.on < %s
"""


ISSUED = """
    SELECT d.type, count(*) FROM documents_document d JOIN kernel_unit u ON u.id = d.issuer_id
    WHERE u.code = %s AND d.issuing_body = %s AND d.issued_on >= %s AND d.issued_on < %s GROUP BY d.type
"""


def rows(sql: str, *parameters: str | int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("r.on", 'r."on"'), parameters)
        return list(cursor.fetchall())


def number(sql: str, *parameters: str | int) -> int:
    return int(str(rows(sql, *parameters)[0][0]))


@pytest.mark.parametrize("day", DAYS)
def test_the_province_has_57012_members_on_both_days_that_the_report_speaks_of(day: str) -> None:
    assert number(IN_CELLS, day, day) == 57_012
    assert number(ON_THE_ROLL, day, day) == 57_012


@pytest.mark.parametrize("day", DAYS)
def test_51602_members_have_a_handbook_account(day: str) -> None:
    assert number(WITH_ACCOUNT, day, day) == 51_602


def test_accounts_begin_with_the_plan_of_24_may_and_differ_by_district() -> None:
    assert number("SELECT count(*) FROM members_handbookaccount WHERE since < '2023-05-24'") == 0
    shares = rows(
        """
        SELECT upper.code, 1.0 * count(a.id) / count(*) FROM members_member m
        JOIN kernel_unit cell ON cell.id = m.cell_id
        JOIN kernel_unit upper ON upper.kind = 'upper' AND cell.first BETWEEN upper.first AND upper.last
            AND upper.ended_on IS NULL
        LEFT JOIN members_handbookaccount a ON a.member_id = m.id AND a.until IS NULL
        WHERE m.left_on IS NULL GROUP BY upper.code
        """
    )
    by_unit = {str(code): float(str(share)) for code, share in shares}
    assert len(by_unit) == 17
    assert by_unit["QNG-KCQ"] > 0.94
    assert by_unit["QNG-STA"] < 0.86


def test_1967_admissions_were_decided_in_2023_against_a_target_of_1910() -> None:
    assert number("SELECT count(*) FROM members_admission WHERE decided_on LIKE '2023-%%'") == 1_967
    target = "SELECT number FROM members_admissiontarget t JOIN kernel_unit u ON u.id = t.unit_id WHERE u.code = 'QNG'"
    assert number(f"{target} AND t.year = 2023") == 1_910


def test_district_targets_do_not_add_up_to_the_province_s_as_in_life() -> None:
    total = number(
        "SELECT sum(number) FROM members_admissiontarget t JOIN kernel_unit u ON u.id = t.unit_id"
        " WHERE u.kind = 'upper' AND t.year = 2023"
    )
    assert total != 1_910
    assert abs(total - 1_910) < 150


def test_footnote_5_seven_new_base_organisations_in_the_non_state_sector() -> None:
    sql = EVENTS + " AND u.sector = 'non_state'"
    found = [code for _, code in rows(sql, "establish", "2023-01-01", "2024-01-01")]
    assert sorted(map(str, found)) == [
        "QNG-BS",
        "QNG-BS",
        "QNG-BT",
        "QNG-KCQ",
        "QNG-NH",
        "QNG-TN",
        "QNG-TN",
    ]


def test_footnote_6_four_bank_organisations_moved_to_the_block_under_regulation_60() -> None:
    found = rows(EVENTS, "move", "2023-01-01", "2024-01-01")
    assert {str(name) for name, _ in found} == {
        "Đảng bộ Ngân hàng TMCP Đầu tư và Phát triển Việt Nam - Chi nhánh Quảng Ngãi",
        "Chi bộ Ngân hàng TMCP Đầu tư và Phát triển Việt Nam - Chi nhánh Dung Quất",
        "Đảng bộ Ngân hàng Công thương Việt Nam - Chi nhánh Quảng Ngãi",
        "Đảng bộ Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam - Chi nhánh Quảng Ngãi",
    }
    assert len(found) == 4
    assert {str(code) for _, code in found} == {"QNG-KCQ"}
    cited = rows(
        "SELECT DISTINCT d.subject FROM units_reorganisation r JOIN documents_document d ON d.id = r.document_id"
        " JOIN kernel_unit u ON u.id = r.unit_id"
        " WHERE r.kind = 'move' AND r.on >= '2023-01-01' AND u.kind IN ('base', 'base_cell')"
    )
    assert all("60-QĐ/TW" in str(subject) for (subject,) in cited)


def issued(unit: str, body: str, year: int) -> dict[str, int]:
    """Documents of a year by type."""
    found = rows(ISSUED, unit, body, f"{year}-01-01", f"{year + 1}-01-01")
    return {str(type_code): int(str(count)) for type_code, count in found}


def test_section_1_documents_by_type_that_committee_and_standing_committee_issued() -> None:
    committee, standing = (issued("QNG", body, 2023) for body in ("committee", "standing_committee"))
    assert {name: committee[name] for name in ("programme", "working_rules")} == {
        "programme": 1,
        "working_rules": 1,
    }
    counted = {"scheme": 1, "regulation": 5, "working_rules": 4, "guideline": 2, "plan": 8}
    assert {name: standing[name] for name in counted} == counted


def test_footnote_1_plans_that_are_named_by_number_are_the_standing_committee_s() -> None:
    found = rows(
        "SELECT number, issuing_body FROM documents_document WHERE symbol = 'KH/TU' AND issued_on LIKE '2023-%%'"
    )
    bodies = {int(str(number)): str(body) for number, body in found}
    assert {number for number, body in bodies.items() if body == "standing_committee"} >= {
        174,
        201,
        203,
        214,
        220,
        226,
    }
    assert bodies[202] == "committee"


@pytest.mark.parametrize("year", YEARS)
def test_committees_of_province_and_districts_issue_documents_every_year(year: int) -> None:
    assert 8 < sum(issued("QNG", "standing_committee", year).values()) < 40
    assert issued("QNG", "committee", year)
    assert issued("QNG-BS", "standing_committee", year)["plan"] > 0


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_members_admissions_leavings_and_a_target(year: int) -> None:
    end = f"{year}-12-31"
    assert 44_000 < number(IN_CELLS, end, end) <= 57_012
    assert number(IN_CELLS, end, end) == number(ON_THE_ROLL, end, end)
    like = f"{year}-%"
    assert 1_500 <= number("SELECT count(*) FROM members_admission WHERE decided_on LIKE %s", like) <= 2_100
    for how in ("deceased", "transferred_out", "removed", "expelled", "left"):
        sql = "SELECT count(*) FROM members_member WHERE left_how = %s AND left_on LIKE %s"
        assert number(sql, how, like) > 0, how
    assert number("SELECT count(*) FROM members_admissiontarget WHERE year = %s", year) >= 18
    assert number("SELECT count(*) FROM units_reorganisation r WHERE r.on LIKE %s", like) > 20


def test_other_years_have_other_numbers_of_such_events() -> None:
    def in_year(kind: str, year: int) -> int:
        return len(rows(EVENTS, kind, f"{year}-01-01", f"{year + 1}-01-01"))

    established = [in_year("establish", year) for year in YEARS]
    moved = [in_year("move", year) for year in YEARS]
    assert len(set(established)) > 3
    assert len(set(moved)) > 3
    assert all(established)
    assert all(moved)


def test_no_member_is_in_two_cells_at_once_nor_in_none_before_leaving() -> None:
    overlapping = """
        SELECT count(*) FROM (
            SELECT since, lag(until) OVER w AS ended, lag(id) OVER w AS earlier FROM members_cellmembership
            WINDOW w AS (PARTITION BY member_id ORDER BY since)
        ) stays WHERE earlier IS NOT NULL AND (ended IS NULL OR ended <> since)
    """
    assert number(overlapping) == 0
    bounds = """
        SELECT count(*) FROM members_member m JOIN (
            SELECT member_id, min(since) AS first, max(coalesce(until, '9999-12-31')) AS last
            FROM members_cellmembership GROUP BY member_id
        ) stays ON stays.member_id = m.id
        WHERE m.arrived_on <> stays.first OR coalesce(m.left_on, '9999-12-31') <> stays.last
    """
    assert number(bounds) == 0


def test_nobody_belongs_to_a_cell_before_its_foundation_or_after_its_end() -> None:
    outside = """
        SELECT count(*) FROM members_cellmembership s JOIN kernel_unit u ON u.id = s.cell_id
        WHERE s.since < u.founded_on OR u.kind NOT IN ('cell', 'base_cell')
            OR coalesce(s.until, '9999-12-31') > coalesce(u.ended_on, '9999-12-31')
    """
    assert number(outside) == 0


def test_memberships_rest_between_10_and_31_december_2023() -> None:
    for column in ("since", "until"):
        assert number(f"SELECT count(*) FROM members_cellmembership WHERE {column} > '2023-12-10'") == 0
    assert number("SELECT count(*) FROM members_member WHERE arrived_on > '2023-12-10'") == 0


def test_some_of_the_admitted_still_wait_for_their_ceremony_and_are_no_members_yet() -> None:
    waiting = "SELECT count(*) FROM members_admission a LEFT JOIN members_member m ON m.admission_id = a.id"
    assert number(f"{waiting} WHERE a.ceremony_on IS NULL AND m.id IS NULL") == 11
    assert number(f"{waiting} WHERE (a.ceremony_on IS NULL) <> (m.id IS NULL)") == 0


def test_organisations_are_about_as_many_as_in_the_province() -> None:
    living = "SELECT count(*) FROM kernel_unit WHERE ended_on IS NULL AND kind IN "
    assert 600 <= number(f"{living} ('base', 'base_cell')") <= 700
    assert 3_000 <= number(f"{living} ('cell', 'base_cell')") <= 3_500
    communes = (
        "SELECT count(*) FROM kernel_unit WHERE ended_on IS NULL AND sector = 'commune' AND name LIKE %s"
    )
    assert sum(number(communes, f"Đảng bộ {kind} %") for kind in ("xã", "phường", "thị trấn")) == 173


def test_duc_pho_is_a_district_until_february_2020_and_a_town_from_then_on() -> None:
    names = rows(
        "SELECT n.name, n.since, n.until FROM kernel_unitname n JOIN kernel_unit u ON u.id = n.unit_id"
        " WHERE u.code = 'QNG-DP' ORDER BY n.since"
    )
    assert [str(name) for name, _, _ in names] == ["Đảng bộ huyện Đức Phổ", "Đảng bộ thị xã Đức Phổ"]
    assert dt.date.fromisoformat(str(names[1][1])) == dt.date(2020, 2, 1)
