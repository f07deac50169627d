"""The showcase page of the component kit, and the addresses that the shell names, for the browser test."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from tochuc.web.kit import sample_context


@login_not_required
def kit(request: HttpRequest) -> HttpResponse:
    return render(request, "web/kit.html", sample_context())


@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """Two results for whatever is asked; fails when asked for "hỏng"."""
    if request.GET["q"] == "hỏng":
        return HttpResponse(status=500)
    results = [{"title": name, "url": f"#{name}"} for name in ("Lê Hoàng Phúc", "Trần Quang Vững")]
    context = {"query": request.GET["q"], "groups": [{"label": "Đảng viên", "results": results}]}
    return render(request, "components/search_results.html", context)


urlpatterns = [
    path("", kit, name="home"),
    path("tim/", search, name="search"),
    path("accounts/", include("allauth.urls")),
]
