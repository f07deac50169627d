"""The signed report of 2023, which is not part of this repository."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data" / "bao-cao-2336.txt"


@pytest.fixture
def signed_report() -> Path:
    """Where it lies: as `SIGNED_REPORT` says, else beside the checkout. Who has none is told so."""
    path = Path(os.environ.get("SIGNED_REPORT", BESIDE))
    if not path.is_file():
        pytest.skip("the signed report is not here (SIGNED_REPORT names it): it was not read")
    return path
