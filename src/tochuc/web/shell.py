"""What every page of the shell needs: navigation, who is signed in as what, the register that an address names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from tochuc.figures.declaration import Given
from tochuc.figures.registry import all_figures
from tochuc.kernel.access.lookup import find_record, find_register
from tochuc.kernel.access.reach import may, may_everywhere
from tochuc.kernel.changes.writer import Acting
from tochuc.kernel.models import Assignment, Unit, User, Via
from tochuc.kernel.models.base import holds_on
from tochuc.kernel.register.declaration import Register
from tochuc.kernel.register.registry import all_registers
from tochuc.reports.checking.access import USE_CHECKS
from tochuc.web.remembered import remembered_for_all

YEAR = re.compile("(19|2[0-9])[0-9]{2}")
"""Years that pages are asked for: the years before them that charts go back to are dates too."""

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def user_of(request: HttpRequest) -> User:
    """The signed-in user; every page but the login requires one (LoginRequiredMiddleware)."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied("Hãy đăng nhập.")
    return user


def register_or_404(request: HttpRequest, name: str) -> Register[Any]:
    """The register, where the user may view it at all."""
    return find_register(user_of(request), name)


def record_or_404(request: HttpRequest, register: Register[Any], pk: int, verb: str = "view") -> Any:
    """The record where the user sees it (else 404) and may use `verb` on it (else 403)."""
    return find_record(user_of(request), register, pk, verb)


def requires(
    permission: str, *, everywhere: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """Lets a page open only to holders of a permission: 404 for others, as for all that one may not see.

    `everywhere`: over the whole tree, for what is not divided by units.
    """
    holds = may_everywhere if everywhere else may

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], R],
    ) -> Callable[Concatenate[HttpRequest, P], R]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not holds(user_of(request), permission):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def acting(request: HttpRequest, via: Via = Via.FORM) -> Acting:
    """Who writes, with the reason typed in the form's `_reason` box."""
    return Acting(user_of(request), via, reason=request.POST.get("_reason", "").strip()[:500])


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: navigation and role; nothing for who is not signed in."""
    user = getattr(request, "user", None)  # not there yet where an early refusal is shown
    if not isinstance(user, User):
        return {}
    assignments = _assignments(user)
    return {
        "navigation": _navigation(request, user),
        "acting_role": assignments[0].role.name if assignments else "Chưa được phân công",
        "acting_unit": assignments[0].unit.label if assignments else "",
    }


def _assignments(user: User) -> list[Assignment]:
    held = Assignment.objects.filter(holds_on(timezone.localdate()), user=user)
    return list(held.select_related("role", "unit").order_by("unit__depth", "since"))


def own_unit(user: User) -> Unit | None:
    """The highest unit that the user is assigned to today; None without an assignment."""
    assignments = _assignments(user)
    return assignments[0].unit if assignments else None


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    def item(label: str, url: str, icon: str) -> dict[str, Any]:
        here = request.path == url or (url != "/" and request.path.startswith(url))
        return {"label": label, "url": url, "icon": icon, "active": here}

    work = [item("Trang chủ", reverse("home"), "home")]
    if may(user, "reports.view"):
        work.append(item("Báo cáo", reverse("reports"), "file-text"))
    if may(user, USE_CHECKS.name):
        work.append(item("Kiểm tra văn bản", reverse("checks"), "file-search"))
    if may(user, "figures.view"):
        work.append(item("Số liệu", reverse("figures"), "chart-bar"))
    if may(user, "units.view"):
        work.append(item("Cây tổ chức", reverse("units"), "sitemap"))
    groups = [{"label": "Công việc", "items": work}]
    shown = [one for one in all_registers() if may(user, f"{one.name}.view")]
    for area in dict.fromkeys(one.area for one in shown):
        registers = [one for one in shown if one.area == area]
        entries = [item(one.label, reverse("register:list", args=[one.name]), one.icon) for one in registers]
        groups.append({"label": area, "items": entries})
    watch = []
    if any(may(user, f"{one.name}.import") for one in all_registers() if one.importing):
        watch.append(item("Lượt nhập", reverse("imports"), "upload"))
    if may_everywhere(user, "audit.view"):
        watch.append(item("Nhật ký ghi", reverse("audit"), "history"))
        watch.append(item("Nhật ký đọc", reverse("readings"), "eye"))
    if watch:
        groups.append({"label": "Kiểm soát", "items": watch})
    return groups


def latest_year() -> int:
    """The last year that has ended and was worked for: what reports speak of until the next one is over."""
    today = timezone.localdate()
    return remembered_for_all(("latest year", today), lambda: _latest_year(today.year - 1))


def _latest_year(ended: int) -> int:
    """The newest year for which targets were given, but not after `ended`; `ended` where none were."""
    sources = {(one.of, one.year) for one in all_figures() if isinstance(one, Given)}
    newest = [
        model._default_manager.filter(**{f"{year}__lte": ended}).aggregate(newest=Max(year))["newest"]
        for model, year in sources
    ]
    return max((year for year in newest if year is not None), default=ended)


def year_of(request: HttpRequest, default: int) -> int:
    """The year chosen in the address; the default where it is missing or no year."""
    text = request.GET.get("year", "")
    return int(text) if YEAR.fullmatch(text) else default
