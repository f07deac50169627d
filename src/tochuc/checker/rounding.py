"""Whether a stated figure may stand for an exact one, under every usual rounding and under its reservation."""

from collections.abc import Set
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from tochuc.checker.finding import Confidence
from tochuc.checker.quantities import Qualifier

#: “khoảng 20” may stand for 19 to 21.
_ABOUT = Fraction(1, 20)
_BOUNDS = frozenset({Qualifier.OVER, Qualifier.AT_LEAST, Qualifier.UNDER, Qualifier.AT_MOST})


def places_of(stated: Decimal) -> int:
    """Decimal places as written: `90,50` has two."""
    exponent = stated.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def doubt(stated: Decimal, exact: Fraction, qualifiers: Set[Qualifier] = frozenset()) -> Confidence | None:
    """How surely `stated` cannot stand for `exact`; None if it can.

    Both rounding to nearest and cutting off are usual; rounding up against the nearest is only likely a slip.
    """
    said = Fraction(stated)
    if qualifiers & _BOUNDS:
        return _beyond(said, exact, qualifiers)
    unit = Fraction(1, 10 ** places_of(stated))
    if Qualifier.ABOUT in qualifiers:
        return Confidence.LIKELY if abs(exact - said) > max(unit, said * _ABOUT) else None
    if said in (_nearest(exact, unit), floor(exact / unit) * unit):
        return None
    return Confidence.LIKELY if said == ceil(exact / unit) * unit else Confidence.SURE


def _beyond(said: Fraction, exact: Fraction, qualifiers: Set[Qualifier]) -> Confidence | None:
    """“trên 25%” and “gần 25%” are wrong of 24% and 26%, and of exactly 25% they are only likely meant so."""
    above = bool(qualifiers & {Qualifier.OVER, Qualifier.AT_LEAST})
    if exact == said:
        return Confidence.LIKELY if qualifiers & {Qualifier.OVER, Qualifier.UNDER} else None
    return None if (exact > said) == above else Confidence.SURE


def shown(exact: Fraction, places: int) -> str:
    """`90,51`: rounded to nearest, with a comma."""
    unit = Fraction(1, 10**places)
    scaled = round(_nearest(exact, unit) / unit)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}" + (f",{rest:0{places}}" if places else "")


def _nearest(exact: Fraction, unit: Fraction) -> Fraction:
    return floor(exact / unit + Fraction(1, 2)) * unit
