"""Checking a document: sending it in, reading it with what was found, and deciding about each finding."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tochuc.checker.explanations import BadPage
from tochuc.checker.explanations import page as explanation
from tochuc.checker.rule import rules
from tochuc.reports.checking import actions, running, temporary
from tochuc.reports.checking.access import USE_CHECKS, seen_by
from tochuc.reports.checking.api import word_file
from tochuc.reports.checking.checks import check_file, content_of, layout_of, log_reading
from tochuc.reports.checking.models import CheckedDocument, CheckedVersion, Verdict
from tochuc.rules.finding import Severity
from tochuc.web.check_forms import DecisionForm, FileForm, StartForm
from tochuc.web.check_lists import facts, list_columns, list_row, version_table
from tochuc.web.checked import FAMILIES, FindingFilter, Page, page
from tochuc.web.shell import acting, own_unit, requires, user_of

KEY_COOKIE = "tochuc_check"
PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(USE_CHECKS.name)
def start(request: HttpRequest) -> HttpResponse:
    """The form for a file, and the documents that were checked before."""
    user = user_of(request)
    form = StartForm(user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = _check(request, form, name=given["name"], document=given["document"])
        if answer is not None:
            return answer
    found = seen_by(user).select_related("owner", "unit").order_by("-pk")
    listed = Paginator(found.prefetch_related(_versions()), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "columns": list_columns(),
        "rows": [list_row(one, user) for one in listed.object_list],
        "page": listed,
        "crumbs": [("Kiểm tra văn bản", "")],
    }
    return render(request, "web/checks.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(USE_CHECKS.name)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version of a document, or the same file again once it is no longer at hand."""
    document = _document_or_404(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _check(request, form, document=document)
        if answer is not None:
            return answer
    context = {"document": document, "form": form, "crumbs": _crumbs(document, "Bản tiếp theo")}
    return render(request, "web/check_version.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(USE_CHECKS.name)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest version as it reads, with what was found in it."""
    document = _document_or_404(request, pk)
    latest, user = _latest_or_404(document), user_of(request)
    asked = FindingFilter(request.GET)
    key = _key(request) or temporary.new_key()
    found = _found(request, document, asked, key)
    if found is not None:
        log_reading(user, latest, "đọc văn bản được giữ lại")
    context = {
        **_shown(request, document, asked, found),
        "latest": latest,
        "filter_form": asked,
        "file_form": FileForm(initial={"keep": latest.kept}),
        "facts": facts(document, latest),
        **version_table(document),
        "decided": [] if found is not None else list(document.decisions.select_related("decided_by")),
        "may_manage": document.owner_id == user.pk,
        "unit": own_unit(user),
        "crumbs": [("Kiểm tra văn bản", reverse("checks")), (document.name, "")],
    }
    answer = render(request, "web/check.html", context)
    # Of a kept file too the layout is made once for each browser, and not for each page.
    return _with_key(answer, key) if found is not None else answer


@require_POST
@requires(USE_CHECKS.name)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts or dismisses a finding, or takes that back; htmx swaps the row of its place and the summary."""
    document = _document_or_404(request, pk)
    fingerprint = request.POST.get("fingerprint", "")
    status = 200
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([message for listed in form.errors.values() for message in listed])
        actions.decide(acting(request), document=document, **form.cleaned_data)
    except ValidationError as error:
        status = 422
        messages.error(request, " ".join(error.messages))
    if request.headers.get("HX-Request") != "true":
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{reverse('check', args=[pk])}{query}")
    asked = FindingFilter(request.GET)
    found = _found(request, document, asked, _key(request), also=fingerprint)
    row = found.row_of(fingerprint) if found is not None else None
    if row is None:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    context = {**_shown(request, document, asked, found), "row": row, "swap": True}
    return render(request, "web/check_decided.html", context, status=status)


@require_safe
@requires(USE_CHECKS.name)
def annotated(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word file with a comment for each finding that was not dismissed."""
    document = _document_or_404(request, pk)
    latest = _latest_or_404(document)
    content = content_of(latest, _key(request))
    if content is None:
        messages.error(request, "Tệp không còn trên máy chủ. Hãy chọn lại tệp rồi tải bản có nhận xét.")
        return redirect("check", pk=pk)
    dismissed = document.decisions.filter(verdict=Verdict.DISMISSED).values_list("code", "fingerprint")
    log_reading(user_of(request), latest, "tải bản có nhận xét")
    try:
        made = running.annotated(content, latest.file_name, silenced=dismissed)
    except running.CannotCheck as error:
        messages.error(request, str(error))
        return redirect("check", pk=pk)
    return word_file(made, latest.file_name)


@require_POST
@requires(USE_CHECKS.name)
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the document to those assigned to the owner's own unit, or closes it again."""
    document = _document_or_404(request, pk)
    unit = own_unit(user_of(request)) if document.unit_id is None else None
    actions.share(acting(request), document=document, unit=unit)
    if unit is not None:
        messages.success(request, f"Đã chia sẻ với những người được phân công ở {unit.label}.")
    else:
        messages.success(request, "Đã thôi chia sẻ: chỉ còn đồng chí thấy văn bản này.")
    return redirect("check", pk=pk)


@require_POST
@requires(USE_CHECKS.name)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    document = _document_or_404(request, pk)
    digests = list(document.versions.values_list("sha256", flat=True))
    actions.remove(acting(request), document=document)
    for digest in digests:
        temporary.discard(digest, _key(request))
    messages.success(request, "Đã xóa văn bản cùng các kết luận và tệp được giữ lại.")
    return redirect("checks")


@require_safe
@requires(USE_CHECKS.name)
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """What a rule looks for, with wrong and right examples."""
    found = rules().get(code)
    if found is None:
        raise Http404
    try:
        explained = explanation(code)
    except BadPage as error:
        raise Http404 from error
    context = {
        "rule": found,
        "family": FAMILIES.get(code[:3], ""),
        "severity": found.severity.label,
        "paragraphs": [one for one in explained.explanation.vi.split("\n\n") if one.strip()],
        "explained": explained,
        "crumbs": [("Kiểm tra văn bản", reverse("checks")), (f"Quy tắc {code}", "")],
    }
    return render(request, "web/check_rule.html", context)


def _check(
    request: HttpRequest, form: FileForm, *, name: str = "", document: CheckedDocument | None = None
) -> HttpResponse | None:
    """Leads to the checked document; None where the form now says why the file cannot be checked."""
    key = _key(request) or temporary.new_key()
    given = form.cleaned_data
    try:
        checked = check_file(
            acting(request), given["file"], key=key, keep=given["keep"], name=name, document=document
        )
    except ValidationError as error:
        form.add_error("file", error.messages)
        return None
    answer = HttpResponseRedirect(reverse("check", args=[checked.pk]))
    return _with_key(answer, key)


def _found(
    request: HttpRequest, document: CheckedDocument, asked: FindingFilter, key: str, also: str = ""
) -> Page | None:
    """None once the file is no longer there."""
    try:
        layout = layout_of(_latest_or_404(document), key)
    except running.CannotCheck as error:
        messages.error(request, str(error))
        return None
    if layout is None:
        return None
    return page(layout, document.decisions.select_related("decided_by"), asked, also)


def _shown(
    request: HttpRequest, document: CheckedDocument, asked: FindingFilter, found: Page | None
) -> dict[str, Any]:
    """What the rows and the summary need."""
    context: dict[str, Any] = {"document": document, "found": found, "query": request.GET.urlencode()}
    if found is not None:
        chosen = asked.chosen
        context["counts"] = [
            {
                "label": one.label,
                "name": str(one),
                "count": found.counts[str(one)],
                "url": _toggled(request.GET, str(one)),
                "active": chosen.get("severity") == [str(one)],
            }
            for one in Severity
        ]
        context["filtered"] = bool(request.GET)
    return context


def _toggled(query: QueryDict, severity: str) -> str:
    """The same page with that severity alone; with all of them where it is chosen already."""
    changed = query.copy()
    if changed.getlist("severity") == [severity]:
        changed.pop("severity")
    else:
        changed.setlist("severity", [severity])
    return f"?{changed.urlencode()}"


def _versions() -> Prefetch[str, QuerySet[CheckedVersion], str]:
    return Prefetch("versions", CheckedVersion.objects.order_by("-number"))


def _document_or_404(request: HttpRequest, pk: int) -> CheckedDocument:
    found = seen_by(user_of(request)).select_related("owner", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _latest_or_404(document: CheckedDocument) -> CheckedVersion:
    latest = document.versions.first()
    if latest is None:
        raise Http404
    return latest


def _crumbs(document: CheckedDocument, here: str) -> list[tuple[str, str]]:
    return [
        ("Kiểm tra văn bản", reverse("checks")),
        (document.name, reverse("check", args=[document.pk])),
        (here, ""),
    ]


def _key(request: HttpRequest) -> str:
    """The browser's key to the files under work; empty where it has none."""
    key = request.COOKIES.get(KEY_COOKIE, "")
    return key if temporary.is_key(key) else ""


def _with_key(answer: HttpResponse, key: str) -> HttpResponse:
    """Gives the browser its key, which it forgets when it is closed."""
    answer.set_cookie(
        KEY_COOKIE,
        key,
        path=reverse("checks"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer
