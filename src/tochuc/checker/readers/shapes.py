"""What the look of a line tells: an enumerator, capitals, a beginning in the middle of a sentence, an end."""

import re

_ENUMERATOR = re.compile(
    r"(?:[-–—+•●○▪◦‣*]\s|\(\d{1,3}\)|\d{1,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s|[IVXLC]{1,7}[.)]\s"
    r"|[a-zđ]{1,2}[.)]\s|\([a-zđ]\)|[A-ZĐ][.)]\s|(?:Điều|Chương|Phần|Mục|Khoản|Phụ lục)\s+(?:[IVXLC]{1,7}|\d{1,3})\b)"
)
_NUMBERED = re.compile(
    r"(?:(?P<roman>[IVXLC]{1,7})[.\-–)]|(?P<dotted>\d{1,2}(?=\.)(?:\.\d{1,2}){0,4})\.?)\s"
    r"|(?:Điều|Chương|Phần|Mục)\s+(?:thứ\s|[IVXLC]{1,7}\b|\d{1,3}\b)"
)
_OPENERS = "“”\"'‘«([ "
_CLOSERS = "”\"'’»)]* "
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_JOINTS = ("-", "–", "/")

LONGEST_HEADING = 220
#: Ends of sentences, and what announces something of its own; a semicolon ends an item of a list.
STOPS = ".!?…:"


def enumerated(text: str) -> bool:
    """Whether a paragraph begins with the label of an item or heading."""
    return bool(_ENUMERATOR.match(text))


def capitals(text: str) -> bool:
    """Whether a line is all in capitals, with at least two letters side by side."""
    return text.upper() == text and text.lower() != text and any(map(str.isalpha, text[1:]))


def goes_on(text: str) -> bool:
    """Whether it begins as no paragraph does: with a small letter, or with a mark that closes something."""
    start = text.lstrip(_OPENERS)[:1]
    return (start.islower() and not enumerated(text)) or text[:1] in (",", ";", ")", "%", "”", "/")


def last(text: str) -> str:
    """The last character that is no closing bracket or quotation mark; empty if there is none."""
    return text.rstrip(_CLOSERS)[-1:]


def ended(text: str) -> bool:
    """Whether a sentence, or an item of a list, ends here."""
    return last(text) in (*STOPS, ";", "")


def ends_in_joint(text: str) -> bool:
    """Whether what follows belongs to the same word or number: `2020-`, `QĐ-`, `83-KH/`."""
    return text[-1:] in _JOINTS and text[-2:-1].isalnum()


def numbers_of(text: str) -> tuple[int, ...]:
    """The label of a numbered heading: (2,) for `II.`, (2, 1) for `2.1.`; empty if there is none."""
    found = _NUMBERED.match(text)
    if not found or not (found["roman"] or found["dotted"]):
        return ()
    if found["dotted"]:
        return tuple(int(part) for part in found["dotted"].split("."))
    values = [_ROMAN_DIGITS[letter] for letter in found["roman"]]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return (sum(-value if value < after else value for value, after in pairs),)


def numbered(text: str) -> bool:
    """Whether a paragraph begins with the number of a heading: `I.`, `1.2.`, `Chương II`."""
    return bool(_NUMBERED.match(text))


def may_be_heading(text: str) -> bool:
    """All capitals, or numbered, short, and no sentence."""
    if len(text) > LONGEST_HEADING or text[-1:] in (".", ";", ",", ":", "…", "!", "?"):
        return False
    return numbered(text) or (capitals(text) and text[0].isalpha() and sum(map(str.isalpha, text)) > 3)
