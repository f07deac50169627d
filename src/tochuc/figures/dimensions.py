"""By what a figure can be broken down. Each dimension says its values, their labels and the SQL that tells
them.

`reveals` is the confidentiality of what a record's place in the breakdown says of it: who may not read the
column may see how many there are, but not open them.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable

from tochuc.figures.period import years_before
from tochuc.kernel.levels import Level
from tochuc.kernel.register.declaration import field_at

UNKNOWN = ""
"""The key of records whose value is not recorded."""
UNKNOWN_LABEL = "chưa ghi"


@dataclass(frozen=True)
class Dimension(ABC):
    """A property of the counted record itself, told by SQL; `UNKNOWN` is always a possible key.

    `path` leads to the field from which it follows.
    """

    label: str
    path: str
    _: KW_ONLY
    reveals: Level = Level.OPEN

    @abstractmethod
    def labels(self, model: type[models.Model]) -> dict[str, str]:
        """The known keys with their labels, in the order in which they are shown."""

    @abstractmethod
    def expression(self, day: dt.date) -> Combinable:
        """What to group by, for a period that ends on `day`."""

    @abstractmethod
    def key(self, raw: Any) -> str:
        """The key for what the database returns for `expression`."""

    @abstractmethod
    def condition(self, key: str, day: dt.date) -> Q:
        """The records that fall under `key`."""


@dataclass(frozen=True)
class Dim(Dimension):
    """A field with choices: `Dim("giới tính", "person__gender")`."""

    def labels(self, model: type[models.Model]) -> dict[str, str]:
        found = field_at(model, self.path)
        choices = found.flatchoices if found is not None else []
        return {str(key): str(label) for key, label in choices}

    def expression(self, day: dt.date) -> Combinable:
        return F(self.path)

    def key(self, raw: Any) -> str:
        return UNKNOWN if raw is None else str(raw)

    def condition(self, key: str, day: dt.date) -> Q:
        if key == UNKNOWN:
            return Q(**{self.path: ""}) | Q(**{f"{self.path}__isnull": True})
        return Q(**{self.path: key})


@dataclass(frozen=True)
class YesNo(Dimension):
    """A field that holds yes or no, with a label for each; its keys are "yes" and "no"."""

    yes: str
    no: str

    def labels(self, model: type[models.Model]) -> dict[str, str]:
        return {"yes": self.yes, "no": self.no}

    def expression(self, day: dt.date) -> Combinable:
        return F(self.path)

    def key(self, raw: Any) -> str:
        return UNKNOWN if raw is None else "yes" if raw else "no"

    def condition(self, key: str, day: dt.date) -> Q:
        if key == UNKNOWN:
            return Q(**{f"{self.path}__isnull": True})
        return Q(**{self.path: key == "yes"})


@dataclass(frozen=True)
class AgeBands(Dimension):
    """Completed years of age on the period's last day, from a date of birth.

    `limits` are the ages at which a new band begins: (31, 41) gives "-30", "31-40" and "41-".
    """

    limits: tuple[int, ...] = (31, 41, 51, 61)

    def labels(self, model: type[models.Model]) -> dict[str, str]:
        youngest, oldest = self.limits[0] - 1, self.limits[-1] - 1
        between = {
            f"{low}-{high - 1}": f"từ {low} đến {high - 1} tuổi" for low, high in pairwise(self.limits)
        }
        return {
            f"-{youngest}": f"từ {youngest} tuổi trở xuống",
            **between,
            f"{oldest + 1}-": f"trên {oldest} tuổi",
        }

    def expression(self, day: dt.date) -> Combinable:
        whens = [When(self.condition(key, day), then=Value(key)) for key in self._keys()]
        return Case(*whens, default=Value(UNKNOWN))

    def key(self, raw: Any) -> str:
        return str(raw)

    def condition(self, key: str, day: dt.date) -> Q:
        if key == UNKNOWN:
            return Q(**{f"{self.path}__isnull": True})
        low, _, high = key.partition("-")
        found = Q(**{f"{self.path}__isnull": False})
        if low:
            found &= Q(**{f"{self.path}__lte": years_before(day, int(low))})
        if high:
            found &= Q(**{f"{self.path}__gt": years_before(day, int(high) + 1)})
        return found

    def _keys(self) -> list[str]:
        between = [f"{low}-{high - 1}" for low, high in pairwise(self.limits)]
        return [f"-{self.limits[0] - 1}", *between, f"{self.limits[-1]}-"]


@dataclass(frozen=True)
class OfUnit:
    """A field with choices of the unit that a record belongs to, or else of the nearest unit above that has
    it.

    A cell's sector is that of its base organisation; the tree of the period's last day says which that is.
    """

    label: str
    field: str
    reveals: ClassVar[Level] = Level.OPEN


@dataclass(frozen=True)
class Below:
    """The units directly below, and the unit itself for what belongs to it alone. Every figure has it, as
    "unit".
    """

    label: str = "đơn vị trực thuộc"
    reveals: ClassVar[Level] = Level.OPEN


UNIT = "unit"
BELOW = Below()
AnyDimension = Dimension | OfUnit | Below
