"""Answers "why do I see this?" and "why not?" in sentences, from the same spans that decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tochuc.kernel.access.permissions import STANDARD_VERBS
from tochuc.kernel.access.reach import reach
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Assignment, Grant, Unit, User
from tochuc.kernel.register.declaration import Register, value_at
from tochuc.kernel.register.registry import get_register
from tochuc.vi.dates import format_date


@dataclass(frozen=True)
class Explanation:
    """`allowed` maps each permission of the register to what the database answers for this record."""

    register: Register[Any]
    record_id: int
    exists: bool
    allowed: dict[str, bool]
    reasons: list[str]


def explain(user: User, reference: str) -> Explanation:
    """`reference` is "register:key", such as "members:123"; units may be named by code.

    Raises `UnknownRegister`, or `ValueError` for a reference of another shape.
    """
    name, _, key = reference.partition(":")
    register = get_register(name)
    record = _record(register, key)
    if record is None:
        return Explanation(register, 0, False, {}, [f"Không có bản ghi {reference}."])
    verbs = [*STANDARD_VERBS, *(operation.verb for operation in register.operations)]
    allowed = {verb: visible(user, register, verb).filter(pk=record.pk).exists() for verb in verbs}
    return Explanation(register, record.pk, True, allowed, list(_reasons(user, register, record)))


def _record(register: Register[Any], key: str) -> Any:
    """A unit's code may be digits only: it goes before the primary key."""
    if register.model is Unit:
        found = register.queryset().filter(code=key).first()
        if found is not None or not key.isdecimal():
            return found
    return register.queryset().filter(pk=int(key)).first()


def _reasons(user: User, register: Register[Any], record: Any) -> list[str]:
    lines = [] if user.is_active else ["Tài khoản đã khóa: không được làm gì."]
    unit = _unit_of(register, record)
    level = Level(getattr(record, register.level_field) if register.level_field else register.level)
    place = f"thuộc {unit.name}" if unit else "không thuộc đơn vị nào"
    lines.append(f"Bản ghi {place}, mức bảo vệ: {level.label}.")
    assignments = Assignment.objects.filter(user=user).select_related("role", "unit")
    if not assignments:
        lines.append("Người dùng chưa được phân công vai trò nào.")
    lines += [_assignment_line(one, register, unit, level) for one in assignments]
    if not reach(user, f"{register.name}.view"):
        lines.append(f"Không phân công nào đang có hiệu lực cho phép xem {register.label.lower()}.")
    return lines


def _unit_of(register: Register[Any], record: Any) -> Unit | None:
    if register.unit is None:
        return None
    found = record if register.unit == "" else value_at(record, register.unit)
    return found if isinstance(found, Unit) else None


def _assignment_line(assignment: Assignment, register: Register[Any], unit: Unit | None, level: Level) -> str:
    head = f"{assignment.role.name} trên {assignment.unit.name} từ {format_date(assignment.since)}"
    if not assignment.holds(timezone.localdate()):
        return f"{head}: không có hiệu lực hôm nay."
    grants = Grant.objects.filter(role=assignment.role, permission__startswith=f"{register.name}.")
    if not grants:
        return f"{head}: vai trò không có quyền nào ở sổ {register.label}."
    inside = unit is None or assignment.unit.first <= unit.first <= assignment.unit.last
    if not inside:
        return f"{head}: bản ghi nằm ngoài đơn vị này."
    enough = sorted(grant.permission for grant in grants if grant.level >= max(level, register.level))
    if not enough:
        return f"{head}: quyền chỉ đến mức {Level(max(grant.level for grant in grants)).label}."
    return f"{head}: được {', '.join(enough)}."
