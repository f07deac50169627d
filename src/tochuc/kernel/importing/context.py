"""Who imports, where to, and the look-ups of one import, each read once into memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from tochuc.kernel.access.reach import Reach, reach
from tochuc.kernel.access.visibility import sees_level, visible_to
from tochuc.kernel.changes.wording import level_of
from tochuc.kernel.importing.spec import ImportColumn, Lookup
from tochuc.kernel.levels import Level
from tochuc.kernel.models import Record, Unit, User
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import register_for
from tochuc.vi.fold import fold
from tochuc.vi.quoting import quote

_LIKENESS = 0.6
_SUGGESTIONS = 20
"""For how many wrong texts of a file the likeliest right one is looked for: each is compared with every record, and a
whole column of them would keep the worker busy for hours."""


class LookupTable:
    """The records that a look-up may find, by folded text and by key. It is a parser: call it with a cell's
    text.
    """

    def __init__(self, noun: str, by: int, records: list[tuple[int, ...]]) -> None:
        """`records`: (primary key, the `by` texts of one record …)."""
        self.noun = noun
        self._labels: dict[int, str] = {}
        self._suggestions_left = _SUGGESTIONS
        self._found: list[dict[str, list[int]]] = [{} for _ in range(by)]
        self._exact: list[dict[str, int | None]] = [{} for _ in range(by)]
        for key, *texts in records:
            self._add(key, [str(text or "") for text in texts])

    def _add(self, key: int, texts: list[str]) -> None:
        self._labels[key] = " · ".join(dict.fromkeys(text for text in texts if text))
        for text, exact, found in zip(texts, self._exact, self._found, strict=True):
            if text:
                exact[text] = None if text in exact else key
                found.setdefault(fold(text), []).append(key)

    def __call__(self, text: str) -> int | None:
        """The primary key that the text names; raises `ValueError` for none and for several."""
        if not text:
            return None
        folded = fold(text)
        for exact, found in zip(self._exact, self._found, strict=True):
            if (key := exact.get(text)) is not None:
                return key
            if keys := found.get(folded):
                return self._only(text, keys)
        raise ValueError(self._unknown(text, folded))

    @property
    def codes(self) -> tuple[str, ...]:
        """The texts of the first field, which the template offers."""
        return tuple(sorted(self._exact[0]))

    def _only(self, text: str, keys: list[int]) -> int:
        if len(keys) == 1:
            return keys[0]
        listed = "; ".join(self._labels[key] for key in keys[:3])
        raise ValueError(f"{quote(text)} chỉ đến {len(keys)} {self.noun}: {listed}. Hãy ghi mã thay cho tên.")

    def _unknown(self, text: str, folded: str) -> str:
        sentence = f"không có {self.noun} nào là {quote(text)} trong phạm vi đồng chí được xem."
        self._suggestions_left -= 1
        for found in self._found if self._suggestions_left >= 0 else ():
            if close := get_close_matches(folded, found, n=1, cutoff=_LIKENESS):
                return f"{sentence} Có phải là “{self._labels[found[close[0]][0]]}”?"
        return f"{sentence} Hãy kiểm tra lại mã."


@dataclass
class Context:
    """One import: the user (None for the system itself), the register, and today.

    Planners ask it for look-ups (`table`) and whether the user may put a record where it says (`may_put`).
    """

    user: User | None
    register: Register[Any]
    day: dt.date = field(default_factory=timezone.localdate)
    _tables: dict[int, LookupTable] = field(default_factory=dict)
    _positions: dict[int, int] | None = None

    @property
    def permission(self) -> str:
        return f"{self.register.name}.import"

    @cached_property
    def reach(self) -> Reach:
        """The user's, as it was when the import began."""
        return reach(self.user, self.permission)

    def table(self, lookup: Lookup) -> LookupTable:
        """The look-up's records that the user may see; read at the first call."""
        if id(lookup) not in self._tables:
            queryset: models.QuerySet[Any] = lookup.model._default_manager.filter(lookup.where)
            if self.user is not None and register_for(lookup.model) is not None:
                queryset = visible_to(self.user, queryset)
            noun = str(lookup.model._meta.verbose_name)
            records = list(queryset.values_list("pk", *lookup.by))
            self._tables[id(lookup)] = LookupTable(noun, len(lookup.by), records)
        return self._tables[id(lookup)]

    def may_fill(self, column: ImportColumn) -> bool:
        """Whether the user reads what is recorded in the field behind the column."""
        return column.model is None or self.may_read(column.model, column.key)

    def may_read(self, model: type[Record], name: str) -> bool:
        """Whether the user reads that field of every record that they see."""
        level = level_of(model, name)
        if self.user is None or level == Level.OPEN:
            return True
        register = register_for(model)
        return register is not None and sees_level(self.user, register, level)

    def may_put(self, unit_id: int | None, level: int = 0) -> bool:
        """Whether the user may import a record of that unit (None: of none) at that confidentiality level."""
        if self.user is None:
            return True
        needed = max(level, self.register.level)
        if unit_id is None:
            return any(needed <= span.level for span in self.reach)
        position = self._position(unit_id)
        return any(span.covers(position, needed) for span in self.reach)

    def _position(self, unit_id: int) -> int:
        if self._positions is None:
            self._positions = dict(Unit.objects.values_list("pk", "first"))
        return self._positions[unit_id]
