"""A figure's definition in words: what is counted, by which date, where, under which conditions.

It follows from the declaration alone, so it changes exactly when the declaration does: a frozen report keeps it beside
the number, and a reader finds it on the number's card.
"""

from __future__ import annotations

import datetime as dt
from functools import singledispatch
from typing import Any

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
    return f"Đếm {_what(figure)} có {figure.since} ≤ {_DAY_TEXT} và {figure.until} trống hoặc > {_DAY_TEXT}{_rest(figure)}."


@definition.register
def _(figure: Flow) -> str:
    return f"Đếm {_what(figure)} có {_field(figure.of, figure.on)} trong kỳ{_rest(figure)}."


@definition.register
def _(figure: Given) -> str:
    return (
        f"{_field(figure.of, figure.value).capitalize()} của chính đơn vị ({figure.unit}) trong {figure.year} "
        f"mà kỳ kết thúc, theo {_model(figure.of)}."
    )


@definition.register
def _(figure: Ratio) -> str:
    return f"[{figure.numerator}] × 100 : [{figure.denominator}]."


@definition.register
def _(figure: Versus) -> str:
    base = f"[{figure.against}]" + (f" trước đó {figure.years_back} năm" if figure.years_back else "")
    return f"([{figure.figure}] – {base}) × 100 : {base}."


def _what(figure: Counted) -> str:
    return _model(figure.of)


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
        return f"có {condition.query.model._meta.label} [{condition.query.where}]"
    return repr(condition)


def _term(child: Any) -> str:
    if isinstance(child, tuple):
        lookup, value = child
        return f"{lookup} = {_value(value)}"
    return f"({_condition(child)})" if isinstance(child, Q) and len(child.children) > 1 else _condition(child)


def _value(value: Any) -> str:
    if isinstance(value, F):
        return value.name
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(map(_value, value))}]"
    return _DAY_TEXT if value == _DAY else str(value)
