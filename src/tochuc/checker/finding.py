"""What a rule says of a place in a document."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, NamedTuple

from tochuc.checker.document import Span

Language = Literal["vi", "en"]


class Say(NamedTuple):
    """A sentence in both languages."""

    vi: str
    en: str

    def in_(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Confidence(IntEnum):
    """How sure a rule is; what is only MAYBE is told when asked for."""

    MAYBE = 1
    LIKELY = 2
    SURE = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Related:
    """The other half of a finding: the footnote that itemises, the first of two values."""

    span: Span
    say: Say


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that contradicts itself or cannot stand so.

    `stated` is what the document says ("6"), `computed` what follows from it ("2 + 2 + 1 = 5"); both empty
    where nothing was computed. How much it weighs is its rule's to say.
    """

    code: str
    span: Span
    message: Say
    confidence: Confidence = Confidence.SURE
    stated: str = ""
    computed: str = ""
    related: tuple[Related, ...] = ()
    #: What would mend it, where that is certain: replaces the characters of `span`.
    fix: str | None = None
