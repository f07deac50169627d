"""An invented district: its communes and their figures of one year, the same for the same seed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

_FIRST = [
    "An",
    "Bình",
    "Cẩm",
    "Đại",
    "Đồng",
    "Hòa",
    "Hồng",
    "Kim",
    "Lạc",
    "Minh",
    "Phú",
    "Quang",
    "Tân",
    "Thanh",
    "Vân",
]
_SECOND = [
    "Ấp",
    "Bảng",
    "Châu",
    "Đường",
    "Giã",
    "Hội",
    "Khê",
    "Lũng",
    "Mạ",
    "Ngàn",
    "Quế",
    "Sơn",
    "Thượng",
    "Vịnh",
    "Xá",
]


@dataclass(frozen=True)
class Commune:
    """One year of one commune's Party organisation."""

    name: str
    village_cells: int
    other_cells: int
    men: int
    women: int
    probationary: int
    admitted_men: int
    admitted_women: int
    admitted_before: int
    target: int
    ratings: tuple[int, int, int, int]
    unrated: int
    inspected: int
    supervised: int
    reprimanded: int
    warned: int
    theory: int
    skills: int
    attended: int
    meetings: int
    themes: int

    @property
    def cells(self) -> int:
        return self.village_cells + self.other_cells

    @property
    def members(self) -> int:
        return self.men + self.women

    @property
    def admitted(self) -> int:
        return self.admitted_men + self.admitted_women

    @property
    def rated(self) -> int:
        return sum(self.ratings)


def communes(chance: random.Random, number: int) -> list[Commune]:
    """Communes of different names and sizes."""
    return [_commune(chance, name) for name in names(chance, number)]


def names(chance: random.Random, number: int) -> list[str]:
    """Invented names of places, all different."""
    return chance.sample([f"{first} {second}" for first in _FIRST for second in _SECOND], number)


def _commune(chance: random.Random, name: str) -> Commune:
    men, women = chance.randint(90, 320), chance.randint(60, 210)
    members = men + women
    unrated = chance.randint(4, 30)
    rated = members - unrated
    low, plain = chance.randint(1, 4), round(rated * chance.uniform(0.06, 0.14))
    good = int((rated - low - plain) / chance.uniform(1.14, 1.19))
    village = chance.randint(5, 14)
    before = chance.randint(3, 9)
    return Commune(
        name=name,
        village_cells=village,
        other_cells=chance.randint(3, 6),
        men=men,
        women=women,
        probationary=chance.randint(3, 12),
        admitted_men=chance.randint(2, 8),
        admitted_women=before + chance.randint(1, 6),
        admitted_before=before,
        target=chance.randint(6, 16),
        ratings=(rated - low - plain - good, good, plain, low),
        unrated=unrated,
        inspected=chance.randint(2, 6),
        supervised=chance.randint(2, 5),
        reprimanded=chance.randint(1, 4),
        warned=chance.randint(1, 3),
        theory=chance.randint(3, 15),
        skills=chance.randint(10, 60),
        attended=round(members * chance.uniform(0.86, 0.99)),
        meetings=12 * village,
        themes=chance.randint(15, 40),
    )


def rising(chance: random.Random, first: int, start: date, count: int) -> list[tuple[int, date]]:
    """Numbers of documents with their dates, both rising."""
    found, number, day = [], first, start
    for _ in range(count):
        found.append((number, day))
        number += chance.randint(1, 4)
        day += timedelta(chance.randint(4, 30))
    return found


def day_of(day: date) -> str:
    """A date as documents write it: `05/02/2023`, `15/7/2023`."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
