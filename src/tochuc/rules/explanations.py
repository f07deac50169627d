"""What each finding code means: one page of documentation per code, kept in `data/findings.yaml`."""

from dataclasses import dataclass
from functools import cache

from tochuc.rules.data_files import records


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding code in Vietnamese, with an example that raises it and one that does not."""

    code: str
    title: str
    explanation: str
    wrong: str
    right: str


@cache
def explanations() -> dict[str, Explanation]:
    """All explanations by code. Raises ValueError if a code is explained twice."""
    by_code: dict[str, Explanation] = {}
    for record in records("findings"):
        explanation = Explanation(**record)
        if explanation.code in by_code:
            raise ValueError(f"findings.yaml explains {explanation.code} twice")
        by_code[explanation.code] = explanation
    return by_code
