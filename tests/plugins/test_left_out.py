"""What a run did not test is said at its end."""

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
import pytest

@pytest.mark.parametrize("page", [1, 2])
def test_page(page):
    pytest.skip("Chromium is not on this machine")

@pytest.mark.skipif(True, reason="LibreOffice is not on this machine")
def test_word():
    pass
"""


def run(pytester: pytest.Pytester, source: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-p", "no:django", "-p", "tests.plugins.left_out")


@pytest.fixture(autouse=True)
def _find_plugin(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))


def test_every_reason_is_told_with_the_number_of_tests_it_cost(pytester: pytest.Pytester) -> None:
    result = run(pytester, SKIPPING)
    result.stdout.fnmatch_lines(
        [
            "*! LEFT OUT !*",
            "    2  Chromium is not on this machine",
            "    1  LibreOffice is not on this machine",
        ]
    )


def test_a_run_that_left_nothing_out_says_nothing(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_all(): pass")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*LEFT OUT*")
