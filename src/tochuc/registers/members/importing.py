"""Members from a sheet: one row is a person, the membership, the present cell and the handbook account.

A row is matched by the citizen number. Of a person not yet known, everything is new; of a member, what differs is
changed, and another cell than the present one is a transfer on the day that the sheet gives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import QuerySet

from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.importing.context import Context
from tochuc.kernel.importing.derive import complete
from tochuc.kernel.importing.plan import Plan
from tochuc.kernel.importing.spec import OUT_OF_REACH, ImportColumn, ImportSpec, Lookup, Planner, Row
from tochuc.kernel.models import Record, Unit
from tochuc.kernel.models.tree import CELLS
from tochuc.kernel.sheets import parsing
from tochuc.kernel.sheets.writing import Kind
from tochuc.registers.members.models import CellMembership, HandbookAccount, Member
from tochuc.registers.people.models import Gender, Person
from tochuc.rules import citizen_number, membership
from tochuc.rules.finding import Finding, Severity
from tochuc.vi.dates import format_date

PERSON = (
    "name",
    "birth_date",
    "gender",
    "ethnicity",
    "religion",
    "hometown",
    "education",
    "qualification",
    "occupation",
)
MEMBER = ("joined_on", "decided_on", "official_on", "card_number", "record_number")
M = TypeVar("M", bound=Record)
_NAMED = 5_000
_DIGITS, _TOLD = 12, 6
"""How many digits a citizen number has, and how many of them tell of place, century, sex and year of birth."""
# Members who joined on one day became official on one day.
_check_official_date = lru_cache(maxsize=1 << 16)(membership.check_official_date)
CARD_NUMBER = re.compile(r"\d{8}")


def parse_citizen_number(text: str) -> str | None:
    """Only digits, so that the hash finds it; whether it fits the person is checked with the row."""
    if not text:
        return None
    citizen_number.parse(text)
    return re.sub(r"[\s.'’]", "", text)


def parse_card_number(text: str) -> str | None:
    if text and not CARD_NUMBER.fullmatch(text):
        raise ValueError("Số thẻ đảng viên gồm đúng 8 chữ số: hãy kiểm tra lại, kể cả số 0 ở đầu.")
    return text or None


def _columns() -> tuple[ImportColumn, ...]:
    person = {name: complete(Person, name) for name in PERSON}
    member = {name: complete(Member, name) for name in MEMBER}
    return (
        person["name"],
        replace(person["birth_date"], required=True, example="15/8/1985"),
        person["gender"],
        replace(
            complete(Person, ImportColumn("citizen_number", parser=parse_citizen_number, required=True)),
            note="Dùng để nhận ra người đã có hồ sơ; 12 chữ số.",
            example="051085000123",
        ),
        person["ethnicity"],
        person["religion"],
        person["hometown"],
        person["education"],
        person["qualification"],
        person["occupation"],
        ImportColumn(
            "cell",
            title="Mã chi bộ",
            required=True,
            lookup=Lookup(Unit, by=("code", "name")),
            note="Mã của chi bộ mà đảng viên đang sinh hoạt.",
            aliases=("Chi bộ",),
        ),
        ImportColumn(
            "cell_since",
            title="Ngày vào chi bộ",
            required=False,
            parser=parsing.date_full,
            kind=Kind.DATE,
            note="Bắt buộc khi chi bộ khác với chi bộ đang ghi trong sổ; để trống thì lấy ngày vào danh sách.",
        ),
        replace(member["joined_on"], note="Ngày làm lễ kết nạp."),
        member["decided_on"],
        member["official_on"],
        replace(complete(Member, "arrived_on"), required=False, note="Để trống thì lấy ngày vào Đảng."),
        complete(Member, "joined_how"),
        replace(member["card_number"], parser=parse_card_number, example="51000123"),
        member["record_number"],
        ImportColumn(
            "handbook_since",
            title="Ngày có tài khoản Sổ tay",
            required=False,
            parser=parsing.date_full,
            kind=Kind.DATE,
        ),
    )


class MemberPlanner(Planner):
    writes = (Person, Member, CellMembership, HandbookAccount)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.people: dict[str, Person] = {}
        self.members: dict[int, Member] = {}
        self.stays: dict[int, CellMembership] = {}
        self.accounts: set[int] = set()
        self.cards: dict[str, int] = {}
        self.cells: dict[int, Unit] = {}
        self.refusals: dict[int, str] = {}
        self.hashes: dict[str, str] = {}

    def load(self, rows: Sequence[Row]) -> None:
        """Seven queries. What belongs to people whom the file does not name is not kept."""
        self.hashes = {number: lookup_hash(number) for row in rows if (number := row["citizen_number"])}
        wanted = set(self.hashes.values())
        people = _among(Person.objects.all(), "citizen_number_hash", wanted)
        self.people = {one.citizen_number_hash: one for one in people if one.citizen_number_hash in wanted}
        keys = {one.pk for one in self.people.values()}
        active = Member.objects.filter(left_on__isnull=True)
        listed = _among(active, "person", keys)
        self.members = {one.person_id: one for one in listed if one.person_id in keys}
        members = {one.pk for one in self.members.values()}
        stays = _among(CellMembership.objects.filter(until__isnull=True), "member", members)
        self.stays = {one.member_id: one for one in stays if one.member_id in members}
        accounts = _among(HandbookAccount.objects.all(), "member", members)
        self.accounts = set(accounts.values_list("member_id", flat=True)) & members
        cards = _among(
            active.exclude(card_number=""), "card_number", {row["card_number"] for row in rows} - {None}
        )
        self.cards = dict(cards.values_list("card_number", "person_id"))
        self.cells = {one.pk: one for one in Unit.objects.filter(kind__in=CELLS)}

    def plan(self, rows: Sequence[Row], plan: Plan) -> None:
        for row in rows:
            # Of a row with unreadable cells the others are judged too, so that all errors come at once.
            if self._sound(row, plan) and not row.broken:
                self._plan_row(row, plan)

    def _hash(self, row: Row) -> str:
        return self.hashes.get(row["citizen_number"], "")

    def _plan_row(self, row: Row, plan: Plan) -> None:
        person = self.people.get(self._hash(row))
        if person is None:
            own = {"citizen_number": row["citizen_number"], "kept_by": row["cell"]}
            new = plan.create(row, Person, own | row.given(*PERSON), label=row["name"])
            self._join(row, plan, new)
            return
        if not self.context.may_put(person.kept_by_id):
            plan.error(row, "citizen_number", "Người này đã có hồ sơ ở đơn vị khác; " + OUT_OF_REACH)
            return
        member = self.members.get(person.pk)
        plan.change(row, person, {**row.given(*PERSON), "kept_by": row["cell"]}, label=person.name)
        if member is None:
            self._join(row, plan, person.pk)
        else:
            self._change_member(row, plan, member)

    def _join(self, row: Row, plan: Plan, person: int) -> None:
        cell, arrived = row["cell"], row["arrived_on"] or row["joined_on"]
        listed = {"person": person, "cell": cell, "arrived_on": arrived}
        member = plan.add(row, Member, listed | row.given("joined_how", *MEMBER))
        since = row["cell_since"] or arrived
        plan.add(row, CellMembership, {"member": member, "cell": cell, "since": since})
        if row["handbook_since"]:
            plan.add(row, HandbookAccount, {"member": member, "since": row["handbook_since"]})

    def _change_member(self, row: Row, plan: Plan, member: Member) -> None:
        moved = member.cell_id != row["cell"]
        if moved and not self._move(row, plan, member):
            return
        plan.change(row, member, {**row.given(*MEMBER, "joined_how", "arrived_on"), "cell": row["cell"]})
        since = row["handbook_since"]
        if since and member.pk not in self.accounts:
            plan.add(row, HandbookAccount, {"member": member.pk, "since": since})

    def _move(self, row: Row, plan: Plan, member: Member) -> bool:
        """Plans the transfer to the row's cell; False where it cannot be."""
        since: dt.date | None = row["cell_since"]
        stay = self.stays.get(member.pk)
        if since is None:
            plan.error(
                row, "cell_since", "Chi bộ khác với chi bộ trong sổ: hãy ghi ngày chuyển đến chi bộ mới."
            )
            return False
        if stay is not None and since <= stay.since:
            plan.error(
                row, "cell_since", f"Phải sau ngày vào chi bộ hiện nay trong sổ ({format_date(stay.since)})."
            )
            return False
        if stay is not None:
            plan.change(row, stay, {"until": since})
        plan.add(row, CellMembership, {"member": member.pk, "cell": row["cell"], "since": since})
        return True

    def _sound(self, row: Row, plan: Plan) -> bool:
        before = len(plan.errors)
        self._check_cell(row, plan)
        if row["joined_on"]:
            self._check_dates(row, row["joined_on"], plan)
        self._check_future(row, plan)
        self._check_number(row, plan)
        self._check_card(row, plan)
        return len(plan.errors) == before

    def _check_number(self, row: Row, plan: Plan) -> None:
        number, birth, gender = row["citizen_number"], row["birth_date"], row["gender"]
        if number and birth and gender:
            _report(row, plan, "citizen_number", _check_birth(number[:_TOLD], gender, birth.year))

    def _check_card(self, row: Row, plan: Plan) -> None:
        card = row["card_number"]
        holder = self.cards.get(card) if card else None
        known = self.people.get(self._hash(row))
        if holder is not None and (known is None or known.pk != holder):
            plan.error(
                row, "card_number", "Số thẻ này trong sổ là của đảng viên khác: hãy kiểm tra lại số thẻ."
            )
        elif card and holder is None:
            self.cards[card] = known.pk if known is not None else -row.number

    def _check_cell(self, row: Row, plan: Plan) -> None:
        cell = row["cell"]
        if cell is None:
            return
        if cell not in self.refusals:
            self.refusals[cell] = self._refusal_of_cell(cell)
        if self.refusals[cell]:
            plan.error(row, "cell", self.refusals[cell])

    def _refusal_of_cell(self, key: int) -> str:
        """Why nobody can be put into that unit; empty where they can."""
        cell = self.cells.get(key)
        if cell is None:
            return "Đơn vị này không phải là chi bộ: đảng viên sinh hoạt ở chi bộ, hãy ghi mã chi bộ."
        if not self.context.may_put(cell.pk):
            return OUT_OF_REACH[0].upper() + OUT_OF_REACH[1:]
        if cell.ended_on is not None:
            ended = format_date(cell.ended_on)
            return f"Chi bộ này đã kết thúc ngày {ended}: hãy ghi chi bộ đang hoạt động."
        return ""

    def _check_dates(self, row: Row, joined: dt.date, plan: Plan) -> None:
        birth, listed = row["birth_date"], row["arrived_on"] or joined
        if birth:
            _report(row, plan, "joined_on", membership.check_joined_after_birth(birth, joined))
        if row["decided_on"] and row["decided_on"] > joined:
            plan.error(row, "decided_on", "Quyết định kết nạp không thể sau ngày vào Đảng (ngày làm lễ).")
        if row["official_on"]:
            _report(row, plan, "official_on", _check_official_date(joined, row["official_on"]))
        if listed < joined:
            plan.error(row, "arrived_on", "Ngày vào danh sách của tỉnh không thể trước ngày vào Đảng.")
        for key, what in (("cell_since", "vào chi bộ"), ("handbook_since", "có tài khoản Sổ tay")):
            if row[key] and row[key] < listed:
                plan.error(row, key, f"Ngày {what} không thể trước ngày vào danh sách đảng viên.")

    def _check_future(self, row: Row, plan: Plan) -> None:
        for key in ("joined_on", "official_on", "arrived_on", "cell_since", "handbook_since"):
            if row[key] and row[key] > self.context.day:
                plan.error(row, key, f"Ngày {format_date(row[key])} còn ở tương lai: hãy kiểm tra lại.")


@lru_cache(maxsize=1 << 14)
def _check_birth(digits: str, gender: str, year: int) -> list[Finding]:
    """What a citizen number's first digits say against the person; the others are at random."""
    sex: citizen_number.Sex = "male" if gender == Gender.MALE else "female"
    return citizen_number.check(digits.ljust(_DIGITS, "0"), sex=sex, birth_year=year)


def _among(queryset: QuerySet[M], field: str, values: Collection[Any]) -> QuerySet[M]:
    """Only those with one of the values, where these are few enough to be named in a query; all where they are not."""
    return queryset.filter(**{f"{field}__in": values}) if len(values) <= _NAMED else queryset


def _report(row: Row, plan: Plan, key: str, findings: Iterable[Finding]) -> None:
    for finding in findings:
        sentence = f"{finding.sentence} [{finding.code}]"
        if finding.severity is Severity.ERROR:
            plan.error(row, key, sentence)
        elif finding.severity is Severity.WARNING:
            plan.warn(row, key, sentence)


def member_import() -> ImportSpec:
    """The sheet of 20 columns by which a province's members are taken over and kept in step."""
    return ImportSpec(
        title="Đảng viên",
        columns=_columns(),
        keys=("citizen_number",),
        planner=MemberPlanner,
        instructions=(
            "Mỗi dòng là một đảng viên đang sinh hoạt; nhận ra người đã có hồ sơ bằng số định danh cá nhân.",
            "Ô để trống giữ nguyên dữ liệu đang có trong sổ.",
            "Đảng viên đã ra khỏi danh sách thì ghi ở trang hồ sơ, không ghi bằng tệp.",
        ),
    )
