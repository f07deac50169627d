"""How people are shown."""

from __future__ import annotations

import re

from django.db.models import Q

from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.levels import Level
from tochuc.kernel.register.declaration import Column, Filter, Register, Related, Section
from tochuc.kernel.register.registry import register
from tochuc.registers.people.actions import create_person, edit_person
from tochuc.registers.people.models import Person


def by_citizen_number(query: str, prefix: str = "") -> dict[str, Q]:
    """Finds an encrypted number by its keyed hash: only whole numbers can be searched."""
    digits = re.sub(r"\D", "", query)
    if len(digits) != Person._meta.get_field("citizen_number").max_length:
        return {}
    return {f"{prefix}citizen_number": Q(**{f"{prefix}citizen_number_hash": lookup_hash(digits)})}


people = register(
    Register(
        name="people",
        model=Person,
        label="Con người",
        area="Hồ sơ",
        icon="user",
        position=20,
        unit="kept_by",
        level=Level.PERSONAL,
        columns=(
            Column("name", sort="sort_key", width=28),
            Column("birth_date"),
            Column("gender"),
            Column("ethnicity", level=Level.SENSITIVE),
            Column("qualification"),
            Column("occupation", width=24),
            Column("kept_by__name", label="Đơn vị quản lý hồ sơ", sort="kept_by__first", width=40),
            Column("hometown", shown=False, width=30),
            Column("education", shown=False),
            Column("religion", shown=False, level=Level.SENSITIVE),
            Column("citizen_number", shown=False, sort="", level=Level.SENSITIVE, width=16),
        ),
        filters=(
            Filter("kept_by"),
            Filter("gender"),
            Filter("birth_date"),
            Filter("qualification"),
        ),
        sections=(
            Section("Nhân thân", ("name", "birth_date", "gender", "hometown", "kept_by")),
            Section("Dữ liệu nhạy cảm", ("citizen_number", "ethnicity", "religion"), level=Level.SENSITIVE),
            Section("Trình độ, nghề nghiệp", ("education", "qualification", "occupation")),
        ),
        related=(
            Related("Đảng tịch", "members", "person"),
            Related("Kết nạp", "admissions", "person"),
        ),
        create=create_person,
        edit=edit_person,
        search=("folded",),
        exact=by_citizen_number,
        order=("sort_key", "pk"),
    )
)
