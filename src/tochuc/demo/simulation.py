"""The simulation itself: a queue of events in the order of days, filled year by year."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tochuc.demo.content import content
from tochuc.demo.lives import Births, Life
from tochuc.demo.membership import Membership, PlannedAdmission, PlannedMember
from tochuc.demo.roll import GONE, Roll
from tochuc.demo.tree import BEGIN, Kind, PlannedTree, PlannedUnit
from tochuc.rules.working_days import add_working_days, is_working_day

Floats = NDArray[np.float64]
Destinations = dict[str, list[int]]
LEAVING = ("deceased", "transferred_out", "removed", "expelled", "left")
_HOME = ("village", "quarter")
_STAYING, _TO_THE_CITY = 0.7, 0.35
_SMALLEST_CELL = 3
_SPARED = 1e-6
_CEREMONY_DAYS = (5, 26)
_FEAST_WEIGHT = 3.0
_FEASTS = ((1, 15, 2, 3), (5, 5, 5, 19), (8, 18, 9, 2), (10, 25, 11, 7))
"""Cells like to admit in the weeks before 3/2, 19/5, 2/9 and 7/11."""


def simulate(
    tree: PlannedTree, weights: Mapping[str, float], rng: np.random.Generator, scale: float = 1.0
) -> Membership:
    """`weights` are the cells' of the first day, by code."""
    return _Simulation(tree, weights, rng, scale).run()


class _Simulation:
    def __init__(
        self, tree: PlannedTree, weights: Mapping[str, float], rng: np.random.Generator, scale: float
    ) -> None:
        self._tree = tree
        self._rng = rng
        self._numbers = content("members")
        self._births = Births(rng, self._numbers["profiles"])
        self._quiet_after: dt.date = self._numbers["quiet_after"]
        self._years: dict[int, dict[str, int]] = {
            year: {name: round(count * scale) for name, count in counts.items()}
            for year, counts in self._numbers["years"].items()
        }
        self._target: int = round(self._numbers["members"] * scale)
        self._found = Membership(self._numbers["horizon"])
        self._roll = Roll(tree, rng, self._capacity(), self._found)
        self._cells = self._roll.cells
        self._weights = np.array([weights.get(cell.code, 0.0) for cell in self._cells])
        self._uppers: list[str] = []
        self._queue: list[tuple[dt.date, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def run(self) -> Membership:
        self._take_over()
        for happening in self._tree.happenings:
            if happening.unit.has_members:
                self._plan(happening.day, partial(self._roll.follow, happening))
        for year in self._years:
            self._plan_year(year)
            while self._queue and self._queue[0][0].year == year:
                heapq.heappop(self._queue)[2]()
        return self._found

    def _plan(self, day: dt.date, act: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (day, next(self._order), act))

    # --- The first day -------------------------------------------------------------------------------------

    def _capacity(self) -> int:
        return self._first_members() + sum(one["admitted"] + one["arrived"] for one in self._years.values())

    def _first_members(self) -> int:
        """As many as bring the last day to its number."""
        joined = sum(
            one["admitted"] - one.get("awaiting", 0) + one["arrived"] for one in self._years.values()
        )
        left = sum(one[how] for one in self._years.values() for how in LEAVING)
        return self._target - joined + left

    def _take_over(self) -> None:
        living = np.array([cell.lives(BEGIN) for cell in self._cells])
        for number, count in enumerate(apportioned(self._weights * living, self._first_members())):
            cell = self._cells[number]
            for _ in range(count):
                life, joined = self._births.old_member(cell.profile, self._upper(cell, BEGIN))
                self._join(life, joined, max(joined, cell.founded_on), cell)

    def _join(
        self, life: Life, joined: dt.date, arrived: dt.date, cell: PlannedUnit, *, from_outside: bool = False
    ) -> None:
        """Somebody who was admitted before the history begins, or elsewhere."""
        decided = joined - dt.timedelta(int(self._rng.integers(5, 26)))
        person = self._roll.add_person(life)
        self._roll.join(PlannedMember(person, joined, decided, arrived, from_outside), cell)

    # --- A year --------------------------------------------------------------------------------------------

    def _plan_year(self, year: int) -> None:
        counts, day = self._years[year], dt.date(year, 1, 1)
        self._uppers = [self._upper(cell, day) for cell in self._cells]
        present = np.flatnonzero(self._roll.where != GONE)
        ages = year - self._roll.birth_years[present]
        busy = self._plan_leaving(year, counts, present, ages)
        self._plan_moving(year, present[~busy], ages[~busy])
        pull = self._pull()
        for number in self._rng.choice(len(self._cells), counts["arrived"], p=pull):
            day = self._day(year)
            self._plan(day, partial(self._arrive, self._cells[number], day))
        self._plan_admissions(year, counts, pull)

    def _pull(self) -> Floats:
        """How likely each cell is to gain members: by its size, its kind, and the year's luck of its district."""
        young = np.array([self._numbers["profiles"][cell.profile]["young"] for cell in self._cells])
        luck = {upper: self._rng.uniform(0.8, 1.2) for upper in dict.fromkeys(self._uppers)}
        pull = self._roll.sizes() * young * np.array([luck[upper] for upper in self._uppers])
        return np.asarray(pull / pull.sum())

    def _day(self, year: int) -> dt.date:
        """Any day of the year on which a membership may begin or end."""
        first, last = dt.date(year, 1, 2), min(dt.date(year, 12, 30), self._quiet_after)
        return first + dt.timedelta(int(self._rng.integers((last - first).days)))

    def _plan_leaving(
        self, year: int, counts: Mapping[str, int], present: NDArray[np.int64], ages: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Plans who leaves, and says who of those present has something to do this year."""
        busy = np.zeros(len(present), dtype=bool)
        spared = self._roll.sizes()[self._roll.where[present]] <= _SMALLEST_CELL
        chances = {
            "deceased": np.exp((ages - 60) / 9.0),
            "transferred_out": np.where(ages < 45, 3.0, 0.3),
            "removed": np.where(ages < 50, 1.0, 0.2),
            "expelled": np.where(ages < 62, 1.0, 0.1),
            "left": np.where(ages > 35, 1.0, 0.4),
        }
        for how in LEAVING:
            chance = np.where(busy, 0.0, chances[how]) * np.where(spared, _SPARED, 1.0)
            chosen = self._rng.choice(len(present), counts[how], replace=False, p=chance / chance.sum())
            busy[chosen] = True
            for member in present[chosen]:
                day = self._day(year)
                self._plan(day, partial(self._roll.leave, int(member), day, how))
        return busy

    def _plan_moving(self, year: int, present: NDArray[np.int64], ages: NDArray[np.int64]) -> None:
        """Who retires or leaves school goes home; some others change the place where they work or live."""
        profiles = [self._cells[number].profile for number in self._roll.where[present]]
        limits = np.array([self._births.retiring_age(profile) for profile in profiles])
        working = np.array([profile not in _HOME for profile in profiles])
        retiring = working & ((ages >= limits) | (year >= self._roll.school_ends[present]))
        moving = (self._rng.random(len(present)) < self._numbers["moving"]) & ~retiring
        destinations = self._destinations(year)
        for place in np.flatnonzero(retiring | moving):
            kind = _HOME[0] if retiring[place] else _kind_of_place(profiles[place])
            day, member = self._day(year), int(present[place])
            to = self._destination(int(self._roll.where[member]), destinations[kind])
            self._plan(day, partial(self._move, member, to, day))

    def _destinations(self, year: int) -> dict[str, Destinations]:
        """The living cells by kind of place, then by upper organisation."""
        day = dt.date(year, 1, 1)
        found: dict[str, Destinations] = {}
        for number, cell in enumerate(self._cells):
            if cell.lives(day):
                uppers = found.setdefault(_kind_of_place(cell.profile), {})
                uppers.setdefault(self._uppers[number], []).append(number)
        return found

    def _destination(self, cell: int, destinations: Destinations) -> PlannedUnit:
        """Mostly in the same district; those of the province's offices and forces go to the city or anywhere."""
        upper = self._uppers[cell]
        if upper not in destinations or self._rng.random() > _STAYING:
            others = list(destinations)
            city = "QNG-TP" in destinations and self._rng.random() < _TO_THE_CITY
            upper = "QNG-TP" if city else others[int(self._rng.integers(len(others)))]
        numbers = destinations[upper]
        return self._cells[numbers[int(self._rng.integers(len(numbers)))]]

    def _plan_admissions(self, year: int, counts: Mapping[str, int], pull: Floats) -> None:
        students = round(counts["admitted"] * self._numbers["students"][year])
        schools = np.array(
            [self._numbers["profiles"][cell.profile].get("students", 0) for cell in self._cells]
        )
        pupils = self._rng.choice(len(self._cells), students, p=_shares(schools * (pull > 0)))
        others = self._rng.choice(len(self._cells), counts["admitted"] - students, p=pull)
        days = iter(self._decision_days(year, counts))
        for numbers, student in ((pupils, True), (others, False)):
            for number in numbers:
                day = next(days)
                self._plan(day, partial(self._decide, self._cells[number], day, student))

    def _decision_days(self, year: int, counts: Mapping[str, int]) -> Sequence[dt.date]:
        """The last ones, whose ceremonies are awaited, lie in the quiet weeks before the horizon."""
        awaiting = counts.get("awaiting", 0)
        quiet = self._quiet_after
        end = dt.date(year, 12, 31) if year < quiet.year else quiet - dt.timedelta(9)
        days = list(_working_days(dt.date(year, 1, 3), end))
        weights = np.array([_FEAST_WEIGHT if _is_feast(day) else 1.0 for day in days])
        chosen = self._rng.choice(len(days), counts["admitted"] - awaiting, p=weights / weights.sum())
        late = list(_working_days(quiet + dt.timedelta(2), self._numbers["horizon"]))
        waiting = self._rng.choice(len(late), awaiting)
        return [*(days[number] for number in chosen), *(late[number] for number in waiting)]

    # --- What happens on a day -----------------------------------------------------------------------------

    def _decide(self, cell: PlannedUnit, day: dt.date, student: bool) -> None:
        cell = self._roll.standing(cell, day)
        again = None if student or self._rng.random() > self._numbers["again"] else self._roll.returning(day)
        if again is None:
            life = self._births.applicant(cell.profile, self._upper(cell, day), day, student)
            person = self._roll.add_person(life)
        else:
            person = again.person
        admission = PlannedAdmission(person, cell, day, is_student=student, is_again=again is not None)
        self._found.admissions.append(admission)
        if day <= self._quiet_after:
            held = add_working_days(day, int(self._rng.integers(*_CEREMONY_DAYS)))
            held = min(held, self._quiet_after)
            self._plan(held, partial(self._hold, admission, held))

    def _hold(self, admission: PlannedAdmission, day: dt.date) -> None:
        admission.ceremony = day
        member = PlannedMember(admission.person, day, admission.decided, day, admission=admission)
        self._roll.join(member, self._roll.standing(admission.cell, day))

    def _arrive(self, cell: PlannedUnit, day: dt.date) -> None:
        cell = self._roll.standing(cell, day)
        life, joined = self._births.newcomer(cell.profile, self._upper(cell, day), day)
        self._join(life, joined, day, cell, from_outside=True)

    def _move(self, number: int, to: PlannedUnit, day: dt.date) -> None:
        self._roll.move(number, self._roll.standing(to, day), day)

    def _upper(self, cell: PlannedUnit, day: dt.date) -> str:
        upper = cell.above(Kind.UPPER, day)
        return upper.code if upper else ""


def apportioned(weights: Floats, total: int) -> list[int]:
    """Whole numbers by weight with that sum (largest remainders), at least a small cell's for each weight."""
    smallest = min(_SMALLEST_CELL, int(total // (2 * np.count_nonzero(weights))))
    counts = np.where(weights > 0, smallest, 0)
    shares = weights / weights.sum() * (total - counts.sum())
    floors = np.floor(shares).astype(np.int64)
    largest = np.argsort(floors - shares, kind="stable")[: total - int(counts.sum() + floors.sum())]
    floors[largest] += 1
    return [int(count) for count in counts + floors]


def _shares(weights: Floats) -> Floats:
    return np.asarray(weights / weights.sum())


def _kind_of_place(profile: str) -> str:
    """People move between places of one kind; villages and towns' quarters are both home."""
    return _HOME[0] if profile in _HOME else profile


def _working_days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    days = (first + dt.timedelta(number) for number in range((last - first).days + 1))
    return filter(is_working_day, days)


def _is_feast(day: dt.date) -> bool:
    return any((m1, d1) <= (day.month, day.day) <= (m2, d2) for m1, d1, m2, d2 in _FEASTS)
