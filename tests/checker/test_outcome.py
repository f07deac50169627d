"""What somebody asked to see: by confidence, without what was declared right, with what is no longer found."""

from pathlib import Path

import pytest

from tests.checker.output.builders import outcome, plain, replace_rules
from tochuc.checker.engine import Options
from tochuc.checker.finding import Confidence
from tochuc.checker.outcome import outcome_of
from tochuc.checker.reading import Reading
from tochuc.checker.silences import Silenced


@pytest.fixture(autouse=True)
def _test_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    replace_rules(monkeypatch, tmp_path)


def silenced(text: str, index: int = 0) -> Silenced:
    found = outcome(text, confidence=Confidence.MAYBE).found[index]
    return Silenced(found.rule.code, found.fingerprint, found.finding.span.text, "đúng")


def test_only_what_is_sure_enough_is_told() -> None:
    text = "SAI6 nhầm ngờ"
    told = {
        confidence: [one.rule.code for one in outcome(text, confidence=confidence).found]
        for confidence in Confidence
    }
    assert told == {
        Confidence.SURE: ["TST-001"],
        Confidence.LIKELY: ["TST-001", "TST-002"],
        Confidence.MAYBE: ["TST-001", "TST-002", "TST-003"],
    }


def test_one_of_two_like_places_is_silenced_and_the_other_stays() -> None:
    text = "có nhầm việc\n\ncó nhầm việc"
    result = outcome(text, silences=(silenced(text, 1),))
    assert [one.finding.span.block.number for one in result.found] == [0]
    assert [one.finding.span.block.number for one, _ in result.silenced] == [1]
    assert result.stale == ()


def test_a_silence_of_what_is_gone_is_stale() -> None:
    gone = silenced("có nhầm việc")
    assert outcome("có đúng việc", silences=(gone,)).stale == (gone,)


def test_a_silence_is_not_stale_because_its_rule_was_not_asked() -> None:
    doubt, word = silenced("chỗ ngờ"), silenced("có nhầm việc")
    assert outcome("chỗ ngờ", silences=(doubt,)).stale == ()
    reading = Reading(plain("không"))
    assert outcome_of("a.txt", reading, Options(select=("TST-001",)), (word,)).stale == ()
    assert outcome_of("a.txt", reading, Options(select=("TST-002",)), (word,)).stale == (word,)
