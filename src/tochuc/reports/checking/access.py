"""Who sees a checked document: its owner, and those assigned to the unit that it is shared with."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from tochuc.kernel.access.permissions import declare
from tochuc.kernel.models import Assignment, User
from tochuc.kernel.models.base import holds_on
from tochuc.reports.checking.models import CheckedDocument

USE_CHECKS = declare("checks.use", "kiểm tra văn bản")


def seen_by(user: User) -> QuerySet[CheckedDocument]:
    """The documents that the user sees and works on.

    Not a range of the tree: a draft is shown to those who work on it, not to everybody above them.
    """
    own = Assignment.objects.filter(holds_on(timezone.localdate()), user=user).values("unit")
    return CheckedDocument.objects.filter(Q(owner=user) | Q(unit__in=own))
