"""The sheet by which a province's members are taken over and kept in step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import citizen_number, make_member, make_officer, make_person, make_user
from tests.kernel.importing.uploads import Importer, xlsx
from tests.province import Province, make_province
from tochuc.kernel.changes.undo import undo
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.template import write_import_template
from tochuc.kernel.levels import Level
from tochuc.kernel.models import ChangeSet, ImportJob, Via
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import get_register
from tochuc.registers.members.actions import leave
from tochuc.registers.members.importing import member_import
from tochuc.registers.members.models import CellMembership, HandbookAccount, LeavingKind, Member
from tochuc.registers.people.models import Gender, Person

pytestmark = pytest.mark.django_db
SPEC = member_import()
Callbacks = Callable[..., AbstractContextManager[Any]]
TOMORROW = dt.date.today() + dt.timedelta(1)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def province() -> Province:
    return make_province()


@pytest.fixture
def officer(province: Province, django_capture_on_commit_callbacks: Callbacks) -> Importer:
    user = make_officer("province_officer", province.root)
    return Importer(user, django_capture_on_commit_callbacks, "members")


@pytest.fixture
def district_officer(province: Province, django_capture_on_commit_callbacks: Callbacks) -> Importer:
    user = make_officer("district_officer", province.district)
    return Importer(user, django_capture_on_commit_callbacks, "members")


def line(**values: object) -> dict[str, object]:
    """A row that is right: a woman of 1990 who joined in 2012 and belongs to the cell near."""
    return {
        "name": "Trần Thị Mẫu",
        "birth_date": "04/05/1990",
        "gender": "Nữ",
        "citizen_number": citizen_number(),
        "ethnicity": "Kinh",
        "cell": "T-G-1-1",
        "joined_on": "03/02/2012",
        "official_on": "03/02/2013",
    } | values


def sheet(*lines: dict[str, object]) -> bytes:
    titles = [column.title for column in SPEC.columns]
    rows = [[one.get(column.key) for column in SPEC.columns] for one in lines]
    return xlsx(rows, titles, SPEC.title)


def numbers(job: ImportJob) -> tuple[int, int, int, int]:
    return job.created, job.changed, job.unchanged, job.errors


def test_the_sheet_has_twenty_columns_each_once() -> None:
    assert len(SPEC.columns) == len({column.title for column in SPEC.columns}) == 20
    assert get_register("members").importing is not None


def test_a_row_becomes_a_person_a_member_a_cell_and_an_account(officer: Importer, province: Province) -> None:
    number = citizen_number()
    row = line(
        citizen_number=number,
        religion="Phật giáo",
        hometown="Mộ Đức",
        education="Trung học phổ thông",
        qualification="Đại học",
        occupation="Giáo viên",
        decided_on="20/01/2012",
        cell_since="01/06/2015",
        arrived_on="01/06/2015",
        joined_how="Chuyển đến từ ngoài tỉnh",
        card_number="51000123",
        record_number="LL-7",
        handbook_since="2/9/2023",
    )
    job = officer.run(sheet(row))
    assert (job.state, numbers(job)) == (ImportState.DONE, (1, 0, 0, 0))
    person = Person.objects.get()
    assert (person.citizen_number, person.kept_by, person.gender) == (number, province.near, Gender.FEMALE)
    assert (person.qualification, person.religion, person.hometown) == ("university", "Phật giáo", "Mộ Đức")
    member = Member.objects.get()
    assert (member.person, member.cell, member.card_number) == (person, province.near, "51000123")
    assert (member.joined_on, member.official_on) == (dt.date(2012, 2, 3), dt.date(2013, 2, 3))
    assert (member.arrived_on, member.joined_how) == (dt.date(2015, 6, 1), "transferred_in")
    stay = CellMembership.objects.get()
    assert (stay.cell, stay.since, stay.until) == (province.near, dt.date(2015, 6, 1), None)
    assert HandbookAccount.objects.get().since == dt.date(2023, 9, 2)
    written = ChangeSet.objects.latest("number")
    assert (written.verb, written.via, written.count) == ("members.import", Via.IMPORT, 4)


def test_without_days_of_arrival_the_day_of_joining_counts(officer: Importer) -> None:
    officer.run(sheet(line()))
    assert Member.objects.get().arrived_on == CellMembership.objects.get().since == dt.date(2012, 2, 3)


def test_the_same_file_again_changes_nothing(officer: Importer) -> None:
    content = sheet(line(), line(name="Lê Thị Hai"))
    officer.run(content)
    number = ChangeSet.objects.latest("number").number
    assert numbers(officer.upload(content)) == (0, 0, 2, 0)
    assert ChangeSet.objects.latest("number").number == number


def test_what_differs_is_changed_and_blank_cells_keep_what_is_recorded(officer: Importer) -> None:
    row = line(hometown="Mộ Đức", occupation="Giáo viên")
    officer.run(sheet(row))
    job = officer.run(sheet(row | {"hometown": None, "occupation": "Bác sĩ", "card_number": "51000123"}))
    assert numbers(job) == (0, 1, 0, 0)
    person, member = Person.objects.get(), Member.objects.get()
    assert (person.hometown, person.occupation, member.card_number) == ("Mộ Đức", "Bác sĩ", "51000123")


def test_another_cell_is_a_transfer_on_the_day_that_the_row_gives(
    officer: Importer, province: Province
) -> None:
    row = line()
    officer.run(sheet(row))
    moved = row | {"cell": "T-X-1", "cell_since": "01/07/2023"}
    assert numbers(officer.run(sheet(moved))) == (0, 1, 0, 0)
    stays = CellMembership.objects.order_by("since").values_list("cell__code", "since", "until")
    day = dt.date(2023, 7, 1)
    assert list(stays) == [("T-G-1-1", dt.date(2012, 2, 3), day), ("T-X-1", day, None)]
    assert Member.objects.get().cell == Person.objects.get().kept_by == province.far
    assert numbers(officer.upload(sheet(moved))) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("cell_since", "sentence"),
    [(None, "hãy ghi ngày chuyển đến"), ("03/02/2012", "Phải sau ngày vào chi bộ")],
)
def test_a_transfer_needs_a_day_after_the_present_cell_began(
    officer: Importer, cell_since: str | None, sentence: str
) -> None:
    row = line()
    officer.run(sheet(row))
    (error,) = officer.errors(sheet(row | {"cell": "T-X-1", "cell_since": cell_since}))
    assert sentence in error


def test_somebody_known_but_no_member_becomes_one(officer: Importer, province: Province) -> None:
    number = citizen_number()
    person = make_person(province.next, citizen_number=number)
    officer.run(sheet(line(citizen_number=number)))
    assert Member.objects.get().person == person
    person.refresh_from_db()
    assert person.kept_by == province.near


def test_who_left_and_came_back_has_two_memberships(officer: Importer, province: Province) -> None:
    number = citizen_number()
    member = make_member(province.near, make_person(province.near, citizen_number=number))
    leave(Acting(None), member=member, on=dt.date(2020, 1, 1), how=LeavingKind.TRANSFERRED_OUT)
    officer.run(sheet(line(citizen_number=number, arrived_on="01/01/2023")))
    assert list(Member.objects.order_by("pk").values_list("left_on", "arrived_on")) == [
        (dt.date(2020, 1, 1), dt.date(2015, 6, 1)),
        (None, dt.date(2023, 1, 1)),
    ]


def test_a_district_imports_its_own_and_nobody_elses(district_officer: Importer, province: Province) -> None:
    number = citizen_number()
    make_member(province.far, make_person(province.far, "Lê Thị Xa", citizen_number=number))
    assert numbers(district_officer.upload(sheet(line()))) == (1, 0, 0, 0)
    (into,) = district_officer.errors(sheet(line(cell="T-X-1")))
    assert "không có" in into, "a cell outside cannot even be named"
    (away,) = district_officer.errors(sheet(line(citizen_number=number)))
    assert "đơn vị khác" in away
    assert "Lê Thị Xa" not in away
    assert Member.objects.get().cell == province.far


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"citizen_number": "05119000001"}, "12 chữ số"),
        ({"citizen_number": "051090000001"}, "PER-003"),
        ({"citizen_number": "051191000001"}, "PER-004"),
        ({"birth_date": "1990"}, "chỉ có năm"),
        ({"gender": "Khác"}, "Khác"),
        ({"cell": "T-G-1"}, "không phải là chi bộ"),
        ({"cell": "T-G-1-9"}, "T-G-1-9"),
        ({"official_on": "03/02/2014"}, "MEM-004"),
        ({"decided_on": "04/02/2012"}, "không thể sau ngày vào Đảng"),
        ({"arrived_on": "01/01/2011"}, "không thể trước ngày vào Đảng"),
        ({"cell_since": "01/01/2011"}, "không thể trước ngày vào danh sách"),
        ({"handbook_since": "01/01/2011"}, "không thể trước ngày vào danh sách"),
        ({"handbook_since": TOMORROW}, "còn ở tương lai"),
        ({"card_number": "5100012"}, "8 chữ số"),
        ({"name": None}, "Họ và tên"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_cell_has_its_sentence(officer: Importer, values: dict[str, object], sentence: str) -> None:
    (error,) = officer.errors(sheet(line(**values)))
    assert sentence in error


def test_all_errors_come_at_once_and_nothing_is_written(officer: Importer) -> None:
    number = citizen_number()
    lines = [
        line(),
        line(gender="Khác", cell="T-G-1"),
        line(citizen_number=number, card_number="51000123"),
        line(citizen_number=number),
        line(card_number="51000123"),
    ]
    job = officer.upload(sheet(*lines))
    assert job.state == ImportState.REFUSED
    assert job.errors == 4, "gender, cell, the number twice, the card twice"
    assert not Person.objects.exists()


def test_a_card_that_somebody_else_holds_is_refused(officer: Importer, province: Province) -> None:
    make_member(province.far, card_number="51000123")
    (error,) = officer.errors(sheet(line(card_number="51000123")))
    assert "của đảng viên khác" in error


def test_an_import_is_undone_as_one(officer: Importer, province: Province) -> None:
    row = line(occupation="Giáo viên")
    officer.run(sheet(row))
    job = officer.run(
        sheet(row | {"occupation": "Bác sĩ", "cell": "T-X-1", "cell_since": "01/07/2023"}, line())
    )
    assert job.change_set is not None
    undo(Acting(officer.user, Via.UNDO), job.change_set)
    assert Person.objects.get().occupation == "Giáo viên"
    assert Member.objects.get().cell == province.near
    assert CellMembership.objects.get().until is None


@pytest.fixture
def clerk(province: Province, django_capture_on_commit_callbacks: Callbacks) -> Importer:
    """Imports members and reads people, but nothing sensitive."""
    verbs = ("members.import", "members.view", "people.view", "units.view")
    user = make_user(*verbs, on=province.root, level=Level.PERSONAL)
    return Importer(user, django_capture_on_commit_callbacks, "members")


def test_columns_that_the_importer_may_not_read_are_refused_by_name(
    officer: Importer, clerk: Importer
) -> None:
    row = line(religion="Phật giáo")
    officer.run(sheet(row))
    errors = clerk.errors(sheet(row | {"religion": "Công giáo"}))
    assert [error for error in errors if "“Tôn giáo” thuộc loại dữ liệu mà đồng chí không được xem" in error]
    assert [error for error in errors if "“Dân tộc”" in error]
    assert Person.objects.get().religion == "Phật giáo"


def test_a_refused_column_does_not_tell_what_is_recorded(officer: Importer, clerk: Importer) -> None:
    row = line(religion="Phật giáo")
    officer.run(sheet(row))
    guesses = [clerk.upload(sheet(row | {"religion": guess})) for guess in ("Phật giáo", "Công giáo")]
    assert [numbers(job)[:3] for job in guesses] == [(0, 0, 0), (0, 0, 0)]
    assert {job.state for job in guesses} == {ImportState.REFUSED}


def test_the_template_leaves_out_what_the_importer_may_not_fill(officer: Importer, clerk: Importer) -> None:
    assert "Tôn giáo" not in template_titles(clerk)
    assert "Tôn giáo" in template_titles(officer)


def template_titles(importer: Importer) -> list[str]:
    stream = BytesIO()
    write_import_template(stream, SPEC, Context(importer.user, importer.register))
    sheet_of_rows = openpyxl.load_workbook(stream).worksheets[0]
    return [str(cell.value) for row in sheet_of_rows.iter_rows() for cell in row if cell.value]
