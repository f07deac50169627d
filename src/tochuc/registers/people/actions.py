"""What can be done to a person's record."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError

from tochuc.kernel.actions import action
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.fields import lookup_hash
from tochuc.kernel.findings import refuse_errors
from tochuc.registers.people.models import Gender, Person
from tochuc.rules import citizen_number
from tochuc.rules.finding import Finding
from tochuc.vi.fold import normalise


@action("people.create", label="Thêm người", sentence="thêm hồ sơ người")
def create_person(w: Writer, /, **values: Any) -> Person:
    person = Person(**_normalised(values))
    check_citizen_number(person)
    return w.create(person)


@action("people.edit", label="Sửa hồ sơ người", sentence="sửa hồ sơ người")
def edit_person(w: Writer, /, person: Person, **values: Any) -> Person:
    cleaned = _normalised(values)
    for name, value in cleaned.items():
        setattr(person, name, value)
    check_citizen_number(person)
    return w.update(person, **cleaned)


def check_citizen_number(person: Person) -> None:
    """Refuses a number that is malformed, contradicts the file, or stands in somebody else's file.

    The sentence never says whose: the other file may lie outside what the writer may see.
    """
    if not person.citizen_number:
        return
    refuse_errors(citizen_findings(person), "citizen_number")
    same = Person.objects.filter(citizen_number_hash=lookup_hash(person.citizen_number))
    if same.exclude(pk=person.pk).exists():
        raise ValidationError(
            {
                "citizen_number": "Số định danh này đã có trong một hồ sơ khác: hãy kiểm tra lại số, "
                "hoặc đề nghị Ban Tổ chức Tỉnh ủy đối chiếu hai hồ sơ."
            }
        )


def citizen_findings(person: Person) -> list[Finding]:
    """What the number says against itself and the person's sex and year of birth (PER-001 to PER-005)."""
    sex: citizen_number.Sex = "male" if person.gender == Gender.MALE else "female"
    year = person.birth_date.year if person.birth_date else None
    return citizen_number.check(person.citizen_number, sex=sex, birth_year=year)


def _normalised(values: dict[str, Any]) -> dict[str, Any]:
    cleaned = {name: normalise(value) if isinstance(value, str) else value for name, value in values.items()}
    if "citizen_number" in cleaned:
        # Typed in groups or with dots, it is still one number: the hash that finds it knows only digits.
        cleaned["citizen_number"] = re.sub(r"[\s.'’]", "", cleaned["citizen_number"])
    return cleaned
