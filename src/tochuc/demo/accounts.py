"""The demonstration's accounts: one for each kind of user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tochuc.demo.content import content
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Assignment, Role, Unit, User


@dataclass(frozen=True)
class Account:
    """`who` says in Vietnamese whose account it is."""

    login: str
    name: str
    password: str
    role: str
    unit: str
    who: str


def accounts() -> tuple[Account, ...]:
    return tuple(Account(**data) for data in content("accounts"))


def write(w: Writer, units: Mapping[str, Unit], since: dt.date) -> None:
    """Makes the users and gives each its role; the roles have been loaded."""
    roles = {role.code: role for role in Role.objects.all()}
    for account in accounts():
        user = User.objects.create_user(account.login, account.password, full_name=account.name)
        w.create(Assignment(user=user, role=roles[account.role], unit=units[account.unit], since=since))
