"""Actions: the named mutations through which everything is written.

An action is a function whose first parameter is the `Writer`. Decorated, it is called with an `Acting` instead:
the permission is checked, the function runs in one transaction with its change set, and every record it touched
is looked up again through the writer's visibility; if one is gone, all is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models

from tochuc.kernel.access import permissions
from tochuc.kernel.access.reach import may
from tochuc.kernel.access.visibility import visible
from tochuc.kernel.changes.writer import Acting, Guard, Writer, unguarded, writing
from tochuc.kernel.models import Record, User
from tochuc.kernel.register.registry import register_for

P = ParamSpec("P")
R = TypeVar("R")


class OutOfReach(PermissionDenied):
    """The write would leave a record where its writer has no say; nothing was written."""


@dataclass(frozen=True)
class ActionInfo:
    """`name` is also the permission; `sentence` what the history page says, such as "chuyển sinh hoạt"."""

    name: str
    label: str
    sentence: str


_actions: dict[str, ActionInfo] = {}


class UnknownVerb(LookupError):
    """A change set names an action that nobody declared."""


def describe(verb: str) -> ActionInfo:
    try:
        return _actions[verb]
    except KeyError:
        raise UnknownVerb(verb) from None


def all_actions() -> tuple[ActionInfo, ...]:
    return tuple(_actions.values())


def declare_verb(name: str, label: str, sentence: str) -> ActionInfo:
    """Makes a verb known to the log and to the permissions."""
    info = ActionInfo(name, label, sentence)
    if _actions.setdefault(name, info) != info:
        raise ValueError(f"action {name} is declared twice")
    permissions.declare(name, label.lower())
    return info


class Action(Generic[P, R]):
    def __init__(self, info: ActionInfo, function: Callable[Concatenate[Writer, P], R]) -> None:
        self.info = info
        self.function = function
        update_wrapper(self, function)

    def __call__(self, acting: Acting, *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs the action; raises `PermissionDenied`, `OutOfReach` or `ValidationError`, with nothing written."""
        if acting.user is not None and not may(acting.user, self.info.name):
            raise PermissionDenied(f"Đồng chí không có quyền {self.info.label.lower()}.")
        guard = guard_of(acting.user, self.info.name)
        with _clashes_refused(), writing(acting, self.info.name, guard=guard) as writer:
            result = self.function(writer, *args, **kwargs)
            for model, keys in writer.touched.items():
                writer.guard(model, keys)
        return result

    def within(self, writer: Writer, *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs as a part of another action, in its change set."""
        return self.function(writer, *args, **kwargs)


def action(
    name: str, *, label: str, sentence: str
) -> Callable[[Callable[Concatenate[Writer, P], R]], Action[P, R]]:
    info = declare_verb(name, label, sentence)
    return lambda function: Action(info, function)


@contextmanager
def _clashes_refused() -> Iterator[None]:
    """What two writers did at the same moment, each of them allowed, the database refuses: the second is told."""
    try:
        yield
    except models.ProtectedError:
        raise
    except IntegrityError as error:
        raise ValidationError(
            "Có người vừa ghi dữ liệu trùng hoặc mâu thuẫn với lần ghi này; chưa có gì được ghi. "
            "Hãy tải lại trang rồi thử lại."
        ) from error


def guard_of(user: User | None, verb: str) -> Guard:
    """Raises `OutOfReach` for records of registers that the writer may not use the verb on.

    Records of the verb's own register are asked for with the verb, those of others with "view".
    """
    if user is None:
        return unguarded

    def guard(model: type[Record], keys: Set[int]) -> None:
        register = register_for(model)
        if register is None or not keys:
            return
        own, _, name = verb.rpartition(".")
        queryset = visible(user, register, name if own == register.name else "view")
        if _count_of(queryset, keys) != len(keys):
            raise OutOfReach(
                f"{register.label} nằm ngoài phạm vi đồng chí được phân công; chưa có gì được ghi. "
                "Hãy đề nghị cấp trên thực hiện."
            )

    return guard


def _count_of(queryset: models.QuerySet[Record], keys: Set[int], batch: int = 30_000) -> int:
    """How many of `keys` the queryset holds, without exceeding the engines' limit of parameters."""
    if len(keys) > batch:
        return len(set(queryset.values_list("pk", flat=True).iterator()) & keys)
    return queryset.filter(pk__in=sorted(keys)).count()
