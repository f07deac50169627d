"""The permissions that exist. An unknown name raises, wherever it stands: in code, in a role, in a test."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

STANDARD_VERBS = MappingProxyType(
    {
        "view": "xem",
        "create": "thêm",
        "edit": "sửa",
        "delete": "xóa",
        "import": "nhập từ tệp",
        "export": "xuất ra tệp",
    }
)


class UnknownPermission(LookupError):
    """A permission name that nobody declared: a slip in code or in a role's data."""


@dataclass(frozen=True)
class Permission:
    name: str
    label: str


_known: dict[str, Permission] = {}


def declare(name: str, label: str) -> Permission:
    """Makes a permission known; declaring it again with another label is an error."""
    permission = Permission(name, label)
    if _known.setdefault(name, permission) != permission:
        raise ValueError(f"permission {name} is declared twice with different labels")
    return permission


def known(name: str) -> Permission:
    try:
        return _known[name]
    except KeyError:
        raise UnknownPermission(name) from None


def all_permissions() -> tuple[Permission, ...]:
    return tuple(sorted(_known.values(), key=lambda permission: permission.name))


VIEW_AUDIT = declare("audit.view", "xem nhật ký ghi")
VIEW_FIGURES = declare("figures.view", "xem số liệu")
VIEW_REPORTS = declare("reports.view", "xem báo cáo")
EXPORT_REPORTS = declare("reports.export", "xuất báo cáo")
