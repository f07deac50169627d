"""Findings as comments in the margin of a Word file."""

from tochuc.checker.document import Format
from tochuc.checker.finding import Language
from tochuc.checker.outcome import Outcome


def annotated(content: bytes, outcome: Outcome, language: Language) -> bytes:
    """The Word file `content` with a comment for each finding; of any other format a Word file is made.

    Raises Unreadable.
    """
    if outcome.document.format is Format.DOCX:
        from tochuc.checker.output.annotate.existing import with_comments

        return with_comments(content, outcome, language)
    from tochuc.checker.output.annotate.made import made

    return made(outcome, language)
