"""Roles as data: a file names each role's permissions, and loading it makes the database agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tochuc.kernel.access import permissions
from tochuc.kernel.actions import declare_verb
from tochuc.kernel.changes.writer import Acting, Writer, writing
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Grant, Role, Via

_VERB = declare_verb("access.load_roles", "Nạp vai trò", "nạp vai trò và quyền từ tệp cấu hình")


@dataclass(frozen=True)
class RoleData:
    code: str
    name: str
    description: str
    grants: Mapping[str, Level]


def read(path: Path) -> list[RoleData]:
    """The roles of a file; raises `UnknownPermission` for a name, or a pattern, that nothing declared."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_role(code, entry) for code, entry in content["roles"].items()]


def _role(code: str, entry: Mapping[str, Any]) -> RoleData:
    grants: dict[str, Level] = {}
    for group in entry["grants"]:
        level = Level[group["level"].upper()]
        for pattern in group["permissions"]:
            for name in _expanded(pattern):
                grants[name] = max(level, grants.get(name, level))
    return RoleData(code, entry["name"], entry["description"], grants)


def _expanded(pattern: str) -> Iterator[str]:
    """`members.*` is every permission of that register, `*.view` that verb on every register."""
    area, _, verb = pattern.partition(".")
    if "*" not in pattern:
        yield permissions.known(pattern).name
        return
    found = [
        name
        for name in (permission.name for permission in permissions.all_permissions())
        if area in ("*", name.partition(".")[0]) and verb in ("*", name.partition(".")[2])
    ]
    if not found:
        raise permissions.UnknownPermission(pattern)
    yield from found


def load(path: Path) -> None:
    """Makes roles and grants those of the file; roles no longer named stay, without grants."""
    with writing(Acting(None, via=Via.COMMAND), _VERB.name) as writer:
        kept = {role.code: _load_role(writer, role) for role in read(path)}
        for grant in Grant.objects.exclude(role__code__in=kept):
            writer.delete(grant)


def _load_role(writer: Writer, data: RoleData) -> Role:
    role = Role.objects.filter(code=data.code).first()
    values = {"name": data.name, "description": data.description}
    if role is None:
        role = writer.create(Role(code=data.code, **values))
    else:
        writer.update(role, **values)
    existing = {grant.permission: grant for grant in role.grants.all()}
    for name, grant in existing.items():
        if name not in data.grants:
            writer.delete(grant)
    for name, level in data.grants.items():
        if name in existing:
            writer.update(existing[name], level=level)
        else:
            writer.create(Grant(role=role, permission=name, level=level))
    return role
