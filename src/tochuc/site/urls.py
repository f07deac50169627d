"""The site's addresses: accounts, the schema for other programs, and the web floor's pages."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from tochuc.reports.checking.api import CheckView


def closed(_request: HttpRequest) -> NoReturn:
    """An address is a part of the account: administrators write it, through the log, and not its owner past it."""
    raise Http404


urlpatterns = [
    path("accounts/email/", closed, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/checks/", CheckView.as_view(), name="api-checks"),
    path("api/v1/", include("tochuc.kernel.register.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include("tochuc.web.urls")),
]
