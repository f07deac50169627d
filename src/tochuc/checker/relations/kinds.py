"""Which quantities can be parts of which, and which parts make up a whole."""

import re
from collections.abc import Sequence

from tochuc.checker.numbers import Form
from tochuc.checker.quantities import Qualifier, Quantity
from tochuc.checker.word_lists import section_of, sections

_ALIKE = frozenset((frozenset(("organisations", "places")), frozenset(("documents", "things"))))
_NO_TOTAL = frozenset((Qualifier.INCREASE, Qualifier.DECREASE, Qualifier.EXCEEDED, Qualifier.EACH))
_NO_TOTAL_OF_CHANGES = _NO_TOTAL - {Qualifier.INCREASE, Qualifier.DECREASE}
_WORDS = re.compile(r"[^\W\d_]{1,12}")


def can_be_total(quantity: Quantity, *, change: bool = False) -> bool:
    """Neither a length of time nor a range, nor by how much something has changed ("tăng 15") unless asked for."""
    unfit = _NO_TOTAL_OF_CHANGES if change else _NO_TOTAL
    return (
        quantity.number.form in (Form.COUNT, Form.DECIMAL, Form.SHARE, Form.PERCENT)
        and quantity.unit != "time"
        and unfit.isdisjoint(quantity.qualifiers)
    )


def can_be_part(quantity: Quantity) -> bool:
    """Exact enough to be added."""
    return can_be_total(quantity) and quantity.exact and quantity.number.form is not Form.SHARE


def kinship(total: Quantity, part: Quantity) -> int:
    """2 where the part surely is of the total's kind, 1 where it may be, 0 where it is not."""
    if (total.number.form is Form.PERCENT) != (part.number.form is Form.PERCENT):
        return 0
    if part.labelled or not part.head or part.head == total.head:
        return 2
    if not total.unit or not part.unit:
        return 1
    if total.unit == part.unit or "cases" in (total.unit, part.unit):
        return 2
    return 2 if frozenset((total.unit, part.unit)) in _ALIKE else 0


def overlap(parts: Sequence[str], *, some: bool) -> bool:
    """Whether the parts name attributes that one person can have together (women, young).

    Where only `some` parts are named, there are more of these: degrees, say, which "gồm" divides.
    """
    attributes = section_of("overlapping-attributes")
    found = {attributes.get(phrase) for part in parts for phrase in _phrases(part)}
    return bool(found - {None} if some else "always" in found) and not exclusive(parts)


def exclusive(parts: Sequence[str]) -> bool:
    """Whether the parts are known to divide a whole: men and women, heads and deputies."""
    folded = [part.casefold() for part in parts]
    return any(
        len(parts) >= len(members) and _divided(folded, members)
        for members in sections("exclusive-sets").values()
        if members
    )


def _divided(parts: list[str], members: Sequence[str]) -> bool:
    """Each member of the set is the attribute of a part of its own."""
    taken: set[int] = set()
    for member in members:
        pattern_at = [i for i, part in enumerate(parts) if i not in taken and _holds(part, member)]
        if not pattern_at:
            return False
        taken.add(pattern_at[0])
    return True


def _holds(part: str, member: str) -> bool:
    at = part.find(member)
    return (
        at >= 0
        and not part[at + len(member) : at + len(member) + 1].isalpha()
        and not part[at - 1 : at].isalpha()
    )


def _phrases(part: str) -> list[str]:
    words = [match[0].casefold() for match in _WORDS.finditer(part)]
    return [" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)]
