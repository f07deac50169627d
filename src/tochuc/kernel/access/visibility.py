"""The one place where "what may this user see" becomes SQL.

Lists, counts, search, exports, figures, reports and the API all filter through `visible`; nothing else does.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Q

from tochuc.kernel.access.reach import reach
from tochuc.kernel.models import User
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import register_for, register_of

M = TypeVar("M", bound=models.Model)


def visible(user: User | None, register: Register[M], permission: str = "view") -> models.QuerySet[M]:
    """The register's records that `user` may use with `permission` ("view", "edit", …)."""
    return register.queryset().filter(visible_condition(user, register, permission))


def visible_to(
    user: User | None, queryset: models.QuerySet[M], permission: str = "view"
) -> models.QuerySet[M]:
    """The same for any queryset over a registered model."""
    return queryset.filter(visible_condition(user, register_of(queryset.model), permission))


def visible_condition(
    user: User | None, register: Register[M], permission: str = "view", prefix: str = ""
) -> Q:
    """The condition itself; `prefix` ("member__") reaches the register's record from another model."""
    allowed = Q(pk__in=())
    for span in reach(user, f"{register.name}.{permission}"):
        if span.level < register.level:
            continue
        condition = Q()
        if register.unit is not None and not span.whole:
            path = f"{prefix}{register.unit}__first" if register.unit else f"{prefix}first"
            condition &= Q(**{f"{path}__gte": span.first, f"{path}__lte": span.last})
        if register.level_field:
            condition &= Q(**{f"{prefix}{register.level_field}__lte": span.level})
        if not condition:
            return Q()
        allowed |= condition
    return allowed


def sees_level(user: User | None, register: Register[M], level: int) -> bool:
    """Whether the user may read values of that level in every record of the register that they see.

    Who reads sensitive data in one cell only, and sees the rest of the district without, gets it masked in
    both: a list has one answer for a whole column, and it must not be the wider one.
    """
    spans = [span for span in reach(user, f"{register.name}.view") if span.level >= register.level]
    return bool(spans) and all(level <= span.level for span in spans)


def may_name(user: User | None, record: models.Model, level: int) -> bool:
    """Whether a record that another one refers to may be named there to the user.

    Up to the level of what refers to it, the name is a part of that: the number of the decision by which somebody
    was admitted. A more confidential record is named only to who sees it itself.
    """
    register = register_for(type(record))
    if register is None:
        return True
    own = getattr(record, register.level_field) if register.level_field else register.level
    return max(register.level, own) <= level or visible(user, register).filter(pk=record.pk).exists()
