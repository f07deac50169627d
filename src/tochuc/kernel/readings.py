"""The log of readings: who read which protected records, when, through what. Never what they said."""

from __future__ import annotations

from typing import Any

from tochuc.kernel.levels import Level
from tochuc.kernel.models import ReadingLog, User
from tochuc.kernel.register.declaration import Register


def is_protected(register: Register[Any], record: Any = None) -> bool:
    """Personal data, a record whose own level is above internal, or a list that may hold such records."""
    if register.level_field and record is None:
        return True
    own = getattr(record, register.level_field) if register.level_field else register.level
    return max(register.level, own) >= Level.PERSONAL


def log_reading(
    user: User, register: Register[Any], what: str, *, record: Any = None, count: int = 1, purpose: str = ""
) -> None:
    """Keeps that `user` read one record, or `count` of them, where they are protected."""
    if count and is_protected(register, record):
        ReadingLog.objects.create(
            user=user,
            register=register.name,
            object_id=record.pk if record is not None else None,
            count=count,
            what=what,
            purpose=purpose,
        )
