"""Who the members are in outline: births, genders, and the days on which they joined. Deterministic under `rng`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tochuc.demo.tree import BEGIN

_DAYS = 365.25
_LAST_AGE_AT_SCHOOL = (23, 19)
"""At a university, at a high school."""
_GENERATION = 1965
_YOUNGEST = 18.25
_LAST_OLD = dt.date(2012, 12, 20)


@dataclass(slots=True, eq=False)
class Life:
    """One person; `profile` is the kind of cell and `upper` the organisation through which they came."""

    birth: dt.date
    gender: str
    profile: str
    upper: str
    student: bool = False
    stranger: bool = False

    @property
    def leaves_school_in(self) -> int | None:
        """The year; None for who was no student when admitted."""
        if not self.student:
            return None
        return self.birth.year + _LAST_AGE_AT_SCHOOL[self.profile == "high_school"]

    def age(self, day: dt.date) -> float:
        return (day - self.birth).days / _DAYS


def years_before(day: dt.date, years: float) -> dt.date:
    return day - dt.timedelta(round(years * _DAYS))


class Births:
    """Draws people by profile (`members.yaml`)."""

    def __init__(self, rng: np.random.Generator, profiles: Mapping[str, Any]) -> None:
        self._rng = rng
        self._profiles = profiles

    def old_member(self, profile: str, upper: str) -> tuple[Life, dt.date]:
        """A member of the first day and the day of joining."""
        retired = self._rng.random() > self._profiles[profile]["working"]
        age = (
            self._between(68, 8, 57, 94)
            if retired
            else self._between(39, 9, 21, self.retiring_age(profile) - 1)
        )
        life = self._life(profile, upper, years_before(BEGIN, age))
        joined = years_before(life.birth, -self._between(28, 6, 18.5, 46))
        if joined > _LAST_OLD:
            earliest = years_before(life.birth, -_YOUNGEST)
            joined = _LAST_OLD - dt.timedelta(
                int(self._rng.integers(0, min((_LAST_OLD - earliest).days, 1800)))
            )
        return life, joined

    def applicant(self, profile: str, upper: str, decided: dt.date, student: bool) -> Life:
        """Somebody who is admitted on that day."""
        if student:
            low, high = (18.2, 19.1) if profile == "high_school" else (19.3, 22.5)
            age = float(self._rng.uniform(low, high))
        else:
            middle = 24 if self._profiles[profile]["young"] > 1.5 else 29
            age = self._between(middle, 5.5, _YOUNGEST, 56)
        return self._life(profile, upper, years_before(decided, age), student=student)

    def newcomer(self, profile: str, upper: str, arrived: dt.date) -> tuple[Life, dt.date]:
        """A member who comes from another province, and the day of joining there."""
        age = self._between(36, 8, 24, 58)
        life = self._life(profile, upper, years_before(arrived, age), stranger=True)
        since = float(self._rng.uniform(0.2, age - _YOUNGEST - 1))
        return life, years_before(arrived, since)

    def retiring_age(self, profile: str) -> int:
        return int(self._profiles[profile].get("retiring_age", 60))

    def _life(
        self, profile: str, upper: str, birth: dt.date, *, student: bool = False, stranger: bool = False
    ) -> Life:
        shares = self._profiles[profile]["women"]
        share = 0.56 if student else shares[birth.year >= _GENERATION]
        gender = "female" if self._rng.random() < share else "male"
        return Life(birth, gender, profile, upper, student, stranger)

    def _between(self, middle: float, spread: float, low: float, high: float) -> float:
        return float(min(max(self._rng.normal(middle, spread), low), high)) + float(self._rng.uniform(0, 0.9))
