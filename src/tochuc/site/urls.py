"""The site's addresses: accounts, the schema for other programs, and the web floor's pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("tochuc.kernel.register.api.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include("tochuc.web.urls")),
]
