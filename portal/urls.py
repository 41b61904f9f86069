"""The roof: all addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from portal.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("portal.home.urls")),
    path("", include("portal.accounts.urls")),
    path("", include("portal.notifications.urls")),
    path("", include("portal.letters.urls")),
    path("", include("portal.wizard.urls")),
    path("", include("registration.urls")),
    path("", include("injury_claims.urls")),
    path("", include("faq.urls")),
    path("", include("portal.cases.urls")),
]
