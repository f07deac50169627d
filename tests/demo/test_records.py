"""The demonstration's records keep the rules of the registers, and each account sees what its kind of user sees."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import connection, models
from django.test import override_settings
from pytest_django import Settings

from tests.kernel.importing.uploads import Callbacks, Importer
from tochuc.demo.accounts import Account, accounts
from tochuc.demo.build import Standing, standing
from tochuc.demo.files import COUNT, write_examples
from tochuc.kernel.access.permissions import VIEW_AUDIT
from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.changes.verify import verify
from tochuc.kernel.models import Unit, User
from tochuc.kernel.models.jobs import ImportState
from tochuc.kernel.register.registry import get_register
from tochuc.kernel.tree.check import check as check_tree
from tochuc.registers.documents.models import Document
from tochuc.registers.members.models import Admission, CellMembership, HandbookAccount, Member
from tochuc.registers.people.models import Gender, Person
from tochuc.registers.units.models import Reorganisation
from tochuc.rules import citizen_number, document_number, membership
from tochuc.rules.finding import Severity

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.usefixtures("demo_database"),
]
ACCOUNTS = {account.role: account for account in accounts()}


def test_the_tree_is_sound() -> None:
    assert check_tree() == []


def test_the_log_covers_every_row_and_its_chain_is_whole() -> None:
    proof = verify()
    assert proof.breaks == []
    with connection.cursor() as cursor:
        for model in (Unit, Person, Member, CellMembership, Admission, Document, HandbookAccount):
            cursor.execute(
                "SELECT count(*) FROM kernel_change WHERE model = %s AND operation = 'c'",
                [model._meta.label_lower],
            )
            assert cursor.fetchone()[0] == model._default_manager.count(), model


def test_citizen_numbers_fit_their_people_and_are_there_once() -> None:
    people = Person.objects.exclude(citizen_number="").values_list("citizen_number", "gender", "birth_date")
    seen: set[str] = set()
    for number, gender, birth in people.iterator():
        assert birth is not None
        sex: citizen_number.Sex = "female" if gender == Gender.FEMALE else "male"
        assert not citizen_number.check(number, sex=sex, birth_year=birth.year)
        seen.add(number)
    assert len(seen) == people.count() > 57_012
    assert not Member.objects.filter(left_on__isnull=True, person__citizen_number_hash__isnull=True).exists()


def test_admissions_and_recognitions_keep_the_rules_of_the_charter() -> None:
    for admission in Admission.objects.select_related("person").iterator():
        birth = admission.person.birth_date
        assert birth is not None
        assert not membership.check_admission_age(birth, admission.decided_on)
        if admission.ceremony_on is not None:
            assert not membership.check_ceremony(admission.decided_on, admission.ceremony_on)
    recognised = Member.objects.filter(official_on__isnull=False)
    for joined, official in recognised.values_list("joined_on", "official_on"):
        assert not membership.check_official_date(joined, official or dt.date.min)


def test_who_joined_within_a_year_of_the_last_day_is_on_probation_without_a_card() -> None:
    active = Member.objects.filter(left_on__isnull=True)
    probationary = active.filter(official_on__isnull=True)
    assert probationary.count() == active.filter(joined_on__gt=dt.date(2022, 12, 31)).count() > 1_000
    assert not probationary.exclude(card_number="").exists()
    assert not active.filter(official_on__isnull=False).exclude(card_number__regex=r"^\d{8}$").exists()


def test_some_are_admitted_a_second_time_after_their_first_membership_ended() -> None:
    again = Admission.objects.filter(is_again=True)
    assert again.count() > 20
    for admission in again:
        first = Member.objects.filter(person=admission.person).order_by("joined_on")[0]
        assert first.left_on is not None
        assert first.left_on < admission.decided_on


def test_committees_never_give_a_number_twice_in_a_term() -> None:
    numbered = Document.objects.filter(issuer__isnull=False, issued_on__isnull=False, number__isnull=False)
    seen: set[tuple[int | None, int, str, int | None]] = set()
    for document in numbered.iterator():
        assert document.issued_on is not None
        key = (document.issuer_id, term_of(document.issued_on), document.symbol, document.number)
        assert key not in seen
        seen.add(key)
    assert len(seen) == Document.objects.filter(issuer__isnull=False).count()


def test_numbers_of_a_committee_rise_with_the_days() -> None:
    last: dict[tuple[int | None, int, str], int] = {}
    for document in Document.objects.filter(issuer__isnull=False).order_by("issued_on", "number"):
        assert document.issued_on is not None
        assert document.number is not None
        key = (document.issuer_id, term_of(document.issued_on), document.symbol.partition("/")[0])
        assert document.number > last.get(key, 0), document
        last[key] = document.number


def term_of(day: dt.date) -> int:
    return sum(day >= dt.date(year, 9, 1) for year in (2015, 2020))


def test_documents_that_the_report_names_stand_with_their_numbers_and_days() -> None:
    named = {
        "1263-QĐ/TU": dt.date(2023, 11, 9),
        "203-KH/TU": dt.date(2023, 5, 24),
        "11-HD/TU": dt.date(2023, 3, 17),
        "13-HD/TU": dt.date(2023, 11, 10),
        "1823-CV/TU": dt.date(2023, 10, 18),
        "21-NQ/TW": dt.date(2022, 6, 16),
        "60-QĐ/TW": None,
    }
    for text, day in named.items():
        number = document_number.parse(text)
        symbol = f"{number.type_abbr}/{number.issuer_symbol}"
        found = Document.objects.filter(number=number.number, symbol=symbol, issued_on=day)
        assert [document.number_and_symbol for document in found] == [text]
    for document in Document.objects.exclude(number=None).iterator():
        findings = document_number.check(document.type, document.number_and_symbol)
        assert not [one for one in findings if one.severity is Severity.ERROR], document


@pytest.mark.parametrize(
    "model", [Unit, Person, Member, Admission, CellMembership, HandbookAccount, Document, Reorganisation]
)
def test_rows_written_in_bulk_pass_the_checks_of_single_ones(model: type[models.Model]) -> None:
    step = max(1, model._default_manager.count() // 20)
    for item in islice(model._default_manager.order_by("pk").iterator(), 0, None, step):
        item.full_clean(exclude=sorted(getattr(model, "derived_fields", ())))


def test_highland_districts_have_members_of_their_peoples() -> None:
    def share(code: str, ethnicity: str) -> float:
        unit = Unit.objects.get(code=code)
        members = Member.objects.filter(cell__first__range=(unit.first, unit.last), left_on__isnull=True)
        return members.filter(person__ethnicity=ethnicity).count() / members.count()

    assert share("QNG-BT", "hre") > 0.5
    assert share("QNG-STA", "xo_dang") > 0.5
    assert share("QNG-TB", "cor") > 0.4
    assert share("QNG-MD", "kinh") > 0.95


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=lambda account: account.role)
def test_the_printed_passwords_open_the_accounts(account: Account) -> None:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        assert authenticate(username=account.login, password=account.password) is not None


def seen_by(role: str, register: str = "members") -> int:
    user = User.objects.get(username=ACCOUNTS[role].login)
    return visible(user, get_register(register)).count()


def test_each_account_sees_what_its_kind_of_user_sees() -> None:
    everybody = Member.objects.count()
    district = Unit.objects.get(code="QNG-BS")
    in_district = Member.objects.filter(cell__first__range=(district.first, district.last)).count()
    in_cell = Member.objects.filter(cell__code=ACCOUNTS["cell_secretary"].unit).count()
    assert seen_by("province_officer") == seen_by("department_head") == seen_by("auditor") == everybody
    assert 0 < in_cell == seen_by("cell_secretary") < seen_by("district_officer") == in_district < everybody


def test_the_administrator_sees_nobody_and_the_auditor_reads_the_log() -> None:
    assert seen_by("administrator") == seen_by("administrator", "people") == 0
    auditor, officer = (
        User.objects.get(username=ACCOUNTS[role].login) for role in ("auditor", "district_officer")
    )
    assert may(auditor, VIEW_AUDIT.name)
    assert not may(officer, VIEW_AUDIT.name)


def test_the_database_is_recognised_as_this_version_s_demonstration() -> None:
    assert standing() is Standing.SAME


@pytest.fixture
def importer(settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: Callbacks) -> Importer:
    settings.DATA_DIR = tmp_path / "data"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    officer = User.objects.get(username=ACCOUNTS["province_officer"].login)
    return Importer(officer, django_capture_on_commit_callbacks, "members")


def test_the_example_file_has_two_errors_and_the_mended_one_brings_twelve_members(
    importer: Importer, tmp_path: Path
) -> None:
    spoiled, mended = write_examples(tmp_path)
    refused = importer.upload(spoiled.read_bytes(), spoiled.name)
    assert (refused.state, refused.errors) == (ImportState.REFUSED, 2)
    ready = importer.upload(mended.read_bytes(), mended.name)
    assert (ready.state, ready.errors, ready.created) == (ImportState.READY, 0, COUNT)
