"""Percentages whose two numbers stand beside them: `51.602/57.012 (đạt 90,5%)`, `12, chiếm 10% tổng số 120`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tochuc.checker.document import Block
from tochuc.checker.finding import Confidence
from tochuc.checker.numbers import Form
from tochuc.checker.proportions.model import Proportion, pair
from tochuc.checker.proportions.words import BEYOND, CHANGE, COUNTS, LEADS_TO_SHARE, LONGEST_GLUE, STOP
from tochuc.checker.quantities import Quantity

_OF_TOTAL = re.compile(
    r"^\s*(?:so với |so |trên |trong |của )?(?:tổng số|tổng)\b[^.;()%]{0,60}$", re.IGNORECASE
)
_TARGET_BEHIND = re.compile(
    r"^\s*(?:so với |so |của |theo )?(?:chỉ tiêu|kế hoạch|nghị quyết)\b[^.;()%]{0,50}[(:]\s*(?:là |giao )?$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    r"(?:\b(?:trên|trong|trên tổng|trong tổng|so với)\s+(?:tổng\s+)?(?:số\s+)?|/\s*"
    r"|\bso với (?:chỉ tiêu|kế hoạch)(?: được giao| giao| đề ra)?(?: là)? \(?)$",
    re.IGNORECASE,
)
_OPENS_SHARE = re.compile(r"^\s*(?:[^\W\d_]+\s+){0,6}\(\s*$")


class Beside:
    """The numbers around one percentage in its block, and the words between them."""

    def __init__(self, block: Block, quantities: Sequence[Quantity], at: int) -> None:
        self.block = block
        self.quantities = quantities
        self.at = at
        self.percent = quantities[at]

    def proportion(self) -> Proportion | None:
        return self._after_share() or self._before_share() or self._out_of() or self._of_total_behind()

    def glue(self, first: int, second: int) -> str:
        """The words between two numbers; "." where they are not in one sentence, which no pattern accepts."""
        if first < 0 or second >= len(self.quantities):
            return "."
        start = self.quantities[first].number.span.end
        end = self.quantities[second].number.span.start
        words = self.block.text[start:end]
        return "." if len(words) > LONGEST_GLUE or STOP.search(words) else words

    def form(self, at: int) -> Form | None:
        return self.quantities[at].number.form if 0 <= at < len(self.quantities) else None

    def _after_share(self) -> Proportion | None:
        """`51.602/57.012 (đạt 90,5%)`, also behind another percentage: `…, đạt 104%, vượt 4%`."""
        at = self.at - 1
        if self.form(at) is Form.PERCENT and BEYOND.search(self.glue(at, self.at)):
            at -= 1
        words = self.glue(self.at - 1, self.at)
        if self.form(at) is not Form.SHARE or words == "." or CHANGE.search(words):
            return None
        return self._share(
            self.quantities[at], Confidence.SURE if LEADS_TO_SHARE.search(words) else Confidence.LIKELY
        )

    def _before_share(self) -> Proportion | None:
        """`đạt 90,5% (51.602/57.012 đảng viên)`."""
        words = self.glue(self.at, self.at + 1)
        if self.form(self.at + 1) is not Form.SHARE or not _OPENS_SHARE.search(words):
            return None
        return self._share(self.quantities[self.at + 1], Confidence.SURE)

    def _share(self, share: Quantity, confidence: Confidence) -> Proportion | None:
        number = share.number
        if number.whole is None:
            return None
        beyond = bool(
            BEYOND.search(
                self.block.text[max(0, self.percent.number.span.start - 60) : self.percent.number.span.start]
            )
        )
        return Proportion(
            self.percent, number.span, number.value, number.span, number.whole, confidence, beyond
        )

    def _out_of(self) -> Proportion | None:
        """`15 trên tổng số 120 đảng viên (12,5%)`, `15/120 …` written with words between."""
        if self.form(self.at - 1) not in COUNTS or self.form(self.at - 2) not in COUNTS:
            return None
        between, words = self.glue(self.at - 2, self.at - 1), self.glue(self.at - 1, self.at)
        if not _OUT_OF.search(between) or not LEADS_TO_SHARE.search(words) or CHANGE.search(words):
            return None
        return self._pair(self.at - 2, self.at - 1, Confidence.SURE)

    def _of_total_behind(self) -> Proportion | None:
        """`15 đồng chí, chiếm 12,5% tổng số 120 đảng viên`, `112, đạt 56% chỉ tiêu (200)`."""
        words = self.glue(self.at - 1, self.at)
        if self.form(self.at - 1) not in COUNTS or self.form(self.at + 1) not in COUNTS:
            return None
        behind = self.glue(self.at, self.at + 1)
        if CHANGE.search(words) or words == ".":
            return None
        if _TARGET_BEHIND.search(behind):
            found = self._pair(self.at - 1, self.at + 1, Confidence.LIKELY)
            return replace(found, beyond=bool(BEYOND.search(words)))
        if not _OF_TOTAL.search(behind):
            return None
        sure = LEADS_TO_SHARE.search(words)
        return self._pair(self.at - 1, self.at + 1, Confidence.SURE if sure else Confidence.LIKELY)

    def _pair(self, part: int, whole: int, confidence: Confidence) -> Proportion:
        return pair(self.percent, self.quantities[part], self.quantities[whole], confidence)
