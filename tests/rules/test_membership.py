"""The dates of admission, probation and badges are judged by the rules of their day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.rules.finding import Finding, Severity
from tochuc.rules.membership import (
    badge_levels,
    check_admission_age,
    check_badge_level,
    check_ceremony,
    check_joined_after_birth,
    check_official_date,
    official_date,
)
from tochuc.rules.regulations import NotConfigured
from tochuc.vi.dates import PartialDate

days_of_known_rules = st.dates(date(2016, 7, 25), date(2026, 12, 31))


def summary(findings: list[Finding]) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in findings]


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        (date(2005, 11, 30), []),
        (date(2005, 12, 1), [("MEM-001", Severity.ERROR)]),
        (date(1963, 11, 1), []),
        (date(1963, 10, 31), [("MEM-001", Severity.WARNING)]),
        (PartialDate(2005), []),
        (PartialDate(2006), [("MEM-001", Severity.ERROR)]),
        (PartialDate(2005, 12), [("MEM-001", Severity.ERROR)]),
        (PartialDate(1963), []),
        (PartialDate(1962), [("MEM-001", Severity.WARNING)]),
    ],
)
def test_age_at_admission_counts_by_month(
    birth: date | PartialDate, expected: list[tuple[str, Severity]]
) -> None:
    assert summary(check_admission_age(birth, date(2023, 11, 5))) == expected


@given(days_of_known_rules, st.integers(0, 28))
def test_the_day_of_the_month_does_not_decide_about_age(considered: date, shift: int) -> None:
    eighteen_this_month = date(considered.year - 18, considered.month, 1)
    assert check_admission_age(eighteen_this_month, considered) == []
    next_month = (eighteen_this_month + timedelta(days=31)).replace(day=1)
    assert summary(check_admission_age(next_month.replace(day=max(1, shift)), considered)) == [
        ("MEM-001", Severity.ERROR)
    ]


def test_findings_cite_the_regulation_of_the_day() -> None:
    (finding,) = check_admission_age(date(2010, 1, 1), date(2023, 11, 5))
    assert finding.basis is not None
    assert finding.basis.number == "24-QĐ/TW"
    (finding,) = check_admission_age(date(2010, 1, 1), date(2025, 8, 1))
    assert finding.basis is not None
    assert finding.basis.number == "294-QĐ/TW"


def test_where_no_rule_is_known_the_rules_are_silent() -> None:
    long_ago = date(1968, 2, 3)
    assert check_admission_age(date(1951, 5, 1), long_ago) == []
    assert check_ceremony(long_ago, long_ago + timedelta(days=200)) == []
    assert check_official_date(long_ago, date(1970, 2, 3)) == []
    assert check_badge_level(35, long_ago) == []
    with pytest.raises(NotConfigured):
        official_date(long_ago)


def test_no_ceremony_before_the_decision() -> None:
    assert summary(check_ceremony(date(2023, 3, 10), date(2023, 3, 9))) == [("MEM-002", Severity.ERROR)]
    assert check_ceremony(date(2023, 3, 10), date(2023, 3, 10)) == []


def test_the_ceremony_is_due_within_thirty_working_days() -> None:
    decided = date(2023, 3, 10)
    last_day = date(2023, 4, 21)
    assert check_ceremony(decided, last_day) == []
    (finding,) = check_ceremony(decided, date(2023, 4, 24))
    assert summary([finding]) == [("MEM-003", Severity.NOTE)]
    assert "31 ngày làm việc" in finding.sentence


@given(days_of_known_rules)
def test_probation_ends_twelve_months_after_the_ceremony(ceremony: date) -> None:
    ends = official_date(ceremony)
    assert (ends.year, ends.month) == (ceremony.year + 1, ceremony.month)
    assert check_official_date(ceremony, ends) == []
    assert summary(check_official_date(ceremony, ends + timedelta(days=1))) == [("MEM-004", Severity.ERROR)]


def test_the_sentence_names_the_official_date_that_is_right() -> None:
    (finding,) = check_official_date(date(2022, 2, 3), date(2023, 3, 20))
    assert "phải là 03/02/2023" in finding.sentence


@pytest.mark.parametrize(
    ("birth", "joined", "expected"),
    [
        (date(1958, 5, 19), date(1985, 2, 3), []),
        (date(1985, 5, 19), date(1958, 2, 3), ["MEM-005"]),
        (date(1985, 5, 19), date(1985, 5, 19), ["MEM-005"]),
        (PartialDate(1985), date(1985, 2, 3), []),
        (PartialDate(1986), date(1985, 2, 3), ["MEM-005"]),
    ],
)
def test_nobody_joins_before_birth(birth: date | PartialDate, joined: date, expected: list[str]) -> None:
    assert [finding.code for finding in check_joined_after_birth(birth, joined)] == expected


def test_badges_exist_for_thirty_years_and_then_from_forty_in_fives() -> None:
    day = date(2023, 11, 7)
    assert badge_levels(day) == (30, *range(40, 91, 5))
    assert [level for level in range(1, 100) if not check_badge_level(level, day)] == list(badge_levels(day))
