"""Which tests run a second time on PostgreSQL."""

import pytest


@pytest.mark.django_db
def test_a_test_marked_for_the_database_is_chosen(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database")


def test_a_test_that_uses_the_database_through_a_fixture_is_chosen(
    request: pytest.FixtureRequest, db: None
) -> None:
    assert request.node.get_closest_marker("database")


def test_a_test_without_a_database_is_not_run_again(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("database")
