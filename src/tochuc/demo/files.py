"""Example files to import: members who come to Bình Sơn in January 2024, with two errors and mended."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import xlsxwriter

from tochuc.demo.content import content
from tochuc.demo.lives import Births
from tochuc.demo.people import People
from tochuc.registers.members.importing import member_import
from tochuc.registers.members.models import JoiningKind
from tochuc.registers.people.models import Education, Ethnicity, Gender, Qualification
from tochuc.rules.working_days import add_months
from tochuc.vi.dates import format_date

WITH_ERRORS = "dang-vien-hai-loi.xlsx"
MENDED = "dang-vien-da-sua.xlsx"
COUNT = 12
_SEED = 2024
_CELL = "QNG-BS-01-01"
_UPPER = "QNG-BS"
_FIRST_CARD = 59_000_001
_ARRIVED = dt.date(2024, 1, 15)
_MADE_AT = dt.datetime(2024, 1, 16, 8, 0)  # noqa: DTZ001 (a sheet's own time has no zone)
Row = dict[str, str]


def write_examples(folder: Path) -> list[Path]:
    """Both files; the same bytes every time. Their people are in no demonstration."""
    rows = _rows()
    return [_write(folder / WITH_ERRORS, _spoiled(rows)), _write(folder / MENDED, rows)]


def _rows() -> list[Row]:
    rng = random.Random(_SEED)  # noqa: S311 (nothing secret comes of it)
    births = Births(np.random.default_rng(_SEED), content("members")["profiles"])
    people = People(rng)
    return [_row(births, people, number) for number in range(COUNT)]


def _row(births: Births, people: People, number: int) -> Row:
    life, joined = births.newcomer("office", _UPPER, _ARRIVED)
    person = people.describe(life, _ARRIVED, numbered=True)
    official = add_months(joined, 12)
    return {
        "name": person.name,
        "birth_date": format_date(life.birth),
        "gender": Gender(life.gender).label,
        "citizen_number": person.citizen_number,
        "ethnicity": Ethnicity(person.ethnicity).label,
        "religion": person.religion,
        "hometown": person.hometown,
        "education": Education(person.education).label,
        "qualification": Qualification(person.qualification).label,
        "occupation": person.occupation,
        "cell": _CELL,
        "joined_on": format_date(joined),
        "decided_on": format_date(joined - dt.timedelta(14)),
        "official_on": format_date(official) if official <= _ARRIVED else "",
        "arrived_on": format_date(_ARRIVED),
        "joined_how": JoiningKind.TRANSFERRED_IN.label,
        "card_number": str(_FIRST_CARD + number) if official <= _ARRIVED else "",
    }


def _spoiled(rows: Sequence[Row]) -> list[Row]:
    """A day that no calendar has, and a cell that nobody founded."""
    spoiled = [dict(row) for row in rows]
    spoiled[2]["birth_date"] = "31/4/1990"
    spoiled[7]["cell"] = "QNG-BS-99-99"
    return spoiled


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    spec = member_import()
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _MADE_AT})
        sheet = book.add_worksheet(spec.title)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(spec.columns) - 1, 18, text)
        for place, column in enumerate(spec.columns):
            sheet.write_string(0, place, column.title, bold)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(spec.columns):
                sheet.write_string(number, place, row.get(column.key, ""), text)
    return path
