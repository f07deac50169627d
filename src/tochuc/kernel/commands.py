"""`tochuc audit …`, `tochuc explain-access USER OBJECT` and `tochuc roles load FILE`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tochuc.kernel.access import explain, roles
from tochuc.kernel.changes import commands as audit
from tochuc.kernel.models import User
from tochuc.kernel.register.registry import UnknownRegister, all_registers

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: "Commands") -> None:
    audit.add(commands)
    access = commands.add_parser("explain-access", help="say why a user may or may not see a record")
    access.add_argument("user", help="the user's login")
    access.add_argument("object", help="register:key, for example members:123 or units:QNG")
    access.set_defaults(run=explain_access)
    loading = commands.add_parser("roles", help="load roles and their permissions from a file")
    loading.add_argument("action", choices=["load"])
    loading.add_argument("file", type=Path)
    loading.set_defaults(run=load_roles)


def explain_access(arguments: argparse.Namespace) -> int:
    """Exit code 0 where the user sees the record, 1 where not."""
    user = User.objects.filter(username=arguments.user).first()
    if user is None:
        sys.exit(f"There is no user {arguments.user}.")
    try:
        answer = explain.explain(user, arguments.object)
    except UnknownRegister as error:
        sys.exit(f"There is no register {error}; there are {', '.join(r.name for r in all_registers())}.")
    except ValueError:
        sys.exit("Name the object as register:key, for example members:123 or units:QNG.")
    print(f"{user} ({user.username}) · {arguments.object}")
    for line in answer.reasons:
        print(f"  {line}")
    for verb, allowed in answer.allowed.items():
        print(f"  {'✓' if allowed else '✗'} {answer.register.name}.{verb}")
    return 0 if answer.allowed.get("view") else 1


def load_roles(arguments: argparse.Namespace) -> None:
    roles.load(arguments.file)
