"""A figure's definition in words: what is counted, by which date, where, under which conditions.

It follows from the declaration alone, so it changes exactly when the declaration does: a frozen report
keeps it beside the number, and a reader finds it on the number's card.
"""

from __future__ import annotations

import datetime as dt
from functools import singledispatch
from typing import Any, cast

from django.db import models
from django.db.models import Exists, F, Q

from tochuc.figures.declaration import Counted, Figure, Flow, Given, Ratio, Stock, Versus
from tochuc.figures.period import Period
from tochuc.kernel.register.declaration import field_at

_DAY = dt.date(9000, 1, 1)
_DAY_TEXT = "ngày cuối kỳ"


@singledispatch
def definition(figure: Figure) -> str:
    """One line of Vietnamese, the same on every machine and in every version of the database."""
    raise TypeError(f"figure {figure.name} is of a kind without a definition: {type(figure).__name__}")


@definition.register
def _(figure: Stock) -> str:
    since, until = _field(figure.of, figure.since), _field(figure.of, figure.until)
    dates = f"{since} không sau {_DAY_TEXT}, {until} trống hoặc sau {_DAY_TEXT}"
    return f"Đếm {_model(figure.of)} có {dates}{_rest(figure)}."


@definition.register
def _(figure: Flow) -> str:
    return f"Đếm {_model(figure.of)} có {_field(figure.of, figure.on)} trong kỳ{_rest(figure)}."


@definition.register
def _(figure: Given) -> str:
    return (
        f"Lấy {_field(figure.of, figure.value)} giao cho chính đơn vị ({figure.unit}), "
        f"{_field(figure.of, figure.year)} của {_DAY_TEXT}, theo {_model(figure.of)}."
    )


@definition.register
def _(figure: Ratio) -> str:
    return f"[{figure.numerator}] × 100 : [{figure.denominator}]."


@definition.register
def _(figure: Versus) -> str:
    base = f"[{figure.against}]" + (f" trước đó {figure.years_back} năm" if figure.years_back else "")
    return f"([{figure.figure}] – {base}) × 100 : {base}."


def _model(model: type[models.Model]) -> str:
    return f"{model._meta.verbose_name} ({model._meta.label})"


def _field(model: type[models.Model], path: str) -> str:
    found = field_at(model, path)
    return f"{found.verbose_name} ({path})" if found is not None else path


def _rest(figure: Counted) -> str:
    unit = f"; tính cho {_field(figure.of, figure.unit)}" if figure.unit else ""
    condition = figure.restriction(Period(_DAY, _DAY))
    return unit + (f"; điều kiện: {_condition(condition)}" if condition else "")


def _condition(condition: Any) -> str:
    """A condition in Django's lookups, which is what the declaration says."""
    if isinstance(condition, Q):
        joined = (" và " if condition.connector == Q.AND else " hoặc ").join(map(_term, condition.children))
        return f"không ({joined})" if condition.negated else joined
    if isinstance(condition, Exists):
        model = cast("type[models.Model]", condition.query.model)
        matched = ", ".join(map(_match, condition.query.where.children))
        return f"có {model._meta.label} mà {matched}"
    raise TypeError(f"a figure's condition is made of Q, F and Exists, not of {type(condition).__name__}")


def _match(lookup: Any) -> str:
    """One comparison inside `Exists`: a field of the other record with one of the counted record."""
    if not isinstance(lookup.rhs, F) or lookup.lookup_name != "exact":
        raise TypeError(f"Exists in a figure's condition compares fields of both records, not {lookup!r}")
    return f"{lookup.lhs.target} = {_value(lookup.rhs)}"


def _term(child: Any) -> str:
    if isinstance(child, tuple):
        lookup, value = child
        return f"{lookup} = {_value(value)}"
    return f"({_condition(child)})" if isinstance(child, Q) and len(child.children) > 1 else _condition(child)


def _value(value: Any) -> str:
    if isinstance(value, F):
        return str(value.name)  # type: ignore[attr-defined]  # missing in the stubs
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(_value, value))}]"
    return _DAY_TEXT if value == _DAY else str(value)
