"""The outputs are tested with rules of their own."""

from pathlib import Path

import pytest

from tests.checker.output.builders import replace_rules


@pytest.fixture(autouse=True)
def _test_rules(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("pages")
    replace_rules(monkeypatch, folder)
