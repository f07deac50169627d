"""Regulations are chosen by the day of the case."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tochuc.rules import regulations
from tochuc.rules.document_number import parse
from tochuc.rules.regulations import (
    Certainty,
    NotConfigured,
    Regulation,
    in_force,
    load,
    parameter,
    to_confirm,
)

days = st.dates(date(2000, 1, 1), date(2035, 1, 1))
topics = sorted({regulation.topic for regulation in load()})


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2016, 7, 25), "29-QĐ/TW"),
        (date(2021, 7, 29), "29-QĐ/TW"),
        (date(2021, 7, 30), "24-QĐ/TW"),
        (date(2023, 12, 31), "24-QĐ/TW"),
        (date(2025, 1, 20), "232-QĐ/TW"),
        (date(2025, 7, 1), "294-QĐ/TW"),
    ],
)
def test_the_charter_is_carried_out_under_the_regulation_of_the_day(day: date, number: str) -> None:
    found = in_force("charter_implementation", day)
    assert found is not None
    assert found.number == number


def test_before_the_first_known_version_there_is_none() -> None:
    assert in_force("charter_implementation", date(2016, 7, 24)) is None


@given(st.sampled_from(topics), days)
def test_at_most_one_version_of_a_topic_applies(topic: str, day: date) -> None:
    applying = [regulation for regulation in load() if regulation.topic == topic and regulation.applies(day)]
    assert applying == [found for found in [in_force(topic, day)] if found]


def test_each_version_ends_where_the_next_begins() -> None:
    by_number = {regulation.number: regulation for regulation in load()}
    replaced = [regulation for regulation in load() if regulation.replaced_by]
    assert replaced
    for regulation in replaced:
        assert regulation.until == by_number[regulation.replaced_by].since


def test_numbers_are_in_their_canonical_writing() -> None:
    for regulation in load():
        if regulation.topic != "charter":
            assert str(parse(regulation.number)) == regulation.number


def test_a_document_of_unknown_date_is_never_chosen() -> None:
    assert in_force("public_unit_organisations", date(2023, 12, 31)) is None


def test_a_parameter_comes_with_its_citation() -> None:
    found = parameter("members.removal.months_without_dues", date(2023, 12, 31))
    assert (found.number, found.unit, found.certainty) == (3, "tháng trong năm", Certainty.READ)
    assert str(found.citation).startswith("mục 8.1, 24-QĐ/TW")


def test_what_was_carried_over_unseen_is_marked_for_confirmation() -> None:
    carried = parameter("members.admission.ceremony_working_days", date(2026, 1, 1))
    assert (carried.number, carried.clause) == (30, "")
    assert carried in to_confirm()
    assert "cần xác nhận" in carried.certainty.label
    assert parameter("members.admission.age_min", date(2025, 3, 1)) not in to_confirm()


def test_a_value_that_was_not_found_is_not_invented() -> None:
    with pytest.raises(NotConfigured, match="Chưa nhập giá trị"):
        parameter("members.admission.class_certificate_months", date(2023, 1, 1))


def test_a_day_without_regulation_is_said_so() -> None:
    with pytest.raises(NotConfigured, match="ngày 01/01/1990"):
        parameter("members.probation_months", date(1990, 1, 1))


def test_slips_in_names_are_not_taken_for_missing_values() -> None:
    with pytest.raises(KeyError):
        parameter("members.probation", date(2023, 1, 1))
    with pytest.raises(KeyError):
        in_force("charters", date(2023, 1, 1))


def test_a_value_of_another_kind_is_not_read_as_a_number() -> None:
    share = parameter("members.admission.vote_share", date(2023, 1, 1))
    with pytest.raises(TypeError):
        _ = share.number
    with pytest.raises(TypeError):
        _ = share.numbers


def version(number: str, since: date, until: date | None = None, replaced_by: str = "") -> Regulation:
    return Regulation("topic", number, "", "", Certainty.READ, since, until, replaced_by)


def test_overlapping_versions_are_refused() -> None:
    chain = [version("1", date(2020, 1, 1), date(2021, 1, 2)), version("2", date(2021, 1, 1))]
    with pytest.raises(ValueError, match="same day"):
        regulations._check_order(chain)


@pytest.mark.parametrize(
    "second", [version("1", date(2021, 1, 1)), version("2", date(2021, 1, 1), None, "3")]
)
def test_doubled_numbers_and_dangling_links_are_refused(second: Regulation) -> None:
    with pytest.raises(ValueError, match="twice|not listed"):
        regulations._check_links((version("1", date(2020, 1, 1), date(2021, 1, 1)), second))
