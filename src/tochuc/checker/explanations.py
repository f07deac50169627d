"""The pages that explain the rules, `pages/<CODE>.md`: read when a rule is explained, never while checking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tochuc.checker.finding import Language, Say

PAGES = Path(__file__).with_name("pages")

_HEADING = re.compile(r"^## +(?P<name>\S+)[ \t]*$", re.MULTILINE)
_EXAMPLE = re.compile(r"^~~~text\n(?P<text>.*?)\n~~~$", re.MULTILINE | re.DOTALL)
_SECTIONS = ("Sai", "Đúng", "English")
_WRONG = Say("Sai", "Wrong")
_RIGHT = Say("Đúng", "Right")


class BadPage(ValueError):
    """A page is missing or has not the shape of a page; `str()` names the file and what it lacks."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule looks for, how it computes and when it is silent; texts that raise it, texts that do not."""

    code: str
    explanation: Say
    wrong: tuple[str, ...]
    right: tuple[str, ...]

    def markdown(self, language: Language) -> str:
        """Explanation and examples, without a title."""
        return "\n\n".join(
            [
                self.explanation.in_(language),
                *_examples(_WRONG.in_(language), self.wrong),
                *_examples(_RIGHT.in_(language), self.right),
            ]
        )


def page(code: str) -> Page:
    """The page of a rule. Raises BadPage."""
    path = PAGES / f"{code}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadPage(f"{path.name} cannot be read: {error.strerror}") from error
    return parse(code, text)


def parse(code: str, text: str) -> Page:
    """The page of the rule `code` that is written so. Raises BadPage."""
    headings = list(_HEADING.finditer(text))
    if tuple(heading["name"] for heading in headings) != _SECTIONS:
        raise BadPage(f"{code}.md needs the sections {', '.join(_SECTIONS)}, in this order and no others")
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    wrong, right, english = (
        text[heading.end() : end].strip() for heading, end in zip(headings, ends, strict=True)
    )
    explanation = Say(text[: headings[0].start()].strip(), english)
    found = Page(code, explanation, _texts(wrong), _texts(right))
    if not (all(explanation) and found.wrong and found.right):
        raise BadPage(
            f"{code}.md needs an explanation in both languages and a ~~~text example in Sai and Đúng"
        )
    return found


def _texts(section: str) -> tuple[str, ...]:
    return tuple(example["text"] for example in _EXAMPLE.finditer(section))


def _examples(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    yield f"**{title}**"
    yield from (f"~~~text\n{text}\n~~~" for text in texts)
