"""The demonstration's accounts: one for each kind of user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tochuc.demo.content import content
from tochuc.kernel.changes.writer import Writer
from tochuc.kernel.models import Assignment, Role, Unit, User

_ROUNDS = 1000


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
        user = w.create(User(username=account.login, full_name=account.name, password=_hashed(account)))
        w.create(Assignment(user=user, role=roles[account.role], unit=units[account.unit], since=since))


def _hashed(account: Account) -> str:
    """Few rounds for passwords that are public anyway; logging in hashes them with all."""
    return PBKDF2PasswordHasher().encode(account.password, account.login, iterations=_ROUNDS)
