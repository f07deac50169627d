"""The two abstract shapes that every kept thing has: a record, and a fact that holds for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q


class Record(models.Model):
    """Anything that is written through change sets.

    `sealed_fields` names the fields whose values stand encrypted in the log, where they can later be shredded
    without breaking the chain; `derived_fields` those that follow from other records and are not logged.
    """

    sealed_fields: ClassVar[frozenset[str]] = frozenset()
    derived_fields: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[Any]):
    """Selects dated facts by the days on which they hold."""

    def on(self, day: dt.date) -> Self:
        """Those that hold on `day`."""
        return self.filter(holds_on(day))

    def during(self, first: dt.date, last: dt.date) -> Self:
        """Those that hold on at least one day from `first` to `last`, both included."""
        return self.filter(Q(since__lte=last) & (Q(until__isnull=True) | Q(until__gt=first)))

    def open(self) -> Self:
        """Those that no event has ended yet."""
        return self.filter(until__isnull=True)


def holds_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a dated fact, reached by `prefix` (such as "cells__"), holds on `day`."""
    started = Q(**{f"{prefix}since__lte": day})
    return started & (Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day}))


class Dated(Record):
    """True from `since` up to, not including, `until`; empty `until` while it holds."""

    since = models.DateField("từ ngày", db_index=True)
    until = models.DateField("đến trước ngày", null=True, blank=True, db_index=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]

    def holds(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)
