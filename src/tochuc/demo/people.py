"""Names, numbers and schooling of invented people, after their birth, gender and cell are known."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tochuc.demo.content import content
from tochuc.demo.lives import Life

QUALIFICATIONS = ("none", "elementary", "intermediate", "college", "university", "master", "doctor")
_UPLAND = ("hre", "cor", "xo_dang")
_HOME_PROVINCE = "Quảng Ngãi"
_AFTER_SCHOOL = "enterprise"
"""Former students are taken to work somewhere."""
_RETIRED_AT = 60
_LESS_SCHOOLED_BEFORE = (1945, 1962)


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """The fields of a `Person` that follow from nothing else."""

    name: str
    ethnicity: str
    religion: str
    citizen_number: str
    education: str
    qualification: str
    occupation: str
    hometown: str


class Draw:
    """Draws by weight, quickly: the sums of the weights are made once."""

    def __init__(self, rng: random.Random, weights: Mapping[Any, float]) -> None:
        self._rng = rng
        self._values = list(weights)
        total = 0.0
        self._sums = [total := total + weight for weight in weights.values()]

    def __call__(self) -> Any:
        return self._rng.choices(self._values, cum_weights=self._sums)[0]


class People:
    """Draws everything about a person; citizen numbers are unique within one object."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names = content("names")
        self._numbers = content("members")
        self._draws: dict[tuple[Any, ...], Draw] = {}
        self._serials: set[str] = set()
        self._highland = {
            data["code"]: data["peoples"] for data in content("province")["uppers"] if "peoples" in data
        }
        self._places = {data["code"]: data for data in content("province")["uppers"]}
        self._districts = [data for data in content("province")["uppers"] if data["kind"] == "district"]

    def describe(self, life: Life, day: dt.date, *, numbered: bool) -> PlannedPerson:
        """As the person is on `day`; `numbered`: was there when citizen numbers were."""
        ethnicity = self._ethnicity(life)
        origin, hometown = self._origin(life)
        studying = life.student and day.year < (life.leaves_school_in or 0)
        profile = _AFTER_SCHOOL if life.student and not studying else life.profile
        qualification = "none" if studying else self._qualification(profile)
        return PlannedPerson(
            name=self._name(life, ethnicity),
            ethnicity=ethnicity,
            religion=self._religion(),
            citizen_number=self._citizen_number(life, origin) if numbered else "",
            education=self._education(life, qualification, studying),
            qualification=qualification,
            occupation=self._occupation(life, profile, studying, retired=life.age(day) >= _RETIRED_AT),
            hometown=hometown,
        )

    def _drawn(self, key: tuple[Any, ...], weights: Mapping[Any, float]) -> Any:
        draw = self._draws.get(key)
        if draw is None:
            draw = self._draws[key] = Draw(self._rng, weights)
        return draw()

    def _ethnicity(self, life: Life) -> str:
        if life.upper in self._highland and not life.stranger:
            return str(self._drawn(("people", life.upper), self._highland[life.upper]))
        chance = self._rng.random()
        return "kinh" if chance < 0.988 else "hre" if chance < 0.995 else "cor" if chance < 0.998 else "hoa"

    def _name(self, life: Life, ethnicity: str) -> str:
        surname = self._drawn(("surname", ethnicity), self._names["surnames"][ethnicity])
        number, names = next(
            (number, one)
            for number, one in enumerate(self._names["generations"])
            if life.birth.year < one["until"]
        )
        upland = ethnicity in _UPLAND and self._rng.random() < 0.62
        if upland:
            middle = self._drawn(("upland", life.gender), self._names["highland_middle"][life.gender])
            given = self._rng.choice(self._names["highland_given"][life.gender])
        else:
            middle = self._drawn(("middle", number, life.gender), names[life.gender]["middle"])
            given = self._rng.choice(names[life.gender]["given"])
        return " ".join(part for part in (surname, middle, given) if part)

    def _origin(self, life: Life) -> tuple[str, str]:
        """Code of the province of birth registration, and the native place."""
        if life.stranger and self._rng.random() < 0.7:
            origins = self._numbers["origins"]
            code = self._drawn(("origin",), {code: weight for code, (_, weight) in origins.items()})
            return str(code), str(origins[code][0])
        place = self._places.get(life.upper)
        if place is None or "communes" not in place:
            place = self._rng.choice(self._districts)
        return str(
            self._numbers["home_origin"]
        ), f"{self._rng.choice(place['communes'])}, {place['place']}, {_HOME_PROVINCE}"

    def _citizen_number(self, life: Life, origin: str) -> str:
        century = (life.birth.year // 100 - 19) * 2 + (life.gender == "female")
        start = f"{origin}{century}{life.birth.year % 100:02d}"
        while (number := f"{start}{self._rng.randrange(1_000_000):06d}") in self._serials:
            pass
        self._serials.add(number)
        return number

    def _qualification(self, profile: str) -> str:
        weights = self._numbers["profiles"][profile]["qualifications"]
        return str(self._drawn(("qualification", profile), dict(zip(QUALIFICATIONS, weights, strict=True))))

    def _education(self, life: Life, qualification: str, studying: bool) -> str:
        if studying and life.profile == "high_school":
            return "lower_secondary"
        if qualification in QUALIFICATIONS[2:] or life.student:
            return "upper_secondary"
        early, late = _LESS_SCHOOLED_BEFORE
        primary = 0.45 if life.birth.year < early else 0.12 if life.birth.year < late else 0.0
        lower = 0.4 if life.birth.year < late else 0.16
        chance = self._rng.random()
        if chance < primary:
            return "primary"
        return "lower_secondary" if chance < primary + lower else "upper_secondary"

    def _occupation(self, life: Life, profile: str, studying: bool, retired: bool) -> str:
        if studying:
            return str(self._numbers["student" if life.profile == "high_school" else "university_student"])
        if retired:
            return str(self._numbers["retired"])
        return str(self._drawn(("occupation", profile), self._numbers["profiles"][profile]["occupations"]))

    def _religion(self) -> str:
        chance = self._rng.random()
        for religion, share in self._numbers["religions"].items():
            chance -= share
            if chance < 0:
                return str(religion)
        return ""
